"""Void a dossier that should never have been received, as one typed twice; its number stays used for ever."""

from dataclasses import dataclass

from engine.commands import rights
from engine.commands.decided import require_undecided
from engine.commands.desk import Case, Desk, Outcome
from engine.commands.ending import ended
from engine.commands.guard import require_reason
from engine.events import Event, EventKind
from engine.model.dossier import Dossier, DossierState
from engine.store import dossiers


@dataclass(frozen=True, slots=True)
class VoidDossier:
    """Void with a reason; by a leader or a head of division of the unit that received it.

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
        unit = rights.require(case, rights.standing(desk, case).heading())
        require_undecided(desk, case)
        told = Event(EventKind.DOSSIER_VOIDED, unit, {"reason": require_reason(self.reason)})
        return ended(desk, case, DossierState.VOIDED, [told])
