"""End a dossier that cannot go on: the last resort, with a reason that stays in its journal."""

from dataclasses import dataclass
from uuid import UUID

from engine.commands import mending
from engine.commands.closing import closing
from engine.commands.desk import Case, Desk, Outcome
from engine.commands.ending import ended
from engine.commands.guard import require_reason
from engine.events import Event, EventKind
from engine.model.dossier import Dossier, DossierState
from engine.model.incident import Mend


@dataclass(frozen=True, slots=True)
class CancelDossier:
    """Cancel the dossier of an incident: its tasks close, its timers are disarmed, all its incidents are over.

    Refused `incident.unknown`, `incident.closed`, `incident.may_not_mend`, `reason.missing`,
    `reason.too_long`.
    """

    incident: UUID
    reason: str

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier of the incident."""
        return mending.lock(desk, self.incident)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        incident = mending.require_open(desk, case, self.incident)
        facts = {"reason": require_reason(self.reason), "incident": str(incident.id)}
        told = Event(EventKind.DOSSIER_CANCELLED, case.dossier.unit, facts)
        outcome = ended(desk, case, DossierState.CANCELLED, [told])
        return closing(outcome, case.parts.incidents, Mend.CANCELLED)
