"""Everything of a dossier's process that is live: the process itself and the processes it has called."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from engine.bpmn.definition import Definition
from engine.bpmn.normalise import drawn
from engine.bpmn.seen import Data, seen, written
from engine.errors import Broken, Stuck
from engine.net.marking import Marking, Token, enabled, rounds, tokens
from engine.net.net import Kind
from engine.net.question import Question, Round


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


def places(run: Run) -> list[Place]:
    """Return every token on which somebody or something outside can act."""
    return [
        Place(live.number, *token)
        for live in run
        for token in tokens(live.definition.net, live.marking)
        if is_outside(live.definition, token)
    ]


def is_outside(definition: Definition, token: Token) -> bool:
    """Tell whether what a token waits for comes from outside; calls, decisions and throws the run does itself."""
    return definition.net.nodes[token.node].kind not in (Kind.CALL, Kind.THROW)


def find(run: Run, place: Place) -> Live:
    """Return the live process of a place; Broken where it is gone."""
    for live in run:
        if live.number == place.process:
            return live
    raise Broken("run.no_process", process=place.process)


def element_at(run: Run, place: Place) -> str:
    """Return the id of the drawn element of a place."""
    return drawn(find(run, place).definition.net.nodes[place.node].id)


def listening(run: Run) -> Iterator[tuple[Live, Token]]:
    """Yield every enabled token with its process."""
    for live in run:
        for token in enabled(live.definition.net, live.marking):
            yield live, token


class Ear(NamedTuple):
    """An enabled token that waits for a message or a signal of a name; `key` as `key_at` says."""

    place: Place
    kind: str
    name: str
    key: str | None


def ears(run: Run, data: Data) -> list[Ear]:
    """Return everything that a run waits to hear, in the order of its tokens. Raises Stuck as `key_at` does."""
    found = []
    for live, token in listening(run):
        if live.definition.net.nodes[token.node].kind is Kind.THROW:
            continue
        element = live.definition.element(token.node)
        named = [("message", name) for name in element.messages] + [
            ("signal", name) for name in element.signals
        ]
        place = Place(live.number, *token)
        found += [Ear(place, kind, name, key_at(run, place, data)) for kind, name in named]
    return found


def key_at(run: Run, place: Place, data: Data) -> str | None:
    """Return the value by which what is sent or awaited at a place finds its counterpart (BPMN 2.0.2 §8.4.2).

    None means the dossier's conversation. Raises Stuck `message.no_key` where the data lack the value.
    """
    element = find(run, place).definition.element(place.node)
    if element.correlation is None:
        return None
    value = data_at(run, place, data).get(element.correlation)
    if value is None:
        raise Stuck("message.no_key", element=drawn(element.id), name=element.correlation)
    return str(value)


def error_boundary(run: Run, place: Place, code: str) -> Place | None:
    """Return the boundary event of an activity that catches an error of this code, one that names it before others."""
    live = find(run, place)
    for wanted in (code, None):
        for event in live.definition.net.boundaries.get(place.node, ()):
            if ("error", wanted) in live.definition.element(event).catches:
                return Place(place.process, place.instance, event)
    return None


def waiting_for(run: Run, message: str) -> Place | None:
    """Return the first enabled token that waits for a message of this name, by whatever key."""
    for live, token in listening(run):
        node = live.definition.net.nodes[token.node]
        if node.kind is not Kind.THROW and message in live.definition.element(token.node).messages:
            return Place(live.number, *token)
    return None


def data_at(run: Run, place: Place, data: Data) -> Data:
    """Return the dossier's data as a place sees them."""
    live = find(run, place)
    if live.caller is not None:
        data = data_at(run, live.caller, data)
    return seen(live.definition, data, rounds(live.marking, place.instance))


def data_after(run: Run, place: Place, data: Data, given: Data) -> Data:
    """Return the dossier's data once a place has written: its instance's own answers, or for all to see."""
    live = find(run, place)
    return _data_within(run, live, rounds(live.marking, place.instance), data, given)


def data_asked(run: Run, live: Live, question: Question, count: int, data: Data) -> Data:
    """Return the dossier's data once a process has asked how many instances an activity has.

    Each has its own answer to give from then on: of what was answered before, in an earlier round, nothing counts.
    """
    results = live.definition.repetitions[question.subject].results
    if results is None:
        return data
    return _data_within(run, live, question.rounds, data, {results: [None] * count})


def _data_within(run: Run, live: Live, around: Sequence[Round], data: Data, given: Data) -> Data:
    if live.caller is None:
        return written(live.definition, data, around, given)
    before = data_at(run, live.caller, data)
    after = written(live.definition, before, around, given)
    changed = {
        name: value for name, value in after.items() if before.get(name) != value or name not in before
    }
    return data_after(run, live.caller, data, changed)
