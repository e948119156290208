"""One step of the token game: a pure function of marking, token acted on and outcomes of conditions."""

from bisect import insort
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from engine.errors import Broken, Refused, Stuck
from engine.net.marking import NOBODY, ROOT, Instance, Marking, Token, enabled
from engine.net.net import WAITING, Kind, Net, Node

MAX_MOVES = 20_000
"""Token moves within one step; more can only be a ring that no person and no event ever stops."""

Ask = Callable[[int], bool]
"""Given a conditional flow's number, tell whether its condition holds. Asked at most once a flow and step."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one step did.

    `passed` are nodes in order of completion, `thrown` the throw events among them, `asked` the outcomes of
    conditions by flow. `closed` and `opened` are the tokens that left and came; a node that is left and
    entered again in one step is in both.
    """

    marking: Marking
    passed: tuple[int, ...]
    thrown: tuple[int, ...]
    asked: tuple[tuple[int, bool], ...]
    opened: tuple[Token, ...]
    closed: tuple[Token, ...]


def start(net: Net, ask: Ask) -> Step:
    """Open the process and let its first token run until it waits."""
    game = _Game(net, (), ask)
    game.open_scope(0, NOBODY, NOBODY)
    return game.settle()


def fire(net: Net, marking: Marking, token: Token, ask: Ask) -> Step:
    """Complete an open activity, or let a catch or boundary event happen, and run until every token waits.

    Raises Refused when the token is not there or its handler still lives, Stuck when a gateway finds no way.
    """
    if token not in enabled(net, marking):
        element = net.nodes[token.node].id if 0 <= token.node < len(net.nodes) else str(token.node)
        raise Refused("element.not_open", element=element)
    game = _Game(net, marking, ask)
    game.act(token)
    return game.settle()


@dataclass(slots=True)
class _Live:
    id: int
    scope: int
    parent: int
    host: int
    tokens: list[int]


class _Game:
    """The mutable workings of one step; nothing of it leaves this module."""

    def __init__(self, net: Net, marking: Marking, ask: Ask) -> None:
        self.net = net
        self.live = {i.id: _Live(i.id, i.scope, i.parent, i.host, list(i.tokens)) for i in marking}
        self.moving: deque[tuple[_Live, int]] = deque()
        self.ask = ask
        self.asked: dict[int, bool] = {}
        self.passed: list[int] = []
        self.thrown: list[int] = []
        self.opened: list[Token] = []
        self.closed: list[Token] = []
        self.touched: dict[int, _Live] = {}

    # What the host may do.

    def act(self, token: Token) -> None:
        live, node = self.live[token.instance], self.net.nodes[token.node]
        if node.kind is not Kind.BOUNDARY:
            self.leave(live, node)
        elif node.interrupting:
            assert node.host is not None
            self.close_activity(live, self.net.nodes[node.host])
            self.emit(live, node)
        else:
            if node.once:
                self.lift(live, node.index)
            if node.alone:
                live = self.add(live.scope, live.id, node.index)
            self.emit(live, node)

    def settle(self) -> Step:
        """Run moving tokens, then inclusive joins, then scopes that are done, until nothing moves."""
        for _ in range(MAX_MOVES):
            if self.moving:
                live, flow = self.moving.popleft()
                if self.live.get(live.id) is live:
                    self.arrive(live, flow)
            elif not (self.join_inclusive() or self.finish_one()):
                return self.result()
        raise Stuck("net.endless", element=self.net.nodes[self.passed[-1]].id)

    def result(self) -> Step:
        marking = tuple(
            Instance(i.id, i.scope, i.parent, i.host, tuple(i.tokens))
            for i in sorted(self.live.values(), key=lambda live: live.id)
        )
        return Step(
            marking,
            tuple(self.passed),
            tuple(self.thrown),
            tuple(sorted(self.asked.items())),
            tuple(self.opened),
            tuple(self.closed),
        )

    # Tokens on the move.

    def arrive(self, live: _Live, flow: int) -> None:
        node = self.net.nodes[self.net.flows[flow].target]
        if node.kind in WAITING:
            self.open_activity(live, node)
        elif node.kind in (Kind.PARALLEL, Kind.INCLUSIVE) and len(node.incoming) > 1:
            insort(live.tokens, flow)
            if node.kind is Kind.PARALLEL and all(each in live.tokens for each in node.incoming):
                self.merge(live, node)
        else:
            self.pass_through(live, node)

    def pass_through(self, live: _Live, node: Node) -> None:
        if node.kind is Kind.THROW:
            self.thrown.append(node.index)
        if node.kind is Kind.TERMINATE:
            self.passed.append(node.index)
            self.terminate(live)
        elif node.kind is Kind.EXCLUSIVE:
            self.emit(live, node, self.choose(node, first_only=True))
        elif node.kind is Kind.INCLUSIVE:
            self.emit(live, node, self.choose(node, first_only=False))
        else:
            self.emit(live, node)

    def emit(self, live: _Live, node: Node, flows: list[int] | None = None) -> None:
        self.passed.append(node.index)
        self.touched[live.id] = live
        self.moving.extend((live, flow) for flow in (node.outgoing if flows is None else flows))

    def choose(self, node: Node, *, first_only: bool) -> list[int]:
        """Document order decides among exclusive flows, never the picture; nothing true is an incident."""
        chosen: list[int] = []
        for flow in node.outgoing:
            if flow != node.default and self.holds(flow):
                chosen.append(flow)
                if first_only:
                    break
        if not chosen and node.default is not None:
            chosen = [node.default]
        if not chosen and node.outgoing:
            raise Stuck("gateway.no_way", element=node.id)
        return chosen

    def holds(self, flow: int) -> bool:
        if not self.net.flows[flow].conditional:
            return True
        if flow not in self.asked:
            self.asked[flow] = self.ask(flow)
        return self.asked[flow]

    def merge(self, live: _Live, node: Node) -> None:
        for flow in node.incoming:
            if flow in live.tokens:
                live.tokens.remove(flow)
        self.pass_through(live, node)

    def join_inclusive(self) -> bool:
        """Fire one inclusive join to which no further token can come (BPMN 2.0.2 §13.4.3)."""
        for live in self.live.values():
            for index, feeding in self.net.feeding.items():
                if self.net.nodes[index].scope == live.scope and _is_ready(live.tokens, feeding):
                    self.merge(live, self.net.nodes[index])
                    return True
        return False

    # Activities and scopes.

    def open_activity(self, live: _Live, node: Node) -> None:
        for index in (node.index, *self.net.boundaries[node.index]):
            insort(live.tokens, self.net.place_of(index))
            self.opened.append(Token(live.id, index))
        if node.body is not None:
            self.open_scope(node.body, live.id, node.index)

    def open_scope(self, scope: int, parent: int, host: int) -> None:
        self.emit(self.add(scope, parent, host), self.net.nodes[self.net.starts[scope]])

    def add(self, scope: int, parent: int, host: int) -> _Live:
        number = next(free for free in range(len(self.live) + 1) if free not in self.live)
        live = _Live(number, scope, parent, host, [])
        self.live[number] = live
        self.touched[number] = live
        return live

    def leave(self, live: _Live, node: Node) -> None:
        self.close_activity(live, node)
        self.emit(live, node)

    def close_activity(self, live: _Live, node: Node) -> None:
        self.touched[live.id] = live
        self.lift(live, node.index)
        for boundary in self.net.boundaries[node.index]:
            if self.net.place_of(boundary) in live.tokens:
                self.lift(live, boundary)
        if node.body is not None:
            child = next((i for i in self.live.values() if (i.parent, i.host) == (live.id, node.index)), None)
            if child is not None:
                self.remove(child)

    def lift(self, live: _Live, node: int) -> None:
        """Take the token off an open or armed node; one that came in this very step was never there."""
        live.tokens.remove(self.net.place_of(node))
        token = Token(live.id, node)
        if token in self.opened:
            self.opened.remove(token)
        else:
            self.closed.append(token)

    def clear(self, live: _Live) -> None:
        for child in [i for i in self.live.values() if i.parent == live.id]:
            self.remove(child)
        for place in [place for place in live.tokens if self.net.node_at(place)]:
            self.lift(live, place - len(self.net.flows))
        live.tokens.clear()

    def remove(self, live: _Live) -> None:
        self.clear(live)
        del self.live[live.id]

    def terminate(self, live: _Live) -> None:
        """End the scope around: a handler's terminate end event ends the scope that its event belongs to."""
        while live.host != NOBODY and self.net.nodes[live.host].kind is Kind.BOUNDARY:
            live = self.live[live.parent]
        self.clear(live)
        self.moving = deque((owner, flow) for owner, flow in self.moving if owner is not live)
        self.touched[live.id] = live

    def finish_one(self) -> bool:
        """Close one scope in which no token is left, and let its sub-process go on."""
        while self.touched:
            _, live = self.touched.popitem()
            if self.live.get(live.id) is live and not live.tokens and not self.has_children(live):
                self.finish(live)
                return True
        return False

    def has_children(self, live: _Live) -> bool:
        return any(other.parent == live.id for other in self.live.values())

    def finish(self, live: _Live) -> None:
        del self.live[live.id]
        if live.id == ROOT:
            return
        parent, host = self.live.get(live.parent), self.net.nodes[live.host]
        if parent is None:
            raise Broken("marking.orphan", instance=live.id)
        self.touched[parent.id] = parent
        if host.kind is Kind.SCOPE:
            self.leave(parent, host)


def _is_ready(tokens: list[int], feeding: dict[int, frozenset[int]]) -> bool:
    full = [flow for flow in feeding if flow in tokens]
    if not full:
        return False
    coming = set().union(*(places for flow, places in feeding.items() if flow not in full))
    covered = set().union(*(feeding[flow] for flow in full))
    return not any(place in coming and place not in covered for place in tokens)
