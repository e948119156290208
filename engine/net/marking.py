"""Where the tokens stand: the only thing that is stored of a running process, small and free of history."""

from typing import NamedTuple

from engine.errors import Broken
from engine.net.net import ACTED_ON, EVENTS, Kind, Net, Node
from engine.net.question import Round

ROOT = 0
NOBODY = -1


class Instance(NamedTuple):
    """A live scope: the process (`ROOT`), a sub-process, or the handler of a non-interrupting event.

    `host` is the sub-process or the boundary event that opened it in instance `parent`; `tokens` are places
    in ascending order, one entry a token. An instance of a repeated sub-process is number `turn` of `total`, from 0.
    """

    id: int
    scope: int
    parent: int
    host: int
    tokens: tuple[int, ...]
    turn: int = 0
    total: int = 0


Marking = tuple[Instance, ...]
"""Live instances by ascending id; empty when the process has ended."""

ENDED: Marking = ()


class Token(NamedTuple):
    """A token on which somebody can act: an open activity or catch event, or an armed boundary event."""

    instance: int
    node: int


def tokens(net: Net, marking: Marking) -> list[Token]:
    """Return every open activity, open catch event and armed boundary event, one entry a token."""
    first = len(net.flows)
    return [
        Token(instance.id, place - first)
        for instance in marking
        for place in instance.tokens
        if place >= first and is_acted_on(net.nodes[place - first])
    ]


def is_acted_on(node: Node) -> bool:
    """Tell whether the host acts on a token here; the rest ends with what is inside, beside or raised in it."""
    return node.kind in ACTED_ON and not node.inner


def enabled(net: Net, marking: Marking) -> list[Token]:
    """Return the distinct tokens on which an action is possible now.

    An event whose handler may live only once is not enabled while that handler lives: it stays armed.
    """
    busy = {Token(instance.parent, instance.host) for instance in marking}
    return [
        token
        for token in dict.fromkeys(tokens(net, marking))
        if not (net.nodes[token.node].alone and token in busy)
    ]


def is_armed_inside(net: Net, marking: Marking, token: Token) -> bool:
    """Tell whether a token is an armed event that only happens by what is raised inside its host."""
    return any(
        instance.id == token.instance and net.nodes[token.node].inner
        for instance in marking
        if net.place_of(token.node) in instance.tokens
    )


def urgent(net: Net, marking: Marking) -> list[Token]:
    """Return the enabled tokens of which one is acted on next: while a throw is open, it or what may hear it."""
    possible = enabled(net, marking)
    throws = [token for token in possible if net.nodes[token.node].kind is Kind.THROW]
    if not throws:
        return possible
    hearing = [token for token in possible if net.nodes[token.node].kind in EVENTS]
    return [throws[0], *hearing]


def rounds(marking: Marking, instance: int) -> tuple[Round, ...]:
    """Return the repeated instances around and including a live instance, outermost first."""
    by_id = {each.id: each for each in marking}
    found = []
    current = by_id.get(instance)
    while current is not None:
        if current.total:
            siblings = sum((each.parent, each.host) == (current.parent, current.host) for each in marking)
            found.append(Round(current.host, current.turn, current.total, siblings))
        current = by_id.get(current.parent)
    return tuple(reversed(found))


def rank(net: Net, marking: Marking, token: Token) -> int:
    """Return which of the instances in which this node is open the token stands in, in order of opening."""
    place = net.place_of(token.node)
    alike = [each for each in marking if place in each.tokens]
    ordered = sorted(alike, key=lambda each: _line(marking, each))
    return [each.id for each in ordered].index(token.instance)


def _line(marking: Marking, instance: Instance) -> tuple[tuple[int, int], ...]:
    by_id = {each.id: each for each in marking}
    line: list[tuple[int, int]] = []
    current: Instance | None = instance
    while current is not None:
        line.append((current.turn, current.id))
        current = by_id.get(current.parent)
    return tuple(reversed(line))


def dump(marking: Marking) -> str:
    """Write a marking as one short line of ASCII, the same for the same situation."""
    return ";".join(map(_dump_instance, marking))


def _dump_instance(instance: Instance) -> str:
    number, scope, parent, host, places, turn, total = instance
    repeated = f",{turn},{total}" if total else ""
    return f"{number},{scope},{parent},{host}{repeated}:{','.join(map(str, places))}"


def load(text: str) -> Marking:
    """Read what `dump` wrote; Broken where it is anything else."""
    if not text:
        return ENDED
    try:
        return tuple(_load_instance(part) for part in text.split(";"))
    except ValueError as error:
        raise Broken("marking.unreadable", text=text) from error


def _load_instance(text: str) -> Instance:
    head, _, places = text.partition(":")
    number, scope, parent, host, *repeated = (int(part) for part in head.split(","))
    turn, total = repeated or (0, 0)
    standing = tuple(int(place) for place in places.split(",") if place)
    return Instance(number, scope, parent, host, standing, turn, total)
