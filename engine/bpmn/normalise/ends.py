"""A node without a way out ends its token (BPMN 2.0.2 §13.2.1)."""

from dataclasses import replace

from engine.bpmn.diagram import Process, Shape
from engine.bpmn.normalise.names import added, way


def ends(process: Process) -> Process:
    """Add an end event behind every node that leads nowhere. A merge needs nothing: every token opens its node."""
    sources = {arrow.source for arrow in process.arrows}
    open_ended = [s for s in process.shapes if s.id not in sources and _must_lead_on(s)]
    added_ends = [Shape(added(s.id, "end"), "endEvent", "", s.scope) for s in open_ended]
    ways = [way(shape, end) for shape, end in zip(open_ended, added_ends, strict=True)]
    return replace(process, shapes=(*process.shapes, *added_ends), arrows=(*process.arrows, *ways))


def _must_lead_on(shape: Shape) -> bool:
    """An event gateway leads on by the events attached to it, an event sub-process by itself."""
    return shape.tag not in ("endEvent", "eventBasedGateway") and not shape.triggered_by_event
