"""Decide which part of a divided unit goes on with a dossier that its division has stopped."""

from dataclasses import dataclass, replace
from uuid import UUID

from engine.commands import mending
from engine.commands.closing import closing
from engine.commands.desk import Case, Desk, Outcome
from engine.commands.follow_unit import FollowUnit
from engine.commands.guard import require_reason, require_unit
from engine.errors import Refused
from engine.events import Event, EventKind
from engine.model.dossier import Dossier
from engine.model.incident import Incident, Mend

DIVIDED = "unit.splits"


@dataclass(frozen=True, slots=True)
class ChooseUnit:
    """Choose one of the successors that an incident names; then what it stopped is asked again.

    Where the dossier's place was divided, the one chosen is its place from today on, so that its later steps find
    their units by it.
    Refused `incident.unknown`, `incident.closed`, `incident.may_not_mend`, `incident.no_reason`,
    `incident.reason_too_long`, `incident.still_stuck`, `unit.unknown`, `unit.not_divided`, `unit.no_successor`.
    """

    incident: UUID
    unit: str
    reason: str

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier of the incident."""
        return mending.lock(desk, self.incident)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        incident = mending.require_open(desk, case, self.incident)
        reason = require_reason(self.reason)
        if incident.code != DIVIDED:
            raise Refused("unit.not_divided", incident=str(incident.id))
        chosen = require_unit(desk, self.unit)
        if chosen.code not in incident.facts["successors"]:
            raise Refused("unit.no_successor", unit=self.unit, divided=incident.facts["unit"])
        facts = {"reason": reason, "element": incident.element, "step": incident.facts.get("step")}
        told = Event(EventKind.UNIT_CHOSEN, chosen.code, facts | {"from": incident.facts["unit"]})
        dossier = case.dossier
        if dossier.place == incident.facts["unit"]:
            dossier = replace(dossier, place=chosen.code, placed_on=desk.today)
        outcome = mending.again(desk, replace(case, dossier=dossier), _asked_for(incident, chosen.code))
        return closing(outcome, [incident], Mend.UNIT_CHOSEN, (told,))


def _asked_for(incident: Incident, unit: str) -> Incident:
    """The step that was with the divided unit itself goes to the one chosen; any other finds its unit by the place."""
    if incident.asked["command"] != FollowUnit.__name__:
        return incident
    values = {**incident.asked["values"], "unit": unit}
    return replace(incident, asked={**incident.asked, "values": values})
