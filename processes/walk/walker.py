"""Play a script on a player: complete tasks, deliver messages, let the virtual clock fire timers, compare."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from engine.bpmn.definition import Timer
from engine.bpmn.deployment import Deployment
from engine.bpmn.iso_time import parse_duration
from engine.bpmn.normalise import drawn
from engine.bpmn.timers import Armed, again, arm
from engine.clock import HANOI
from engine.errors import Refused, Stuck
from engine.model.calendar import WorkingCalendar
from engine.model.holidays import national_days
from processes.walk.player import Change, NetPlayer, Player, Stand
from processes.walk.script import Script, ScriptStep
from processes.walk.spiff_player import SpiffPlayer

ENGINES = ("pair", "net", "spiff")
STARTS_AT = datetime(2018, 11, 5, 8, 0, tzinfo=HANOI).astimezone(UTC)
"""A Monday in the demo city's month, at the opening of office."""

MAX_FIRINGS = 1_000
"""Timers that one advance of the clock may fire."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a walk came to. `failures` say in words which step was not met; they are no part of the JSON."""

    state: str
    trace: tuple[str, ...]
    open: tuple[str, ...]
    incident: Mapping[str, Any] | None
    failures: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Tell whether every expectation was met and no incident is open."""
        return self.incident is None and not self.failures

    def as_json(self) -> dict[str, Any]:
        """Return the contract's shape."""
        return {
            "state": self.state,
            "trace": list(self.trace),
            "open": list(self.open),
            "incident": None if self.incident is None else dict(self.incident),
        }


def walk(deployment: Deployment, script: Script, engine: str = "pair") -> Answer:
    """Play one walk. Never raises for what the script or the process does; it is in the answer."""
    return _Walker(deployment, _player(deployment, engine)).play(script)


def _player(deployment: Deployment, engine: str) -> Player:
    return SpiffPlayer(deployment) if engine == "spiff" else NetPlayer(deployment, certified=engine == "pair")


@dataclass(frozen=True, slots=True)
class _Running:
    """Timer `number` of a stand, as it runs now."""

    stand: Stand
    number: int
    armed: Armed


@dataclass
class _Walker:
    deployment: Deployment
    player: Player
    now: datetime = STARTS_AT
    trace: list[str] = field(default_factory=list)
    stands: list[Stand] = field(default_factory=list)
    timers: list[_Running] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    incident: Mapping[str, Any] | None = None
    calendar: WorkingCalendar = field(default_factory=lambda: WorkingCalendar(national_days()))

    def play(self, script: Script) -> Answer:
        opening = self._opening(script.steps)
        self._try("start", lambda: self._take(self.player.begin(script.data, self.now, opening)))
        for number, step in enumerate(script.steps, start=1):
            if number == 1 and opening is not None:
                continue
            if self.incident is not None or self.failures:
                break
            self._try(f"step {number}", lambda step=step, number=number: self._step(number, step))
        state = "incident" if self.incident else "completed" if self.player.ended else "waiting"
        return Answer(state, tuple(self.trace), tuple(self._open()), self.incident, tuple(self.failures))

    def _opening(self, steps: tuple[ScriptStep, ...]) -> str | None:
        """Return the start event that the first step makes happen, where there are several to choose from."""
        main = self.deployment.main
        if not steps or steps[0].kind not in ("message", "signal"):
            return None
        for name in main.openings.values():
            element = main.elements[name]
            if steps[0].subject in (element.messages if steps[0].kind == "message" else element.signals):
                return name
        return None

    def _try(self, where: str, do: Any) -> None:
        try:
            do()
        except Stuck as stuck:
            self.incident = {"code": stuck.code, **stuck.facts}
        except Refused as refused:
            self.failures.append(f"{where}: {refused}")

    def _step(self, number: int, step: ScriptStep) -> None:
        if step.kind == "complete":
            self._complete(step)
        elif step.kind == "message":
            self._message(step)
        elif step.kind == "advance":
            self._advance(step.subject)
        elif step.kind == "signal":
            self._signal(step)
        elif not _is_met(step.subject, self._open()):
            self.failures.append(
                f"step {number}: expected open {sorted(step.subject)}, but open are {self._open()}"
            )

    def _complete(self, step: ScriptStep) -> None:
        stand = self._find(lambda stand: stand.element.id == step.subject and not stand.armed)
        if stand is None:
            raise Refused("element.not_open", element=step.subject, open=self._open())
        form = self.deployment.forms.get(stand.element.form or "")
        problems = form.validate(step.data) if form is not None else []
        if problems:
            raise Refused(
                "form.invalid", element=step.subject, problems=[(p.path, p.message) for p in problems]
            )
        self._act(stand, step.data)

    def _message(self, step: ScriptStep) -> None:
        stand = self._find(lambda stand: step.subject in stand.element.messages)
        if stand is None:
            raise Refused("message.not_awaited", message=step.subject, open=self._open())
        self._act(stand, step.data)

    def _signal(self, step: ScriptStep) -> None:
        """Everything that waits for a signal when it is sent hears it."""
        waiting = [stand for stand in self.stands if step.subject in stand.element.signals]
        if not waiting:
            raise Refused("signal.not_awaited", signal=step.subject, open=self._open())
        for stand in waiting:
            if any(each.handle == stand.handle for each in self.stands):
                self._act(stand, step.data)

    def _advance(self, text: str) -> None:
        try:
            until = self.now + parse_duration(text)
        except ValueError as error:
            raise Refused("walk.unreadable", reason=str(error)) from error
        blocked: set[int] = set()
        for _ in range(MAX_FIRINGS):
            due = [each for each in self.timers if each.armed.due_at <= until and id(each) not in blocked]
            if not due:
                self.now = until
                return
            first = min(due, key=lambda each: each.armed.due_at)
            self.now = max(self.now, first.armed.due_at)
            try:
                self._fire(first)
            except Refused:
                # The event's handler still lives: it stays armed and due until that one has ended.
                blocked.add(id(first))
        raise Stuck("timer.endless", until=until.isoformat())

    def _fire(self, running: _Running) -> None:
        self._act(running.stand, {})
        if running not in self.timers:
            return
        self.timers.remove(running)
        following = again(running.stand.element.timers[running.number], running.armed)
        if following is not None:
            self.timers.append(_Running(running.stand, running.number, following))

    def _act(self, stand: Stand, data: Mapping[str, Any]) -> None:
        self._take(self.player.act(stand, data, self.now))

    def _take(self, change: Change) -> None:
        self.trace += change.passed
        for stand in change.closed:
            self.stands.remove(next(each for each in self.stands if each.handle == stand.handle))
            self.timers = [each for each in self.timers if each.stand.handle != stand.handle]
        for stand in change.opened:
            self.stands.append(stand)
            for number, timer in enumerate(stand.element.timers):
                self.timers.append(_Running(stand, number, self._arm(stand, timer)))

    def _arm(self, stand: Stand, timer: Timer) -> Armed:
        try:
            return arm(timer, self.now, self.calendar, self.player.seen_by(stand))
        except Stuck as stuck:
            raise Stuck(stuck.code, **stuck.facts | {"element": drawn(stand.element.id)}) from stuck

    def _find(self, fits: Any) -> Stand | None:
        return next((stand for stand in self.stands if fits(stand)), None)

    def _open(self) -> list[str]:
        return sorted(drawn(stand.element.id) for stand in self.stands if not stand.armed)


def _is_met(expected: list[str], open_elements: list[str]) -> bool:
    """An element is open once or as often as it has open instances; who names it once means all of them."""
    if len(set(expected)) == len(expected):
        return sorted(expected) == sorted(set(open_elements))
    return sorted(expected) == open_elements
