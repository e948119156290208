"""The whole dossier stands still while the applicant is asked for papers, and goes on: clock, tasks and timers."""

from dataclasses import dataclass, replace

from engine.bpmn.definition import TimerKind
from engine.bpmn.run import Place, Run, find
from engine.commands.desk import Case, Desk
from engine.commands.legal_clock import resumed, state_of
from engine.commands.settle import procedure_of
from engine.commands.task_dates import counted_anew
from engine.events import Event, EventKind
from engine.model.dossier import ArmedTimer, DossierState, DueEntry, EntryKind, Task
from engine.model.request import Request
from engine.model.working_time import add_office_time, office_time_between
from engine.store.dossiers import Changes


def stand_still(desk: Desk, case: Case, told: Event, request: Request) -> tuple[Changes, tuple[Event, ...]]:
    """Stop the clock for a request; `told` says why."""
    before = case.dossier
    events = (told, Event(EventKind.CLOCK_PAUSED, before.unit))
    after = replace(
        before,
        state=DossierState.PAUSED,
        version=before.version + 1,
        journal_length=before.journal_length + len(events),
        due_at=None,
    )
    entry = DueEntry(EntryKind.PAUSED, desk.now, None)
    return Changes(after, entries=(entry,), requests=(request,)), events


def go_on(desk: Desk, case: Case, told: Event, request: Request) -> tuple[Changes, tuple[Event, ...]]:
    """Let everything run again once a request was answered; what the process itself stopped meanwhile stays so."""
    return _GoingOn(desk, case, request, desk.load_run(case.dossier)).result(told)


@dataclass(frozen=True, slots=True)
class _GoingOn:
    desk: Desk
    case: Case
    request: Request
    run: Run

    def result(self, told: Event) -> tuple[Changes, tuple[Event, ...]]:
        before = self.case.dossier
        state = state_of(self.run)
        entries = () if state is DossierState.PAUSED else (self._entry(),)
        moved = self._moved()
        due_dates = [{"task": str(task.id), "due_at": task.due_at} for task in moved]
        facts = [{"due_at": each.due_at, "entry": each.kind, "moved": due_dates} for each in entries]
        events = (told, *(Event(EventKind.CLOCK_RESUMED, before.unit, each) for each in facts))
        after = replace(
            before,
            state=state,
            version=before.version + 1,
            journal_length=before.journal_length + len(events),
            due_at=entries[0].due_at if entries else None,
        )
        changes = Changes(
            after, entries=entries, requests=(self.request,), moved=moved, shifted=self._shifted()
        )
        return changes, events

    def _entry(self) -> DueEntry:
        procedure = procedure_of(self.desk, self.case.dossier.digest)
        kind = EntryKind.RESTARTED if procedure.supplement.restarts else EntryKind.RESUMED
        return resumed(self.desk, self.case, procedure, kind)

    def _moved(self) -> tuple[Task, ...]:
        """Open tasks with the due dates that follow from all the time that stood still since they were opened."""
        others = [each for each in self.case.parts.requests if each.id != self.request.id]
        return counted_anew(self.desk, self.run, self.case.parts.tasks, (*others, self.request))

    def _shifted(self) -> tuple[ArmedTimer, ...]:
        """Timers that run by working time, moved on by the working time that stood still."""
        return tuple(self._shift(timer) for timer in self.case.parts.timers if self._is_by_calendar(timer))

    def _is_by_calendar(self, timer: ArmedTimer) -> bool:
        element = find(self.run, Place(*timer.position)).definition.element(timer.position.node)
        return element.timers[timer.number].kind is TimerKind.WORKING_TIME

    def _shift(self, timer: ArmedTimer) -> ArmedTimer:
        stopped_at = self.request.decided_at or self.request.asked_at
        if timer.due_at <= stopped_at:
            return timer
        calendar = self.desk.calendar(self.case.dossier.unit)
        left = office_time_between(calendar, stopped_at, timer.due_at)
        return replace(timer, due_at=add_office_time(calendar, self.desk.now, left))
