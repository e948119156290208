"""Give a dossier back on the applicant's wish: told at the desk, or asked online before."""

from dataclasses import dataclass, replace

from engine.commands import rights
from engine.commands.decided import require_undecided
from engine.commands.desk import Case, Desk, Outcome
from engine.commands.ending import ended
from engine.commands.guard import require_reason
from engine.events import Event, EventKind
from engine.model.dossier import Dossier, DossierState
from engine.model.request import Request, RequestKind, RequestState, in_progress
from engine.store import dossiers


@dataclass(frozen=True, slots=True)
class WithdrawDossier:
    """Record the applicant's wish, or grant the one asked online; only before the decision. By the reception clerk.

    Refused `dossier.over`, `dossier.not_yours`, `dossier.decided`, `reason.missing`, `reason.too_long`.
    """

    dossier: str
    reason: str

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier."""
        return dossiers.lock(desk.work, self.dossier)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        rights.require_live(case)
        who = rights.standing(desk, case)
        rights.require(case, who.at_desk())
        require_undecided(desk, case)
        person, asked = who.actor.person_id, in_progress(case.parts.requests, RequestKind.WITHDRAWAL)
        granted: tuple[Request, ...] = ()
        if asked is not None:
            closed = replace(asked, decided_by=person, decided_at=desk.now, closed_by=person)
            granted = (replace(closed, state=RequestState.ANSWERED, closed_at=desk.now),)
        facts = {"reason": require_reason(self.reason)}
        told = Event(EventKind.DOSSIER_WITHDRAWN, case.dossier.unit, facts)
        return ended(desk, case, DossierState.WITHDRAWN, [told], granted)
