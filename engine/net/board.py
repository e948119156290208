"""The live scope instances of one step while it is being played: opened, closed, cleared, counted."""

from bisect import insort
from dataclasses import dataclass

from engine.net.marking import NOBODY, Instance, Marking, Token, is_acted_on
from engine.net.net import Net, Node
from engine.net.question import Round


@dataclass(slots=True)
class Live:
    """An `Instance` that changes."""

    id: int
    scope: int
    parent: int
    host: int
    tokens: list[int]
    turn: int = 0
    total: int = 0


class Board:
    """Live instances by id; `opened` and `closed` note the tokens that came and left, `touched` what changed."""

    def __init__(self, net: Net, marking: Marking) -> None:
        self.net = net
        self.live = {
            i.id: Live(i.id, i.scope, i.parent, i.host, list(i.tokens), i.turn, i.total) for i in marking
        }
        self.opened: list[Token] = []
        self.closed: list[Token] = []
        self.touched: dict[int, Live] = {}

    def marking(self) -> Marking:
        """Return the situation as a value."""
        return tuple(
            Instance(i.id, i.scope, i.parent, i.host, tuple(i.tokens), i.turn, i.total)
            for i in sorted(self.live.values(), key=lambda live: live.id)
        )

    def is_live(self, live: Live) -> bool:
        """Tell whether an instance is still there; its number may have gone to another since."""
        return self.live.get(live.id) is live

    def add(self, scope: int, parent: int, host: int) -> Live:
        """Open an instance under the lowest free number."""
        number = next(free for free in range(len(self.live) + 1) if free not in self.live)
        live = Live(number, scope, parent, host, [])
        self.live[number] = live
        self.touched[number] = live
        return live

    def children(self, live: Live, host: int | None = None) -> list[Live]:
        """Return the instances opened in this one, by `host` alone where given."""
        return [i for i in self.live.values() if i.parent == live.id and host in (None, i.host)]

    def rounds(self, live: Live) -> tuple[Round, ...]:
        """Return the repeated instances around and including this one, outermost first."""
        found = []
        current: Live | None = live
        while current is not None:
            if current.total:
                siblings = self.children(self.live[current.parent], current.host)
                found.append(Round(current.host, current.turn, current.total, len(siblings)))
            current = self.live.get(current.parent) if current.parent != NOBODY else None
        return tuple(reversed(found))

    def put(self, live: Live, node: int) -> None:
        """Set a token on a node."""
        insort(live.tokens, self.net.place_of(node))
        if is_acted_on(self.net.nodes[node]):
            self.opened.append(Token(live.id, node))

    def lift(self, live: Live, node: int) -> None:
        """Take the token off an open or armed node; one that came in this very step was never there."""
        live.tokens.remove(self.net.place_of(node))
        token = Token(live.id, node)
        if token in self.opened:
            self.opened.remove(token)
        elif is_acted_on(self.net.nodes[node]):
            self.closed.append(token)

    def close(self, live: Live, node: Node) -> None:
        """Close an activity with its boundary events and whatever lives inside it."""
        self.touched[live.id] = live
        self.lift(live, node.index)
        for boundary in self.net.boundaries[node.index]:
            if self.net.place_of(boundary) in live.tokens:
                self.lift(live, boundary)
        if node.body is not None:
            for child in self.children(live, node.index):
                self.remove(child)

    def clear(self, live: Live) -> None:
        """Take every token out of an instance, and every instance it opened."""
        for child in self.children(live):
            self.remove(child)
        for place in [place for place in live.tokens if self.net.node_at(place)]:
            self.lift(live, place - len(self.net.flows))
        live.tokens.clear()
        self.touched[live.id] = live

    def remove(self, live: Live) -> None:
        """Take an instance off the board with everything in it."""
        self.clear(live)
        del self.live[live.id]
