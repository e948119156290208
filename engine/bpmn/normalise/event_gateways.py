"""An event-based gateway waits for the first of the events behind it (BPMN 2.0.2 §10.6.6)."""

from dataclasses import replace

from engine.bpmn.diagram import Process


def event_gateways(process: Process) -> Process:
    """Attach the events behind an event-based gateway to it: the first that happens closes the others."""
    gateways = {shape.id for shape in process.shapes if shape.tag == "eventBasedGateway"}
    behind = {arrow.target: arrow.source for arrow in process.arrows if arrow.source in gateways}
    shapes = tuple(
        replace(shape, attached_to=behind[shape.id]) if shape.id in behind else shape
        for shape in process.shapes
    )
    arrows = tuple(arrow for arrow in process.arrows if arrow.source not in gateways)
    return replace(process, shapes=shapes, arrows=arrows)
