"""The state graph: every situation a process can come into, by every action and every outcome."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from engine.errors import Stuck
from engine.net.marking import ENDED, Instance, Marking, Token, urgent
from engine.net.net import Net
from engine.net.question import Ask, Asks, Question
from engine.net.step import Step, fire, start

MAX_STATES = 100_000
"""States after which a graph is left incomplete; what it then proves is "undecided" (BPMN.md §4)."""

MOST_INSTANCES = 2
"""Instances up to which a repeated sub-process is explored; more of them are alike (`engine.net.symmetry`)."""

MOST_ROUNDS = 3
"""Rounds up to which a loop is explored: a first, one in between and a last."""

EDGES_A_STATE = 10
"""Edges kept for each state that the limit allows; with more a graph is left incomplete too."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One distinct step from state `source` by `token`, both None for the start."""

    source: int | None
    token: Token | None
    step: Step
    target: int


@dataclass
class Graph:
    """States in order of discovery (so the first way to each is a shortest one) and the edges between them.

    `endless` are steps that never come to rest: the state they start from and an element of the ring.
    `complete` is False where a limit stopped the exploration.
    """

    states: list[Marking] = field(default_factory=list)
    number_of: dict[Marking, int] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    endless: list[tuple[int | None, str]] = field(default_factory=list)
    complete: bool = True
    first_way: dict[int, Edge] = field(default_factory=dict)

    def way_to(self, state: int) -> list[Edge]:
        """Return the edges of a shortest way from the start to this state."""
        way: list[Edge] = []
        current: int | None = state
        while current is not None:
            edge = self.first_way[current]
            way.append(edge)
            current = edge.source
        return way[::-1]


def explore(
    net: Net,
    *,
    max_states: int = MAX_STATES,
    stop: Callable[[], bool] = lambda: False,
    expands: Callable[[Marking], bool] = lambda _: True,
) -> Graph:
    """Build the state graph breadth first; `stop` is asked between steps and leaves the graph incomplete.

    States for which `expands` is False are kept but not followed.
    """
    graph = Graph()
    todo: list[int] = []

    def full() -> bool:
        # The outcomes of a single split into many flows may already be more than can be followed.
        many = len(graph.edges) + len(graph.endless)
        if len(graph.states) > max_states or many > EDGES_A_STATE * max_states or stop():
            graph.complete = False
        return not graph.complete

    def follow(source: int | None, token: Token | None, run: Callable[[Ask], Step]) -> None:
        for outcome in branches(run):
            if full():
                return
            if isinstance(outcome, Stuck):
                if outcome.code == "net.endless":
                    graph.endless.append((source, str(outcome.facts["element"])))
                continue
            target = graph.number_of.get(outcome.marking)
            if target is None:
                target = graph.number_of[outcome.marking] = len(graph.states)
                graph.states.append(outcome.marking)
                todo.append(target)
            edge = Edge(source, token, outcome, target)
            graph.first_way.setdefault(target, edge)
            graph.edges.append(edge)

    follow(None, None, lambda ask: start(net, ask))
    position = 0
    while position < len(todo) and not full():
        state = todo[position]
        position += 1
        marking = graph.states[state]
        if marking != ENDED and expands(marking):
            for token in urgent(net, marking):
                follow(state, token, _firing(net, marking, token))
    return graph


def _firing(net: Net, marking: Marking, token: Token) -> Callable[[Ask], Step]:
    return lambda ask: fire(net, marking, token, ask)


def branches(run: Callable[[Ask], Step]) -> Iterator[Step | Stuck]:
    """Run one step with every possible sequence of answers, the lowest first."""
    prefixes: list[list[int]] = [[]]
    while prefixes:
        given = prefixes.pop()
        asked: list[tuple[int, int]] = []

        def ask(question: Question, given: list[int] = given, asked: list[tuple[int, int]] = asked) -> int:
            value = given[len(asked)] if len(asked) < len(given) else 0
            asked.append((value, _highest(question)))
            return value

        try:
            yield run(ask)
        except Stuck as stuck:
            yield stuck
        answers = [value for value, _ in asked]
        prefixes.extend(
            [*answers[:place], other]
            for place in range(len(given), len(asked))
            for other in range(1, asked[place][1] + 1)
        )


def _highest(question: Question) -> int:
    """The highest answer that is explored."""
    if question.kind is Asks.COUNT:
        return MOST_INSTANCES
    if question.kind is Asks.AGAIN and question.rounds:
        current = question.rounds[-1]
        return int(current.host != question.subject or current.turn + 1 < MOST_ROUNDS)
    return 1


def is_safe(instance: Instance) -> bool:
    """Tell whether no place of this instance holds two tokens."""
    return len(set(instance.tokens)) == len(instance.tokens)
