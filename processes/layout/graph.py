"""Reads what is drawn of a BPMN process: nodes, boundary events, sequence flows, lanes, inner scopes."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
CONTAINERS = ("subProcess", "transaction", "adHocSubProcess")


@dataclass(frozen=True, slots=True)
class Node:
    """One flow node; `inner` is the scope of an embedded sub-process, `boundary` the events on its border."""

    id: str
    kind: str
    name: str
    lane: int
    inner: "Scope | None"
    boundary: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """One sequence flow; `host` is the node it leaves from, also where it starts at a boundary event."""

    id: str
    name: str
    source: str
    host: str
    target: str


@dataclass(frozen=True, slots=True)
class Scope:
    """A process or the inside of a sub-process, in document order; `lanes` holds the ids of leaf lanes."""

    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]
    lanes: tuple[str, ...]


def read_scope(element: etree._Element) -> Scope:
    """Read one process or sub-process element; what has no id, and a flow with a missing end, is left out."""
    lanes = [lane for lane in element.iter(f"{{{BPMN}}}lane") if lane.find(f"{{{BPMN}}}childLaneSet") is None]
    lane_of = {ref: index for index, lane in enumerate(lanes) for ref in _node_refs(lane)}
    boundaries = _boundaries(element)
    nodes = tuple(_node(child, lane_of, boundaries) for child in _flow_nodes(element))
    return Scope(nodes, _flows(element, nodes), tuple(lane.get("id", "") for lane in lanes))


def local_name(element: etree._Element) -> str:
    """Return the tag without its namespace."""
    return etree.QName(element).localname


def _children(element: etree._Element) -> Iterator[etree._Element]:
    return element.iterchildren(f"{{{BPMN}}}*")


def _node_refs(lane: etree._Element) -> Iterator[str]:
    return ((ref.text or "").strip() for ref in lane.iterchildren(f"{{{BPMN}}}flowNodeRef"))


def _is_flow_node(element: etree._Element) -> bool:
    name = local_name(element) if element.get("id") else ""
    return name in CONTAINERS or name.lower().endswith(("task", "gateway", "event", "activity"))


def _flow_nodes(element: etree._Element) -> Iterator[etree._Element]:
    return (
        child for child in _children(element) if _is_flow_node(child) and local_name(child) != "boundaryEvent"
    )


def _boundaries(element: etree._Element) -> dict[str, tuple[Node, ...]]:
    found: dict[str, tuple[Node, ...]] = {}
    for child in element.iterchildren(f"{{{BPMN}}}boundaryEvent"):
        host = child.get("attachedToRef", "")
        found[host] = (*found.get(host, ()), _node(child, {}, {}))
    return found


def _node(element: etree._Element, lane_of: dict[str, int], boundaries: dict[str, tuple[Node, ...]]) -> Node:
    key, kind = element.get("id", ""), local_name(element)
    return Node(
        id=key,
        kind=kind,
        name=element.get("name", ""),
        lane=lane_of.get(key, 0),
        inner=read_scope(element) if kind in CONTAINERS else None,
        boundary=boundaries.get(key, ()),
    )


def _flows(element: etree._Element, nodes: tuple[Node, ...]) -> tuple[Flow, ...]:
    host_of = {node.id: node.id for node in nodes}
    host_of |= {event.id: node.id for node in nodes for event in node.boundary}
    ends = (
        (flow, flow.get("sourceRef", ""), flow.get("targetRef", ""))
        for flow in element.iterchildren(f"{{{BPMN}}}sequenceFlow")
    )
    return tuple(
        Flow(flow.get("id", ""), flow.get("name", ""), source, host_of[source], target)
        for flow, source, target in ends
        if flow.get("id") and source in host_of and target in host_of
    )
