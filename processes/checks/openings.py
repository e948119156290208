"""Can every start event of a procedure happen: is there somebody, or a message or signal, that opens a dossier?"""

from engine.bpmn.definition import Definition
from engine.bpmn.deployment import Deployment
from engine.bpmn.finding import Finding, error


def check(deployment: Deployment, definition: Definition) -> list[Finding]:
    """Name every start event of a package's procedure that waits for a moment or a condition.

    At which unit time or data would open a dossier, no procedure says. A bare diagram may start as it likes.
    """
    if deployment.procedure is None or definition is not deployment.main:
        return []
    starts = {each.id: each for each in definition.starts()}
    waiting = [
        starts[node.id]
        for node in definition.net.nodes
        if node.id in starts and (starts[node.id].timers or node.index in definition.events)
    ]
    return [error("support.unattended_start", each.id, _text(each.name)) for each in waiting]


def _text(name: str) -> str:
    return (
        f"Sự kiện bắt đầu «{name}»: không có hồ sơ nào tự mở theo thời gian hoặc điều kiện; hãy bắt đầu bằng việc "
        "tiếp nhận, thông điệp hoặc tín hiệu."
    )
