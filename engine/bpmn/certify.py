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
    Replay,
    SpiffNet,
    SpiffRun,
    situation,
)
from engine.net.explore import Edge, Graph, explore
from engine.net.marking import ENDED, Marking, Token, dump, rank, tokens
from engine.net.net import LOOPS, WAITING, Kind, Net, Node
from engine.net.question import Asks
from engine.net.step import Step
from engine.net.symmetry import canonical, shrink

GAME_VERSION = "4"
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
        ",".join(f"{kind}{subject}={value}" for kind, subject, value in step.asked),
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
        self._canonical: dict[Marking, int] | None = None
        self._spiff: SpiffNet | None = None

    def certify(self, before: Marking | None, token: Token | None, step: Step) -> Certificate:
        """Return the certificate of a step, rehearsing it with SpiffWorkflow where it is not known yet."""
        small = shrink(self.definition.net, before, token, step)
        key = key_of(self.definition, small.before, small.token, small.step)
        if key not in self.known:
            self._remember(self._rehearse(key, self._way_to(small.before, small.token), small.step))
        return self.known[key]

    def certify_graph(self, stop: Callable[[], bool] = lambda: False) -> list[Certificate]:
        """Play every step of the state graph, up to the publication's limit; the rest waits for first use.

        `stop` is asked between steps: exploring is bounded by the number of states alone, so that a large
        process has as many of its steps certified as there is time for.
        """
        self._graph = graph = explore(self.definition.net, max_states=MAX_EDGES_AT_PUBLICATION)
        certificates = []
        for edge in graph.edges[:MAX_EDGES_AT_PUBLICATION]:
            if stop():
                break
            before = None if edge.source is None else graph.states[edge.source]
            small = shrink(self.definition.net, before, edge.token, edge.step)
            key = key_of(self.definition, small.before, small.token, small.step)
            if key not in self.known:
                way = [] if edge.source is None else graph.way_to(edge.source)
                self._remember(self._rehearse(key, _Way(tuple(way), before, edge.token), edge.step))
            certificates.append(self.known[key])
        if not graph.complete:
            self._graph = None  # Looking for a situation later needs a larger one.
        return certificates

    def take_fresh(self) -> list[Certificate]:
        """Return what was certified since it was last asked, for whoever stores certificates."""
        fresh, self.fresh = self.fresh, {}
        return list(fresh.values())

    def _remember(self, certificate: Certificate) -> None:
        self.known[certificate.key] = self.fresh[certificate.key] = certificate

    def _rehearse(self, key: str, way: "_Way | None", step: Step) -> Certificate:
        if way is None:
            return Certificate(key, Verdict.NET_ONLY, "state graph too large to rehearse this situation")
        try:
            self._compare(way, step)
        except OutOfReach as limit:
            return Certificate(key, Verdict.NET_ONLY, str(limit))
        except Disagreement as difference:
            reason = limitation(self.definition.net, [*way.steps(), (way.token, step)])
            if reason is not None:
                return Certificate(key, Verdict.NET_ONLY, reason)
            return Certificate(key, Verdict.DIFFERS, str(difference))
        return Certificate(key, Verdict.AGREED)

    def _way_to(self, before: Marking | None, token: Token | None) -> "_Way | None":
        if before is None or token is None:
            return _Way((), None, None)
        net = self.definition.net
        if self._graph is None:
            self._graph = explore(net, max_states=MAX_STATES_TO_REHEARSE)
        state, instance = self._graph.number_of.get(before), token.instance
        if state is None and net.repeats:
            state, instance = self._alike(self._graph, before, token)
        if state is None:
            return None
        there = self._graph.states[state]
        return _Way(tuple(self._graph.way_to(state)), there, Token(instance, token.node))

    def _alike(self, graph: Graph, before: Marking, token: Token) -> tuple[int | None, int]:
        """Find a situation of the graph that is this one but for how its instances are numbered."""
        if self._canonical is None:
            self._canonical = {}
            for state, marking in enumerate(graph.states):
                self._canonical.setdefault(canonical(self.definition.net, marking)[0], state)
        found = self._canonical.get(before)
        if found is None:
            return None, token.instance
        numbers = canonical(self.definition.net, graph.states[found])[1]
        return found, next(old for old, new in numbers.items() if new == token.instance)

    def _compare(self, way: "_Way", step: Step) -> None:
        net = self.definition.net
        if self._spiff is None:
            self._spiff = SpiffNet(net)
        run: SpiffRun | None = None
        replay = Replay()
        moves = [(edge.token, edge.step.asked, self._before(edge)) for edge in way.edges]
        for token, asked, before in [*moves, (way.token, step.asked, way.before)]:
            if run is None:
                run = self._spiff.begin(replay.of(asked))
            elif token is not None and before is not None:
                run.fire(token.node, replay.of(asked), rank(net, before, token))
        assert run is not None
        ours = situation((each.node for each in tokens(net, step.marking)), step.marking == ENDED)
        theirs = run.situation()
        if theirs != ours:
            raise Disagreement(f"open here {_named(net, ours.open)}, there {_named(net, theirs.open)}")

    def _before(self, edge: Edge) -> Marking | None:
        return None if edge.source is None or self._graph is None else self._graph.states[edge.source]


@dataclass(frozen=True, slots=True)
class _Way:
    """A shortest way to a situation, and the token acted on there; both None for the start."""

    edges: tuple[Edge, ...]
    before: Marking | None
    token: Token | None

    def steps(self) -> list[tuple[Token | None, Step]]:
        return [(edge.token, edge.step) for edge in self.edges]


def _named(net: Net, nodes: Iterable[tuple[int, int]]) -> str:
    return " ".join(f"{net.nodes[node].id}×{count}" for node, count in nodes) or "nothing"


def limitation(net: Net, way: Sequence[tuple[Token | None, Step]]) -> str | None:
    """Name the construct on this way that SpiffWorkflow is known to run wrongly, or None (BPMN.md §1).

    A way is every step from the start on, the last one included, each with the token acted on.
    """
    before: Marking = ENDED
    for token, step in way:
        reason = _in_step(net, before, token, step)
        if reason is not None:
            return reason
        before = step.marking
    return _at_join(net, way)


def _in_step(net: Net, before: Marking, token: Token | None, step: Step) -> str | None:
    acted_on = [] if token is None else [net.nodes[token.node]]
    if any(event.inner for event in acted_on):
        return (
            f"{acted_on[0].id}: SpiffWorkflow runs the called process apart, which raises what is caught here"
        )
    for event in (*(net.nodes[index] for index in step.passed if net.nodes[index].inner), *acted_on):
        if event.kind is not Kind.BOUNDARY or event.host is None:
            continue
        if not event.interrupting and not event.once:
            return f"{event.id}: SpiffWorkflow arms a repeatable non-interrupting event only once"
        if event.interrupting and net.nodes[event.host].repeat is not None:
            return f"{event.id}: SpiffWorkflow fails when a repeated activity is interrupted"
        raising = [net.nodes[index] for index in step.passed if net.nodes[index].catcher == event.index]
        if event.interrupting and any(_asks_at_once(net, node) for node in raising):
            return f"{event.id}: SpiffWorkflow lets go on what an escalation interrupts"
        if event.inner and token is not None and _leaves_a_loop(net, before, token, event):
            return f"{event.id}: SpiffWorkflow asks for another round of what an error ends"
    if token is not None and _is_broadcast(net, before, token):
        return f"{net.nodes[token.node].id}: SpiffWorkflow tells every instance of what happens in one"
    answers: dict[tuple[Asks, int], list[int]] = {}
    for kind, subject, value in step.asked:
        answers.setdefault((kind, subject), []).append(value)
    for (kind, subject), given in answers.items():
        if kind is Asks.COUNT and max(given) > 0 and _is_behind_event(net, subject):
            return (
                f"{net.nodes[subject].id}: SpiffWorkflow fails when several instances follow a boundary event"
            )
        if len(set(given)) > 1 or (kind is not Asks.FLOW and len(given) > 1):
            return "SpiffWorkflow does not say for which instance it asks"
    return None


def _leaves_a_loop(net: Net, before: Marking, token: Token, event: Node) -> bool:
    """Tell whether a repeated activity, of which more is asked, lies between a token and the event that it raises."""
    by_id = {instance.id: instance for instance in before}
    current = by_id.get(token.instance)
    while current is not None and current.host != event.host:
        host = net.nodes[current.host]
        if host.repeat in LOOPS or host.enough:
            return True
        current = by_id.get(current.parent)
    return False


def _is_behind_event(net: Net, node: int) -> bool:
    """Tell whether a node is reached only from boundary events."""
    seen: set[int] = set()
    todo = [node]
    while todo:
        current = net.nodes[todo.pop()]
        if current.kind is Kind.START or (
            current.host is not None and net.nodes[current.host].kind is Kind.CHOICE
        ):
            return False
        fresh = {net.flows[flow].source for flow in current.incoming} - seen
        seen |= fresh
        todo += fresh
    return True


def _at_join(net: Net, way: Sequence[tuple[Token | None, Step]]) -> str | None:
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
    return join.index in net.reached(join.index)


def _asks_at_once(net: Net, node: Node) -> bool:
    """Tell whether a token that leaves here may be asked for something before it waits, here or in a scope around."""
    on_the_way = [net.nodes[index] for index in net.reached(node.index, WAITING)]
    deciding = {net.flows[f].source for f in range(len(net.flows)) if net.flows[f].conditional}
    return any(each.kind in (Kind.SCOPE, Kind.END) or each.index in deciding for each in on_the_way)


def _is_broadcast(net: Net, before: Marking, token: Token) -> bool:
    place = net.place_of(token.node)
    is_event = net.nodes[token.node].kind in (Kind.CATCH, Kind.BOUNDARY)
    return is_event and sum(place in instance.tokens for instance in before) > 1
