"""Asking an applicant for missing papers (yêu cầu bổ sung): what is asked, the paper, and the clock that stops."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Self

from engine.commands.complete_task import answer_of
from engine.commands.desk import Case, Desk, Outcome
from engine.commands.guard import require_actor, require_reason
from engine.commands.settle import procedure_of
from engine.commands.standstill import stand_still
from engine.errors import Refused
from engine.events import Event, EventKind
from engine.model.counting import Counting, CountingMode
from engine.model.deadline import due_at
from engine.model.limit import Limit, LimitUnit
from engine.model.paper import PaperKind
from engine.model.request import Request, RequestKind, RequestState, in_progress
from engine.store import paper_numbers

MAX_ITEMS, MAX_TEXT = 50, 500
"""Papers asked for at once, and characters of each and of the contact."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the applicant is asked for, why, and whom to turn to."""

    items: tuple[str, ...]
    reason: str
    contact: str

    @classmethod
    def read(cls, items: Sequence[str], reason: str, contact: str) -> Self:
        """Read what was typed. Refused `supplement.items_unusable`, `reason.missing`, `reason.too_long`."""
        kept = tuple(item.strip() for item in items if item.strip())
        if not 1 <= len(kept) <= MAX_ITEMS or any(len(text) > MAX_TEXT for text in (*kept, contact)):
            raise Refused("supplement.items_unusable", items=MAX_ITEMS, letters=MAX_TEXT)
        return cls(kept, require_reason(reason), contact.strip())

    @property
    def facts(self) -> dict[str, Any]:
        """What the journal and the paper tell of it."""
        return {"items": list(self.items), "reason": self.reason, "contact": self.contact}


def require_proposal(case: Case) -> Request:
    """Return the supplement that waits for a leader's decision. Refused `supplement.none_proposed`."""
    found = in_progress(case.parts.requests, RequestKind.SUPPLEMENT)
    if found is None or found.state is not RequestState.ASKED:
        raise Refused("supplement.none_proposed", dossier=case.dossier.code)
    return found


def issue(desk: Desk, case: Case, request: Request) -> Outcome:
    """Ask the applicant, with a paper of its own number; the dossier stands still until an answer or the last day.

    Refused `dossier.stands_still` where the clock was stopped for another reason meanwhile.
    """
    require_running(case)
    dossier, rule = case.dossier, procedure_of(desk, case.dossier.digest).supplement
    paper = paper_numbers.next_number(desk.work, dossier.unit, PaperKind.SUPPLEMENT, desk.today)
    opened = replace(
        request,
        state=RequestState.OPEN,
        decided_by=require_actor(desk).person_id,
        decided_at=desk.now,
        expires_at=_last_moment(desk, dossier.unit, rule.answer_within_days),
        facts={**request.facts, "paper": paper.facts},
    )
    facts = {**opened.facts, "request": str(opened.id), "expires_at": opened.expires_at}
    told = Event(EventKind.SUPPLEMENT_REQUESTED, request.facts["unit"], facts)
    changes, events = stand_still(desk, case, told, opened)
    return Outcome(changes, events, answer_of(changes.dossier) | {"paper": paper.written})


def require_running(case: Case) -> None:
    """Refuse what stops a clock that stands still already, or counts on one that runs. `dossier.stands_still`."""
    if case.dossier.due_at is None:
        raise Refused("dossier.stands_still", dossier=case.dossier.code)


def _last_moment(desk: Desk, unit: str, days: int) -> datetime:
    """The close of office of the last day; a last day off rolls on (BLDS 2015, Điều 147, 148)."""
    limit = Limit(Decimal(days), LimitUnit.CALENDAR_DAY)
    return due_at(desk.now, limit, desk.calendar(unit), Counting(CountingMode.CIVIL_CODE)).at
