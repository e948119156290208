"""A table's mapping made ready for its rows: one fast closure a field, and the list of what fits nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from migration_tools.mapping.columns import Columns, plain_name
from migration_tools.mapping.coverage import Coverage, coverage_of
from migration_tools.mapping.evidence import NOTHING, Evidence
from migration_tools.mapping.field_runner import FieldRunner, field_runner
from migration_tools.mapping.model import Field, LegacyMapping, Op, TableMapping, Unit
from migration_tools.mapping.operators.build import Given
from migration_tools.mapping.problems import MappingProblem, UnreadableMapping
from migration_tools.mapping.read_field import full_name
from migration_tools.mapping.targets import EXTRA


class Surveyed(NamedTuple):
    """What the survey of a table knows: evidence by column name, the day of the copy in Hanoi, and joined tables."""

    evidence: Mapping[str, Evidence] = {}
    snapshot_on: date | None = None
    joined: Mapping[str, Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class CompiledTable:
    """`apply` runs it. `asked` are the names that its claims use, with the fields they mean."""

    mapping: TableMapping
    coverage: Coverage
    key: tuple[int, ...]
    runners: tuple[FieldRunner, ...]
    constants: tuple[Field, ...]
    chosen: tuple[Field, ...]
    asked: tuple[tuple[str, str], ...]


def compile_table(
    mapping: LegacyMapping, table: TableMapping, columns: Sequence[str], surveyed: Surveyed | None = None
) -> CompiledTable:
    """Make a table's mapping ready for rows of these columns.

    Raises UnreadableMapping where a column of the key or of a required field is not there.
    """
    found = Columns(columns)
    fields = (*table.fields, *_unit_field(table.unit), *_kept_fields(table, found))
    present = [field for field in fields if any(found.index(name) is not None for name in field.columns)]
    _refuse_absent(table, fields, found)
    compiler = _Compiler(mapping, table, found, surveyed or Surveyed())
    return CompiledTable(
        mapping=table,
        coverage=coverage_of(table, fields, found),
        key=tuple(index for name in table.key if (index := found.index(name)) is not None),
        runners=tuple(compiler.runner(field) for field in present),
        constants=tuple(field for field in fields if not field.columns and not field.cases),
        chosen=tuple(field for field in fields if field.cases),
        asked=tuple((name, _field_meant(name, table, fields)) for name in sorted(_names_asked(table))),
    )


def _field_meant(name: str, table: TableMapping, fields: Sequence[Field]) -> str:
    """Return the field behind a name; a day that is not mapped is the day of the moment that is."""
    full = full_name(table.kind, name)
    mapped = {field.name for field in fields}
    moment = f"{full.removesuffix('_on')}_at"
    return moment if full not in mapped and full.endswith("_on") and moment in mapped else full


def _names_asked(table: TableMapping) -> set[str]:
    claims = [check.claim for check in table.checks]
    claims += [case.when for field in table.fields for case in field.cases if case.when]
    return {name for claim in claims for name in claim.names}


class _Compiler(NamedTuple):
    mapping: LegacyMapping
    table: TableMapping
    columns: Columns
    surveyed: Surveyed

    def runner(self, field: Field) -> FieldRunner:
        indexes = [index for name in field.columns if (index := self.columns.index(name)) is not None]
        names = tuple(self.columns.names[index] for index in indexes)
        evidence = self.surveyed.evidence.get(names[0], NOTHING) if len(names) == 1 else NOTHING
        lookups = {**self.mapping.lookups, **self.surveyed.joined}
        given = Given(evidence, lookups, self.table.zone, self.surveyed.snapshot_on)
        decode = self.table.decode
        decode = decode if field.capitals is None else decode._replace(capitals=field.capitals)
        return field_runner(field._replace(columns=names), tuple(indexes), given, decode)


def _unit_field(unit: Unit | None) -> tuple[Field, ...]:
    if unit is None:
        return ()
    if unit.column is None:
        return (Field("unit", "code", (), (), unit.const),)
    return (Field("unit", "code", (unit.column,), (Op("code"),), is_required=True),)


def _kept_fields(table: TableMapping, columns: Columns) -> tuple[Field, ...]:
    names = table.kept
    if "*" in names:
        taken = {columns.index(name) for field in table.fields for name in field.columns}
        taken |= {columns.index(name) for name in table.omitted}
        names = tuple(name for index, name in enumerate(columns.names) if index not in taken)
    return tuple(Field(EXTRA + plain_name(name), "text", (name,), (Op("text"),)) for name in names)


def _refuse_absent(table: TableMapping, fields: Sequence[Field], columns: Columns) -> None:
    needed = [("key", name) for name in table.key]
    needed += [
        (f"fields/{field.name}", field.columns[0])
        for field in fields
        if field.is_required and field.columns and all(columns.index(name) is None for name in field.columns)
    ]
    problems = tuple(
        MappingProblem(path, f"Bảng không có cột “{name}”, hoặc có nhiều cột cùng tên ấy.")
        for path, name in needed
        if columns.index(name) is None
    )
    if problems:
        raise UnreadableMapping(problems)
