"""A complex gateway that only splits is an inclusive one (BPMN 2.0.2 §10.6.5); one that joins is not run."""

from dataclasses import replace

from engine.bpmn.diagram import Process, Shape


def complex_gateways(process: Process) -> Process:
    """Turn complex gateways into inclusive ones; those that join tokens were refused before."""
    shapes = tuple(replace(s, tag="inclusiveGateway") if splits_only(s) else s for s in process.shapes)
    return replace(process, shapes=shapes)


def splits_only(shape: Shape) -> bool:
    """Tell whether this is a complex gateway without a rule of its own for activation."""
    return shape.tag == "complexGateway" and not shape.has_activation
