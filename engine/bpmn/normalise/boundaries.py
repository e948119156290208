"""A boundary event that waits for several things, all of which must happen."""

from dataclasses import replace

from engine.bpmn.diagram import Event, Process, Shape
from engine.bpmn.normalise.catches import one_each
from engine.bpmn.normalise.names import added, moved, path, way


def parallel_boundaries(process: Process) -> Process:
    """Let the events wait beside the activity in a sub-process around it, which raises when all have happened."""
    for shape in process.shapes:
        if shape.is_parallel_multiple and shape.attached_to is not None:
            process = _surrounded(process, shape)
    return process


def _surrounded(process: Process, event: Shape) -> Process:
    host = next(shape for shape in process.shapes if shape.id == event.attached_to)
    around = Shape(added(event.id, "around"), "subProcess", "", host.scope)
    start = Shape(added(event.id, "start"), "startEvent", "", around.id)
    fork = Shape(added(event.id, "fork"), "parallelGateway", "", around.id)
    join = Shape(added(event.id, "join"), "parallelGateway", "", around.id)
    raised = (Event("error" if event.interrupting else "escalation", name=added(event.id, "all")),)
    thrown = Shape(added(event.id, "raise"), "endEvent", "", around.id, raised)
    done = Shape(added(event.id, "done"), "endEvent", "", around.id, (Event("terminate"),))
    waiting = one_each(event, around.id)
    inside = replace(host, scope=around.id)
    shapes = [
        inside if each.id == host.id
        else replace(each, attached_to=around.id, events=raised if each.id == event.id else each.events,
                     is_parallel_multiple=each.is_parallel_multiple and each.id != event.id)
        if each.attached_to == host.id else each
        for each in process.shapes
    ]  # fmt: skip
    ways = [*path(start, fork, inside, done), *path(join, thrown)]
    ways += [arrow for each in waiting for arrow in (way(fork, each), way(each, join))]
    return replace(
        process,
        shapes=(*shapes, around, start, fork, *waiting, join, thrown, done),
        arrows=(*moved(process.arrows, host.id, around.id), *ways),
    )
