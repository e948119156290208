"""An event sub-process waits beside everything else in its scope (BPMN 2.0.2 §10.3.5, §13.5.4)."""

from collections.abc import Collection
from dataclasses import replace

from engine.bpmn.diagram import Event, Process, Shape
from engine.bpmn.normalise.names import added, path, way


def event_sub_processes(process: Process) -> Process:
    """Wrap the rest of the scope into a sub-process and attach the trigger to it as a boundary event.

    Those that interrupt end the others too: theirs is a second wrapper around the first and its handlers.
    """
    waiting = [shape for shape in process.shapes if shape.triggered_by_event]
    for scope in dict.fromkeys(shape.scope for shape in waiting):
        handlers = {shape.id: shape for shape in waiting if shape.scope == scope}
        for name, interrupting in (("inner", False), ("outer", True)):
            attached = [s for s in handlers.values() if _trigger(process, s).interrupting is interrupting]
            if attached:
                inner = Shape(added(scope, name), "subProcess", "", scope)
                process = _wrapped(process, inner, handlers.keys())
            for handler in attached:
                process = _attached(process, inner, handler)
                del handlers[handler.id]
    return process


def _trigger(process: Process, handler: Shape) -> Shape:
    return next(s for s in process.shapes if s.scope == handler.id and s.tag == "startEvent")


def _wrapped(process: Process, inner: Shape, handlers: Collection[str]) -> Process:
    scope = inner.scope
    start = Shape(added(inner.id, "begin"), "startEvent", "", scope)
    end = Shape(added(inner.id, "finish"), "endEvent", "", scope)
    shapes = tuple(
        replace(each, scope=inner.id) if each.scope == scope and each.id not in handlers else each
        for each in process.shapes
    )
    arrows = tuple(replace(each, scope=inner.id) if each.scope == scope else each for each in process.arrows)
    process = replace(
        process, shapes=(*shapes, inner, start, end), arrows=(*arrows, *path(start, inner, end))
    )
    return _ending_all(process, inner)


def _ending_all(process: Process, inner: Shape) -> Process:
    """A terminate end event inside ends the handlers outside of the wrapper too."""
    raised = (Event("error", name=added(inner.id, "terminate")),)
    ending = {s.id for s in process.shapes if s.scope == inner.id and _terminates(s)}
    if not ending:
        return process
    caught = Shape(
        added(inner.id, "terminate"), "boundaryEvent", "", inner.scope, raised, attached_to=inner.id
    )
    over = Shape(added(inner.id, "over"), "endEvent", "", inner.scope, (Event("terminate"),))
    shapes = tuple(replace(s, events=raised) if s.id in ending else s for s in process.shapes)
    return replace(process, shapes=(*shapes, caught, over), arrows=(*process.arrows, way(caught, over)))


def _terminates(shape: Shape) -> bool:
    return any(event.kind == "terminate" for event in shape.events)


def _attached(process: Process, inner: Shape, handler: Shape) -> Process:
    trigger = _trigger(process, handler)
    boundary = replace(trigger, tag="boundaryEvent", scope=inner.scope, attached_to=inner.id)
    start = Shape(added(handler.id, "start"), "startEvent", "", handler.id)
    end = Shape(added(handler.id, "end"), "endEvent", "", inner.scope)
    plain = replace(handler, triggered_by_event=False)
    changed = {trigger.id: boundary, handler.id: plain}
    shapes = tuple(changed.get(shape.id, shape) for shape in process.shapes)
    arrows = tuple(replace(a, source=start.id) if a.source == trigger.id else a for a in process.arrows)
    return replace(process, shapes=(*shapes, start, end), arrows=(*arrows, *path(boundary, plain, end)))
