"""A mapping that was read: what each table of a legacy source means here (MIGRATION §1)."""

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import NamedTuple

from engine.bpmn.expressions import Expression
from migration_tools.mapping.record import Treatment


class Op(NamedTuple):
    """One operator as it is written: its name, its argument and the options beside it."""

    name: str
    argument: object = None
    options: Mapping[str, object] = {}


class Field(NamedTuple):
    """How one target field is made. Without columns it is a constant or a choice among conditions (`cases`).

    `width` is the column's width in characters: a text that fills it exactly was probably cut there. `capitals` is
    the column's own word on capitals, None where that of the whole table stands.
    """

    name: str
    type: str
    columns: tuple[str, ...]
    operators: tuple[Op, ...]
    constant: str | int | bool | None = None
    cases: tuple["Case", ...] = ()
    is_required: bool = False
    on_error: Treatment = Treatment.QUARANTINE
    blank: str | None = None
    width: int | None = None
    capitals: str | None = None


class Case(NamedTuple):
    """One branch of a field that follows from fields mapped before it; the last may have no condition."""

    when: Expression | None
    then: str | int | bool | None


class Check(NamedTuple):
    """A sentence that must not be false of a mapped row; where it is unknown, nothing is said of the row."""

    id: str
    code: str
    claim: Expression
    severity: Treatment


class Control(NamedTuple):
    """A control sum. `kind` is `sum` or `count_by`; each of `by` is a field, or `month` or `year` of one."""

    kind: str
    by: tuple["ControlField", ...]


class ControlField(NamedTuple):
    """A field as a control sum groups by it: whole, or only its `month` or `year`."""

    field: str
    part: str | None = None


class Decode(NamedTuple):
    """How the bytes of a source are read as text."""

    candidates: tuple[str, ...] = ("utf-8",)
    min_confidence: float = 0.99
    on_ambiguous: Treatment = Treatment.QUARANTINE
    capitals: str = "lower"


class Unit(NamedTuple):
    """Whose row it is: a constant code or a column, and the field whose date says which unit bore it then."""

    const: str | None
    column: str | None
    at: str | None


class Inflight(NamedTuple):
    """Where a dossier in one legacy step goes on: at tasks (with those done before), by a replay, or archived."""

    start_at: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    replay: str | None = None


class TableMapping(NamedTuple):
    """What the rows of one table become. `table` is a name with `*` and `?`; `omitted` says why of each column."""

    table: str
    kind: str
    key: tuple[str, ...]
    unit: Unit | None
    fields: tuple[Field, ...]
    kept: tuple[str, ...]
    omitted: Mapping[str, str]
    checks: tuple[Check, ...]
    controls: tuple[Control, ...]
    decode: Decode
    zone: str


class Join(NamedTuple):
    """A code table that the source itself holds: column `key` of `table` is the word, column `value` its meaning."""

    table: str
    key: str
    value: str


class LegacyMapping(NamedTuple):
    """A whole mapping. `name` carries its version, such as `so-tu-phap/ho-so@3`; `lookups` are code tables by name.

    `joins` are code tables of the source. `reference` names the code tables, of either kind, that say what there is
    in the unit: `procedures` (code: name), `succession` (old code: code), `people`, `shared_accounts`, `steps`.
    """

    name: str
    source: Mapping[str, object]
    tables: tuple[TableMapping, ...]
    lookups: Mapping[str, Mapping[str, str]]
    inflight: Mapping[str, Inflight]
    digest: str
    joins: Mapping[str, Join] = {}
    reference: Mapping[str, str] = {}

    def table(self, name: str) -> TableMapping | None:
        """Return what becomes of a table; a table named in full comes before one named by a pattern."""
        exact = (each for each in self.tables if each.table == name)
        pattern = (each for each in self.tables if fnmatchcase(name.lower(), each.table.lower()))
        return next(exact, None) or next(pattern, None)
