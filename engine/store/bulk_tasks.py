"""Many tasks at once by COPY, open and closed; the dossiers they belong to are stored before (engine/store/bulk.py)."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import orjson

from engine.model.dossier import Task
from engine.store.task_kinds import OF_OPEN_TASKS
from engine.store.work import Work


class BulkTask(NamedTuple):
    """A task of a dossier of a procedure; `closed_at` and `closed_by` are None while it is open."""

    dossier: UUID
    procedure: str
    task: Task
    closed_at: datetime | None = None
    closed_by: str | None = None


def add_tasks(work: Work, tasks: Iterable[BulkTask]) -> None:
    """Store tasks; `learn_kinds` is to be called once when all of them are in."""
    work.copy(
        "task (id, dossier_id, procedure_code, process, instance, node, element, name, unit_code, role, field,"
        " assignee, opened_at, due_at, derivation, closed_at, closed_by, outcome)",
        map(_row, tasks),
    )


def learn_kinds(work: Work) -> None:
    """Let worklists be narrowed to the kinds of tasks that were stored."""
    work.run(OF_OPEN_TASKS)


def _row(each: BulkTask) -> tuple[object, ...]:
    task = each.task
    return (
        task.id,
        each.dossier,
        each.procedure,
        *task.position,
        task.element,
        task.name,
        task.unit,
        task.role,
        task.field,
        task.assignee,
        task.opened_at,
        task.due_at,
        orjson.dumps(task.derivation).decode(),
        each.closed_at,
        each.closed_by,
        None if each.closed_at is None else "completed",
    )


def open_tasks(work: Work) -> int:
    """Count the open tasks of the whole city."""
    return int(work.run("SELECT count(*) FROM task WHERE closed_at IS NULL").scalar_one())
