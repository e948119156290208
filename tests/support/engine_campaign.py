"""Examines one model: is it sound, does SpiffWorkflow take every step alike, does the tree of blocks agree?"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from random import Random

from engine.bpmn.certify import Certifier, Verdict, limitation
from engine.bpmn.definition import Definition
from engine.bpmn.normalise import drawn
from engine.bpmn.spiff import Disagreement, OutOfReach, Replay, SpiffNet, SpiffRun, situation
from engine.errors import Stuck
from engine.net.explore import Edge, Graph, explore
from engine.net.marking import ENDED, Marking, Token, rank, rounds, tokens, urgent
from engine.net.question import Ask, Asks, Question, Round
from engine.net.soundness import prove
from engine.net.step import Step, fire, start
from tests.support.block_oracle import Oracle, Place
from tests.support.block_scopes import Path
from tests.support.bpmn import compiled
from tests.support.model_text import write
from tests.support.models import Block, Stop

UNPROVED = {"early_end", "undecided"}
"""What a proof may say of a model that is sound: BPMN permits the first, the second is a matter of time."""


@dataclass(frozen=True)
class Effort:
    """How much of each model is examined.

    Of `walks` random walks along the tree of blocks, the first `beside` are played by SpiffWorkflow too, and of the
    first `certified` every step is certified as at run time, with its instances shrunk to what shows the same.
    """

    proof: int = 400
    states: int = 40
    edges: int = 3
    walks: int = 3
    beside: int = 1
    certified: int = 0
    length: int = 10
    instances: int = 3


@dataclass
class Outcome:
    """What was found: `refused` says why the model is no sound process, `strays` where the block tree disagrees."""

    refused: str = ""
    is_proved: bool = False
    steps: Counter[str] = field(default_factory=Counter)
    """Verdicts of certified steps by `agreed`, or the reason without the element."""

    differs: list[str] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    played: int = 0

    def is_right(self) -> bool:
        return not (self.refused or self.differs or self.strays)


@dataclass(frozen=True)
class Played:
    """One step of a walk, and what the block tree has open after it."""

    before: Marking | None
    token: Token | None
    step: Step


def examine(process: Block, seed: int, effort: Effort) -> Outcome:
    """Examine a model; equal arguments give equal outcomes."""
    outcome = Outcome()
    answer = compiled(write(process))
    if answer.definition is None:
        outcome.refused = " ".join(sorted({finding.code for finding in answer.findings}))
        return outcome
    definition = answer.definition
    faults = {fault.kind for fault in prove(definition.net, Stop(effort.proof))}
    outcome.is_proved = "undecided" not in faults
    if not faults <= UNPROVED:
        outcome.refused = " ".join(sorted(faults - UNPROVED))
        return outcome
    compare(definition, process, Random(seed), effort, outcome)
    return outcome


def compare(definition: Definition, process: Block, random: Random, effort: Effort, outcome: Outcome) -> None:
    """Play a model with SpiffWorkflow and as a tree of blocks; note where either does otherwise."""
    graph = explore(definition.net, max_states=effort.states)
    certifier = Certifier(definition)
    certifier._graph = graph
    chosen = random.sample(graph.edges, min(effort.edges, len(graph.edges)))
    _certify(certifier, [_of_edge(graph, edge) for edge in chosen], outcome)
    for number in range(effort.walks):
        way = _walk(definition, process, random, outcome, effort)
        if number < effort.beside:
            _beside(definition, way, outcome)
        if number < effort.certified and graph.complete:
            _certify(certifier, way, outcome)


def _of_edge(graph: Graph, edge: Edge) -> Played:
    return Played(None if edge.source is None else graph.states[edge.source], edge.token, edge.step)


def _certify(certifier: Certifier, way: Iterable[Played], outcome: Outcome) -> None:
    for played in way:
        certificate = certifier.certify(played.before, played.token, played.step)
        _note(outcome, certificate.verdict, certificate.reason)


def _note(outcome: Outcome, verdict: Verdict, reason: str) -> None:
    outcome.steps[reason.partition(": ")[2] or reason or verdict] += 1
    if verdict is Verdict.DIFFERS:
        outcome.differs.append(reason)


def _beside(definition: Definition, way: list[Played], outcome: Outcome) -> None:
    """Play a walk with SpiffWorkflow step by step, where its situations were never explored."""
    net, replay = definition.net, Replay()
    spiff = SpiffNet(net)
    run: SpiffRun | None = None
    steps: list[tuple[Token | None, Step]] = []
    for played in way:
        token, step = played.token, played.step
        steps.append((token, step))
        try:
            if run is None or token is None or played.before is None:
                run = spiff.begin(replay.of(step.asked))
            else:
                run.fire(token.node, replay.of(step.asked), rank(net, played.before, token))
            ours = situation((each.node for each in tokens(net, step.marking)), step.marking == ENDED)
            if run.situation() != ours:
                raise Disagreement(f"here {ours.open}, there {run.situation().open}")
        except OutOfReach as limit:
            _note(outcome, Verdict.NET_ONLY, str(limit))
            return
        except Disagreement as difference:
            reason = limitation(net, steps)
            _note(outcome, Verdict.DIFFERS if reason is None else Verdict.NET_ONLY, reason or str(difference))
            return
        _note(outcome, Verdict.AGREED, "")


# Walks: the token game and the tree of blocks, one action after the other.


def _walk(
    definition: Definition, process: Block, random: Random, outcome: Outcome, effort: Effort
) -> list[Played]:
    """Play at random until the end; stop where the block tree has something else open."""
    opening = random.choice(process.beside).name
    answers = _Answers(definition, random.getrandbits(32), opening, effort.instances)
    way: list[Played] = []
    before: Marking | None = None
    token: Token | None = None
    oracle: Oracle | None = None
    for turn in range(effort.length):
        answers.turn = turn
        try:
            step = _step(definition, before, token, answers.of_net)
        except Stuck as stuck:
            outcome.strays.append(f"{stuck.code} {stuck.facts}")
            return way
        way.append(Played(before, token, step))
        if oracle is None or before is None or token is None:
            oracle = Oracle(process, opening, answers.of_element)
        else:
            name, path = _place(definition, before, token)
            if oracle.places()[name, path] > 1:
                return way  # Two handlers of one escalation: which is which only their instances know.
            oracle.act(name, path)
        outcome.played += 1
        outcome.strays += _miscounted(definition, before, step)
        open_here = Counter(
            _place(definition, step.marking, each) for each in tokens(definition.net, step.marking)
        )
        if oracle.places() != open_here:
            outcome.strays.append(
                f"after {_told(definition, way)}: {_difference(open_here, oracle.places())}"
            )
            return way
        if step.marking == ENDED:
            return way
        possible = urgent(definition.net, step.marking)
        if not possible:
            outcome.strays.append(f"after {_told(definition, way)}: nothing can be done any more")
            return way
        before, token = step.marking, random.choice(possible)
    return way


def _miscounted(definition: Definition, before: Marking | None, step: Step) -> list[str]:
    """What opened and closed must tell of the whole change: rows of tasks and timers are kept by it."""
    opened, closed = Counter(step.opened), Counter(step.closed)
    then, now = (
        Counter(tokens(definition.net, before or ENDED)),
        Counter(tokens(definition.net, step.marking)),
    )
    if then - closed + opened == now and not closed - then:
        return []
    return [f"opened {step.opened} and closed {step.closed} make {now} of {then}"]


def _step(definition: Definition, before: Marking | None, token: Token | None, ask: Ask) -> Step:
    if before is None or token is None:
        return start(definition.net, ask)
    return fire(definition.net, before, token, ask)


def _place(definition: Definition, marking: Marking, token: Token) -> Place:
    return drawn(definition.net.nodes[token.node].id), _path(definition, rounds(marking, token.instance))


def _path(definition: Definition, around: Iterable[Round]) -> Path:
    return tuple((drawn(definition.net.nodes[each.host].id), each.turn) for each in around)


def _told(definition: Definition, way: list[Played]) -> str:
    nodes = ["start" if each.token is None else definition.net.nodes[each.token.node].id for each in way]
    return " ".join(nodes)


def _difference(here: Counter[Place], there: Counter[Place]) -> str:
    return f"only in the net {dict(here - there)}, only in the blocks {dict(there - here)}"


@dataclass
class _Answers:
    """Answers alike whoever asks, in whatever order: by what is asked about, in which instances, in which step."""

    definition: Definition
    seed: int
    opening: str
    instances: int
    turn: int = 0

    def of_net(self, question: Question) -> int:
        net = self.definition.net
        if question.kind is Asks.FLOW:
            flow = net.flows[question.subject]
            if question.subject in self.definition.openings:
                return int(net.nodes[flow.target].id == self.opening)
            name = flow.id
        else:
            name = drawn(net.nodes[question.subject].id)
        return self.of_element(question.kind, name, _path(self.definition, question.rounds))

    def of_element(self, kind: str, name: str, path: Path) -> int:
        number = sha256(f"{self.seed}.{self.turn}.{kind}.{name}.{path}".encode()).digest()[0]
        return number % (self.instances + 1 if kind == "n" else 2)
