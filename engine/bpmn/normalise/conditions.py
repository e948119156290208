"""Conditions where nobody decides."""

from dataclasses import replace

from engine.bpmn.diagram import Process


def conditions(process: Process) -> Process:
    """Drop conditions on flows out of events: a token that leaves an event has nothing to choose (§10.5.2)."""
    deciding = {shape.id for shape in process.shapes if not shape.tag.endswith("Event")}
    arrows = tuple(a if a.source in deciding else replace(a, condition=None) for a in process.arrows)
    return replace(process, arrows=arrows)
