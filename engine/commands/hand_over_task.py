"""Hand an open task over to a colleague of the same seat or to the next shift, on a list that both sign (bàn giao)."""

from dataclasses import dataclass, replace
from uuid import UUID

from engine.commands.complete_task import answer_of
from engine.commands.desk import Case, Desk, Outcome
from engine.commands.guard import MAX_REASON, require_task
from engine.errors import Refused
from engine.events import Event, EventKind
from engine.model.dossier import Dossier
from engine.model.role import Role
from engine.store import dossiers, people
from engine.store.dossiers import Changes, Holder


@dataclass(frozen=True, slots=True)
class HandOverTask:
    """Hand a task over `to` a person of its seat, or (None) to everybody of the seat, whoever comes next.

    `handover` is the list it stands on, `note` what the receiver must know. Refused `task.unknown`,
    `task.not_open`, `task.assigned_to_other`, `actor.not_allowed`, `task.not_of_this_seat`, `reason.too_long`.
    """

    task: UUID
    handover: UUID
    to: str | None = None
    note: str = ""

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier of the task."""
        return dossiers.lock_by_task(desk.work, self.task)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        task, actor = require_task(desk, case, self.task)
        if len(self.note) > MAX_REASON:
            raise Refused("reason.too_long", limit=MAX_REASON)
        if self.to is not None:
            seat = people.acting_as(desk.work, task.unit, Role(task.role), task.field, desk.today)
            if self.to not in {person.person_id for person in seat}:
                raise Refused("task.not_of_this_seat", task=str(self.task), persons=[self.to])
        before = case.dossier
        after = replace(before, version=before.version + 1, journal_length=before.journal_length + 1)
        facts = {
            "task": str(task.id),
            "element": task.element,
            "name": task.name,
            "due_at": task.due_at,
            "to": self.to,
            "handover": str(self.handover),
            "note": self.note.strip(),
        }
        event = Event(EventKind.TASK_HANDED_OVER, task.unit, facts)
        holder = Holder(task.id, self.to, None if self.to is None else actor.person_id)
        return Outcome(Changes(after, held=(holder,)), (event,), answer_of(after))
