"""Try once more what an incident stopped: its cause outside the dossier is mended, as a unit or a person added."""

from dataclasses import dataclass, replace
from uuid import UUID

from engine.commands import mending
from engine.commands.closing import closing
from engine.commands.complete_task import answer_of
from engine.commands.desk import Case, Desk, Outcome
from engine.errors import Refused
from engine.model.dossier import Dossier
from engine.model.incident import Mend
from engine.store.dossiers import Changes


@dataclass(frozen=True, slots=True)
class RetryIncident:
    """Run the command that found an incident again; where what it was about is over, so is the incident.

    Refused `incident.unknown`, `incident.closed`, `incident.may_not_mend`, `incident.not_repeatable`,
    `incident.still_stuck`.
    """

    incident: UUID

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier of the incident."""
        return mending.lock(desk, self.incident)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        incident = mending.require_open(desk, case, self.incident)
        try:
            return closing(mending.again(desk, case, incident), [incident], Mend.RETRIED)
        except Refused as still:
            if getattr(still.facts.get("because"), "code", None) not in mending.GONE:
                raise
        after = replace(case.dossier, version=case.dossier.version + 1)
        return closing(Outcome(Changes(after), (), answer_of(after)), [incident], Mend.OVERTAKEN)
