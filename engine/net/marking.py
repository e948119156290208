"""Where the tokens stand: the only thing that is stored of a running process, small and free of history."""

from typing import NamedTuple

from engine.errors import Broken
from engine.net.net import Kind, Net

ROOT = 0
NOBODY = -1


class Instance(NamedTuple):
    """A live scope: the process (`ROOT`), a sub-process, or the handler of a non-interrupting event.

    `host` is the sub-process or the boundary event that opened it in instance `parent`; `tokens` are places
    in ascending order, one entry a token.
    """

    id: int
    scope: int
    parent: int
    host: int
    tokens: tuple[int, ...]


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
        if place >= first and net.nodes[place - first].kind is not Kind.SCOPE
    ]


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


def dump(marking: Marking) -> str:
    """Write a marking as one short line of ASCII, the same for the same situation."""
    return ";".join(f"{i.id},{i.scope},{i.parent},{i.host}:{','.join(map(str, i.tokens))}" for i in marking)


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
    number, scope, parent, host = (int(part) for part in head.split(","))
    return Instance(number, scope, parent, host, tuple(int(place) for place in places.split(",") if place))
