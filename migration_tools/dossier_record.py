"""What one legacy dossier becomes: its head, its journal and its due date, worked out by the engine's own rules."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from engine.clock import HANOI
from engine.events import EventKind
from engine.model.calendar import STANDARD_DAY, WorkingCalendar
from engine.model.counting import Measure
from engine.model.course import run_course
from engine.model.deadline import due_at
from engine.model.derivation import Fact, FactKind
from engine.model.dossier import APPLICANT_NAME, LEGACY_NUMBER, Dossier, DossierState, DueEntry, EntryKind
from engine.model.ledger import Ledger
from engine.model.moment import hanoi_minute
from engine.model.numbering import CodeSchemes
from engine.model.procedure import Procedure
from engine.model.unit_tree import UnitTree
from engine.store.bulk import Alias, Entry, Happened
from engine.store.calendars import Calendars

FINISHED = frozenset(
    {"done", "released", "archived", "denied", "cancelled", "unresolved", "withdrawn", "returned", "received"}
)
"""Canonical statuses after which nobody works on a dossier any more; `received` is "the citizen has the result"."""

END_ELEMENT = "End_HeThongCu"
"""Where the diagram of `archive_process` ends."""

LEGACY_FIELDS = "tu_he_thong_cu"
"""Where a dossier keeps everything its legacy row said, by target field."""

_OURS = {
    "applicant": APPLICANT_NAME,
    "number": LEGACY_NUMBER,
    "identity_no": "so_dinh_danh",
    "phone": "dien_thoai",
    "address": "dia_chi",
}
"""Where the forms of reception write what a legacy row may say of the applicant."""

REMEMBERED = 20_000
"""Due dates kept for dossiers received in the same minute: memory stays bounded whatever the size."""

_TOLD = ("step", "from_status", "to_status", "actor", "note")

_NO_RUN = {"format": 1, "live": []}


@dataclass(frozen=True, slots=True)
class Settled:
    """The surroundings in which dossiers are worked out; nothing of it changes during a run."""

    system: str
    units: UnitTree
    calendars: Calendars
    schemes: CodeSchemes
    procedures: Mapping[tuple[str, str], Procedure]
    digests: Mapping[tuple[str, str], str]
    imported_at: datetime


@dataclass(frozen=True, slots=True)
class Identity:
    """Which dossier it is: its id, the unit that received it on a day, and its number of that day."""

    id: UUID
    unit: str
    received_on: date
    number: int


class Record(NamedTuple):
    """Everything that is stored of one dossier."""

    head: Dossier
    entries: tuple[Entry, ...]
    journal: tuple[Happened, ...]
    aliases: tuple[Alias, ...]


@dataclass(frozen=True, slots=True)
class Recorder:
    """Works records out, one after the other; due dates of equal receptions are worked out once."""

    settled: Settled
    _recomputed: dict[Any, datetime] = field(default_factory=dict)

    def record(
        self, identity: Identity, fields: Mapping[str, Any], history: Sequence[Mapping[str, Any]]
    ) -> Record:
        """Return the record of one dossier from what its own row and its history rows were mapped to."""
        key = (str(fields.get("procedure_code") or ""), str(fields.get("case_code") or ""))
        received_at = moment(fields.get("received_at")) or start_of(identity.received_on)
        entries = self._entries(identity, fields, key, received_at)
        steps = ordered(steps_of(fields, history))
        ended_at = self._ended_at(fields, steps)
        is_finished = _is_finished(fields)
        unit = self.settled.units.at(identity.unit, identity.received_on)
        head = Dossier(
            id=identity.id,
            code=self.settled.schemes.on(identity.received_on).write(
                unit.identifier, identity.received_on, identity.number
            ),
            procedure_code=key[0],
            case_code=key[1],
            digest=self.settled.digests[key],
            unit=identity.unit,
            place=str(fields.get("place") or identity.unit),
            state=DossierState.ENDED if is_finished else DossierState.TO_PLACE,
            version=0,
            journal_length=0,
            data=data_of(fields),
            run=_NO_RUN,
            received_at=received_at,
            due_at=entries[-1].due_at if entries else None,
            ended_at=ended_at if is_finished else None,
        )
        journal = tuple(self._journal(head, fields, steps, entries))
        return Record(
            _with_length(head, len(journal)),
            tuple(Entry(head.id, seq, entry) for seq, entry in enumerate(entries, start=1)),
            journal,
            tuple(Alias(head.id, self.settled.system, alias) for alias in _aliases(fields)),
        )

    def happened(self, head: "Journaled", seq: int, fields: Mapping[str, Any]) -> Happened:
        """Return the journal entry of one history row."""
        at = moment(fields.get("at")) or head.received_at
        told = {name: fields[name] for name in _TOLD if fields.get(name) is not None}
        name = told.get("step") or told.get("to_status") or ""
        facts = {"imported": True, "name": name, **told}
        return Happened(head.id, seq, EventKind.LEGACY_STEP_TAKEN, at, None, head.unit, head.digest, facts)

    def _journal(
        self,
        head: Dossier,
        fields: Mapping[str, Any],
        steps: Iterable[Mapping[str, Any]],
        entries: Sequence[DueEntry],
    ) -> Iterable[Happened]:
        of = Journaled(head.id, head.unit, head.digest, head.received_at)
        seq = 1
        facts = {"imported": True, "code": head.code, "place": head.place, "data": head.data}
        yield of.entry(seq, EventKind.DOSSIER_RECEIVED, head.received_at, facts)
        for entry in entries:
            seq += 1
            yield of.entry(
                seq, EventKind.DUE_SET, head.received_at, {"imported": True, "due_at": entry.due_at}
            )
        for step in steps:
            seq += 1
            yield self.happened(of, seq, step)
        if head.ended_at is not None:
            seq += 1
            end = {"imported": True, "end": END_ELEMENT}
            yield of.entry(seq, EventKind.DOSSIER_ENDED, head.ended_at, end)
        facts = {"imported": True, "system": self.settled.system, "number": fields.get("number")}
        yield of.entry(seq + 1, EventKind.DOSSIER_IMPORTED, self.settled.imported_at, facts)

    def _entries(
        self, identity: Identity, fields: Mapping[str, Any], key: tuple[str, str], received_at: datetime
    ) -> tuple[DueEntry, ...]:
        """The date that the citizen was given stands; what our rules make of it is told beside it."""
        promised_at = self._promised_at(identity, fields)
        procedure = self.settled.procedures.get(key)
        calendar = self.settled.calendars.of(identity.unit, identity.received_on)
        if promised_at is None:
            if procedure is None:
                return ()
            computed = due_at(received_at, procedure.limit, calendar, procedure.counting)
            return (DueEntry(EntryKind.SET, received_at, computed.at, computed.derivation),)
        facts = [_fact(FactKind.RECEIVED, received_at), _fact(FactKind.CARRIED_OVER, promised_at)]
        if procedure is not None:
            facts.append(_fact(FactKind.RECOMPUTED, self._recomputed_at(calendar, procedure, received_at)))
        return (DueEntry(EntryKind.SET, received_at, promised_at, tuple(facts)),)

    def _promised_at(self, identity: Identity, fields: Mapping[str, Any]) -> datetime | None:
        """A promise that names a day only is kept until the office closes on it."""
        if fields.get("due_at"):
            return moment(fields["due_at"])
        if not fields.get("due_on"):
            return None
        day = date.fromisoformat(fields["due_on"])
        hours = (
            self.settled.calendars.of(identity.unit, identity.received_on).office_hours(day) or STANDARD_DAY
        )
        return hours[-1].on(day)[1].astimezone(UTC)

    def _recomputed_at(
        self, calendar: WorkingCalendar, procedure: Procedure, received_at: datetime
    ) -> datetime:
        key = (id(calendar), procedure.code, procedure.case, received_at)
        if key not in self._recomputed:
            if len(self._recomputed) >= REMEMBERED:
                self._recomputed.clear()
            limit, counting = procedure.limit, procedure.counting
            course = run_course(Measure(calendar, limit, counting), Ledger(received_at, limit, counting))
            self._recomputed[key] = course.due_at
        return self._recomputed[key]

    @staticmethod
    def _ended_at(fields: Mapping[str, Any], steps: Sequence[Mapping[str, Any]]) -> datetime | None:
        for name in ("finished_at", "returned_at", "finished_on", "returned_on"):
            if fields.get(name):
                return moment(fields[name])
        return moment(steps[-1].get("at")) if steps else None


@dataclass(frozen=True, slots=True)
class Journaled:
    """What every journal entry of a dossier repeats."""

    id: UUID
    unit: str
    digest: str
    received_at: datetime

    def entry(self, seq: int, kind: EventKind, at: datetime, facts: Mapping[str, Any]) -> Happened:
        """Return an entry in which nobody of ours acted."""
        return Happened(self.id, seq, kind, at, None, self.unit, self.digest, facts)


def _is_finished(fields: Mapping[str, Any]) -> bool:
    status = fields.get("status")
    if status is None:
        return any(fields.get(name) for name in ("finished_at", "returned_at", "finished_on", "returned_on"))
    return status in FINISHED


def data_of(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data of a dossier: where our forms look for it what they look for, and all the row said."""
    known = {ours: fields[theirs] for theirs, ours in _OURS.items() if fields.get(theirs)}
    return known | {LEGACY_FIELDS: {name: value for name, value in fields.items() if value is not None}}


def steps_of(fields: Mapping[str, Any], history: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """Return the steps of a dossier: its history rows, and those that its own row holds as one document."""
    return [*json.loads(fields["steps"]), *history] if fields.get("steps") else history


def _aliases(fields: Mapping[str, Any]) -> list[str]:
    return sorted({str(fields[name]) for name in ("number", "alias") if fields.get(name)})


def ordered(steps: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the steps of a dossier as they were taken, the same list however they were read."""
    # The position in the file is no order: the same rows dumped in another order are the same history.
    placed = [(_in_order(step), step) for step in steps]
    if len({place for place, _ in placed}) == len(placed):
        return [step for _, step in sorted(placed, key=itemgetter(0))]
    return sorted(steps, key=lambda step: (*_in_order(step), sorted(map(str, step.items()))))


def _in_order(step: Mapping[str, Any]) -> tuple[bool, int, str]:
    # A step that its system numbers in letters stands where its time puts it.
    seq = str(step.get("seq"))
    is_number = seq.isdecimal()
    return not is_number, int(seq) if is_number else 0, step.get("at") or ""


def _with_length(head: Dossier, length: int) -> Dossier:
    # `replace` reads every field by name, which at a million dossiers is a minute.
    object.__setattr__(head, "journal_length", length)
    return head


def start_of(day: date) -> datetime:
    """Return the first moment of a day in Hanoi: a register that keeps days tells no hour."""
    return datetime.combine(day, time(), HANOI).astimezone(UTC)


def _fact(kind: FactKind, at: datetime) -> Fact:
    return {"fact": kind, "at": hanoi_minute(at).isoformat(timespec="minutes")}


@lru_cache(maxsize=65_536)
def moment(text: str | None) -> datetime | None:
    """Read a stored moment or day; a day is its first moment in Hanoi."""
    if text is None:
        return None
    if len(text) == len("2018-11-05"):
        return start_of(date.fromisoformat(text))
    return datetime.fromisoformat(text).astimezone(UTC)
