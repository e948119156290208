"""Correct the data over which a dossier got stuck, and let it go on with them."""

from dataclasses import dataclass, replace
from uuid import UUID

from engine.bpmn.seen import Data
from engine.commands import mending
from engine.commands.closing import closing
from engine.commands.desk import Case, Desk, Outcome
from engine.commands.guard import require_reason
from engine.commands.judged_data import differences, judged
from engine.errors import Refused
from engine.events import Event, EventKind
from engine.model.dossier import Dossier
from engine.model.incident import Mend


@dataclass(frozen=True, slots=True)
class CorrectData:
    """Give names of the data (dotted paths) other values, then run the command that found the incident again.

    A value is judged by every form of the dossier that writes the name; one that no form writes is taken as it is.
    Names that the stuck command itself gave are corrected in it. Old and new stand in the journal.
    Refused `incident.unknown`, `incident.closed`, `incident.may_not_mend`, `reason.missing`,
    `reason.too_long`, `data.nothing_corrected`, `form.invalid` (with every problem),
    `incident.not_repeatable`, `incident.still_stuck`.
    """

    incident: UUID
    reason: str
    data: Data

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier of the incident."""
        return mending.lock(desk, self.incident)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        incident = mending.require_open(desk, case, self.incident)
        reason = require_reason(self.reason)
        before: Data = {**case.dossier.data, **incident.asked.get("values", {}).get("data", {})}
        forms = desk.deployments.get(desk.work, case.dossier.digest).forms.values()
        after = judged(before, self.data, forms, incident=str(self.incident))
        changes = differences(before, after, self.data)
        if all(each["old"] == each["new"] for each in changes.values()):
            raise Refused("data.nothing_corrected", incident=str(incident.id))
        corrected = {name: after[name] for name in {path.split(".")[0] for path in self.data}}
        dossier = replace(case.dossier, data={**case.dossier.data, **corrected})
        outcome = mending.again(desk, replace(case, dossier=dossier), incident, corrected)
        told = Event(
            EventKind.DATA_CORRECTED, dossier.unit, {"reason": reason, "changes": changes, "data": corrected}
        )
        return closing(outcome, [incident], Mend.DATA_CORRECTED, (told,))
