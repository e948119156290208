"""A dossier ended by hand or by the law, not by its process: tasks close, timers are disarmed, nothing is awaited."""

from collections.abc import Sequence
from dataclasses import replace

from engine.bpmn.run import places
from engine.commands.complete_task import answer_of
from engine.commands.desk import Case, Desk, Outcome
from engine.events import Event, EventKind
from engine.model.dossier import DossierState, Position
from engine.model.request import Request
from engine.store.dossiers import Changes, ClosedTask


def ended(
    desk: Desk, case: Case, state: DossierState, told: Sequence[Event], requests: tuple[Request, ...] = ()
) -> Outcome:
    """Return the dossier ended in a state; `told` says why, `requests` are those that led to it, as they are now."""
    before, tasks = case.dossier, case.parts.tasks
    interrupted = (
        Event(EventKind.TASK_INTERRUPTED, each.unit, {"task": str(each.id), "element": each.element})
        for each in tasks
    )
    events = (*interrupted, *told)
    after = replace(
        before,
        state=state,
        version=before.version + 1,
        journal_length=before.journal_length + len(events),
        run=desk.dump_run(()),
        ended_at=desk.now,
    )
    changes = Changes(
        after,
        closed=tuple(ClosedTask(each.id, None, state.value) for each in tasks),
        disarmed=tuple(each.id for each in case.parts.timers),
        awaited=(),
        left=tuple(Position(*place) for place in places(desk.load_run(before))),
        requests=requests,
    )
    return Outcome(changes, events, answer_of(after))
