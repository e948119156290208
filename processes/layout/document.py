"""The way in: reads a BPMN file, draws its processes, writes the diagram interchange part anew."""

from lxml import etree

from engine.bpmn.xml import parse
from engine.errors import Refused
from processes.layout.draw import draw
from processes.layout.graph import BPMN, read_scope
from processes.layout.interchange import BPMNDI, diagram
from processes.layout.shape import Box, Picture

LEFT, TOP, BAND, POOL_GAP = 160, 80, 30, 60


def lay_out(bpmn: bytes) -> bytes:
    """Return the file with a complete, freshly drawn diagram; what it had as a diagram is dropped.

    The processes of a collaboration are drawn as pools one under the other, every other process by itself.
    Message flows, data and notes are left undrawn, XML comments are dropped. The same input always gives the
    same output, and a second call changes nothing. Refused (`diagram.unreadable`, with the findings) for a file
    that the engine will not open.
    """
    document = parse(bpmn)
    if document.root is None:
        raise Refused("diagram.unreadable", findings=document.findings)
    root = document.root
    for old in root.findall(f"{{{BPMNDI}}}BPMNDiagram"):
        root.remove(old)
    processes = {element.get("id", ""): element for element in root.findall(f"{{{BPMN}}}process")}
    collaboration = root.find(f"{{{BPMN}}}collaboration")
    pools = {} if collaboration is None else _pools(collaboration, processes)
    planes: dict[str, Picture] = {}
    if collaboration is not None and pools:
        pictures = {key: draw(read_scope(process)) for key, process in pools.items()}
        planes[collaboration.get("id", "")] = _stack(pictures)
    pooled = {process.get("id") for process in pools.values()}
    planes |= {key: draw(read_scope(process)) for key, process in processes.items() if key not in pooled}
    for number, (key, picture) in enumerate(planes.items(), start=1):
        root.append(diagram(root, key, number, picture.moved(LEFT, TOP)))
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _pools(collaboration: etree._Element, processes: dict[str, etree._Element]) -> dict[str, etree._Element]:
    participants = collaboration.iterchildren(f"{{{BPMN}}}participant")
    pairs = ((pool.get("id", ""), processes.get(pool.get("processRef", ""))) for pool in participants)
    return {key: process for key, process in pairs if process is not None}


def _stack(pictures: dict[str, Picture]) -> Picture:
    """Put the pools one under the other, all of one width, each with a band at its left for the name."""
    bands = {key: 2 * BAND if picture.lanes else BAND for key, picture in pictures.items()}
    width = max(bands[key] + picture.frame.width for key, picture in pictures.items())
    whole = Picture(Box(0, 0, width, 0))
    y = 0
    for key, picture in pictures.items():
        moved = picture.moved(bands[key], y)
        whole.lanes[key] = Box(0, y, width, picture.frame.height)
        whole.lanes.update(
            {lane: Box(BAND, box.y, width - BAND, box.height) for lane, box in moved.lanes.items()}
        )
        whole.shapes.update(moved.shapes)
        whole.edges.update(moved.edges)
        whole.labels.update(moved.labels)
        y += picture.frame.height + POOL_GAP
    return whole
