"""Play a script on a player: complete tasks, deliver messages, let the virtual clock fire timers, compare."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from engine.bpmn.deployment import Deployment
from engine.bpmn.iso_time import parse_duration
from engine.bpmn.timers import timer_due_at
from engine.clock import HANOI
from engine.errors import EngineError, Refused, Stuck
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
    return _Walker(deployment, _player(deployment, engine), dict(script.data)).play(script)


def _player(deployment: Deployment, engine: str) -> Player:
    return SpiffPlayer(deployment) if engine == "spiff" else NetPlayer(deployment, certified=engine == "pair")


@dataclass
class _Walker:
    deployment: Deployment
    player: Player
    data: dict[str, Any]
    now: datetime = STARTS_AT
    trace: list[str] = field(default_factory=list)
    stands: list[tuple[Stand, datetime | None]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    incident: Mapping[str, Any] | None = None
    calendar: WorkingCalendar = field(default_factory=lambda: WorkingCalendar(national_days()))

    def play(self, script: Script) -> Answer:
        self._try("start", lambda: self._take(self.player.begin(self.data, self.now)))
        for number, step in enumerate(script.steps, start=1):
            if self.incident is not None or self.failures:
                break
            self._try(f"step {number}", lambda step=step, number=number: self._step(number, step))
        state = "incident" if self.incident else "completed" if self.player.ended else "waiting"
        return Answer(state, tuple(self.trace), tuple(self._open()), self.incident, tuple(self.failures))

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
            raise Refused("walk.signal", signal=step.subject)
        elif sorted(step.subject) != self._open():
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
        stand = self._find(lambda stand: stand.element.message == step.subject)
        if stand is None:
            raise Refused("message.not_awaited", message=step.subject, open=self._open())
        self._act(stand, step.data)

    def _advance(self, text: str) -> None:
        try:
            until = self.now + parse_duration(text)
        except ValueError as error:
            raise Refused("walk.unreadable", reason=str(error)) from error
        blocked: set[int] = set()
        for _ in range(MAX_FIRINGS):
            due = [
                (at, s) for s, at in self.stands if at is not None and at <= until and id(s) not in blocked
            ]
            if not due:
                self.now = until
                return
            at, stand = min(due, key=lambda pair: pair[0])
            self.now = max(self.now, at)
            try:
                self._act(stand, {})
            except Refused:
                # The event's handler still lives: it stays armed and due until that one has ended.
                blocked.add(id(stand))
        raise Stuck("timer.endless", until=until.isoformat())

    def _act(self, stand: Stand, data: Mapping[str, Any]) -> None:
        before = dict(self.data)
        self.data.update(data)
        try:
            self._take(self.player.act(stand, self.data, self.now))
        except EngineError:
            self.data = before
            raise

    def _take(self, change: Change) -> None:
        self.trace += change.passed
        for stand in change.closed:
            position = next(
                place for place, (each, _) in enumerate(self.stands) if each.handle == stand.handle
            )
            del self.stands[position]
        for stand in change.opened:
            timer = stand.element.timer
            at = None if timer is None else timer_due_at(timer, self.now, self.calendar)
            self.stands.append((stand, at))

    def _find(self, fits: Any) -> Stand | None:
        return next((stand for stand, _ in self.stands if fits(stand)), None)

    def _open(self) -> list[str]:
        return sorted(stand.element.id for stand, _ in self.stands if not stand.armed)
