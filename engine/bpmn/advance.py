"""What acting on a token does to a run: steps, calls, decisions and everything that is told within it.

Pure: a run goes in, a token is acted on, a new run comes out with what opened, closed, passed and was thrown.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from engine.bpmn import limits
from engine.bpmn.asking import asking, stuck_at
from engine.bpmn.definition import Definition
from engine.bpmn.effect import Advance, Move, Sent, World
from engine.bpmn.normalise import drawn
from engine.bpmn.raised import catching
from engine.bpmn.run import (
    Live,
    Place,
    Run,
    data_after,
    data_asked,
    data_at,
    ears,
    is_outside,
    key_at,
    listening,
    places,
)
from engine.errors import Refused, Stuck
from engine.net.marking import ENDED, Marking, Token, enabled, tokens
from engine.net.net import Kind
from engine.net.question import Ask, Asks, Question
from engine.net.step import Step, fire, start

MAX_MOVES = 1_000
"""Steps that the processes of one run may cause in each other within one action: by calls and by messages."""


def begin(definition: Definition, world: World, opening: str | None = None) -> Advance:
    """Open a process and run it until every token waits.

    `opening` is the id of the start event that happened, where there are several; else the one without a trigger.
    """
    playing = _Playing((), world)
    playing.open(definition, None, opening or _plain_start(definition))
    playing.settle()
    return playing.result()


def act(run: Run, place: Place, world: World) -> Advance:
    """Act on one token. Raises Refused where it is not open, Stuck where no way leads on."""
    if place not in places(run):
        raise Refused("element.not_open", element=str(place.node))
    playing = _Playing(run, world)
    playing.fire(place)
    playing.settle()
    return playing.result()


def _counting(ask: Ask, counted: list[tuple[Question, int]]) -> Ask:
    """Answer as `ask` does, and note how many instances each repeated activity that begins is to have."""

    def noted(question: Question) -> int:
        answer = ask(question)
        if question.kind is Asks.COUNT:
            counted.append((question, answer))
        return answer

    return noted


def _plain_start(definition: Definition) -> str | None:
    starts = [definition.elements[name] for name in definition.openings.values()]
    plain = [each for each in starts if not (each.messages or each.signals or each.timers)]
    return (plain or starts)[0].id if starts else None


@dataclass
class _Playing:
    start_run: Run
    world: World
    moves: list[Move] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)
    leaving: list[Sent] = field(default_factory=list)
    throwing: list[Place] = field(default_factory=list)
    calling: list[Place] = field(default_factory=list)
    returning: list[Place] = field(default_factory=list)
    opened: list[Place] = field(default_factory=list)
    closed: list[Place] = field(default_factory=list)
    error: str | None = None

    def __post_init__(self) -> None:
        self.live = {live.number: live for live in self.start_run}
        self.data = self.world.data

    def open(self, definition: Definition, caller: Place | None, opening: str | None = None) -> None:
        if self._depth(caller) > limits.MAX_CALL_DEPTH:
            raise Stuck("call.too_deep", process=definition.process)
        number = max(self.live, default=-1) + 1
        live = Live(number, definition, ENDED, caller)
        view = self.data if caller is None else data_at(self._run(), caller, self.data)
        ask = asking(definition, view, self.world.now, opening, self.world.forced)
        counted: list[tuple[Question, int]] = []
        with stuck_at(definition, lambda: view):
            step = start(definition.net, _counting(ask, counted))
        self._moved(live, None, None, step)
        self._make_room(live, counted)

    def _depth(self, caller: Place | None) -> int:
        depth = 0
        while caller is not None:
            depth, caller = depth + 1, self.live[caller.process].caller
        return depth

    def fire(self, place: Place) -> None:
        live = self.live[place.process]
        token = Token(place.instance, place.node)
        view = self.data if live.caller is None else data_at(self._run(), live.caller, self.data)
        ask = asking(live.definition, view, self.world.now, forced=self.world.forced)
        counted: list[tuple[Question, int]] = []
        with stuck_at(live.definition, lambda: data_at(self._run(), place, self.data)):
            step = fire(live.definition.net, live.marking, token, _counting(ask, counted))
        self._moved(live, live.marking, token, step)
        self._make_room(live, counted)

    def _make_room(self, live: Live, counted: list[tuple[Question, int]]) -> None:
        """Let the instances that a step began have answers of their own to give."""
        for question, count in counted:
            self.data = data_asked(self._run(), live, question, count, self.data)

    def settle(self) -> None:
        """Do everything that follows by itself, one thing after the other, until nothing moves."""
        for _ in range(MAX_MOVES):
            if self.returning:
                self.fire(self.returning.pop())
            elif self.calling:
                self.call(self.calling.pop(0))
            elif self.throwing:
                self.tell(self.throwing.pop(0))
            elif not self.happen_by_itself():
                return
        raise Stuck("run.endless", element=self.passed[-1])

    def call(self, place: Place) -> None:
        """Open the process that a call activity names, or let a decision table give its data."""
        definition = self.live[place.process].definition
        element = definition.element(place.node)
        view = data_at(self._run(), place, self.data)
        with stuck_at(definition, lambda: view, element.id):
            if element.called is not None:
                self.open(self.world.library(definition, element.called), place)
            elif place.node in definition.decisions:
                given = self.world.forced.get(drawn(element.id))
                if given is None:
                    given = definition.decisions[place.node].decide(view, self.world.now)
                self.data = data_after(self._run(), place, self.data, given)
                self.fire(place)
            else:
                raise Stuck("call.nothing")

    def tell(self, place: Place) -> None:
        """Tell whoever listens in this run, then let the throwing token go on if it is still there."""
        element = self.live[place.process].definition.element(place.node)
        key = key_at(self._run(), place, self.data)
        seen_there = data_at(self._run(), place, self.data)
        carried = {name: seen_there[name] for name in element.carries if name in seen_there}
        for signal in element.signals:
            for ear in ears(self._run(), self.data):
                heard = (ear.kind, ear.name) == ("signal", signal) and ear.key in (None, key)
                if heard and self._is_enabled(ear.place):
                    self.fire(ear.place)
            self.leaving.append(Sent("signal", signal, drawn(element.id), key, carried))
        for message in element.messages:
            hearing = (
                ear.place for ear in ears(self._run(), self.data) if ear[1:] == ("message", message, key)
            )
            found = next(hearing, None)
            if found is None:
                self.leaving.append(Sent("message", message, drawn(element.id), key, carried))
            else:
                self.fire(found)
        if self._is_enabled(place):
            self.fire(place)

    def happen_by_itself(self) -> bool:
        """Let one conditional event happen whose condition holds now."""
        for live, token in listening(self._run()):
            place = Place(live.number, *token)
            if token.node in live.definition.events and self._holds(live.definition, place):
                self.fire(place)
                return True
        return False

    def _holds(self, definition: Definition, place: Place) -> bool:
        view = data_at(self._run(), place, self.data)
        with stuck_at(definition, lambda: view, definition.element(place.node).id):
            return definition.events[place.node].evaluate(view, self.world.now) is True

    def _is_enabled(self, place: Place) -> bool:
        live = self.live.get(place.process)
        return live is not None and Token(place.instance, place.node) in enabled(
            live.definition.net, live.marking
        )

    def _run(self) -> Run:
        return tuple(self.live[number] for number in sorted(self.live))

    def _moved(self, live: Live, before: Marking | None, token: Token | None, step: Step) -> None:
        definition = live.definition
        self.moves.append(Move(definition, before, token, step))
        self.live[live.number] = after = replace(live, marking=step.marking)
        nodes = [definition.net.nodes[index] for index in step.passed]
        self.passed += [node.id for node in nodes if not node.synthetic]
        self._note_tokens(after, step)
        if step.marking == ENDED:
            del self.live[live.number]
        for raised in step.raised:
            self._raised(live, raised)
        if step.marking == ENDED and live.caller is not None and self._is_enabled(live.caller):
            self.returning.append(live.caller)

    def _raised(self, live: Live, node: int) -> None:
        """Hand what a process does not catch itself to whoever called it (BPMN 2.0.2 §10.5.7)."""
        element, fatal = live.definition.element(node), live.definition.net.nodes[node].fatal
        code = element.raises or ""
        if live.caller is None:
            self.error = code if fatal else self.error
            return
        caller = self.live[live.caller.process]
        kind = "error" if fatal else "escalation"
        caught = catching(caller, live.caller, kind, code)
        if caught is not None:
            self.fire(caught)
        elif fatal:
            self._end_by_error(caller, code)

    def _end_by_error(self, live: Live, code: str) -> None:
        self._close_all(live)
        if live.caller is None:
            self.error = code
            return
        caught = catching(self.live[live.caller.process], live.caller, "error", code)
        if caught is not None:
            self.fire(caught)
        else:
            self._end_by_error(self.live[live.caller.process], code)

    def _close_all(self, live: Live) -> None:
        for place in places((live,)):
            self._note_closed(place)
        standing = tokens(live.definition.net, live.marking)
        del self.live[live.number]
        self._drop_inside([Place(live.number, *token) for token in standing])

    def _note_tokens(self, live: Live, step: Step) -> None:
        """Keep count of tokens that left and came, and of the calls and throws among them."""
        closed = [Place(live.number, *token) for token in step.closed]
        for token, place in zip(step.closed, closed, strict=True):
            if is_outside(live.definition, token):
                self._note_closed(place)
        self.opened += [Place(live.number, *t) for t in step.opened if is_outside(live.definition, t)]
        self._drop_inside(closed)
        self.calling = [*self._of(live, step.opened, Kind.CALL), *self.calling]
        self.throwing += self._of(live, step.opened, Kind.THROW)

    def _of(self, live: Live, among: Iterable[Token], kind: Kind) -> list[Place]:
        nodes = live.definition.net.nodes
        return [Place(live.number, *token) for token in among if nodes[token.node].kind is kind]

    def _note_closed(self, place: Place) -> None:
        if place in self.opened:
            self.opened.remove(place)
        else:
            self.closed.append(place)

    def _drop_inside(self, closed: list[Place]) -> None:
        """A call that an event interrupted takes the process it called with it; a throw is never told."""
        self.calling = [place for place in self.calling if place not in closed]
        self.throwing = [place for place in self.throwing if place not in closed]
        for live in [live for live in self.live.values() if live.caller in closed]:
            self._close_all(live)

    def result(self) -> Advance:
        return Advance(
            self._run(),
            tuple(self.opened),
            tuple(self.closed),
            tuple(self.passed),
            tuple(self.leaving),
            tuple(self.moves),
            self.data,
            self.error,
        )
