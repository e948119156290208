"""From a process as drawn to a `Definition`; everything that stands in the way is a finding."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from engine.bpmn import connect, limits, supported
from engine.bpmn.conditions import compile_conditions, compile_events
from engine.bpmn.decisions import Decision
from engine.bpmn.definition import Definition, Repetition
from engine.bpmn.diagram import Arrow, Event, Process, Shape
from engine.bpmn.elements import compile_element
from engine.bpmn.finding import Finding, Severity, error
from engine.bpmn.normalise import SYNTHETIC, normalise
from engine.bpmn.normalise.errors import FATAL, RAISED, catcher_of, raised_by
from engine.bpmn.normalise.starts import chooses_start
from engine.bpmn.repetitions import compile_repetition, repeat_of
from engine.net.net import Flow, Kind, Net, Node, build

NO_DECISIONS: Mapping[str, Decision] = {}
_KINDS = {
    "startEvent": Kind.START,
    "intermediateCatchEvent": Kind.CATCH,
    "receiveTask": Kind.CATCH,
    "serviceTask": Kind.CATCH,
    "callActivity": Kind.CALL,
    "businessRuleTask": Kind.CALL,
    "subProcess": Kind.SCOPE,
    "transaction": Kind.SCOPE,
    "eventBasedGateway": Kind.CHOICE,
    "exclusiveGateway": Kind.EXCLUSIVE,
    "parallelGateway": Kind.PARALLEL,
    "inclusiveGateway": Kind.INCLUSIVE,
}
_THROWS = ("message", "signal")
_DECIDING = frozenset({Kind.EXCLUSIVE, Kind.INCLUSIVE})


@dataclass(frozen=True)
class Compiled:
    """A definition, or None where errors stand in the way, and all findings."""

    definition: Definition | None
    findings: tuple[Finding, ...]


def compile_process(process: Process, decisions: Mapping[str, Decision] = NO_DECISIONS) -> Compiled:
    """Compile one process with the decision tables beside it. Never raises for what the diagram contains."""
    findings = [*supported.check(process), *connect.check(process)]
    if len(process.shapes) > limits.MAX_NODES:
        text = f"Quy trình có hơn {limits.MAX_NODES} phần tử; hãy tách thành các quy trình con gọi lẫn nhau."
        findings.append(error("read.too_many", process.id, text))
    if _stops(findings):
        return Compiled(None, tuple(findings))
    normal = normalise(process)
    net = net_of(normal)
    conditions, more = compile_conditions(normal, net)
    events, further = compile_events(normal)
    repetitions, others = _repetitions(normal)
    findings += [*more, *further, *others]
    elements = {}
    for shape in normal.shapes:
        element, more = compile_element(shape, process.executable)
        elements[shape.id] = element
        findings += more if SYNTHETIC not in shape.id else ()
    if _stops(findings):
        return Compiled(None, tuple(findings))
    definition = Definition(
        process.id,
        process.name,
        net,
        elements,
        conditions,
        fingerprint(net),
        repetitions=repetitions,
        events=events,
        decisions={
            node.index: decisions[name]
            for node in net.nodes
            if (name := elements[node.id].decision) is not None and name in decisions
        },
        openings=_openings(normal),
    )
    return Compiled(definition, tuple(findings))


def _repetitions(process: Process) -> tuple[dict[int, Repetition], list[Finding]]:
    found, findings = {}, []
    for number, shape in enumerate(process.shapes):
        if shape.loop is not None:
            found[number], more = compile_repetition(shape, process.executable)
            findings += more
    return found, findings


def _openings(process: Process) -> dict[int, str]:
    return {
        number: arrow.target for number, arrow in enumerate(process.arrows) if chooses_start(arrow.source)
    }


def _stops(findings: list[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def fingerprint(net: Net) -> str:
    """Return a hash of what the token game reads of a net: its nodes, its flows and their order."""
    written = repr((net.nodes, net.flows, net.starts))
    return sha256(written.encode()).hexdigest()


def net_of(process: Process) -> Net:
    """Return the net of a process in normal form."""
    number = {shape.id: position for position, shape in enumerate(process.shapes)}
    flow_number = {arrow.id: position for position, arrow in enumerate(process.arrows)}
    bodies = {shape.id: place for place, shape in enumerate(_sub_processes(process), start=1)}
    leaving = Counter(arrow.source for arrow in process.arrows)
    numbers = _Numbers(number, flow_number, {process.id: 0} | bodies, leaving)
    entered = {arrow.target for arrow in process.arrows}
    nodes = [_node(process, shape, numbers, shape.id in entered) for shape in process.shapes]
    flows = [_flow(arrow, nodes, numbers) for arrow in process.arrows]
    starts = {node.scope: node.index for node in nodes if node.kind is Kind.START}
    return build(nodes, flows, [starts[scope] for scope in range(len(numbers.scopes))])


@dataclass(frozen=True, slots=True)
class _Numbers:
    """Numbers by id; `leaving` is how many arrows lead out of a node."""

    nodes: Mapping[str, int]
    flows: Mapping[str, int]
    scopes: Mapping[str, int]
    leaving: Mapping[str, int]


def _sub_processes(process: Process) -> list[Shape]:
    return [shape for shape in process.shapes if _KINDS.get(shape.tag) is Kind.SCOPE]


def _flow(arrow: Arrow, nodes: list[Node], numbers: _Numbers) -> Flow:
    index, source = numbers.flows[arrow.id], nodes[numbers.nodes[arrow.source]]
    # A gateway chooses among all its flows; a flow out of a task that has no condition is always taken.
    decided = numbers.leaving[arrow.source] > 1 and (not source.synthetic or chooses_start(source.id))
    conditional = (
        source.kind in _DECIDING and source.default != index and (arrow.condition is not None or decided)
    )
    return Flow(index, arrow.id, source.index, numbers.nodes[arrow.target], conditional)


def _node(process: Process, shape: Shape, numbers: _Numbers, is_entered: bool) -> Node:
    event = raised_by(shape)
    catcher = None if event is None else catcher_of(process, shape, event)
    host = shape.attached_to
    return Node(
        index=numbers.nodes[shape.id],
        id=shape.id,
        kind=_kind(shape, is_entered),
        scope=numbers.scopes[shape.scope],
        default=None if shape.default is None else numbers.flows[shape.default],
        host=None if host is None else numbers.nodes[host],
        interrupting=shape.interrupting,
        once=not shape.interrupting and _is_once(shape.events),
        body=numbers.scopes.get(shape.id),
        synthetic=SYNTHETIC in shape.id,
        repeat=None if shape.loop is None else repeat_of(shape.loop),
        enough=shape.loop is not None and shape.loop.done is not None,
        inner=host in numbers.scopes and _is_inner(shape),
        catcher=None if catcher is None else numbers.nodes[catcher.id],
        fatal=event is not None and event.kind in FATAL,
    )


def _kind(shape: Shape, is_entered: bool) -> Kind:
    kinds = {event.kind for event in shape.events}
    if shape.attached_to is not None:
        return Kind.BOUNDARY
    if shape.tag == "startEvent" and is_entered:
        return Kind.PASS
    if shape.tag == "sendTask" and "connector" in shape.settings:
        return Kind.CATCH
    if shape.tag in ("endEvent", "intermediateThrowEvent", "sendTask"):
        if "terminate" in kinds:
            return Kind.TERMINATE
        if raised_by(shape) is not None:
            return Kind.RAISE
        if not kinds.isdisjoint(_THROWS):
            return Kind.THROW
        return Kind.END if shape.tag == "endEvent" else Kind.PASS
    return _KINDS.get(shape.tag, Kind.TASK)


def _is_inner(shape: Shape) -> bool:
    return any(event.kind in RAISED for event in shape.events)


def _is_once(events: tuple[Event, ...]) -> bool:
    """A timer that is no cycle, and a condition, happen once; a message may come again (§13.5.3)."""
    return any(event.kind in ("timer", "conditional") for event in events) and all(
        event.kind == "conditional" or (event.kind == "timer" and (event.timer or ("",))[0] != "timeCycle")
        for event in events
    )
