"""Does a consultation go on without the unit's answer only where a law says that silence is consent (DOMAIN.md §2)?"""

from engine.bpmn.definition import Definition
from engine.bpmn.deployment import Deployment
from engine.bpmn.finding import Finding, Severity
from engine.bpmn.normalise import drawn


def check(deployment: Deployment, definition: Definition) -> list[Finding]:
    """Name every timer that ends a consultation unanswered while the procedure names no law for it.

    An error in a package, a gap in a bare diagram: only `procedure.json` can name the law.
    """
    procedure = deployment.procedure
    if procedure is not None and procedure.deemed_consent is not None:
        return []
    severity = Severity.GAP if procedure is None else Severity.ERROR
    ends = [
        definition.element(node.index)
        for node in definition.net.nodes
        if definition.element(node.index).timers and definition.unasked_by(node.index)
    ]
    return [Finding("time.deemed_consent", severity, drawn(end.id), _text(end.name)) for end in ends]


def _text(name: str) -> str:
    return (
        f"Mốc «{name}» kết thúc việc lấy ý kiến khi cơ quan được hỏi chưa trả lời; hãy ghi căn cứ pháp lý của "
        "“coi như đồng ý” (deemed_consent) vào procedure.json, hoặc bỏ mốc này để cơ quan trả lời chậm nêu lý do."
    )
