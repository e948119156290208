"""Activities that run several times: multi-instance and standard loops (BPMN 2.0.2 §13.3.6, §13.3.7)."""

from dataclasses import replace

from engine.bpmn.diagram import Process, Shape
from engine.bpmn.normalise.names import added, moved, path


def repeats(process: Process) -> Process:
    """Put a repeated activity alone into a sub-process that repeats; its boundary events watch over all rounds."""
    for shape in process.shapes:
        if shape.loop is not None:
            process = _around(process, shape)
    return process


def _around(process: Process, shape: Shape) -> Process:
    many = Shape(
        added(shape.id, "many"),
        "subProcess",
        shape.name,
        shape.scope,
        loop=shape.loop,
        settings=shape.settings,
    )
    start = Shape(added(shape.id, "first"), "startEvent", "", many.id)
    end = Shape(added(shape.id, "last"), "endEvent", "", many.id)
    once = replace(shape, loop=None, scope=many.id)
    shapes = tuple(
        once if each.id == shape.id
        else replace(each, attached_to=many.id) if each.attached_to == shape.id
        else each
        for each in process.shapes
    )  # fmt: skip
    return replace(
        process,
        shapes=(*shapes, many, start, end),
        arrows=(*moved(process.arrows, shape.id, many.id), *path(start, once, end)),
    )
