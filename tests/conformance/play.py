"""Play a case: complete each task as soon as it has taken its time, let the virtual clock fire what falls due."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from engine.bpmn.certify import Verdict
from engine.bpmn.definition import Definition, Element, Timer
from engine.bpmn.deployment import Deployment, Processes, compile_file
from engine.bpmn.effect import Sent
from engine.bpmn.finding import Severity
from engine.bpmn.normalise import drawn
from engine.bpmn.timers import Armed, again, arm
from engine.errors import Stuck
from engine.model.calendar import WorkingCalendar
from engine.model.holidays import national_days
from tests.conformance.adapt import adapt
from tests.conformance.alone import Alone
from tests.conformance.players import Data, Game, Player, Stand, Turn
from tests.conformance.script import UNCAUGHT, Log, change, seconds
from tests.conformance.suite import Case

ENGINES = ("net", "pair", "spiff")
STARTS_AT = datetime(2018, 11, 5, 1, 0, tzinfo=UTC)
MAX_ACTIONS = 1_000


@dataclass(frozen=True, slots=True)
class Played:
    """What a case came to: refused, with the codes of the findings, or the trace and what certification said, and why.

    `stuck` is the code of the incident in which it stopped, empty where it did not.
    """

    refused: tuple[str, ...] = ()
    trace: tuple[str, ...] = ()
    stuck: str = ""
    verdicts: Mapping[Verdict, str] = field(default_factory=dict)


def play(case: Case, engine: str) -> Played:
    """Play one case. Never raises for what a file contains; anything else that is raised is our own fault."""
    adapted = adapt(case.content())
    files = [compile_file(each.content) for each in adapted]
    errors = [each.code for file in files for each in file.findings if each.severity is Severity.ERROR]
    if errors:
        return Played(refused=tuple(dict.fromkeys(errors)))
    playing = _Playing(case, adapted[0].scripts, [_dossier(file, engine) for file in files])
    stuck = ""
    try:
        playing.play()
    except Stuck as incident:
        stuck = incident.code
    verdicts = {verdict: why for each in playing.dossiers for verdict, why in each.player.verdicts.items()}
    return Played(trace=tuple(playing.log.trace(case.expected)), stuck=stuck, verdicts=verdicts)


@dataclass
class _Waiting:
    """A stand: `until` is when its task has taken its time, `timers` those that run."""

    stand: Stand
    since: datetime
    until: datetime | None
    timers: list[tuple[Timer, Armed]]

    @property
    def due_at(self) -> datetime | None:
        """The first moment at which something happens here by itself."""
        moments = [armed.due_at for _, armed in self.timers] + ([self.until] if self.until else [])
        return min(moments, default=None)


@dataclass
class _Dossier:
    definition: Definition
    player: Player
    data: Data = field(default_factory=dict)
    waiting: list[_Waiting] = field(default_factory=list)
    begun: bool = False

    def start_on(self, sent: Sent) -> str | None:
        """Return the start event that waits for what another dossier sent, None where none does."""
        net = self.definition.net
        roots = [self.definition.element(node.index) for node in net.nodes if node.scope == 0]
        starts = [each for each in roots if each.tag == "startEvent"]
        return next((each.id for each in starts if sent.name in _awaited(each, sent.kind)), None)


def _dossier(file: Processes, engine: str) -> _Dossier:
    assert file.main is not None, file.findings
    deployment = Deployment("", None, file.main, file.by_id, {})
    player = Alone(deployment) if engine == "spiff" else Game(deployment, certified=engine == "pair")
    return _Dossier(file.main, player)


def _awaited(element: Element, kind: str) -> tuple[str, ...]:
    return element.messages if kind == "message" else element.signals


@dataclass
class _Playing:
    case: Case
    scripts: Mapping[str, str]
    dossiers: list[_Dossier]
    now: datetime = STARTS_AT
    log: Log = field(default_factory=Log)
    calendar: WorkingCalendar = field(default_factory=lambda: WorkingCalendar(national_days()))

    def play(self) -> None:
        """Begin what the case begins, then let everything happen that falls due before betsy reads the log."""
        for dossier in self.dossiers[::-1] if self.case.second_process_first else self.dossiers[:1]:
            self.begin(dossier, None)
        for _ in range(MAX_ACTIONS):
            if not self.step():
                return
        raise Stuck("case.endless", case=self.case.name)

    def begin(self, dossier: _Dossier, opening: str | None) -> None:
        dossier.begun = True
        data = {"test": self.case.text, "integerVariable": self.case.integer}
        self.take(dossier, dossier.player.begin(data, self.now, opening))

    def step(self) -> bool:
        """Let the next thing happen: what is due first, and of what is due at one moment what opened first."""
        ends_at = STARTS_AT + timedelta(seconds=self.case.wait_seconds)
        coming = [
            (each.due_at, dossier, each)
            for dossier in self.dossiers
            for each in dossier.waiting
            if each.due_at is not None and each.due_at <= ends_at
        ]
        if not coming:
            return False
        self.now, dossier, waiting = min(coming, key=lambda each: each[0])
        self.happen(dossier, waiting)
        return True

    def happen(self, dossier: _Dossier, waiting: _Waiting) -> None:
        """Complete a task, or fire a timer and arm it for its next time."""
        for place, (timer, armed) in enumerate(waiting.timers):
            if armed.due_at == self.now:
                following = again(timer, armed)
                waiting.timers[place : place + 1] = [] if following is None else [(timer, following)]
                break
        script = self.script(waiting.stand)
        given = {} if script is None else change(script, dossier.data)
        if script is not None:
            began, ended = ((at - STARTS_AT).total_seconds() for at in (waiting.since, self.now))
            self.log.write(script, dossier.data, began, ended)
        self.act(dossier, waiting.stand, given)

    def script(self, stand: Stand) -> str | None:
        return self.scripts.get(drawn(stand.element.id))

    def act(self, dossier: _Dossier, stand: Stand, given: Data) -> None:
        self.take(dossier, dossier.player.act(stand, given, self.now))

    def take(self, dossier: _Dossier, turn: Turn) -> None:
        dossier.data = turn.data
        for stand in turn.closed:
            place = next(at for at, each in enumerate(dossier.waiting) if each.stand.handle == stand.handle)
            del dossier.waiting[place]
        dossier.waiting += [self.wait(stand, turn.data) for stand in turn.opened]
        if turn.error is not None:
            self.log.lines.append(UNCAUGHT)
        for sent in turn.sent:
            self.deliver(dossier, sent)

    def wait(self, stand: Stand, data: Data) -> _Waiting:
        script = self.script(stand)
        until = None if script is None else self.now + timedelta(seconds=seconds(script))
        timers = [(timer, arm(timer, self.now, self.calendar, data)) for timer in stand.element.timers]
        return _Waiting(stand, self.now, until, timers)

    def deliver(self, sender: _Dossier, sent: Sent) -> None:
        """Hand over what left one dossier: a signal to every other one, a message to the first that waits."""
        for dossier in self.dossiers:
            if dossier is sender:
                continue
            waiting = [
                each.stand for each in dossier.waiting if sent.name in _awaited(each.stand.element, sent.kind)
            ]
            opening = None if dossier.begun else dossier.start_on(sent)
            if opening is not None:
                self.begin(dossier, opening)
            for stand in waiting:
                self.act(dossier, stand, {})
            if sent.kind == "message" and (waiting or opening):
                return
