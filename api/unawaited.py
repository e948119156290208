"""Why a message has not arrived, in one sentence for both pages and REST."""

from api import problems
from engine.errors import Refused
from engine.reports.messages import Unawaited

_REASONS = {
    "not_yet": "Chưa có hồ sơ nào chờ thông tin này; hệ thống giữ lại và tự chuyển khi có hồ sơ chờ.",
    "unheard": "Không quy trình nào đang áp dụng nhận thông tin này; hãy kiểm tra tên thông điệp trong các sơ đồ.",
}


def unawaited_sentence(message: Unawaited) -> str:
    """Return the sentence that says why nobody has taken a message, and what to do."""
    if message.problem is None:
        return _REASONS[message.reason]
    facts = {name: value for name, value in message.problem.items() if name != "code"}
    return problems.sentence(Refused(message.problem["code"], **facts))
