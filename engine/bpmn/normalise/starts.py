"""Where a scope begins when the drawing has no start event, or several."""

from dataclasses import replace

from engine.bpmn.diagram import Arrow, Process, Shape
from engine.bpmn.normalise.names import SYNTHETIC, added, path, way

SCOPES = ("subProcess", "transaction")
CHOICE_OF_STARTS = "starts"


def starts(process: Process) -> Process:
    """Give every scope one start.

    Without a start event it starts at every node without incoming flow; of several start events the host says
    which one happened (BPMN 2.0.2 §10.5.2).
    """
    for scope in (process.id, *(shape.id for shape in process.shapes if shape.tag in SCOPES)):
        inside = [shape for shape in process.shapes if shape.scope == scope]
        drawn = [shape for shape in inside if shape.tag == "startEvent"]
        if not drawn:
            process = _implicit(process, scope, inside)
        elif len(drawn) > 1:
            process = _one_of(process, scope, drawn)
    return process


def _implicit(process: Process, scope: str, inside: list[Shape]) -> Process:
    targets = {arrow.target for arrow in process.arrows}
    possible = [s for s in inside if s.attached_to is None and not s.triggered_by_event]
    first = [s for s in possible if s.id not in targets] or possible[:1]
    start = Shape(added(scope, "start"), "startEvent", "", scope)
    shapes = [start]
    ways: list[Arrow] = []
    source = start
    if len(first) > 1:
        source = Shape(added(scope, "fork"), "parallelGateway", "", scope)
        shapes.append(source)
        ways.extend(path(start, source))
    if not first:
        end = Shape(added(scope, "end"), "endEvent", "", scope)
        shapes.append(end)
        ways.extend(path(start, end))
    ways += [way(source, shape) for shape in first]
    return replace(process, shapes=(*process.shapes, *shapes), arrows=(*process.arrows, *ways))


def _one_of(process: Process, scope: str, drawn: list[Shape]) -> Process:
    start = Shape(added(scope, "start"), "startEvent", "", scope)
    choice = Shape(added(scope, CHOICE_OF_STARTS), "exclusiveGateway", "", scope)
    ways = [*path(start, choice), *(way(choice, each) for each in drawn)]
    return replace(process, shapes=(*process.shapes, start, choice), arrows=(*process.arrows, *ways))


def chooses_start(source: str) -> bool:
    """Tell whether the gateway with this id chooses among start events."""
    return source.endswith(f"{SYNTHETIC}{CHOICE_OF_STARTS}")
