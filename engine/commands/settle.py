"""What follows for a dossier from a step of its process: tasks, timers, the legal clock, the journal."""

from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from engine.bpmn.asking import stuck_at
from engine.bpmn.definition import PROCEDURE_FIELD, Element
from engine.bpmn.effect import Advance
from engine.bpmn.run import Place, data_at, find
from engine.bpmn.timers import Armed, again, arm
from engine.clock import in_hanoi
from engine.commands import outgoing
from engine.commands.consulted import deemed_consent
from engine.commands.desk import Case, Desk
from engine.commands.legal_clock import resumed, state_of
from engine.errors import Broken, Refused, Stuck
from engine.events import Event, EventKind
from engine.ids import part_id
from engine.model.deadline import due_at
from engine.model.derivation import Derivation
from engine.model.dossier import (
    ArmedTimer,
    DossierState,
    DueEntry,
    EntryKind,
    Position,
    Task,
)
from engine.model.procedure import Procedure
from engine.model.request import supplement_open
from engine.model.result import current
from engine.model.role import ANY_FIELD, Role, Seat
from engine.net.marking import Token, enabled
from engine.net.net import Kind
from engine.store.dossiers import Changes, ClosedTask

DESK_ROLES = frozenset({Role.RECEPTION_CLERK, Role.RETURN_CLERK})


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody or something did: the events that say so and, for a task, who completed it and how."""

    events: tuple[Event, ...]
    by: str | None = None
    outcome: str = "completed"
    acted_on: Place | None = None
    fired: ArmedTimer | None = None
    received: UUID | None = None
    """The message that was heard."""

    delivered: UUID | None = None
    """The delivery that succeeded."""


@dataclass(frozen=True, slots=True)
class Result:
    """Changes to store and events to journal."""

    changes: Changes
    events: tuple[Event, ...]


def settle(desk: Desk, case: Case, advance: Advance, act: Act) -> Result:
    """Turn an advance of the process into changes of the dossier. Raises Stuck where a step finds no unit."""
    desk.certify(advance)
    return _Settling(desk, case, advance, act).result()


class _Settling:
    def __init__(self, desk: Desk, case: Case, advance: Advance, act: Act) -> None:
        self.desk, self.case, self.advance, self.act = desk, case, advance, act
        self.dossier = case.dossier
        self.version = self.dossier.version + 1
        self.procedure = procedure_of(desk, self.dossier.digest)
        self.events = list(act.events)
        self.parts = 0

    def result(self) -> Result:
        facts = {"passed": list(self.advance.passed)} | self.desk.called(self.dossier, self.advance)
        passed = Event(EventKind.STEP_TAKEN, None, facts)
        self.events.append(passed)
        closed = self._closed()
        opened = self._opened()
        armed = self._armed()
        disarmed = tuple(t.id for t in self.case.parts.timers if self._is_over(t))
        released = tuple(
            t.id
            for t in self.case.parts.timers
            if t.held and t.id not in disarmed and self._is_enabled(Place(*t.position))
        )
        self.events += [outgoing.told(self.dossier, each) for each in self.advance.sent]
        entries, state = self._clock()
        ended_at = self._ended(state)
        dossier = replace(
            self.dossier,
            state=state,
            version=self.version,
            journal_length=self.dossier.journal_length + len(self.events),
            data=self.advance.data,
            run=self.desk.dump_run(self.advance.run),
            due_at=entries[-1].due_at if entries else self.dossier.due_at,
            ended_at=ended_at,
        )
        changes = Changes(
            dossier,
            opened=opened,
            closed=closed,
            armed=armed,
            disarmed=disarmed,
            released=released,
            entries=entries,
            awaited=outgoing.awaited(self.dossier, self.advance),
            sent=outgoing.sent(self.dossier, self.advance, self.desk.now, self._next_id),
            asked=outgoing.asked(self.advance, self._next_id),
            left=tuple(Position(*place) for place in self.advance.closed),
            received=self.act.received,
            delivered=self.act.delivered,
        )
        return Result(changes, tuple(self.events))

    # Tasks.

    def _closed(self) -> tuple[ClosedTask, ...]:
        closed = []
        for task in self.case.parts.tasks:
            if Place(*task.position) not in self.advance.closed:
                continue
            if Place(*task.position) == self.act.acted_on:
                closed.append(ClosedTask(task.id, self.act.by, self.act.outcome))
            else:
                closed.append(ClosedTask(task.id, None, "interrupted"))
                facts = {"task": str(task.id), "element": task.element, "name": task.name}
                acted_in = self.advance.moves[0].definition
                basis = deemed_consent(self.procedure, acted_in, self.act.fired, Place(*task.position))
                facts |= {} if basis is None else {"deemed_consent": basis}
                self.events.append(Event(EventKind.TASK_INTERRUPTED, task.unit, facts))
        return tuple(closed)

    def _opened(self) -> tuple[Task, ...]:
        opened = []
        for place, element, kind in self._elements(self.advance.opened):
            if kind is Kind.TASK:
                with self._stuck_at(place, element):
                    opened.append(self._task(place, element))
        return tuple(opened)

    def _task(self, place: Place, element: Element) -> Task:
        seat = self._seat(element)
        unit = self._unit(seat) if element.unit is None else self._unit_chosen(place, element)
        due_moment: datetime | None = None
        derivation: Derivation = ()
        if element.limit is not None:
            due_moment, derivation = due_at(self.desk.now, element.limit, self.desk.calendar(unit))
        task = Task(
            id=self._next_id(),
            position=Position(*place),
            element=element.id,
            name=element.name,
            unit=unit,
            role=seat.role,
            field=seat.field,
            assignee=None,
            opened_at=self.desk.now,
            due_at=due_moment,
            derivation=derivation,
        )
        facts = {"task": str(task.id), "element": task.element, "name": element.name, "role": task.role}
        asked = {"consulted": True} if element.consulted else {}
        self.events.append(Event(EventKind.TASK_OPENED, unit, facts | asked | {"due_at": due_moment}))
        return task

    def _unit(self, seat: Seat) -> str:
        units, dossier = self.desk.city.units, self.dossier
        place = units.at(dossier.place, dossier.place_as_of)
        if seat.role in DESK_ROLES and seat.level is self.procedure.receiving_level:
            # Received for another place (phi địa giới): who took the papers in also gives the result back.
            here = units.at(dossier.unit, in_hanoi(dossier.received_at).date())
            place = here if here.is_valid_on(self.desk.today) else place
        return units.resolve(seat, place, self.desk.today).code

    def _unit_chosen(self, place: Place, element: Element) -> str:
        """Return the unit that the dossier's data name for this step, as a consulted unit chosen by a form."""
        code = data_at(self.advance.run, place, self.advance.data).get(element.unit or "")
        try:
            return self.desk.city.units.at(str(code), self.desk.today).code
        except (Refused, Stuck) as unknown:
            raise Stuck("people.no_unit_chosen", unit=code) from unknown

    def _seat(self, element: Element) -> Seat:
        if element.seat is None:
            raise Stuck("people.no_seat")
        if element.seat.field != PROCEDURE_FIELD:
            return element.seat
        # Which field the consulted unit gives the question to is its own affair, not the procedure's.
        return replace(element.seat, field=ANY_FIELD if element.unit is not None else self.procedure.field)

    # Timers.

    def _armed(self) -> tuple[ArmedTimer, ...]:
        armed = []
        for place, element, _ in self._elements(self.advance.opened):
            for number, timer in enumerate(element.timers):
                data = data_at(self.advance.run, place, self.advance.data)
                with self._stuck_at(place, element):
                    running = arm(timer, self.desk.now, self.desk.calendar(self.dossier.unit), data)
                armed.append(self._timer(place, element.id, number, running))
        return (*armed, *self._rearmed())

    def _rearmed(self) -> tuple[ArmedTimer, ...]:
        """A cycle that fired and is still armed runs on from when it fell due, not from when it was noticed."""
        fired = self.act.fired
        if fired is None or Place(*fired.position) in self.advance.closed:
            return ()
        place = Place(*fired.position)
        timer = find(self.advance.run, place).definition.element(place.node).timers[fired.number]
        running = again(timer, Armed(fired.due_at, fired.text, fired.left))
        return () if running is None else (self._timer(place, fired.element, fired.number, running),)

    def _timer(self, place: Place, element: str, number: int, running: Armed) -> ArmedTimer:
        return ArmedTimer(
            self._next_id(),
            Position(*place),
            element,
            running.due_at,
            held=not self._is_enabled(place),
            number=number,
            text=running.text,
            left=running.left,
        )

    def _is_over(self, timer: ArmedTimer) -> bool:
        fired = self.act.fired is not None and timer.id == self.act.fired.id
        return fired or Place(*timer.position) in self.advance.closed

    def _is_enabled(self, place: Place) -> bool:
        live = next((live for live in self.advance.run if live.number == place.process), None)
        if live is None:
            return False
        return Token(place.instance, place.node) in enabled(live.definition.net, live.marking)

    # The legal clock.

    def _clock(self) -> tuple[tuple[DueEntry, ...], DossierState]:
        """Stop the clock while a pausing element is open, and let it run again afterwards (DOMAIN.md §2)."""
        was = self.dossier.state
        state = state_of(self.advance.run, supplement_open(self.case.parts.requests) is not None)
        now = self.desk.now
        entries: tuple[DueEntry, ...] = ()
        if was is DossierState.PROCESSING and state is DossierState.PAUSED:
            entries = (DueEntry(EntryKind.PAUSED, now, None),)
            self.events.append(Event(EventKind.CLOCK_PAUSED, self.dossier.unit))
        elif was is DossierState.PAUSED and state is not DossierState.PAUSED:
            entries = (resumed(self.desk, self.case, self.procedure),)
            facts = {"due_at": entries[0].due_at}
            self.events.append(Event(EventKind.CLOCK_RESUMED, self.dossier.unit, facts))
        return entries, state

    def _ended(self, state: DossierState) -> datetime | None:
        if state is not DossierState.ENDED:
            return None
        facts = {"end": self.advance.passed[-1]} | (
            {"error": self.advance.error} if self.advance.error else {}
        )
        answered = current(self.case.parts.results)
        if answered is not None:
            facts["outcome"] = answered.kind.value
        self.events.append(Event(EventKind.DOSSIER_ENDED, self.dossier.unit, facts))
        return self.desk.now

    # Small things.

    def _stuck_at(self, place: Place, element: Element) -> AbstractContextManager[None]:
        """Who mends it must know at which step; two such steps of one dossier are two incidents."""
        run, data = self.advance.run, self.advance.data
        return stuck_at(find(run, place).definition, lambda: data_at(run, place, data), element.id)

    def _elements(self, where: tuple[Place, ...]) -> list[tuple[Place, Element, Kind]]:
        found = []
        for place in where:
            definition = find(self.advance.run, place).definition
            found.append((place, definition.element(place.node), definition.net.nodes[place.node].kind))
        return found

    def _next_id(self) -> UUID:
        self.parts += 1
        return part_id(self.dossier.id, self.version, self.parts)


def procedure_of(desk: Desk, digest: str) -> Procedure:
    """Return the procedure that a deployment runs; Broken where it is a bare diagram."""
    procedure = desk.deployments.get(desk.work, digest).procedure
    if procedure is None:
        raise Broken("deployment.no_procedure", digest=digest)
    return procedure
