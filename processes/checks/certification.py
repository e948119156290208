"""Does SpiffWorkflow take every step as the token game does (DESIGN D2)?"""

from collections.abc import Callable

from engine.bpmn.certify import Certifier, Verdict
from engine.bpmn.definition import Definition
from engine.bpmn.finding import Finding, error

_SENTENCE = (
    "Hai bộ máy thực thi «{name}» khác nhau ({reason}); hãy vẽ lại đoạn này hoặc báo bộ phận kỹ thuật."
)


def check(definition: Definition, stop: Callable[[], bool]) -> list[Finding]:
    """Play the state graph through both engines; a step on which they differ rejects."""
    certificates = Certifier(definition).certify_graph(stop)
    reasons = {each.reason for each in certificates if each.verdict is Verdict.DIFFERS}
    return [
        error("certify.differs", definition.process, _SENTENCE.format(name=definition.name, reason=reason))
        for reason in sorted(reasons)
    ]
