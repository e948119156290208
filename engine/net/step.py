"""One step of the token game: a pure function of marking, token acted on and answers to what it asks."""

from bisect import insort
from collections import deque
from dataclasses import dataclass

from engine.errors import Broken, Refused, Stuck
from engine.net.board import Board, Live
from engine.net.inclusive import is_ready
from engine.net.marking import NOBODY, ROOT, Marking, Token, enabled, is_armed_inside
from engine.net.net import LOOPS, WAITING, Kind, Net, Node, Repeat
from engine.net.question import Answer, Ask, Asks, Question

MAX_MOVES = 20_000
"""Token moves within one step; more can only be a ring that no person and no event ever stops."""

MAX_INSTANCES = 1_000
"""Instances of one repeated sub-process, and rounds of one loop (BPMN.md §2 trap 13)."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one step did.

    `passed` are nodes in order of completion, `raised` the errors and escalations among them that nothing in
    this net catches, `asked` what was asked and answered, in order. `closed` and `opened` are the tokens that
    left and came; a node that is left and entered again in one step is in both.
    """

    marking: Marking
    passed: tuple[int, ...]
    raised: tuple[int, ...]
    asked: tuple[Answer, ...]
    opened: tuple[Token, ...]
    closed: tuple[Token, ...]


def start(net: Net, ask: Ask) -> Step:
    """Open the process and let its first token run until it waits."""
    game = _Game(net, (), ask)
    game.open_scope(game.board.add(0, NOBODY, NOBODY))
    return game.settle()


def fire(net: Net, marking: Marking, token: Token, ask: Ask) -> Step:
    """Complete an open activity, or let a catch or boundary event happen, and run until every token waits.

    An inner boundary event happens by what a called process raised. Raises Refused when the token is not there
    or its handler still lives, Stuck when a gateway finds no way.
    """
    if token not in enabled(net, marking) and not is_armed_inside(net, marking, token):
        element = net.nodes[token.node].id if 0 <= token.node < len(net.nodes) else str(token.node)
        raise Refused("element.not_open", element=element)
    game = _Game(net, marking, ask)
    game.act(token)
    return game.settle()


class _Game:
    """The mutable workings of one step; nothing of it leaves this module."""

    def __init__(self, net: Net, marking: Marking, ask: Ask) -> None:
        self.net = net
        self.board = Board(net, marking)
        self.moving: deque[tuple[Live, int]] = deque()
        self.ask = ask
        self.known: dict[tuple[Asks, int, tuple[tuple[int, int], ...]], int] = {}
        self.asked: list[Answer] = []
        self.passed: list[int] = []
        self.raised: list[int] = []

    # What the host may do.

    def act(self, token: Token) -> None:
        live, node = self.board.live[token.instance], self.net.nodes[token.node]
        if node.kind is Kind.BOUNDARY:
            self.happen(live, node)
        else:
            self.leave(live, node)

    def settle(self) -> Step:
        """Run moving tokens, then inclusive joins, then scopes that are done, until nothing moves."""
        for _ in range(MAX_MOVES):
            if self.moving:
                live, flow = self.moving.popleft()
                if self.board.is_live(live):
                    self.arrive(live, flow)
            elif not (self.join_inclusive() or self.finish_one()):
                return self.result()
        raise Stuck("net.endless", element=self.net.nodes[self.passed[-1]].id)

    def result(self) -> Step:
        board = self.board
        opened, closed = tuple(board.opened), tuple(board.closed)
        passed, raised = tuple(self.passed), tuple(self.raised)
        return Step(board.marking(), passed, raised, tuple(self.asked), opened, closed)

    # Tokens on the move.

    def arrive(self, live: Live, flow: int) -> None:
        node = self.net.nodes[self.net.flows[flow].target]
        if node.kind in WAITING:
            self.open_activity(live, node)
        elif node.kind in (Kind.PARALLEL, Kind.INCLUSIVE) and len(node.incoming) > 1:
            insort(live.tokens, flow)
            if node.kind is Kind.PARALLEL and all(each in live.tokens for each in node.incoming):
                self.merge(live, node)
        else:
            self.pass_through(live, node)

    def pass_through(self, live: Live, node: Node) -> None:
        if node.kind is Kind.TERMINATE:
            self.passed.append(node.index)
            self.terminate(live)
        elif node.kind is Kind.RAISE:
            self.throw(live, node)
        elif node.kind is Kind.EXCLUSIVE:
            self.emit(live, node, self.choose(live, node, first_only=True))
        elif node.kind is Kind.INCLUSIVE:
            self.emit(live, node, self.choose(live, node, first_only=False))
        else:
            self.emit(live, node)

    def emit(self, live: Live, node: Node, flows: list[int] | None = None) -> None:
        self.passed.append(node.index)
        self.board.touched[live.id] = live
        self.moving.extend((live, flow) for flow in (node.outgoing if flows is None else flows))

    def choose(self, live: Live, node: Node, *, first_only: bool) -> list[int]:
        """Document order decides among exclusive flows, never the picture; nothing true is an incident."""
        chosen: list[int] = []
        for flow in node.outgoing:
            if flow != node.default and self.holds(live, flow):
                chosen.append(flow)
                if first_only:
                    break
        if not chosen and node.default is not None:
            chosen = [node.default]
        if not chosen and node.outgoing:
            raise Stuck("gateway.no_way", element=node.id)
        return chosen

    def holds(self, live: Live, flow: int) -> bool:
        if not self.net.flows[flow].conditional:
            return True
        return bool(self.answer(Asks.FLOW, flow, live))

    def answer(self, kind: Asks, subject: int, live: Live) -> int:
        """Ask once a step and instance: within a step the data stand still, so no answer can change."""
        rounds = self.board.rounds(live)
        about = (kind, subject, tuple((each.host, each.turn) for each in rounds))
        if about not in self.known:
            self.known[about] = int(self.ask(Question(kind, subject, rounds)))
            self.asked.append(Answer(kind, subject, self.known[about]))
        return self.known[about]

    def merge(self, live: Live, node: Node) -> None:
        for flow in node.incoming:
            if flow in live.tokens:
                live.tokens.remove(flow)
        self.pass_through(live, node)

    def join_inclusive(self) -> bool:
        """Fire one inclusive join to which no further token can come (BPMN 2.0.2 §13.4.3)."""
        for live in self.board.live.values():
            for index, feeding in self.net.feeding.items():
                if self.net.nodes[index].scope == live.scope and is_ready(live.tokens, feeding):
                    self.merge(live, self.net.nodes[index])
                    return True
        return False

    # Events.

    def happen(self, live: Live, event: Node) -> None:
        """Let a boundary event happen in the instance where its host is open."""
        assert event.host is not None
        host = self.net.nodes[event.host]
        if event.interrupting:
            self.board.close(live, host)
            if host.kind is Kind.CHOICE:
                self.passed.append(host.index)
        else:
            if event.once:
                self.board.lift(live, event.index)
            if event.alone:
                live = self.board.add(live.scope, live.id, event.index)
        self.emit(live, event)

    def throw(self, live: Live, node: Node) -> None:
        """Raise an error or escalation to what catches it outside; an error that nothing catches ends all."""
        if node.catcher is not None:
            self.passed.append(node.index)
            event = self.net.nodes[node.catcher]
            self.happen(self.around(live, event), event)
            if self.board.is_live(live):
                self.board.touched[live.id] = live
                self.moving.extend((live, flow) for flow in node.outgoing)
            return
        self.raised.append(node.index)
        self.emit(live, node)
        if node.fatal:
            self.board.remove(self.board.live[ROOT])

    def around(self, live: Live, event: Node) -> Live:
        """Return the instance around this one in which the event's host is open."""
        while live.host != event.host:
            live = self.board.live[live.parent]
        return self.board.live[live.parent]

    def terminate(self, live: Live) -> None:
        """End the scope around: a handler's terminate end event ends the scope that its event belongs to."""
        while live.host != NOBODY and self.net.nodes[live.host].kind is Kind.BOUNDARY:
            live = self.board.live[live.parent]
        self.board.clear(live)
        self.moving = deque((owner, flow) for owner, flow in self.moving if owner is not live)

    # Activities and scopes.

    def open_activity(self, live: Live, node: Node) -> None:
        total = self.count(live, node)
        if total == 0:
            self.emit(live, node)
            return
        for index in (node.index, *self.net.boundaries[node.index]):
            self.board.put(live, index)
        if node.body is None:
            return
        at_once = total if node.repeat is Repeat.PARALLEL else 1
        children = [self.open_body(live, node, turn, total) for turn in range(at_once)]
        for child in children:
            self.open_scope(child)

    def count(self, live: Live, node: Node) -> int:
        """Return how many instances there will be, at most; 0 where a loop ends before it begins."""
        if node.repeat is None:
            return 1
        if node.repeat in LOOPS:
            begins = node.repeat is Repeat.UNTIL or self.answer(Asks.AGAIN, node.index, live)
            return MAX_INSTANCES if begins else 0
        total = self.answer(Asks.COUNT, node.index, live)
        if not 0 <= total <= MAX_INSTANCES:
            raise Stuck("repeat.out_of_range", element=node.id, count=total, limit=MAX_INSTANCES)
        return total

    def open_body(self, live: Live, node: Node, turn: int, total: int) -> Live:
        assert node.body is not None
        child = self.board.add(node.body, live.id, node.index)
        if node.repeat is not None:
            child.turn, child.total = turn, total
        return child

    def open_scope(self, live: Live) -> None:
        self.emit(live, self.net.nodes[self.net.starts[live.scope]])

    def leave(self, live: Live, node: Node) -> None:
        self.board.close(live, node)
        self.emit(live, node)

    def finish_one(self) -> bool:
        """Close one scope in which no token is left, and let its sub-process go on."""
        touched = self.board.touched
        while touched:
            _, live = touched.popitem()
            if self.board.is_live(live) and not live.tokens and not self.board.children(live):
                self.finish(live)
                return True
        return False

    def finish(self, live: Live) -> None:
        if live.id == ROOT:
            del self.board.live[live.id]
            return
        parent, host = self.board.live.get(live.parent), self.net.nodes[live.host]
        if parent is None:
            raise Broken("marking.orphan", instance=live.id)
        follows = host.repeat is not None and self.goes_on(live, parent, host)
        del self.board.live[live.id]
        self.board.touched[parent.id] = parent
        if follows:
            self.open_scope(self.open_body(parent, host, live.turn + 1, live.total))
        elif host.kind is Kind.SCOPE and not (host.repeat and self.others(live, parent, host)):
            self.leave(parent, host)

    def goes_on(self, live: Live, parent: Live, host: Node) -> bool:
        """Tell whether another instance follows the one that ends; with enough of them the rest is closed."""
        if host.enough and self.answer(Asks.ENOUGH, host.index, live):
            for other in self.others(live, parent, host):
                self.board.remove(other)
            return False
        if host.repeat in LOOPS:
            if not self.answer(Asks.AGAIN, host.index, live):
                return False
            if live.turn + 1 >= live.total:
                raise Stuck("repeat.out_of_range", element=host.id, count=live.total + 1, limit=MAX_INSTANCES)
            return True
        return host.repeat is Repeat.SEQUENTIAL and live.turn + 1 < live.total

    def others(self, live: Live, parent: Live, host: Node) -> list[Live]:
        return [each for each in self.board.children(parent, host.index) if each is not live]
