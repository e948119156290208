"""Which boundary event catches an error, an escalation or a cancellation, and what happens when none does."""

from dataclasses import replace

from engine.bpmn.diagram import Event, Process, Shape
from engine.bpmn.normalise.names import added, way

RAISED = ("error", "escalation", "cancel")
FATAL = ("error", "cancel")


def raised_by(shape: Shape) -> Event | None:
    """Return the error, escalation or cancellation that a throwing event raises, None where it raises none."""
    if shape.tag not in ("endEvent", "intermediateThrowEvent"):
        return None
    return next((event for event in shape.events if event.kind in RAISED), None)


def catcher_of(process: Process, shape: Shape, event: Event) -> Shape | None:
    """Return the boundary event of the nearest scope around that catches, one of the same code before any."""
    hosts = {each.id: each for each in process.shapes}
    scope = shape.scope
    while scope in hosts:
        waiting = [each for each in process.shapes if each.attached_to == scope]
        for name in (event.name, None):
            for each in waiting:
                if any(caught.kind == event.kind and caught.name == name for caught in each.events):
                    return each
        scope = hosts[scope].scope
    return None


def uncaught_errors(process: Process) -> Process:
    """An error that nothing catches ends the whole process, however deep it was raised (BPMN 2.0.2 §10.5.7)."""
    hosts = {each.id: each for each in process.shapes}
    for shape in process.shapes:
        event = raised_by(shape)
        if event is None or event.kind not in FATAL or shape.scope == process.id:
            continue
        if catcher_of(process, shape, event) is not None:
            continue
        outermost = shape
        while outermost.scope != process.id:
            outermost = hosts[outermost.scope]
        code = f"{event.kind}{event.name or ''}"
        caught = Shape(
            added(outermost.id, f"uncaught{code}"), "boundaryEvent", "", process.id, (event,),
            attached_to=outermost.id,
        )  # fmt: skip
        again = Shape(added(outermost.id, f"raise{code}"), "endEvent", "", process.id, (event,))
        process = replace(
            process, shapes=(*process.shapes, caught, again), arrows=(*process.arrows, way(caught, again))
        )
    return process
