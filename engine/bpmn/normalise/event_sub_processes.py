"""An event sub-process waits beside everything else in its scope (BPMN 2.0.2 §10.3.5, §13.5.4)."""

from dataclasses import replace

from engine.bpmn.diagram import Event, Process, Shape
from engine.bpmn.normalise.names import added, path, way


def event_sub_processes(process: Process) -> Process:
    """Wrap the rest of the scope into a sub-process and attach the trigger to it as a boundary event."""
    waiting = [shape for shape in process.shapes if shape.triggered_by_event]
    for scope in dict.fromkeys(shape.scope for shape in waiting):
        handlers = [shape for shape in waiting if shape.scope == scope]
        process = _wrapped(process, scope, {shape.id for shape in handlers})
        for handler in handlers:
            process = _attached(process, scope, handler)
    return process


def _wrapped(process: Process, scope: str, handlers: set[str]) -> Process:
    inner = Shape(added(scope, "inner"), "subProcess", "", scope)
    start = Shape(added(scope, "begin"), "startEvent", "", scope)
    end = Shape(added(scope, "finish"), "endEvent", "", scope)
    shapes = tuple(
        replace(each, scope=inner.id) if each.scope == scope and each.id not in handlers else each
        for each in process.shapes
    )
    arrows = tuple(replace(each, scope=inner.id) if each.scope == scope else each for each in process.arrows)
    process = replace(
        process, shapes=(*shapes, inner, start, end), arrows=(*arrows, *path(start, inner, end))
    )
    return _ending_all(process, scope, inner)


def _ending_all(process: Process, scope: str, inner: Shape) -> Process:
    """A terminate end event inside ends the handlers outside of the wrapper too."""
    raised = (Event("error", name=added(scope, "terminate")),)
    ending = {s.id for s in process.shapes if s.scope == inner.id and _terminates(s)}
    if not ending:
        return process
    caught = Shape(added(scope, "terminate"), "boundaryEvent", "", scope, raised, attached_to=inner.id)
    over = Shape(added(scope, "over"), "endEvent", "", scope, (Event("terminate"),))
    shapes = tuple(replace(s, events=raised) if s.id in ending else s for s in process.shapes)
    return replace(process, shapes=(*shapes, caught, over), arrows=(*process.arrows, way(caught, over)))


def _terminates(shape: Shape) -> bool:
    return any(event.kind == "terminate" for event in shape.events)


def _attached(process: Process, scope: str, handler: Shape) -> Process:
    trigger = next(s for s in process.shapes if s.scope == handler.id and s.tag == "startEvent")
    boundary = replace(trigger, tag="boundaryEvent", scope=scope, attached_to=added(scope, "inner"))
    start = Shape(added(handler.id, "start"), "startEvent", "", handler.id)
    end = Shape(added(handler.id, "end"), "endEvent", "", scope)
    plain = replace(handler, triggered_by_event=False)
    changed = {trigger.id: boundary, handler.id: plain}
    shapes = tuple(changed.get(shape.id, shape) for shape in process.shapes)
    arrows = tuple(replace(a, source=start.id) if a.source == trigger.id else a for a in process.arrows)
    return replace(process, shapes=(*shapes, start, end), arrows=(*arrows, *path(boundary, plain, end)))
