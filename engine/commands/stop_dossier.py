"""A leader stops a dossier (dừng giải quyết): it ends without a result, with the law that says so."""

from dataclasses import dataclass, replace

from engine.commands import rights
from engine.commands.desk import Case, Desk, Outcome
from engine.commands.ending import ended
from engine.commands.guard import require_reason
from engine.events import Event, EventKind
from engine.model.dossier import Dossier, DossierState
from engine.model.paper import PaperKind
from engine.store import dossiers, paper_numbers


@dataclass(frozen=True, slots=True)
class StopDossier:
    """Stop for a reason on a legal basis; the applicant is told in writing (form 05 of TT 03/2025/TT-VPCP).

    Refused `dossier.over`, `dossier.not_yours`, `reason.missing`, `reason.too_long`.
    """

    dossier: str
    reason: str
    legal_basis: str

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier."""
        return dossiers.lock(desk.work, self.dossier)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        rights.require_live(case)
        unit = rights.require(case, rights.standing(desk, case).leading())
        facts = {"reason": require_reason(self.reason), "legal_basis": require_reason(self.legal_basis)}
        paper = paper_numbers.next_number(desk.work, unit, PaperKind.STOP, desk.today)
        told = Event(EventKind.DOSSIER_STOPPED, unit, {**facts, "paper": paper.facts})
        outcome = ended(desk, case, DossierState.STOPPED, [told])
        return replace(outcome, answer={**outcome.answer, "paper": paper.written})
