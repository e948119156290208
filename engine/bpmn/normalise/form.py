"""The rules of the normal form in their order."""

from engine.bpmn.diagram import Process
from engine.bpmn.normalise.boundaries import parallel_boundaries
from engine.bpmn.normalise.catches import parallel_catches
from engine.bpmn.normalise.complex_gateways import complex_gateways
from engine.bpmn.normalise.conditions import conditions
from engine.bpmn.normalise.ends import ends
from engine.bpmn.normalise.errors import uncaught_errors
from engine.bpmn.normalise.event_gateways import event_gateways
from engine.bpmn.normalise.event_sub_processes import event_sub_processes
from engine.bpmn.normalise.links import links
from engine.bpmn.normalise.repeats import repeats
from engine.bpmn.normalise.splits import splits
from engine.bpmn.normalise.starts import starts

RULES = (
    complex_gateways,
    conditions,
    links,
    parallel_catches,
    event_gateways,
    splits,
    ends,
    starts,
    event_sub_processes,
    parallel_boundaries,
    repeats,
    uncaught_errors,
)


def normalise(process: Process) -> Process:
    """Return the same process in normal form.

    Then every scope has one start and its tokens end at end events; only gateways have several flows out; events
    wait beside an activity or alone; what repeats is a sub-process; every error has somebody to catch it or ends
    the process.
    """
    for rule in RULES:
        process = rule(process)
    return process
