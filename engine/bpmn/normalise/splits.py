"""Several flows out of an activity or event, or conditional ones (BPMN 2.0.2 §13.3.1)."""

from dataclasses import replace

from engine.bpmn.diagram import Arrow, Process, Shape
from engine.bpmn.normalise.names import added

GATEWAYS = ("exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway")


def splits(process: Process) -> Process:
    """All unconditional is a parallel split, some conditional an inclusive one."""
    shapes, arrows = list(process.shapes), list(process.arrows)
    for position, shape in enumerate(process.shapes):
        leaving = [arrow for arrow in process.arrows if arrow.source == shape.id]
        conditional = any(arrow.condition for arrow in leaving)
        if shape.tag in GATEWAYS or not (conditional or len(leaving) > 1):
            continue
        tag = "inclusiveGateway" if conditional else "parallelGateway"
        split = Shape(added(shape.id, "split"), tag, "", shape.scope, default=shape.default)
        shapes.append(split)
        shapes[position] = replace(shape, default=None)
        arrows = [replace(a, source=split.id) if a.source == shape.id else a for a in arrows]
        arrows.append(Arrow(added(shape.id, "flow"), shape.scope, shape.id, split.id))
    return replace(process, shapes=tuple(shapes), arrows=tuple(arrows))
