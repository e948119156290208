"""Where a task stands: its dossier and element, open or closed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from engine.errors import Refused
from engine.store.work import Work


@dataclass(frozen=True, slots=True)
class TaskPlace:
    """A task's dossier and element; `closed_at` tells that it is over."""

    dossier: str
    element: str
    name: str
    unit: str
    role: str
    field: str
    assignee: str | None
    closed_at: datetime | None


def task_place(work: Work, task: UUID) -> TaskPlace:
    """Return where a task stands. Refused `task.unknown`."""
    row = (
        work.run(
            """
            SELECT d.code AS dossier, t.element, t.name, t.unit_code AS unit, t.role, t.field, t.assignee, t.closed_at
            FROM task t JOIN dossier d ON d.id = t.dossier_id WHERE t.id = :task
            """,
            {"task": task},
        )
        .mappings()
        .first()
    )
    if row is None:
        raise Refused("task.unknown", task=str(task))
    return TaskPlace(**row)
