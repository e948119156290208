"""Complete an open task with what its form asks for, and let the dossier go on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from engine.bpmn.advance import act
from engine.bpmn.definition import Definition
from engine.bpmn.run import Place, data_after, find
from engine.commands import consulted, deeds
from engine.commands.desk import Case, Desk, Outcome
from engine.commands.guard import require_no_supplement, require_other_hands, require_task
from engine.commands.settle import Act, settle
from engine.errors import Refused
from engine.events import Event, EventKind
from engine.model.dossier import Dossier, Task
from engine.model.role import Role
from engine.store import dossiers


@dataclass(frozen=True, slots=True)
class CompleteTask:
    """Complete a task. `expected_version` refuses when the dossier has moved on since the caller looked.

    `late_reason` is why a consulted unit answers late, None for every other task. Refused `task.unknown`,
    `task.not_open`, `task.assigned_to_other`, `actor.not_allowed`, `form.invalid` (with every problem),
    `dossier.moved_on`, `task.own_work`, `task.late_reason_required`, `task.not_late`, `dossier.supplement_open`.
    """

    task: UUID
    data: Mapping[str, Any]
    expected_version: int | None = None
    late_reason: str | None = None

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier of the task."""
        return dossiers.lock_by_task(desk.work, self.task)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        dossier = case.dossier
        task, actor = require_task(desk, case, self.task)
        if task.role == Role.LEADER:
            require_other_hands(case)
        if self.expected_version not in (None, dossier.version):
            raise Refused("dossier.moved_on", dossier=dossier.code, version=dossier.version)
        require_no_supplement(case)
        run = desk.load_run(dossier)
        place = Place(*task.position)
        definition = find(run, place).definition
        element = definition.element(place.node)
        given = self._accepted(desk, definition, element.form)
        late_reason = consulted.late_reason(desk, task, element, self.late_reason)
        advance = act(run, place, desk.world(data_after(run, place, dossier.data, given)))
        completed = completion(task, given, {} if late_reason is None else {"late_reason": late_reason})
        kept, told = deeds.required(desk, case, (task, element), given)
        result = settle(desk, case, advance, Act((completed, *told), actor.person_id, "completed", place))
        changes = replace(result.changes, results=kept)
        return Outcome(changes, result.events, answer_of(changes.dossier))

    def _accepted(self, desk: Desk, definition: Definition, key: str | None) -> Mapping[str, Any]:
        """Judge the data by the task's form, of its own process' package; a task without a form takes none."""
        deployment = desk.deployments.get(desk.work, desk.deployments.origin(definition))
        form = deployment.forms.get(key or "")
        if form is None:
            if self.data:
                raise Refused("form.none", task=str(self.task), names=sorted(self.data))
            return {}
        given: Mapping[str, Any] = form.clean(dict(self.data))
        problems = form.validate(given)
        if problems:
            raise Refused("form.invalid", task=str(self.task), problems=problems)
        return given


def completion(task: Task, given: Mapping[str, Any], more: Mapping[str, Any]) -> Event:
    """Return what the journal tells of a completed task; the control slip is made of these."""
    facts = {
        "task": str(task.id),
        "element": task.element,
        "name": task.name,
        "role": task.role,
        "place": list(task.position),
        "data": given,
        "opened_at": task.opened_at,
        "due_at": task.due_at,
    }
    return Event(EventKind.TASK_COMPLETED, task.unit, facts | dict(more))


def answer_of(dossier: Dossier) -> dict[str, Any]:
    """Return what is told of a dossier after a command."""
    return {
        "dossier": dossier.code,
        "state": dossier.state.value,
        "version": dossier.version,
        "due_at": None if dossier.due_at is None else dossier.due_at.isoformat(),
    }
