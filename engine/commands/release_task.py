"""Hand a claimed or assigned task back to everybody of its seat."""

from dataclasses import dataclass, replace
from uuid import UUID

from engine.commands.complete_task import answer_of
from engine.commands.desk import Case, Desk, Outcome
from engine.commands.guard import require_task
from engine.events import Event, EventKind
from engine.model.dossier import Dossier
from engine.store import dossiers
from engine.store.dossiers import Changes, Holder


@dataclass(frozen=True, slots=True)
class ReleaseTask:
    """Release a task. Refused `task.unknown`, `task.not_open`, `task.assigned_to_other`, `actor.not_allowed`."""

    task: UUID

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier of the task."""
        return dossiers.lock_by_task(desk.work, self.task)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        task, _ = require_task(desk, case, self.task)
        before = case.dossier
        after = replace(before, version=before.version + 1, journal_length=before.journal_length + 1)
        released = Event(EventKind.TASK_RELEASED, task.unit, {"task": str(task.id), "element": task.element})
        return Outcome(Changes(after, held=(Holder(task.id, None),)), (released,), answer_of(after))
