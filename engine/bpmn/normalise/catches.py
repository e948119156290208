"""An intermediate event that waits for several things, all of which must happen (BPMN 2.0.2 §10.5.4)."""

from dataclasses import replace

from engine.bpmn.diagram import Process, Shape
from engine.bpmn.normalise.links import PASSED
from engine.bpmn.normalise.names import added, path


def parallel_catches(process: Process) -> Process:
    """Turn a parallel multiple catch event into parallel branches, each waiting for one of its events."""
    for shape in process.shapes:
        if shape.is_parallel_multiple and shape.tag == "intermediateCatchEvent":
            process = _unfolded(process, shape)
    return process


def _unfolded(process: Process, shape: Shape) -> Process:
    fork = Shape(added(shape.id, "all"), "parallelGateway", "", shape.scope)
    join = Shape(added(shape.id, "join"), "parallelGateway", "", shape.scope)
    passed = replace(shape, tag=PASSED, events=(), is_parallel_multiple=False)
    waiting = one_each(shape, shape.scope)
    shapes = [passed if each.id == shape.id else each for each in process.shapes]
    into = tuple(replace(a, target=fork.id) if a.target == shape.id else a for a in process.arrows)
    ways = [arrow for each in waiting for arrow in path(fork, each, join)]
    return replace(
        process, shapes=(*shapes, fork, *waiting, join), arrows=(*into, *ways, *path(join, passed))
    )


def one_each(shape: Shape, scope: str) -> list[Shape]:
    """Return a catch event for each of the events of a shape."""
    return [
        Shape(
            added(shape.id, str(number)), "intermediateCatchEvent", shape.name, scope, (event,),
            settings=shape.settings,
        )
        for number, event in enumerate(shape.events, start=1)
    ]  # fmt: skip
