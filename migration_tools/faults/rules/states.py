"""The status and the step of a dossier against its days and its process."""

from migration_tools.dossier_record import FINISHED
from migration_tools.faults.rules.finding import Finding, Known, Values, day, found, text

_OPEN = frozenset({"new", "receiving", "waiting", "paying", "processing", "pausing"})


def check(values: Values, known: Known) -> list[Finding]:
    """Find a status that its days deny, an end on no day, and a step that the process no longer has."""
    status, step = text(values, "status"), text(values, "current_step")
    _, returned_on = day(values, "returned")
    ended_on = returned_on or day(values, "finished")[1]
    findings = []
    if (status in _OPEN and returned_on is not None) or (status == "done" and ended_on is None):
        findings.append(found("status.against_dates", "status", values))
    elif status in FINISHED and ended_on is None:
        findings.append(found("status.end_missing", "status", values))
    if status in _OPEN and step and known.steps is not None and step not in known.steps:
        findings.append(found("process.step_gone", "current_step", values))
    return findings
