"""Make explicit what BPMN lets a drawing leave out: starts, ends, and the gateways behind several flows.

Works on read values and returns read values; what it adds is marked by `SYNTHETIC` in its id, which no
NCName can hold, and never shows in a trace. A merge needs nothing: every token that arrives opens its node.
"""

from dataclasses import replace

from engine.bpmn.diagram import Arrow, Process, Shape

SYNTHETIC = "~"
_GATEWAYS = ("exclusiveGateway", "parallelGateway", "inclusiveGateway")


def normalise(process: Process) -> Process:
    """Return the same process with one start a scope, ends everywhere, one flow out of all but gateways."""
    process = _plain_conditions(process)
    process = _splits(process)
    process = _ends(process)
    return _starts(process)


def _plain_conditions(process: Process) -> Process:
    """Conditions mean nothing where nobody decides: on flows out of parallel gateways and events."""
    deciding = {s.id for s in process.shapes if s.tag != "parallelGateway" and not s.tag.endswith("Event")}
    arrows = tuple(a if a.source in deciding else replace(a, condition=None) for a in process.arrows)
    return replace(process, arrows=arrows)


def _splits(process: Process) -> Process:
    """Flows out of an activity: all unconditional = parallel split, some conditional = inclusive split."""
    shapes, arrows = list(process.shapes), list(process.arrows)
    for position, shape in enumerate(process.shapes):
        leaving = [arrow for arrow in process.arrows if arrow.source == shape.id]
        conditional = any(arrow.condition for arrow in leaving)
        if shape.tag in _GATEWAYS or not (conditional or len(leaving) > 1):
            continue
        tag = "inclusiveGateway" if conditional else "parallelGateway"
        split = Shape(f"{shape.id}{SYNTHETIC}split", tag, "", shape.scope, default=shape.default)
        shapes.append(split)
        shapes[position] = replace(shape, default=None)
        arrows = [replace(a, source=split.id) if a.source == shape.id else a for a in arrows]
        arrows.append(Arrow(f"{shape.id}{SYNTHETIC}flow", shape.scope, shape.id, split.id))
    return replace(process, shapes=tuple(shapes), arrows=tuple(arrows))


def _ends(process: Process) -> Process:
    """A node without a way out ends its token (BPMN 2.0.2 §13.2.1)."""
    sources = {arrow.source for arrow in process.arrows}
    open_ended = [s for s in process.shapes if s.tag != "endEvent" and s.id not in sources]
    ends = [Shape(f"{s.id}{SYNTHETIC}end", "endEvent", "", s.scope) for s in open_ended]
    ways = [
        Arrow(f"{shape.id}{SYNTHETIC}last", shape.scope, shape.id, end.id)
        for shape, end in zip(open_ended, ends, strict=True)
    ]
    return replace(process, shapes=(*process.shapes, *ends), arrows=(*process.arrows, *ways))


def _starts(process: Process) -> Process:
    """A scope without a start event starts at every node without incoming flow."""
    shapes, arrows = list(process.shapes), list(process.arrows)
    scopes = [process.id, *(shape.id for shape in process.shapes if shape.tag == "subProcess")]
    targets = {arrow.target for arrow in arrows}
    for scope in scopes:
        inside = [shape for shape in process.shapes if shape.scope == scope]
        if any(shape.tag == "startEvent" for shape in inside):
            continue
        first = [s for s in inside if s.id not in targets and s.tag != "boundaryEvent"] or inside[:1]
        start = Shape(f"{scope}{SYNTHETIC}start", "startEvent", "", scope)
        shapes.append(start)
        source = start.id
        if len(first) > 1:
            source = f"{scope}{SYNTHETIC}fork"
            shapes.append(Shape(source, "parallelGateway", "", scope))
            arrows.append(Arrow(f"{source}{SYNTHETIC}flow", scope, start.id, source))
        arrows += [Arrow(f"{source}{SYNTHETIC}{shape.id}", scope, source, shape.id) for shape in first]
    return replace(process, shapes=tuple(shapes), arrows=tuple(arrows))
