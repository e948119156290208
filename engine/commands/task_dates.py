"""When an open step is due, counted anew: from its opening, without the time in which the dossier stood still."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from engine.bpmn.run import Place, Run, find
from engine.commands.desk import Desk
from engine.model.counting import PLAIN_COUNTING
from engine.model.deadline import due
from engine.model.dossier import Task
from engine.model.ledger import Ledger, Pause
from engine.model.request import Request


def counted_anew(
    desk: Desk, run: Run, tasks: Iterable[Task], requests: Iterable[Request]
) -> tuple[Task, ...]:
    """Return the tasks whose due date is another than they say, as they shall stand; `requests` are closed."""
    stood = [(each.decided_at, each.closed_at) for each in requests if each.stood_still]
    pauses = [Pause(paused_at, resumed_at) for paused_at, resumed_at in stood if paused_at and resumed_at]
    counted = ((task, _counted(desk, run, task, pauses)) for task in tasks)
    return tuple(after for before, after in counted if after.due_at != before.due_at)


def _counted(desk: Desk, run: Run, task: Task, pauses: list[Pause]) -> Task:
    limit = find(run, Place(*task.position)).definition.element(task.position.node).limit
    if limit is None:
        return task
    ledger = Ledger(task.opened_at, limit, PLAIN_COUNTING, tuple(_since(task.opened_at, pauses)))
    at, derivation = due(ledger, desk.calendar(task.unit))
    return replace(task, due_at=at, derivation=derivation)


def _since(opened_at: datetime, pauses: list[Pause]) -> Iterable[Pause]:
    """A pause that lasted when the step was opened counts from the opening on."""
    for pause in pauses:
        if pause.resumed_at is not None and pause.resumed_at > opened_at:
            yield replace(pause, paused_at=max(pause.paused_at, opened_at))
