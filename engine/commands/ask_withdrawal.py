"""The applicant wishes online to have the dossier back; the reception clerk sees to it."""

from dataclasses import dataclass, replace

from engine.commands import rights
from engine.commands.complete_task import answer_of
from engine.commands.decided import require_undecided
from engine.commands.desk import APPLICANT, Case, Desk, Outcome
from engine.commands.guard import require_reason
from engine.errors import Refused
from engine.events import Event, EventKind
from engine.ids import part_id
from engine.model.dossier import Dossier
from engine.model.request import Request, RequestKind, RequestState, in_progress
from engine.store import dossiers
from engine.store.dossiers import Changes


@dataclass(frozen=True, slots=True)
class AskWithdrawal:
    """Ask to withdraw; sent by the applicant, whom the caller has made sure of. The dossier goes on meanwhile.

    Refused `dossier.over`, `dossier.decided`, `withdrawal.in_progress`, `reason.missing`, `reason.too_long`.
    """

    dossier: str
    reason: str

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier."""
        return dossiers.lock(desk.work, self.dossier)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        rights.require_live(case)
        require_undecided(desk, case)
        before = case.dossier
        if in_progress(case.parts.requests, RequestKind.WITHDRAWAL) is not None:
            raise Refused("withdrawal.in_progress", dossier=before.code)
        request = Request(
            id=part_id(before.id, before.version + 1, 1),
            kind=RequestKind.WITHDRAWAL,
            state=RequestState.ASKED,
            facts={"reason": require_reason(self.reason)},
            asked_by=APPLICANT,
            asked_at=desk.now,
        )
        facts = {**request.facts, "request": str(request.id), "by_applicant": True}
        told = Event(EventKind.WITHDRAWAL_ASKED, before.unit, facts, actor=APPLICANT)
        after = replace(before, version=before.version + 1, journal_length=before.journal_length + 1)
        return Outcome(Changes(after, requests=(request,)), (told,), answer_of(after))
