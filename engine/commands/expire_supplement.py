"""The applicant did not answer in time: the dossier ends without a result; the clock itself acts."""

from dataclasses import dataclass, replace

from engine.commands.desk import CLOCK_ITSELF, Case, Desk, Outcome
from engine.commands.ending import ended
from engine.errors import Refused
from engine.events import Event, EventKind
from engine.model.dossier import Dossier, DossierState
from engine.model.paper import PaperKind
from engine.model.request import RequestState, supplement_open
from engine.store import dossiers, paper_numbers

UNANSWERED = "Quá thời hạn bổ sung, người nộp không bổ sung, hoàn thiện hồ sơ theo phiếu yêu cầu"
"""The reason that the paper gives."""


@dataclass(frozen=True, slots=True)
class ExpireSupplement:
    """Stop a dossier whose supplement was not answered by its last day. Refused `supplement.not_expired`."""

    dossier: str

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier."""
        return dossiers.lock(desk.work, self.dossier)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        dossier, request = case.dossier, supplement_open(case.parts.requests)
        if request is None or request.expires_at is None or request.expires_at > desk.now:
            raise Refused("supplement.not_expired", dossier=dossier.code)
        expired = replace(request, state=RequestState.EXPIRED, closed_by=CLOCK_ITSELF, closed_at=desk.now)
        paper = paper_numbers.next_number(desk.work, dossier.unit, PaperKind.STOP, desk.today)
        facts = {"request": str(request.id), "expires_at": request.expires_at}
        stopped = {"reason": UNANSWERED, "legal_basis": "", "paper": paper.facts}
        told = [
            Event(EventKind.SUPPLEMENT_EXPIRED, dossier.unit, facts),
            Event(EventKind.DOSSIER_STOPPED, dossier.unit, stopped),
        ]
        return ended(desk, case, DossierState.STOPPED, told, (expired,))
