"""A process as the token game plays it: nodes and flows by number, scopes nested, everything precomputed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Kind(StrEnum):
    """What a token does when it arrives at a node (BPMN 2.0.2 §13.2-13.5)."""

    START = "start"
    TASK = "task"  # waits until somebody completes it
    CATCH = "catch"  # waits until the host fires its event
    CALL = "call"  # waits until what the host does for it has ended: a called process, a delivery, a decision
    THROW = "throw"  # waits until the host has told whoever listens
    CHOICE = "choice"  # waits until the first of its boundary events happens (event-based gateway)
    SCOPE = "scope"  # waits until its inner scope has ended, or all instances of it have
    PASS = "pass"
    RAISE = "raise"  # throws an error or an escalation to the boundary event that catches it
    EXCLUSIVE = "exclusive"
    PARALLEL = "parallel"
    INCLUSIVE = "inclusive"
    BOUNDARY = "boundary"  # armed while its host is open
    END = "end"
    TERMINATE = "terminate"


WAITING = frozenset({Kind.TASK, Kind.CATCH, Kind.CALL, Kind.THROW, Kind.CHOICE, Kind.SCOPE})
ACTED_ON = frozenset({Kind.TASK, Kind.CATCH, Kind.CALL, Kind.THROW, Kind.BOUNDARY})
"""Where an action of the host may happen; a scope and a choice end with what is inside or beside them."""

EVENTS = frozenset({Kind.CATCH, Kind.BOUNDARY})

GATEWAYS = frozenset({Kind.EXCLUSIVE, Kind.PARALLEL, Kind.INCLUSIVE})


class Repeat(StrEnum):
    """How often a sub-process runs each time it is reached (BPMN 2.0.2 §13.3.6, §13.3.7)."""

    PARALLEL = "parallel"  # all instances at once
    SEQUENTIAL = "sequential"  # one after the other
    WHILE = "while"  # standard loop, condition asked before each round
    UNTIL = "until"  # standard loop, condition asked after each round


LOOPS = frozenset({Repeat.WHILE, Repeat.UNTIL})


@dataclass(frozen=True, slots=True)
class Node:
    """One node; numbers refer to `Net.nodes`, `Net.flows` and `Net.starts`.

    `host` is a boundary event's activity or choice; `body` a sub-process' scope, `repeat` how often it runs and
    `enough` whether a completion condition is asked. `once` says that a non-interrupting event disarms itself
    when it fires (a timer that is no cycle); `alone` that its handler is a scope instance of its own, of which
    at most one lives at a time; `inner` that only what is raised inside its host fires it. `catcher` is the
    boundary event that catches what a RAISE throws, None where nothing in this net does; `fatal` tells an error,
    which ends what it leaves, from an escalation.
    """

    index: int
    id: str
    kind: Kind
    scope: int
    incoming: tuple[int, ...] = ()
    outgoing: tuple[int, ...] = ()
    default: int | None = None
    host: int | None = None
    interrupting: bool = True
    once: bool = False
    alone: bool = False
    body: int | None = None
    synthetic: bool = False
    repeat: Repeat | None = None
    enough: bool = False
    inner: bool = False
    catcher: int | None = None
    fatal: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """One sequence flow; `conditional` says that its condition is asked for when its gateway decides."""

    index: int
    id: str
    source: int
    target: int
    conditional: bool = False


@dataclass(frozen=True)
class Net:
    """A whole process. `starts[s]` is the start node of scope `s`; scope 0 is the process itself.

    A *place* is a number: below `len(flows)` a token that waits on that flow before a join; from there on
    the node `place - len(flows)`, open (an activity, a catch event) or armed (a boundary event).
    """

    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]
    starts: tuple[int, ...]
    boundaries: dict[int, tuple[int, ...]] = field(repr=False)
    feeding: dict[int, dict[int, frozenset[int]]] = field(repr=False)
    """Inclusive join -> incoming flow -> places from which that flow can be reached without the join."""

    repeats: bool = False
    """Whether any sub-process runs more than once each time it is reached."""

    def place_of(self, node: int) -> int:
        """Return the place on which a token stands when `node` is open or armed."""
        return len(self.flows) + node

    def node_at(self, place: int) -> Node | None:
        """Return the node that a place stands for, or None where it is a flow."""
        return self.nodes[place - len(self.flows)] if place >= len(self.flows) else None

    def index_of(self, element: str) -> int:
        """Return the number of the node with this element id; KeyError where there is none."""
        for node in self.nodes:
            if node.id == element:
                return node.index
        raise KeyError(element)

    def reached(self, start: int, stops: frozenset[Kind] = frozenset()) -> set[int]:
        """Return every node that a token comes to from this one, not past nodes of the kinds that stop it."""
        seen: set[int] = set()
        todo = [start]
        while todo:
            current = todo.pop()
            ways = [self.flows[flow].target for flow in self.nodes[current].outgoing]
            fresh = {*ways, *self.boundaries.get(current, ())} - seen
            seen |= fresh
            todo += [each for each in fresh if self.nodes[each].kind not in stops]
        return seen


def build(nodes: Iterable[Node], flows: Iterable[Flow], starts: Iterable[int]) -> Net:
    """Complete the nodes with their flows and precompute what the game asks at every step."""
    all_flows = tuple(flows)
    wired = [_wire(node, all_flows) for node in nodes]
    marked = [_mark_alone(node, wired, all_flows) for node in wired]
    boundaries = {
        node.index: tuple(other.index for other in marked if other.host == node.index)
        for node in marked
        if node.kind in WAITING
    }
    feeding = {
        node.index: {flow: _upstream(flow, node.index, marked, all_flows) for flow in node.incoming}
        for node in marked
        if node.kind is Kind.INCLUSIVE and len(node.incoming) > 1
    }
    repeats = any(node.repeat is not None for node in marked)
    return Net(tuple(marked), all_flows, tuple(starts), boundaries, feeding, repeats)


def _wire(node: Node, flows: tuple[Flow, ...]) -> Node:
    return replace(
        node,
        incoming=tuple(flow.index for flow in flows if flow.target == node.index),
        outgoing=tuple(flow.index for flow in flows if flow.source == node.index),
    )


def _mark_alone(node: Node, nodes: list[Node], flows: tuple[Flow, ...]) -> Node:
    """Give a non-interrupting handler an instance of its own unless a join mixes its token with others'."""
    if node.kind is not Kind.BOUNDARY or node.interrupting:
        return node
    handler = set(_downstream(node.index, nodes, flows))
    for index in handler:
        joins = nodes[index].kind in (Kind.PARALLEL, Kind.INCLUSIVE) and len(nodes[index].incoming) > 1
        if joins and any(flows[flow].source not in handler | {node.index} for flow in nodes[index].incoming):
            return node
    return replace(node, alone=True)


def _downstream(node: int, nodes: list[Node], flows: tuple[Flow, ...]) -> Iterator[int]:
    seen: set[int] = set()
    todo = [node]
    while todo:
        current = todo.pop()
        armed = [other.index for other in nodes if other.host == current]
        for target in [flows[flow].target for flow in nodes[current].outgoing] + armed:
            if target not in seen:
                seen.add(target)
                yield target
                todo.append(target)


def _upstream(flow: int, join: int, nodes: list[Node], flows: tuple[Flow, ...]) -> frozenset[int]:
    """All places from which a token can reach `flow` along flows and boundary events, not via `join`."""
    places: set[int] = set()
    todo = [flow]
    while todo:
        current = todo.pop()
        source = nodes[flows[current].source]
        if current in places or source.index == join:
            places.add(current)
            continue
        places.update((current, len(flows) + source.index))
        todo.extend(source.incoming)
        if source.host is not None:
            todo.extend(nodes[source.host].incoming)
    return frozenset(places)
