"""From a process as drawn to a `Definition`; everything that stands in the way is a finding."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from engine.bpmn import connect, limits, supported
from engine.bpmn.conditions import compile_conditions
from engine.bpmn.definition import Definition
from engine.bpmn.diagram import Diagram, Event, Process, Shape
from engine.bpmn.elements import compile_element
from engine.bpmn.finding import Finding, Severity, error
from engine.bpmn.normalise import SYNTHETIC, normalise
from engine.net.net import Flow, Kind, Net, Node, build

_KINDS = {
    "startEvent": Kind.START,
    "intermediateCatchEvent": Kind.CATCH,
    "receiveTask": Kind.CATCH,
    "intermediateThrowEvent": Kind.THROW,
    "sendTask": Kind.THROW,
    "boundaryEvent": Kind.BOUNDARY,
    "callActivity": Kind.CALL,
    "subProcess": Kind.SCOPE,
    "exclusiveGateway": Kind.EXCLUSIVE,
    "parallelGateway": Kind.PARALLEL,
    "inclusiveGateway": Kind.INCLUSIVE,
}
_DECIDING = frozenset({Kind.EXCLUSIVE, Kind.INCLUSIVE})


@dataclass(frozen=True)
class Compiled:
    """A definition, or None where errors stand in the way, and all findings."""

    definition: Definition | None
    findings: tuple[Finding, ...]


def compile_process(process: Process, diagram: Diagram) -> Compiled:
    """Compile one process of a diagram. Never raises for what the diagram contains."""
    findings = [*supported.check(process), *connect.check(process)]
    if len(process.shapes) > limits.MAX_NODES:
        text = f"Quy trình có hơn {limits.MAX_NODES} phần tử; hãy tách thành các quy trình con gọi lẫn nhau."
        findings.append(error("read.too_many", process.id, text))
    if _stops(findings):
        return Compiled(None, tuple(findings))
    normal = normalise(process)
    net = _net(normal)
    conditions, more = compile_conditions(normal, net)
    findings += more
    elements = {}
    for shape in normal.shapes:
        element, more = compile_element(shape, diagram)
        elements[shape.id] = element
        findings += more
    if _stops(findings):
        return Compiled(None, tuple(findings))
    definition = Definition(process.id, process.name, net, elements, conditions, fingerprint(net))
    return Compiled(definition, tuple(findings))


def _stops(findings: list[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def fingerprint(net: Net) -> str:
    """Return a hash of what the token game reads of a net: its nodes, its flows and their order."""
    written = repr((net.nodes, net.flows, net.starts))
    return sha256(written.encode()).hexdigest()


def _net(process: Process) -> Net:
    number = {shape.id: position for position, shape in enumerate(process.shapes)}
    flow_number = {arrow.id: position for position, arrow in enumerate(process.arrows)}
    bodies = {shape.id: place for place, shape in enumerate(_sub_processes(process), start=1)}
    scopes = {process.id: 0} | bodies
    nodes = [_node(shape, number, flow_number, scopes) for shape in process.shapes]
    leaving = [arrow.source for arrow in process.arrows]
    flows = [
        Flow(
            flow_number[arrow.id],
            arrow.id,
            number[arrow.source],
            number[arrow.target],
            conditional=nodes[number[arrow.source]].kind in _DECIDING
            and nodes[number[arrow.source]].default != flow_number[arrow.id]
            # A gateway chooses among all its flows; a flow out of a task that has no condition is always taken.
            and (
                arrow.condition is not None
                or (leaving.count(arrow.source) > 1 and not nodes[number[arrow.source]].synthetic)
            ),
        )
        for arrow in process.arrows
    ]
    starts = {scopes[shape.scope]: number[shape.id] for shape in process.shapes if shape.tag == "startEvent"}
    return build(nodes, flows, [starts[scope] for scope in range(len(scopes))])


def _sub_processes(process: Process) -> list[Shape]:
    return [shape for shape in process.shapes if shape.tag == "subProcess"]


def _node(
    shape: Shape, number: Mapping[str, int], flows: Mapping[str, int], scopes: Mapping[str, int]
) -> Node:
    return Node(
        index=number[shape.id],
        id=shape.id,
        kind=_kind(shape),
        scope=scopes[shape.scope],
        default=None if shape.default is None else flows[shape.default],
        host=None if shape.attached_to is None else number[shape.attached_to],
        interrupting=shape.interrupting,
        once=not shape.interrupting and _is_once(shape.events),
        body=scopes.get(shape.id),
        synthetic=SYNTHETIC in shape.id,
    )


def _kind(shape: Shape) -> Kind:
    kinds = [event.kind for event in shape.events]
    if shape.tag == "endEvent":
        return Kind.TERMINATE if "terminate" in kinds else Kind.THROW if kinds else Kind.END
    return _KINDS.get(shape.tag, Kind.TASK)


def _is_once(events: tuple[Event, ...]) -> bool:
    """A timer that is no cycle happens once; a message may come again (BPMN 2.0.2 §13.5.3)."""
    return all(
        event.timer is None or event.timer[0] != "timeCycle" for event in events if event.kind == "timer"
    ) and (any(event.kind == "timer" for event in events))
