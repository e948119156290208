"""Give an open task to a person: the head assigns a lead handler and, where needed, coordinating ones (phân công)."""

from dataclasses import dataclass, replace
from uuid import UUID

from engine.commands.complete_task import answer_of
from engine.commands.desk import Case, Desk, Outcome
from engine.commands.guard import require_actor, require_open_task
from engine.errors import Refused
from engine.events import Event, EventKind
from engine.model.actor import Actor
from engine.model.dossier import Dossier, Task
from engine.model.role import Role
from engine.store import dossiers, people
from engine.store.dossiers import Changes, Holder

ASSIGNING_ROLES = (Role.HEAD_OF_DIVISION, Role.LEADER)


@dataclass(frozen=True, slots=True)
class AssignTask:
    """Assign a task to `lead`, with `coordinating` persons beside; all must hold the task's seat.

    Refused `task.unknown`, `task.not_open`, `task.may_not_assign`, `task.not_of_this_seat`.
    """

    task: UUID
    lead: str
    coordinating: tuple[str, ...] = ()

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier of the task."""
        return dossiers.lock_by_task(desk.work, self.task)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        task = require_open_task(desk, case, self.task)
        actor = _require_head(desk, task)
        seat = people.acting_as(desk.work, task.unit, Role(task.role), task.field, desk.today)
        known = {person.person_id for person in seat}
        strangers = [person for person in (self.lead, *self.coordinating) if person not in known]
        if strangers:
            raise Refused("task.not_of_this_seat", task=str(self.task), persons=strangers)
        before = case.dossier
        after = replace(before, version=before.version + 1, journal_length=before.journal_length + 1)
        facts = {"task": str(task.id), "element": task.element, "lead": self.lead}
        event = Event(EventKind.TASK_ASSIGNED, task.unit, facts | {"coordinating": list(self.coordinating)})
        holder = Holder(task.id, self.lead, actor.person_id, self.coordinating)
        return Outcome(Changes(after, held=(holder,)), (event,), answer_of(after))


def _require_head(desk: Desk, task: Task) -> Actor:
    actor = require_actor(desk)
    unit = desk.city.units.at(task.unit, desk.today)
    if not any(actor.may_act(unit, role, task.field, desk.today) for role in ASSIGNING_ROLES):
        raise Refused("task.may_not_assign", task=str(task.id), unit=task.unit)
    return actor
