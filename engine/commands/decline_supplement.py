"""A leader declines to ask the applicant for more; the dossier goes on as it is."""

from dataclasses import dataclass, replace

from engine.commands import rights
from engine.commands.complete_task import answer_of
from engine.commands.desk import Case, Desk, Outcome
from engine.commands.guard import require_reason
from engine.commands.supplements import require_proposal
from engine.events import Event, EventKind
from engine.model.dossier import Dossier
from engine.model.request import RequestState
from engine.store import dossiers
from engine.store.dossiers import Changes


@dataclass(frozen=True, slots=True)
class DeclineSupplement:
    """Decline the supplement that was proposed, with a reason; it counts as not asked.

    Refused `dossier.not_yours`, `supplement.none_proposed`, `reason.missing`, `reason.too_long`.
    """

    dossier: str
    reason: str

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier."""
        return dossiers.lock(desk.work, self.dossier)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        before, who = case.dossier, rights.standing(desk, case)
        unit = rights.require(case, who.leading())
        proposal, person = require_proposal(case), who.actor.person_id
        facts = {"request": str(proposal.id), "reason": require_reason(self.reason)}
        declined = replace(
            proposal,
            state=RequestState.DECLINED,
            decided_by=person,
            decided_at=desk.now,
            closed_by=person,
            closed_at=desk.now,
        )
        after = replace(before, version=before.version + 1, journal_length=before.journal_length + 1)
        told = Event(EventKind.SUPPLEMENT_DECLINED, unit, facts)
        return Outcome(Changes(after, requests=(declined,)), (told,), answer_of(after))
