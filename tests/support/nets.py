"""Nets written in a few lines: `net("s -> A -> x", "x ? A", "x -> e")`; `?` marks a conditional flow.

The first letter of a name says what a node is: s start, e end, t terminate, x exclusive, p parallel, o inclusive,
i throw, c catch, b boundary; capitals are tasks. Options: `hosts={"b1": "A"}`, `calm={"b1"}` (non-interrupting),
`again={"b1"}` (repeatable), `default={"x": "e"}`, `inside={"A": "S"}` (scope `S` of a sub-process node).
"""

from collections.abc import Collection, Mapping

from engine.net.marking import Marking, Token, tokens
from engine.net.net import Flow, Kind, Net, Node, build
from engine.net.question import Question
from engine.net.step import fire, start

_KINDS = {
    "s": Kind.START,
    "e": Kind.END,
    "t": Kind.TERMINATE,
    "x": Kind.EXCLUSIVE,
    "p": Kind.PARALLEL,
    "o": Kind.INCLUSIVE,
    "i": Kind.THROW,
    "c": Kind.CATCH,
    "b": Kind.BOUNDARY,
}
NOTHING: Mapping[str, str] = {}


def net(
    *arrows: str,
    hosts: Mapping[str, str] = NOTHING,
    calm: Collection[str] = (),
    again: Collection[str] = (),
    default: Mapping[str, str] = NOTHING,
    inside: Mapping[str, str] = NOTHING,
) -> Net:
    edges = [edge for arrow in arrows for edge in _edges(arrow)]
    names = list(dict.fromkeys(name for source, target, _ in edges for name in (source, target)))
    bodies = {name: number for number, name in enumerate(dict.fromkeys(inside.values()), start=1)}
    number = {name: position for position, name in enumerate(names)}
    flows = [
        Flow(position, f"{source}_{target}", number[source], number[target], conditional)
        for position, (source, target, conditional) in enumerate(edges)
    ]
    flow_number = {(source, target): position for position, (source, target, _) in enumerate(edges)}
    nodes = [
        Node(
            index=number[name],
            id=name,
            kind=Kind.SCOPE if name in bodies else _KINDS.get(name[0], Kind.TASK),
            scope=bodies[inside[name]] if name in inside else 0,
            default=flow_number[name, default[name]] if name in default else None,
            host=number[hosts[name]] if name in hosts else None,
            interrupting=name not in calm,
            once=name in calm and name not in again,
            body=bodies.get(name),
        )
        for name in names
    ]
    starts = {node.scope: node.index for node in nodes if node.kind is Kind.START}
    return build(nodes, flows, [starts[scope] for scope in range(len(bodies) + 1)])


def _edges(arrow: str) -> list[tuple[str, str, bool]]:
    parts = arrow.split()
    triples = zip(parts[0::2], parts[1::2], parts[2::2], strict=False)
    return [(source, target, sign == "?") for source, sign, target in triples]


class Game:
    """A net being played by element names; `says` maps a conditional flow `x_A` to its outcome."""

    def __init__(self, net: Net, **says: bool) -> None:
        self.net = net
        self.says = says
        self.last = start(net, self._ask)

    def do(self, element: str, **says: bool) -> "Game":
        self.says.update(says)
        token = next(t for t in tokens(self.net, self.marking) if self.net.nodes[t.node].id == element)
        self.last = fire(self.net, self.marking, token, self._ask)
        return self

    def token(self, element: str) -> Token:
        return next(t for t in tokens(self.net, self.marking) if self.net.nodes[t.node].id == element)

    @property
    def marking(self) -> Marking:
        return self.last.marking

    @property
    def open(self) -> list[str]:
        nodes = [self.net.nodes[token.node] for token in tokens(self.net, self.marking)]
        return sorted(node.id for node in nodes if node.kind is not Kind.BOUNDARY)

    @property
    def armed(self) -> list[str]:
        nodes = [self.net.nodes[token.node] for token in tokens(self.net, self.marking)]
        return sorted(node.id for node in nodes if node.kind is Kind.BOUNDARY)

    @property
    def passed(self) -> list[str]:
        return [self.net.nodes[index].id for index in self.last.passed]

    @property
    def ended(self) -> bool:
        return self.marking == ()

    def _ask(self, question: Question) -> int:
        return self.says[self.net.flows[question.subject].id]
