"""Who was first: told to somebody whose page is older than what a colleague did meanwhile (BPMN.md T12)."""

from typing import Any
from uuid import UUID

from engine.store.work import Work


def closed(work: Work, task: UUID) -> dict[str, Any]:
    """Return the name of who completed a task and when; nothing where the process itself closed it."""
    row = work.run(
        "SELECT p.name, t.closed_at FROM task t JOIN person p ON p.id = t.closed_by WHERE t.id = :task",
        {"task": task},
    ).first()
    return {} if row is None else {"by": row.name, "at": row.closed_at}


def taken(work: Work, dossier: UUID, task: UUID) -> dict[str, Any]:
    """Return the name of who has an open task, and since when."""
    row = work.run(
        """
        SELECT p.name, (
            SELECT max(j.at) FROM journal j WHERE j.dossier_id = :dossier AND j.facts ->> 'task' = :text
               AND j.kind IN ('task_claimed', 'task_assigned', 'task_handed_over')) AS at
        FROM task t JOIN person p ON p.id = t.assignee WHERE t.id = :task
        """,
        {"dossier": dossier, "task": task, "text": str(task)},
    ).first()
    return {} if row is None or row.at is None else {"by": row.name, "at": row.at}
