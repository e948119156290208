"""Try once more what an incident stopped: its cause outside the dossier is mended, as a unit or a person added."""

from dataclasses import dataclass
from uuid import UUID

from engine.commands import mending
from engine.commands.closing import closing
from engine.commands.desk import Case, Desk, Outcome
from engine.model.dossier import Dossier
from engine.model.incident import Mend


@dataclass(frozen=True, slots=True)
class RetryIncident:
    """Run the command that found an incident again. Refused `incident.unknown`, `incident.closed`,
    `incident.may_not_mend`, `incident.not_repeatable`, `incident.still_stuck`.
    """

    incident: UUID

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier of the incident."""
        return mending.lock(desk, self.incident)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        incident = mending.require_open(desk, case, self.incident)
        return closing(mending.again(desk, case, incident), [incident], Mend.RETRIED)
