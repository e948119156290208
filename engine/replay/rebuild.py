"""A dossier rebuilt from its journal: each event that moved its process is played again, in order."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from engine.bpmn.advance import act, begin
from engine.bpmn.definition import Definition, Timer, TimerKind
from engine.bpmn.effect import Advance, Library, World
from engine.bpmn.run import Place, Run, data_after, data_at, find
from engine.bpmn.timers import Armed, again, arm
from engine.errors import Broken
from engine.events import EventKind
from engine.model.calendar import WorkingCalendar
from engine.model.dossier import DossierState, EntryKind
from engine.store.deployments import Deployments
from engine.store.journal import Entry
from engine.store.work import Work

_LEDGER = {
    EventKind.DUE_SET: EntryKind.SET,
    EventKind.CLOCK_PAUSED: EntryKind.PAUSED,
    EventKind.CLOCK_RESUMED: EntryKind.RESUMED,
    EventKind.DUE_EXTENDED: EntryKind.RESCHEDULED,
    EventKind.DUE_RECALCULATED: EntryKind.RECALCULATED,
}
_ENDINGS = {
    EventKind.DOSSIER_CANCELLED: DossierState.CANCELLED,
    EventKind.DOSSIER_STOPPED: DossierState.STOPPED,
    EventKind.DOSSIER_WITHDRAWN: DossierState.WITHDRAWN,
    EventKind.DOSSIER_VOIDED: DossierState.VOIDED,
}
_SUPPLEMENT = {
    EventKind.SUPPLEMENT_REQUESTED: True,
    EventKind.SUPPLEMENT_ANSWERED: False,
    EventKind.SUPPLEMENT_EXPIRED: False,
}
"""Whether the applicant is asked for papers after each of these."""


class TimerKey(NamedTuple):
    """Which timer of which token."""

    place: Place
    number: int


@dataclass
class Rebuilt:
    """Where a dossier stands after the events so far.

    `ending` is how it ended where its process did not, `is_asked` whether it waits for the applicant's papers;
    `forced` is what a person has decided for the next step; `timers` say when they fall due, what they say and how
    often more; `ledger` the kind, moment and due date of each entry; `incidents` code and element of each open one.
    """

    run: Run = ()
    ending: DossierState | None = None
    is_asked: bool = False
    forced: Mapping[str, Any] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)
    timers: dict[TimerKey, Armed] = field(default_factory=dict)
    ledger: list[tuple[EntryKind, datetime, datetime | None]] = field(default_factory=list)
    incidents: Counter[tuple[str, str | None]] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Player:
    """Plays journals. `calendar` is that of the unit in which the dossier's working time runs."""

    work: Work
    deployments: Deployments
    calendar: WorkingCalendar

    def rebuild(self, journal: Sequence[Entry]) -> Rebuilt:
        """Play a whole journal. Raises what the engine raises where an event cannot have happened."""
        found = Rebuilt()
        for event, step in _with_steps(journal):
            if event.kind in _LEDGER:
                found.ledger.append(_entry(event))
            elif event.kind in _SUPPLEMENT:
                found.is_asked = _SUPPLEMENT[EventKind(event.kind)]
            elif event.kind == EventKind.INCIDENT_OPENED:
                found.incidents[_incident(event)] += 1
            elif event.kind == EventKind.INCIDENT_CLOSED:
                found.incidents -= Counter([_incident(event)])
            elif event.kind == EventKind.DATA_CORRECTED:
                found.data = {**found.data, **event.facts["data"]}
            elif event.kind == EventKind.STEP_CHOSEN:
                found.forced = event.facts.get("forced", {})
            elif event.kind in _ENDINGS:
                found.run, found.timers, found.ending = (), {}, _ENDINGS[EventKind(event.kind)]
            elif step is not None:
                self._step(found, event, step)
        return found

    def _step(self, found: Rebuilt, event: Entry, step: Entry) -> None:
        """Play one event that moved the process; `step` says what it came to and what it called."""
        given, library = event.facts.get("data", {}), self._library(step)
        forced, found.forced = found.forced, {}
        if event.kind == EventKind.DOSSIER_RECEIVED:
            main = self.deployments.get(self.work, event.digest).main
            advance = begin(main, World(given, library, event.at, forced), event.facts.get("opening"))
        else:
            place = Place(*event.facts["place"])
            data = data_after(found.run, place, found.data, given)
            advance = act(found.run, place, World(data, library, event.at, forced))
        fired = self._fired(found, event)
        found.run, found.data = advance.run, advance.data
        self._arm(found, advance, event, fired)

    def _fired(self, found: Rebuilt, event: Entry) -> tuple[TimerKey, Armed] | None:
        """Take away the timer that an event says fired; Broken where none was armed there."""
        if event.kind != EventKind.TIMER_FIRED:
            return None
        key = TimerKey(Place(*event.facts["place"]), event.facts.get("number", 0))
        if key not in found.timers:
            raise Broken("replay.timer_not_armed", element=event.facts["element"])
        return key, found.timers.pop(key)

    def _arm(
        self, found: Rebuilt, advance: Advance, event: Entry, fired: tuple[TimerKey, Armed] | None
    ) -> None:
        gone = set(advance.closed)
        found.timers = {key: timer for key, timer in found.timers.items() if key.place not in gone}
        for place in advance.opened:
            data = data_at(advance.run, place, advance.data)
            for number, timer in enumerate(timers_at(advance.run, place)):
                found.timers[TimerKey(place, number)] = arm(timer, event.at, self.calendar, data)
        if fired is not None and fired[0].place not in gone:
            key, was = fired
            running = again(timers_at(advance.run, key.place)[key.number], was)
            if running is not None:
                found.timers[key] = running

    def _library(self, step: Entry) -> Library:
        """Return how called processes are found: as the step noted, and where it noted none as at its moment."""
        called = step.facts.get("called", {})
        usual = self.deployments.library(self.work, step.at)

        def find_called(caller: Definition, process: str) -> Definition:
            if process in called:
                return self.deployments.get(self.work, called[process]).processes[process]
            return usual(caller, process)

        return find_called


def timers_at(run: Run, place: Place) -> tuple[Timer, ...]:
    """Return the timers of the element at a place."""
    return find(run, place).definition.element(place.node).timers


def is_by_calendar(run: Run, key: TimerKey) -> bool:
    """Tell whether a timer's moment follows from a working calendar, which may have been changed since."""
    return timers_at(run, key.place)[key.number].kind is TimerKind.WORKING_TIME


def _with_steps(journal: Sequence[Entry]) -> Iterator[tuple[Entry, Entry | None]]:
    """Yield each event, those that moved the process with the step that it led to."""
    moving: Entry | None = None
    for event in journal:
        if event.kind == EventKind.STEP_TAKEN:
            if moving is None:
                raise Broken("replay.step_without_cause", seq=event.seq)
            yield moving, event
            moving = None
        elif event.kind == EventKind.DOSSIER_RECEIVED or _is_at_a_token(event):
            moving = event
        else:
            yield event, None


def _is_at_a_token(event: Entry) -> bool:
    """Tell whether an event acted on a token; elsewhere a place is the code of a unit."""
    return isinstance(event.facts.get("place"), list)


def _incident(event: Entry) -> tuple[str, str | None]:
    return event.facts["code"], event.facts.get("element")


def _entry(event: Entry) -> tuple[EntryKind, datetime, datetime | None]:
    kind = EntryKind(event.facts.get("entry", _LEDGER[EventKind(event.kind)]))
    return kind, event.at, _moment(event.facts.get("due_at"))


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
