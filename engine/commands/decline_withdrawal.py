"""The desk declines a withdrawal that was asked online, as where somebody else than the applicant asked."""

from dataclasses import dataclass, replace

from engine.commands import rights
from engine.commands.complete_task import answer_of
from engine.commands.desk import Case, Desk, Outcome
from engine.commands.guard import require_reason
from engine.errors import Refused
from engine.events import Event, EventKind
from engine.model.dossier import Dossier
from engine.model.request import RequestKind, RequestState, in_progress
from engine.store import dossiers
from engine.store.dossiers import Changes


@dataclass(frozen=True, slots=True)
class DeclineWithdrawal:
    """Decline with a reason; the dossier goes on as it did all the time. By the reception clerk.

    Refused `dossier.not_yours`, `withdrawal.none_asked`, `reason.missing`, `reason.too_long`.
    """

    dossier: str
    reason: str

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier."""
        return dossiers.lock(desk.work, self.dossier)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        before, who = case.dossier, rights.standing(desk, case)
        rights.require(case, who.at_desk())
        asked = in_progress(case.parts.requests, RequestKind.WITHDRAWAL)
        if asked is None:
            raise Refused("withdrawal.none_asked", dossier=before.code)
        person, facts = who.actor.person_id, {"reason": require_reason(self.reason)}
        closed = replace(asked, decided_by=person, decided_at=desk.now, closed_by=person)
        declined = replace(closed, state=RequestState.DECLINED, closed_at=desk.now)
        after = replace(before, version=before.version + 1, journal_length=before.journal_length + 1)
        told = Event(EventKind.WITHDRAWAL_DECLINED, before.unit, facts)
        return Outcome(Changes(after, requests=(declined,)), (told,), answer_of(after))
