"""Does SpiffWorkflow take every step as the token game does (DESIGN D2)?"""

from collections.abc import Callable

from engine.bpmn.certify import Certifier, Verdict
from engine.bpmn.definition import Definition
from engine.bpmn.finding import Finding, error


def check(definition: Definition, stop: Callable[[], bool]) -> list[Finding]:
    """Play the state graph through both engines; a step on which they differ rejects."""
    certificates = Certifier(definition).certify_graph(stop)
    reasons = {each.reason for each in certificates if each.verdict is Verdict.DIFFERS}
    return [
        error("certify.differs", definition.process, f"Hai bộ máy thực thi cho kết quả khác nhau: {reason}.")
        for reason in sorted(reasons)
    ]
