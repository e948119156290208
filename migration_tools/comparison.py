"""Both ways, value by value: what the raw rows mean against what stands in the city (pure).

This does not ask how a dossier was worked out; it states anew where each mapped value must be found, so that a
mistake of loading cannot hide behind itself.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

import orjson

from engine.clock import in_hanoi
from engine.model.dossier import DossierState
from migration_tools.dossier_record import FINISHED, LEGACY_FIELDS, data_of, moment, start_of
from migration_tools.store.mapped import MappedRow

_COLUMNS = ("kind", "bucket", "dossier", "twin", "unit", "received_on", "is_quarantined", "problems")
_STEP_FIELDS = ("step", "from_status", "to_status", "actor", "note")


class Difference(NamedTuple):
    """One value that is not on both sides alike; `table` and `position` are None where no raw row is behind it.

    `row.changed`: the raw copy is not what was read. `row.mapped_otherwise`: mapped anew it says something else.
    `city.missing`, `city.differs`: the dossier is not
    there, or a value of it is another. `city.without_row`: it is there, and no raw row accounts for it.
    """

    code: str
    table: int | None
    position: int | None
    dossier: UUID
    field: str
    expected: str | None
    found: str | None


class InCity(NamedTuple):
    """A dossier as the city's tables hold it."""

    procedure_code: str
    case_code: str
    unit: str
    place: str
    state: str
    data: Mapping[str, Any]
    received_at: datetime
    due_at: datetime | None
    aliases: frozenset[str]
    dues: tuple[datetime | None, ...]


class Step(NamedTuple):
    """A step taken in the old system, as a journal keeps it."""

    at: datetime
    told: tuple[str | None, ...]

    @classmethod
    def of(cls, at: datetime, facts: Mapping[str, Any]) -> "Step":
        """Read a journal entry, or the fields that a history row was mapped to."""
        told = map(facts.get, _STEP_FIELDS)
        return cls(at, tuple([each if each is None or each.__class__ is str else str(each) for each in told]))


def compare_mapped(anew: MappedRow, stored: MappedRow) -> Iterator[Difference]:
    """Yield what a row says when it is mapped again and did not say when it was mapped."""
    if anew == stored:
        return
    place = ("row.mapped_otherwise", stored.table, stored.position, stored.dossier)
    for name in _COLUMNS:
        yield from _differing(place, name, getattr(anew, name), getattr(stored, name))
    if anew.fields != stored.fields:
        fields, before = orjson.loads(anew.fields), orjson.loads(stored.fields)
        for name in sorted(fields.keys() | before.keys()):
            yield from _differing(place, name, fields.get(name), before.get(name))


def compare_dossier(row: MappedRow, fields: Mapping[str, Any], city: InCity) -> Iterator[Difference]:
    """Yield every value of a loaded row that the city's dossier does not hold, and every one it holds besides."""
    place = ("city.differs", row.table, row.position, row.dossier)
    received_at = moment(fields.get("received_at"))
    if received_at is None and row.received_on is not None:
        received_at = start_of(row.received_on)
    for name, expected, found in (
        ("procedure_code", str(fields.get("procedure_code") or ""), city.procedure_code),
        ("case_code", str(fields.get("case_code") or ""), city.case_code),
        ("unit", row.unit, city.unit),
        ("place", str(fields.get("place") or row.unit), city.place),
        ("received_at", received_at, city.received_at),
        ("state", _is_finished(fields), city.state == DossierState.ENDED),
        # A number that was corrected leads to its dossier beside the right one, for ever.
        ("number", _names(fields), city.aliases & _names(fields)),
        ("due_ledger", city.due_at, city.dues[-1] if city.dues else None),
    ):
        if expected != found:
            yield from _differing(place, name, expected, found)
    yield from _compare_due(place, fields, city)
    data = data_of(fields)
    if data != city.data:
        yield from _compare_data(place, data, city.data)


def compare_steps(row: MappedRow, expected: Iterable[Step], found: Iterable[Step]) -> Iterator[Difference]:
    """Yield each step that only one side knows of; their order is that of their moments, on both sides."""
    ours, theirs = Counter(expected), Counter(found)
    for step in (ours - theirs).elements():
        yield Difference("city.differs", row.table, row.position, row.dossier, "history", str(step), None)
    for step in (theirs - ours).elements():
        yield Difference("city.without_row", None, None, row.dossier, "history", None, str(step))


def _compare_due(
    place: tuple[str, int, int, UUID], fields: Mapping[str, Any], city: InCity
) -> Iterator[Difference]:
    """A promised moment stands to the minute, a promised day as that day; without a promise nothing is claimed."""
    if fields.get("due_at"):
        yield from _differing(place, "due_at", moment(fields["due_at"]), city.due_at)
    elif fields.get("due_on"):
        due_on = None if city.due_at is None else in_hanoi(city.due_at).date()
        yield from _differing(place, "due_on", date.fromisoformat(fields["due_on"]), due_on)


def _compare_data(
    place: tuple[str, int, int, UUID], expected: Mapping[str, Any], found: Mapping[str, Any]
) -> Iterator[Difference]:
    ours, theirs = expected[LEGACY_FIELDS], found.get(LEGACY_FIELDS, {})
    for name in sorted(ours.keys() | theirs.keys()):
        yield from _differing(place, name, ours.get(name), theirs.get(name))
    for name in expected.keys() - {LEGACY_FIELDS}:
        yield from _differing(place, name, expected[name], found.get(name))


def _differing(
    place: tuple[str, int, int, UUID], field: str, expected: object, found: object
) -> Iterator[Difference]:
    if expected != found:
        yield Difference(*place, field, _shown(expected), _shown(found))


def _shown(value: object) -> str | None:
    if isinstance(value, frozenset):
        return ", ".join(sorted(value))
    return None if value is None else str(value)


def _names(fields: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(str(fields[name]) for name in ("number", "alias") if fields.get(name))


def _is_finished(fields: Mapping[str, Any]) -> bool:
    if fields.get("status") is not None:
        return fields["status"] in FINISHED
    return any(fields.get(name) for name in ("finished_at", "returned_at", "finished_on", "returned_on"))
