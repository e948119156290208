"""Do the designer's own walks pass (BPMN.md §4)?"""

from collections.abc import Callable, Mapping
from typing import Any

from engine.bpmn.deployment import Deployment
from engine.bpmn.finding import Finding, error
from engine.errors import Refused
from processes.walk import read_script, walk


def check(deployment: Deployment, walks: Mapping[str, Any], stop: Callable[[], bool]) -> list[Finding]:
    """Play every walk of a package on the token game, whose steps certification compares; `stop` leaves the rest."""
    findings = []
    for name, stored in walks.items():
        if stop():
            break
        said = _failure(deployment, stored)
        if said is not None:
            text = f"Kịch bản {name} không đi đúng như đã ghi ({said}); hãy sửa kịch bản hoặc sơ đồ."
            findings.append(error("certify.walk", None, text))
    return findings


def _failure(deployment: Deployment, stored: Any) -> str | None:
    try:
        answer = walk(deployment, read_script(stored), "net")
    except Refused as refused:
        return str(refused)
    if answer.passed:
        return None
    return "; ".join(answer.failures) or str(answer.incident)
