"""Link events are an arrow drawn in two pieces (BPMN 2.0.2 §10.5.6)."""

from dataclasses import replace

from engine.bpmn.diagram import Process, Shape
from engine.bpmn.normalise.names import way

PASSED = "intermediateThrowEvent"
"""An intermediate throw event without a definition: a token passes through."""


def links(process: Process) -> Process:
    """Join each throwing link to the catching link of the same name in its scope."""
    targets = {(s.scope, name): s for s in process.shapes if (name := link_name(s)) and s.tag != PASSED}
    sources = [s for s in process.shapes if link_name(s) and s.tag == PASSED]
    joined = [
        way(source, targets[source.scope, name])
        for source in sources
        if (name := link_name(source)) and (source.scope, name) in targets
    ]
    shapes = tuple(replace(s, tag=PASSED, events=()) if link_name(s) else s for s in process.shapes)
    return replace(process, shapes=shapes, arrows=(*process.arrows, *joined))


def link_name(shape: Shape) -> str | None:
    """Return the name of a link event, None where a shape is none."""
    return next((event.name or "" for event in shape.events if event.kind == "link"), None)
