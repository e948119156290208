"""The legal clock of a dossier: whether it stands still, and from when it runs again (DOMAIN.md §2)."""

from engine.bpmn.run import Run, find, places
from engine.commands.desk import Case, Desk
from engine.model.deadline import due
from engine.model.dossier import DossierState, DueEntry, EntryKind, ledger_of
from engine.model.procedure import Procedure


def state_of(run: Run, stands_still: bool = False) -> DossierState:
    """Return what a dossier with these live processes is doing; `stands_still` while the applicant is asked."""
    if not run:
        return DossierState.ENDED
    if stands_still:
        return DossierState.PAUSED
    elements = (find(run, place).definition.element(place.node) for place in places(run))
    return DossierState.PAUSED if any(element.pauses for element in elements) else DossierState.PROCESSING


def resumed(desk: Desk, case: Case, procedure: Procedure, kind: EntryKind = EntryKind.RESUMED) -> DueEntry:
    """Return the entry by which the clock of a paused dossier runs again now."""
    known = (*case.parts.entries, DueEntry(kind, desk.now, None))
    ledger = ledger_of(case.dossier.received_at, known, procedure.limit, procedure.counting)
    at, derivation = due(ledger, desk.calendar(case.dossier.unit))
    return DueEntry(kind, desk.now, at, derivation)
