"""No step commits that SpiffWorkflow has not certified (DESIGN D2): both engines, one answer."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from engine.bpmn.definition import Definition
from engine.bpmn.spiff import (
    SPIFF_VERSION,
    Disagreement,
    OutOfReach,
    SpiffNet,
    SpiffRun,
    replaying,
    situation,
)
from engine.net.explore import Edge, Graph, explore
from engine.net.marking import ENDED, Marking, Token, dump, tokens
from engine.net.net import Kind, Net, Node
from engine.net.step import Step

GAME_VERSION = "1"
"""Raise with every change of the token game that may change an answer: old certificates then no longer count."""

MAX_EDGES_AT_PUBLICATION = 2_000
MAX_STATES_TO_REHEARSE = 20_000


class Verdict(StrEnum):
    """What the comparison of one step gave."""

    AGREED = "agreed"
    NET_ONLY = "net-only"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Certificate:
    """The outcome for one distinct step; `reason` is empty where both engines agree."""

    key: str
    verdict: Verdict
    reason: str = ""


def key_of(definition: Definition, before: Marking | None, token: Token | None, step: Step) -> str:
    """Return the key of a step: definition, engine versions, marking, action and outcomes of conditions."""
    parts = (
        definition.fingerprint,
        GAME_VERSION,
        SPIFF_VERSION,
        "" if before is None else dump(before),
        "" if token is None else f"{token.instance}.{token.node}",
        ",".join(f"{flow}={int(outcome)}" for flow, outcome in step.asked),
        dump(step.marking),
    )
    return sha256("|".join(parts).encode()).hexdigest()


class Certifier:
    """Certifies the steps of one definition; remembers what it has certified and the state graph it needs."""

    def __init__(self, definition: Definition, known: Iterable[Certificate] = ()) -> None:
        self.definition = definition
        self.known = {certificate.key: certificate for certificate in known}
        self.fresh: dict[str, Certificate] = {}
        """Certificates by key that are not known to be stored."""

        self._graph: Graph | None = None
        self._spiff: SpiffNet | None = None

    def certify(self, before: Marking | None, token: Token | None, step: Step) -> Certificate:
        """Return the certificate of a step, rehearsing it with SpiffWorkflow where it is not known yet."""
        key = key_of(self.definition, before, token, step)
        if key not in self.known:
            self._remember(self._rehearse(key, self._way_to(before), token, step))
        return self.known[key]

    def certify_graph(self, stop: Callable[[], bool] = lambda: False) -> list[Certificate]:
        """Play every step of the state graph, up to the publication's limit; the rest waits for first use.

        `stop` is asked between steps: exploring is bounded by the number of states alone, so that a large
        process has as many of its steps certified as there is time for.
        """
        graph = explore(self.definition.net, max_states=MAX_EDGES_AT_PUBLICATION)
        if graph.complete:
            self._graph = graph
        certificates = []
        for edge in graph.edges[:MAX_EDGES_AT_PUBLICATION]:
            if stop():
                break
            before = None if edge.source is None else graph.states[edge.source]
            key = key_of(self.definition, before, edge.token, edge.step)
            if key not in self.known:
                way = [] if edge.source is None else graph.way_to(edge.source)
                self._remember(self._rehearse(key, way, edge.token, edge.step))
            certificates.append(self.known[key])
        return certificates

    def take_fresh(self) -> list[Certificate]:
        """Return what was certified since it was last asked, for whoever stores certificates."""
        fresh, self.fresh = self.fresh, {}
        return list(fresh.values())

    def _remember(self, certificate: Certificate) -> None:
        self.known[certificate.key] = self.fresh[certificate.key] = certificate

    def _rehearse(self, key: str, way: list[Edge] | None, token: Token | None, step: Step) -> Certificate:
        if way is None:
            return Certificate(key, Verdict.NET_ONLY, "state graph too large to rehearse this situation")
        try:
            self._compare(way, token, step)
        except OutOfReach as limit:
            return Certificate(key, Verdict.NET_ONLY, str(limit))
        except Disagreement as difference:
            played = [*((edge.token, edge.step) for edge in way), (token, step)]
            reason = limitation(self.definition.net, played)
            if reason is not None:
                return Certificate(key, Verdict.NET_ONLY, reason)
            return Certificate(key, Verdict.DIFFERS, str(difference))
        return Certificate(key, Verdict.AGREED)

    def _way_to(self, before: Marking | None) -> list[Edge] | None:
        if before is None:
            return []
        if self._graph is None:
            self._graph = explore(self.definition.net, max_states=MAX_STATES_TO_REHEARSE)
        state = self._graph.number_of.get(before)
        return None if state is None else self._graph.way_to(state)

    def _compare(self, way: list[Edge], token: Token | None, step: Step) -> None:
        if self._spiff is None:
            self._spiff = SpiffNet(self.definition.net)
        run: SpiffRun | None = None
        for moved, asked in [*((edge.token, edge.step.asked) for edge in way), (token, step.asked)]:
            if run is None:
                run = self._spiff.begin(replaying(asked))
            elif moved is not None:
                run.fire(moved.node, replaying(asked))
        assert run is not None
        net = self.definition.net
        ours = situation((each.node for each in tokens(net, step.marking)), step.marking == ENDED)
        theirs = run.situation()
        if theirs != ours:
            raise Disagreement(f"open here {_named(net, ours.open)}, there {_named(net, theirs.open)}")


def _named(net: Net, nodes: Iterable[tuple[int, int]]) -> str:
    return " ".join(f"{net.nodes[node].id}×{count}" for node, count in nodes) or "nothing"


def limitation(net: Net, way: Sequence[tuple[Token | None, Step]]) -> str | None:
    """Name the construct on this way that SpiffWorkflow is known to run wrongly, or None (BPMN.md §1)."""
    for token, _ in way:
        node = None if token is None else net.nodes[token.node]
        if node is not None and node.kind is Kind.BOUNDARY and not node.interrupting and not node.once:
            return f"{node.id}: SpiffWorkflow arms a repeatable non-interrupting event only once"
    passes = Counter(index for _, step in way for index in step.passed)
    waited_at = {place for instance in way[-1][1].marking for place in instance.tokens}
    for join in net.nodes:
        if join.kind not in (Kind.PARALLEL, Kind.INCLUSIVE) or len(join.incoming) < 2:
            continue
        visits = passes[join.index] + (not waited_at.isdisjoint(join.incoming))
        # From the second visit on, and at an inclusive join, whose search runs past itself, from the first.
        if visits > (join.kind is Kind.PARALLEL) and _leads_back(net, join):
            return f"{join.id}: SpiffWorkflow may not wait for every token at a join inside a loop"
    return None


def _leads_back(net: Net, join: Node) -> bool:
    seen: set[int] = set()
    todo = [join.index]
    while todo:
        current = todo.pop()
        ways = [net.flows[flow].target for flow in net.nodes[current].outgoing]
        fresh = {*ways, *net.boundaries.get(current, ())} - seen
        seen |= fresh
        todo += fresh
    return join.index in seen
