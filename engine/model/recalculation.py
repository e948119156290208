"""What a due date becomes on a changed calendar, and how the ledger says so."""

from datetime import datetime

from engine.model.calendar import WorkingCalendar
from engine.model.deadline import Due, due
from engine.model.derivation import Derivation, FactKind
from engine.model.dossier import DueEntry, EntryKind, ledger_of
from engine.model.moment import hanoi_minute
from engine.model.procedure import Procedure

_BESIDE = frozenset({EntryKind.PAUSED, EntryKind.RESCHEDULED})
"""Entries that say nothing of how the due date of the law was counted."""


def recalculated(
    received_at: datetime, entries: tuple[DueEntry, ...], procedure: Procedure, calendar: WorkingCalendar
) -> Due | None:
    """Return the due date that a running dossier has on a calendar.

    None where no calendar of ours decides it: a date that another system promised stands as it was given.
    """
    counted = [entry for entry in entries if entry.kind not in _BESIDE]
    if not counted or any(fact["fact"] == FactKind.CARRIED_OVER for fact in counted[-1].derivation):
        return None
    return due(ledger_of(received_at, entries, procedure.limit, procedure.counting), calendar)


def explained(found: Due, promised_at: datetime, document: str) -> Derivation:
    """Return the derivation of a recalculated date: what was promised before, by what it changed, and why it is so."""
    return (
        {"fact": FactKind.RECALCULATED, "from_at": _iso(promised_at), "document": document},
        *found.derivation,
    )


def rescheduled(promised_at: datetime, new_due_at: datetime, reason: str) -> Derivation:
    """Return the derivation of the one new date of an apology."""
    fact = {"from_at": _iso(promised_at), "to_at": _iso(new_due_at), "reason": reason}
    return ({"fact": FactKind.RESCHEDULED, **fact},)


def _iso(moment: datetime) -> str:
    return hanoi_minute(moment).isoformat(timespec="minutes")
