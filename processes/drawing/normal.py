"""Writes the normal form of a diagram as BPMN, so that it can be laid out and drawn like any other."""

from collections.abc import Mapping

from lxml import etree

from engine.bpmn import connect, supported
from engine.bpmn.diagram import Arrow, Process, Shape
from engine.bpmn.finding import Finding, Severity
from engine.bpmn.normalise import SYNTHETIC, normalise
from engine.bpmn.reader import read
from engine.bpmn.xml import parse
from engine.errors import Refused
from processes.layout import lay_out
from processes.layout.graph import BPMN

_MOTCUA = "urn:motcua:bpmn:1"
_JOINER = ".."
"""Stands for the sign that no drawn id has: ids of a file must be NCNames."""


def normal_form(bpmn: bytes) -> bytes:
    """Return the normal form with a picture; what was added carries `motcua:added`.

    Refused (`diagram.unreadable`, with the findings) where the file cannot be read or holds what does not run.
    """
    reading = read(bpmn)
    findings: list[Finding] = list(reading.findings)
    processes = [] if reading.diagram is None else list(reading.diagram.processes)
    for process in processes:
        findings += [*supported.check(process), *connect.check(process)]
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise Refused("diagram.unreadable", findings=tuple(findings))
    drawn = parse(bpmn).root
    assert drawn is not None
    flows = drawn.iter(f"{{{BPMN}}}sequenceFlow")
    names = {flow.get("id", ""): flow.get("name", "") for flow in flows}
    root = etree.Element(f"{{{BPMN}}}definitions", nsmap={"bpmn": BPMN, "motcua": _MOTCUA})
    for process in processes:
        root.append(_process(normalise(process), names))
    return lay_out(etree.tostring(root))


def _process(process: Process, names: Mapping[str, str]) -> etree._Element:
    written = _element("process", process.id, process.name)
    scopes = {process.id: written}
    for shape in process.shapes:
        scopes[shape.id] = _shape(shape)
    for shape in process.shapes:
        scopes[shape.scope].append(scopes[shape.id])
        if shape.attached_to is not None and shape.tag != "boundaryEvent":
            reached = Arrow(
                f"{shape.id}{SYNTHETIC}{shape.attached_to}", shape.scope, shape.attached_to, shape.id
            )
            scopes[shape.scope].append(_arrow(reached))
    for arrow in process.arrows:
        scopes[arrow.scope].append(_arrow(arrow, names.get(arrow.id, "")))
    return written


def _shape(shape: Shape) -> etree._Element:
    written = _element(shape.tag, shape.id, shape.name)
    if shape.default is not None:
        written.set("default", _name(shape.default))
    if shape.tag == "boundaryEvent" and shape.attached_to is not None:
        written.set("attachedToRef", _name(shape.attached_to))
        written.set("cancelActivity", str(shape.interrupting).lower())
    for event in shape.events:
        if event.kind != "missing":
            etree.SubElement(written, f"{{{BPMN}}}{event.kind}EventDefinition")
    if shape.loop is not None:
        kind = "standardLoop" if shape.loop.kind == "standard" else "multiInstanceLoop"
        loop = etree.SubElement(written, f"{{{BPMN}}}{kind}Characteristics")
        loop.set("isSequential", str(shape.loop.is_sequential).lower())
    return written


def _arrow(arrow: Arrow, name: str = "") -> etree._Element:
    written = _element("sequenceFlow", arrow.id, name)
    written.set("sourceRef", _name(arrow.source))
    written.set("targetRef", _name(arrow.target))
    return written


def _element(tag: str, identifier: str, name: str) -> etree._Element:
    written = etree.Element(f"{{{BPMN}}}{tag}", {"id": _name(identifier), "name": name})
    if SYNTHETIC in identifier:
        written.set(f"{{{_MOTCUA}}}added", "true")
    return written


def _name(identifier: str) -> str:
    return identifier.replace(SYNTHETIC, _JOINER).replace("@", _JOINER)
