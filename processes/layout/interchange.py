"""Writes a finished picture as BPMN diagram interchange (BPMN 2.0.2 clause 12.2)."""

from lxml import etree

from processes.layout.graph import BPMN, CONTAINERS, local_name
from processes.layout.shape import Box, Picture, Point

BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
PREFIXES = {"bpmndi": BPMNDI, "dc": DC, "di": DI}


def diagram(root: etree._Element, plane_of: str, number: int, picture: Picture) -> etree._Element:
    """Return the BPMNDiagram element whose plane shows the collaboration or process `plane_of`."""
    kinds = {element.get("id", ""): local_name(element) for element in root.iter(f"{{{BPMN}}}*")}
    whole = etree.Element(f"{{{BPMNDI}}}BPMNDiagram", {"id": f"Diagram_{number}"}, nsmap=PREFIXES)
    plane = etree.SubElement(
        whole, f"{{{BPMNDI}}}BPMNPlane", {"id": f"Plane_{number}", "bpmnElement": plane_of}
    )
    for key, box in picture.lanes.items():
        plane.append(_shape(key, box, {"isHorizontal": "true"}, None))
    for key, box in picture.shapes.items():
        plane.append(_shape(key, box, _looks(kinds[key]), picture.labels.get(key)))
    for key, points in picture.edges.items():
        plane.append(_edge(key, points, picture.labels.get(key)))
    return whole


def _looks(kind: str) -> dict[str, str]:
    if kind in CONTAINERS:
        return {"isExpanded": "true"}
    return {"isMarkerVisible": "true"} if kind == "exclusiveGateway" else {}


def _shape(key: str, box: Box, looks: dict[str, str], label: Box | None) -> etree._Element:
    shape = etree.Element(f"{{{BPMNDI}}}BPMNShape", {"id": f"{key}_di", "bpmnElement": key, **looks})
    shape.append(_bounds(box))
    return _labelled(shape, label)


def _edge(key: str, points: tuple[Point, ...], label: Box | None) -> etree._Element:
    edge = etree.Element(f"{{{BPMNDI}}}BPMNEdge", {"id": f"{key}_di", "bpmnElement": key})
    for x, y in points:
        etree.SubElement(edge, f"{{{DI}}}waypoint", {"x": str(x), "y": str(y)})
    return _labelled(edge, label)


def _labelled(element: etree._Element, label: Box | None) -> etree._Element:
    if label is not None:
        etree.SubElement(element, f"{{{BPMNDI}}}BPMNLabel").append(_bounds(label))
    return element


def _bounds(box: Box) -> etree._Element:
    sides = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
    return etree.Element(f"{{{DC}}}Bounds", {key: str(value) for key, value in sides.items()})
