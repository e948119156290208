"""Everything of a dossier's process that is live: the process itself and the processes it has called.

Pure: a run goes in, a token is acted on, a new run comes out with what opened, closed, passed and was thrown.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple

from engine.bpmn import limits
from engine.bpmn.definition import Definition
from engine.bpmn.normalise import SYNTHETIC
from engine.errors import Broken, Refused, Stuck
from engine.net.marking import ENDED, Marking, Token, enabled, tokens
from engine.net.net import Kind
from engine.net.step import Ask, Step, fire, start

MAX_MOVES = 1_000
"""Steps that the processes of one run may cause in each other within one action: by calls and by messages."""

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Live:
    """One live process; `number` is unique in its run and `caller` the open call activity, None at the root."""

    number: int
    definition: Definition
    marking: Marking
    caller: "Place | None" = None


class Place(NamedTuple):
    """A token of a run: the process it belongs to, its scope instance and its node."""

    process: int
    instance: int
    node: int


Run = tuple[Live, ...]
"""Live processes by ascending number; empty when everything has ended."""


@dataclass(frozen=True, slots=True)
class Move:
    """One step of one process within an advance, as certification wants it."""

    definition: Definition
    before: Marking | None
    token: Token | None
    step: Step


@dataclass(frozen=True, slots=True)
class Advance:
    """What acting on one token did.

    `passed` are element ids in order of completion; `thrown` are the messages sent that nothing in this run
    was waiting for, so they leave for other dossiers.
    """

    run: Run
    opened: tuple[Place, ...]
    closed: tuple[Place, ...]
    passed: tuple[str, ...]
    thrown: tuple[str, ...]
    moves: tuple[Move, ...]


Library = Callable[[str], Definition]
"""Finds the process that a call activity names; raises Stuck where none is in force."""


def begin(definition: Definition, data: Data, library: Library, now: datetime | None = None) -> Advance:
    """Open a process and run it until every token waits. `now` is what conditions know as `now()`, `today()`."""
    playing = _Playing((), data, library, now)
    playing.open(definition, None)
    playing.settle()
    return playing.result()


def act(run: Run, place: Place, data: Data, library: Library, now: datetime | None = None) -> Advance:
    """Act on one token. Raises Refused where it is not open, Stuck where no way leads on."""
    if place not in places(run):
        raise Refused("element.not_open", element=str(place.node))
    playing = _Playing(run, data, library, now)
    playing.fire(place)
    playing.settle()
    return playing.result()


def asking(definition: Definition, data: Data, now: datetime | None) -> Ask:
    """Return what answers for a definition's conditions over the dossier's data; Stuck where one is unknown."""

    def ask(flow: int) -> bool:
        element = definition.net.flows[flow].id
        if flow not in definition.conditions:
            raise Stuck("condition.missing", element=element)
        try:
            return definition.conditions[flow].test(data, now)
        except Stuck as stuck:
            raise Stuck(stuck.code, **stuck.facts | {"element": element}) from stuck

    return ask


def waiting_for(run: Run, message: str) -> Place | None:
    """Return the first enabled token that waits for a message of this name."""
    for live in run:
        for token in enabled(live.definition.net, live.marking):
            if live.definition.element(token.node).message == message:
                return Place(live.number, *token)
    return None


def places(run: Run) -> list[Place]:
    """Return every token on which somebody or something can act; calls wait for their processes alone."""
    return [
        Place(live.number, *token)
        for live in run
        for token in tokens(live.definition.net, live.marking)
        if _can_be_acted_on(live, token)
    ]


def find(run: Run, place: Place) -> Live:
    """Return the live process of a place; Broken where it is gone."""
    for live in run:
        if live.number == place.process:
            return live
    raise Broken("run.no_process", process=place.process)


def element_at(run: Run, place: Place) -> str:
    """Return the element id of a place."""
    return find(run, place).definition.net.nodes[place.node].id


@dataclass
class _Playing:
    start_run: Run
    data: Data
    library: Library
    now: datetime | None
    moves: list[Move] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)
    thrown: list[str] = field(default_factory=list)
    leaving: list[str] = field(default_factory=list)
    calling: list[Place] = field(default_factory=list)
    returning: list[Place] = field(default_factory=list)
    opened: list[Place] = field(default_factory=list)
    closed: list[Place] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.live = {live.number: live for live in self.start_run}

    def open(self, definition: Definition, caller: Place | None) -> None:
        if self._depth(caller) > limits.MAX_CALL_DEPTH:
            raise Stuck("call.too_deep", process=definition.process)
        number = max(self.live, default=-1) + 1
        live = Live(number, definition, ENDED, caller)
        with _drawn_element():
            step = start(definition.net, asking(definition, self.data, self.now))
        self._moved(live, None, None, step)

    def _depth(self, caller: Place | None) -> int:
        depth = 0
        while caller is not None:
            depth, caller = depth + 1, self.live[caller.process].caller
        return depth

    def fire(self, place: Place) -> None:
        live = self.live[place.process]
        token = Token(place.instance, place.node)
        with _drawn_element():
            step = fire(
                live.definition.net, live.marking, token, asking(live.definition, self.data, self.now)
            )
        self._moved(live, live.marking, token, step)

    def settle(self) -> None:
        """Return from processes that ended, open those that are called, hand over messages, until nothing moves."""
        for _ in range(MAX_MOVES):
            if self.returning:
                self.fire(self.returning.pop())
            elif self.calling:
                self.call(self.calling.pop(0))
            elif self.thrown:
                self.deliver(self.thrown.pop(0))
            else:
                return
        raise Stuck("run.endless", element=self.passed[-1])

    def call(self, place: Place) -> None:
        called = self.live[place.process].definition.element(place.node).called
        self.open(self.library(called or ""), place)

    def deliver(self, message: str) -> None:
        """Hand a message thrown by one unit to the branch of this very run that waits for it."""
        place = waiting_for(self._run(), message)
        if place is None:
            self.leaving.append(message)
        else:
            self.fire(place)

    def _run(self) -> Run:
        return tuple(self.live[number] for number in sorted(self.live))

    def _moved(self, live: Live, before: Marking | None, token: Token | None, step: Step) -> None:
        definition = live.definition
        self.moves.append(Move(definition, before, token, step))
        self.live[live.number] = after = replace(live, marking=step.marking)
        nodes = [definition.net.nodes[index] for index in step.passed]
        self.passed += [node.id for node in nodes if not node.synthetic]
        messages = [definition.element(index).message for index in step.thrown]
        self.thrown += [message for message in messages if message is not None]
        self._note_tokens(after, step)
        if step.marking == ENDED:
            del self.live[live.number]
            if live.caller is not None:
                self.returning.append(live.caller)

    def _note_tokens(self, live: Live, step: Step) -> None:
        """Keep count of tokens that left and came, and of the calls among them."""
        for token in filter(lambda token: _can_be_acted_on(live, token), step.closed):
            self._note_closed(Place(live.number, *token))
        self.opened += [Place(live.number, *token) for token in step.opened if _can_be_acted_on(live, token)]
        self._drop_called(_calls(live, step.closed))
        self.calling = [*_calls(live, step.opened), *self.calling]

    def _note_closed(self, place: Place) -> None:
        if place in self.opened:
            self.opened.remove(place)
        else:
            self.closed.append(place)

    def _drop_called(self, closed: list[Place]) -> None:
        """A call that an event interrupted takes the process it called with it."""
        self.calling = [place for place in self.calling if place not in closed]
        for live in [live for live in self.live.values() if live.caller in closed]:
            del self.live[live.number]
            for place in places((live,)):
                self._note_closed(place)
            self._drop_called(_calls(live, tokens(live.definition.net, live.marking)))

    def result(self) -> Advance:
        opened, closed = tuple(self.opened), tuple(self.closed)
        return Advance(
            self._run(), opened, closed, tuple(self.passed), tuple(self.leaving), tuple(self.moves)
        )


@contextmanager
def _drawn_element() -> Iterator[None]:
    """Let an incident name what somebody drew, never what the normal form added behind it."""
    try:
        yield
    except Stuck as stuck:
        element = str(stuck.facts.get("element", "")).partition(SYNTHETIC)[0]
        raise Stuck(stuck.code, **stuck.facts | {"element": element}) from stuck


def _can_be_acted_on(live: Live, token: Token) -> bool:
    """A call and a sub-process end with what runs inside them; nobody acts on them directly."""
    return live.definition.net.nodes[token.node].kind not in (Kind.CALL, Kind.SCOPE)


def _calls(live: Live, among: Iterable[Token]) -> list[Place]:
    kinds = live.definition.net.nodes
    return [Place(live.number, *token) for token in among if kinds[token.node].kind is Kind.CALL]
