"""Every check over one package or diagram, and the verdict (the contract of `process check`, DESIGN §4)."""

import time
from collections.abc import Callable
from enum import StrEnum

from engine.bpmn.finding import Finding, Severity
from engine.model.city_data import role_places
from processes.checks import (
    certification,
    completeness,
    conditions,
    consultation,
    data_flow,
    decisions,
    openings,
    people,
    soundness,
    walks,
)
from processes.package import Package

PROOF_SECONDS = 2.0
"""The proof of a process stops itself after this long and says "undecided"; so does its certification."""

ALL_PROOFS_SECONDS = 8.0
"""However many processes a file holds, their proofs and certifications stop after this long together."""


class Verdict(StrEnum):
    """`rejected` exactly when a finding has severity error; gaps are left to be filled in and do not count."""

    ACCEPTED = "accepted"
    ACCEPTED_WITH_WARNINGS = "accepted_with_warnings"
    REJECTED = "rejected"


def check(package: Package) -> list[Finding]:
    """Return what reading found and, where the diagram compiles, what every check found."""
    findings = list(package.findings)
    deployment = package.deployment
    if deployment is None:
        return findings
    findings += data_flow.check(deployment)
    is_over = _stopwatch(ALL_PROOFS_SECONDS)
    for definition in deployment.processes.values():
        sound = soundness.check(definition, _stopwatch(PROOF_SECONDS, is_over))
        findings += sound
        findings += openings.check(deployment, definition)
        findings += people.check(deployment, definition, role_places())
        findings += completeness.check(deployment, definition)
        findings += conditions.check(deployment, definition)
        findings += consultation.check(deployment, definition)
        findings += decisions.check(deployment, definition)
        if not any(finding.severity is Severity.ERROR for finding in sound):
            findings += certification.check(definition, _stopwatch(PROOF_SECONDS, is_over))
    if not any(finding.severity is Severity.ERROR for finding in findings):
        findings += walks.check(deployment, package.walks, is_over)
    return findings


def _stopwatch(seconds: float, is_over: Callable[[], bool] = lambda: False) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end or is_over()


def verdict(findings: list[Finding]) -> Verdict:
    """Sum findings up."""
    severities = {finding.severity for finding in findings}
    if Severity.ERROR in severities:
        return Verdict.REJECTED
    return Verdict.ACCEPTED_WITH_WARNINGS if Severity.WARNING in severities else Verdict.ACCEPTED
