"""Count the due date of a running dossier anew after the calendar it was counted on was changed, with the document."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from engine.commands.complete_task import answer_of
from engine.commands.desk import Case, Desk, Outcome
from engine.commands.guard import require_actor
from engine.commands.settle import procedure_of
from engine.commands.task_dates import counted_anew
from engine.errors import Refused, Stuck
from engine.events import Event, EventKind
from engine.model.actor import Actor
from engine.model.deadline import Due
from engine.model.dossier import Dossier, DossierState, DueEntry, EntryKind
from engine.model.recalculation import explained, recalculated
from engine.model.role import ANY_FIELD, Role
from engine.model.unit_tree import UnitTree
from engine.store import dossiers
from engine.store.dossiers import Changes

MAX_DOCUMENT = 500
"""Characters."""


@dataclass(frozen=True, slots=True)
class RecalculateDueDate:
    """Enter into the ledger the due date that today's calendar gives, and move the open steps with it.

    `document` decided the change. The earlier date stays in the ledger; nothing of it is altered.
    Refused `due.no_document`, `due.may_not_recalculate`, `due.not_running`, `due.unchanged`.
    """

    dossier: str
    document: str

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier."""
        return dossiers.lock(desk.work, self.dossier)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        before, document = case.dossier, self.document.strip()
        if not document or len(document) > MAX_DOCUMENT:
            raise Refused("due.no_document", limit=MAX_DOCUMENT)
        if not may_recalculate(require_actor(desk), desk.city.units, before.unit, desk.today):
            raise Refused("due.may_not_recalculate", dossier=before.code, unit=before.unit)
        promised_at, found = _recalculated(desk, case)
        requests = case.parts.requests
        moved = counted_anew(desk, desk.load_run(before), case.parts.tasks, requests)
        facts = {"due_at": found.at, "promised_at": promised_at, "reason": document}
        told = Event(
            EventKind.DUE_RECALCULATED,
            before.unit,
            facts | {"moved": [{"task": str(task.id), "due_at": task.due_at} for task in moved]},
        )
        after = replace(
            before, version=before.version + 1, journal_length=before.journal_length + 1, due_at=found.at
        )
        derivation = explained(found, promised_at, document)
        entry = DueEntry(EntryKind.RECALCULATED, desk.now, found.at, derivation)
        return Outcome(Changes(after, entries=(entry,), moved=moved), (told,), answer_of(after))


def may_recalculate(actor: Actor, units: UnitTree, unit: str, on: date) -> bool:
    """Tell whether a person administers the unit that received a dossier, or one above it; the City for all."""
    try:
        above = {each.code for each in units.chain(units.at(unit, on), on)}
    except Stuck:  # The unit is gone; the City is left.
        above = {each.code for each in units.valid_on(on) if each.parent is None}
    return any(
        each.unit_code in above and each.covers(Role.UNIT_ADMINISTRATOR, ANY_FIELD, on)
        for each in actor.appointments
    )


def administered(actor: Actor, units: UnitTree, on: date) -> tuple[str, ...] | None:
    """Return the units whose dossiers a person may recalculate, None for those of the whole City."""
    codes = [each.code for each in units.valid_on(on) if may_recalculate(actor, units, each.code, on)]
    is_all = any(each.parent is None and each.code in codes for each in units.valid_on(on))
    return None if is_all else tuple(codes)


def _recalculated(desk: Desk, case: Case) -> tuple[datetime, Due]:
    """Return the date that stands and the one that today's calendar gives."""
    dossier = case.dossier
    if dossier.state is not DossierState.PROCESSING or dossier.due_at is None:
        raise Refused("due.not_running", dossier=dossier.code)
    procedure, calendar = procedure_of(desk, dossier.digest), desk.calendar(dossier.unit)
    found = recalculated(dossier.received_at, case.parts.entries, procedure, calendar)
    if found is None or found.at == dossier.due_at:
        raise Refused("due.unchanged", dossier=dossier.code)
    return dossier.due_at, found
