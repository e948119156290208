"""Take a stuck step by hand: a person decides what an expression could not, or completes a task without its form."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from engine.bpmn.advance import act
from engine.bpmn.run import Place
from engine.commands import mending
from engine.commands.choices import Choices, choices, processes_of
from engine.commands.closing import closing
from engine.commands.complete_task import answer_of, completion
from engine.commands.desk import Case, Desk, Outcome
from engine.commands.guard import require_actor, require_no_supplement, require_reason
from engine.commands.report_unstaffed import NOBODY
from engine.commands.settle import Act, settle
from engine.errors import Refused, Stuck
from engine.events import Event, EventKind
from engine.model.dossier import Dossier
from engine.model.incident import Incident, Mend


@dataclass(frozen=True, slots=True)
class TakeStep:
    """Take the step of an incident by hand. Both engines certify it like any other.

    At a gateway `flows` are the ways chosen, for this one step; what found the incident is then asked again. At a
    decision table `data` are its results. Where neither can be chosen the open task that the incident is about is
    completed without its form, in the name of who takes the step.
    Refused `incident.unknown`, `incident.closed`, `incident.may_not_mend`, `reason.missing`,
    `reason.too_long`, `incident.not_repeatable`, `incident.still_stuck`, `step.unknown_way`,
    `step.one_way`, `step.needs_results`, `step.nothing_to_take`.
    """

    incident: UUID
    reason: str
    flows: tuple[str, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier of the incident."""
        return mending.lock(desk, self.incident)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        incident = mending.require_open(desk, case, self.incident)
        reason = require_reason(self.reason)
        open_here = _choices(desk, case.dossier, incident)
        facts = {"reason": reason, "element": incident.element, "step": incident.facts.get("step")}
        if open_here == Choices():
            outcome = _completed(desk, case, incident)
        else:
            forced = open_here.forced(self.flows, self.data)
            outcome = mending.again(replace(desk, forced=forced), case, incident)
            facts |= {"forced": forced}
        told = Event(EventKind.STEP_CHOSEN, case.dossier.unit, facts)
        return closing(outcome, [incident], Mend.STEP_TAKEN, (told,))


def _choices(desk: Desk, dossier: Dossier, incident: Incident) -> Choices:
    if incident.code == NOBODY:  # Nothing failed there; the task itself waits.
        return Choices()
    processes = processes_of(desk.work, desk.deployments, dossier.digest, dossier.run)
    return choices(processes, incident.element)


def _completed(desk: Desk, case: Case, incident: Incident) -> Outcome:
    task = next((each for each in case.parts.tasks if str(each.id) == incident.about), None)
    if task is None:
        raise Refused("step.nothing_to_take", incident=str(incident.id))
    require_no_supplement(case)
    actor, place = require_actor(desk), Place(*task.position)
    completed = completion(task, {}, {"by_hand": True})
    try:
        advance = act(desk.load_run(case.dossier), place, desk.world(case.dossier.data))
        result = settle(desk, case, advance, Act((completed,), actor.person_id, "completed", place))
    except Stuck as still:
        raise Refused("incident.still_stuck", dossier=case.dossier.code, because=still) from still
    return Outcome(result.changes, result.events, answer_of(result.changes.dossier))
