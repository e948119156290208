"""Reads a mapping: its YAML, all that it extends and its code tables, or every problem in Vietnamese at once."""

import hashlib
from collections.abc import Iterator, Mapping

import orjson

from engine.bpmn.expressions import Expression
from migration_tools.mapping.expressions import read_expression
from migration_tools.mapping.library import Library, entries_of, read_chain
from migration_tools.mapping.model import (
    Check,
    Control,
    ControlField,
    Decode,
    Field,
    Inflight,
    Join,
    LegacyMapping,
    TableMapping,
    Unit,
)
from migration_tools.mapping.problems import MappingProblem, UnreadableMapping
from migration_tools.mapping.read_field import Surroundings, full_name, read_field
from migration_tools.mapping.record import Treatment
from migration_tools.mapping.targets import EXTRA, TARGETS
from migration_tools.mapping.yaml_text import Data, Document

_OF_A_TABLE = ("kind", "key", "unit", "fields", "keep", "omit", "checks", "controls", "decode", "zone")
_FOR_ALL_TABLES = ("decode", "zone")
_CONTROL_PARTS = ("month", "year")

Group = Mapping[str, Data]


def read_mapping(text: str, library: Library | None = None) -> LegacyMapping:
    """Read a mapping from YAML. Raises UnreadableMapping with every problem found."""
    library = library or Library()
    document = read_chain(text, library)
    return _Reader(document, library).mapping()


class _Reader:
    """Gathers the problems of one reading, so that a person mends them all at once."""

    def __init__(self, document: Document, library: Library) -> None:
        self._document, self._library = document, library
        self._problems: list[MappingProblem] = []
        own = _group(document.data.get("lookups"))
        self._lookups = {name: entries_of(entries) for name, entries in own.items()}
        self._joins = {
            name: Join(**{part: str(each) for part, each in _group(join).items()})
            for name, join in _group(document.data.get("joins")).items()
        }

    def mapping(self) -> LegacyMapping:
        data = self._document.data
        tables = tuple(self._tables())
        if not tables:
            self._tell("mapping", "Ánh xạ không có mục fields và cũng không có mục tables.")
        reference = {what: str(name) for what, name in _group(data.get("reference")).items()}
        for what, name in reference.items():
            if not self._has_lookup(name):
                self._tell(f"reference/{what}", f"Không tìm thấy bảng tra “{name}”.")
        if self._problems:
            raise UnreadableMapping(tuple(self._problems))
        inflight = {state: _inflight(_group(each)) for state, each in _group(data.get("inflight")).items()}
        content = orjson.dumps([data, self._lookups], option=orjson.OPT_SORT_KEYS)
        return LegacyMapping(
            name=str(data["mapping"]),
            source=_group(data.get("source")),
            tables=tables,
            lookups=self._lookups,
            inflight=inflight,
            digest=hashlib.sha256(content).hexdigest(),
            joins=self._joins,
            reference=reference,
        )

    def _tables(self) -> Iterator[TableMapping]:
        data = self._document.data
        tables = _group(data.get("tables"))
        if tables and data.get("fields"):
            self._tell("fields", "Đã có mục tables thì các trường ghi trong từng bảng.")
        if data.get("fields"):
            source = _group(data.get("source"))
            alone = {name: data[name] for name in _OF_A_TABLE if name in data}
            yield self._table(str(source.get("sheet") or source.get("table") or "*"), alone, "")
        for name, table in tables.items():
            shared = {part: data[part] for part in _FOR_ALL_TABLES if part in data}
            if _group(table).get("kind", "dossier") == "dossier" and "unit" in data:
                shared["unit"] = data["unit"]
            yield self._table(name, {**shared, **_group(table)}, f"tables/{name}/")

    def _table(self, name: str, data: Group, path: str) -> TableMapping:
        kind = str(data.get("kind", "dossier"))
        around = Surroundings(kind, f"{path}fields", self._has_lookup, self._tell)
        read = (
            read_field(field, _group(each), around._replace(path=f"{path}fields/{field}"))
            for field, each in _group(data.get("fields")).items()
        )
        fields = tuple(field for field in read if field is not None)
        key = data.get("key")
        if not key:
            self._tell(f"{path}key", f"Bảng “{name}” chưa ghi key: cột nào phân biệt các dòng với nhau.")
        table = TableMapping(
            table=name,
            kind=kind,
            key=tuple(map(str, key)) if isinstance(key, list) else (str(key),),
            unit=_unit(data.get("unit")),
            fields=fields,
            kept=tuple(map(str, _listed(data.get("keep")))),
            omitted={column: str(why) for column, why in _group(data.get("omit")).items()},
            checks=tuple(self._checks(data, path)),
            controls=tuple(self._controls(data, kind, path, fields)),
            decode=_decode(_group(data.get("decode"))),
            zone=str(data.get("zone", "hanoi")),
        )
        self._tell_unknown_names(table, path)
        return table

    def _checks(self, data: Group, path: str) -> Iterator[Check]:
        for at, each in enumerate(_listed(data.get("checks"))):
            check = _group(each)
            claim = read_expression(str(check["assert"]), f"{path}checks/{at}/assert", self._tell)
            severity = Treatment(str(check.get("severity", "quarantine")))
            if claim:
                yield Check(str(check["id"]), str(check.get("code", "key.check_failed")), claim, severity)

    def _controls(self, data: Group, kind: str, path: str, fields: tuple[Field, ...]) -> Iterator[Control]:
        known = {field.name for field in fields} | {"unit"}
        for at, each in enumerate(_listed(data.get("controls"))):
            ((name, by),) = _group(each).items()
            control = Control(name, tuple(_control_field(str(one), kind) for one in _listed(by) or [by]))
            yield control
            for field in control.by:
                # A preset may count what one unit's source has not; only a name nobody knows is a mistake.
                if field.field not in known and field.field not in TARGETS[kind]:
                    self._tell(f"{path}controls/{at}", f"Không có trường “{field.field}” để đối chiếu.")

    def _tell_unknown_names(self, table: TableMapping, path: str) -> None:
        known = (
            {field.name.removeprefix(EXTRA) for field in table.fields} | set(TARGETS[table.kind]) | {"unit"}
        )
        claims: list[tuple[str, Expression | None]] = [
            (f"{path}checks/{at}", check.claim) for at, check in enumerate(table.checks)
        ]
        claims += [
            (f"{path}fields/{field.name}", case.when) for field in table.fields for case in field.cases
        ]
        for place, claim in claims:
            for name in sorted(claim.names - known) if claim else ():
                self._tell(place, f"Không có trường “{name}” trong ánh xạ.")

    def _has_lookup(self, name: str) -> bool:
        if name not in self._lookups and name not in self._joins:
            try:
                found = self._library.lookup(name)
            except UnreadableMapping as error:
                self._problems.extend(error.problems)
                return True
            if found is None:
                return False
            self._lookups[name] = found
        return True

    def _tell(self, path: str, sentence: str) -> None:
        place = path
        while place and place not in self._document.lines:
            place = place.rpartition("/")[0]
        self._problems.append(MappingProblem(path, sentence, self._document.lines.get(place, 0)))


def _group(data: Data) -> dict[str, Data]:
    return data if isinstance(data, dict) else {}


def _listed(data: Data) -> list[Data]:
    return data if isinstance(data, list) else []


def _decode(data: Group) -> Decode:
    usual = Decode()
    return Decode(
        candidates=tuple(map(str, _listed(data.get("candidates")))) or usual.candidates,
        min_confidence=float(str(data.get("min_confidence", usual.min_confidence))),
        on_ambiguous=Treatment(str(data.get("on_ambiguous", usual.on_ambiguous))),
        capitals=str(data.get("capitals", usual.capitals)),
    )


def _unit(data: Data) -> Unit | None:
    if not isinstance(data, dict):
        return None
    const, column, at = (data.get(name) for name in ("const", "from", "at"))
    return Unit(*(None if each is None else str(each) for each in (const, column, at)))


def _inflight(data: Group) -> Inflight:
    start_at, done = (tuple(map(str, _listed(data.get(name)))) for name in ("start_at", "done"))
    return Inflight(start_at, done, str(data["replay"]) if "replay" in data else None)


def _control_field(text: str, kind: str) -> ControlField:
    for part in _CONTROL_PARTS:
        if text.startswith(f"{part}(") and text.endswith(")"):
            return ControlField(full_name(kind, text[len(part) + 1 : -1].strip()), part)
    return ControlField(full_name(kind, text))
