"""When a consulted unit must say in writing why it answers late (DOMAIN.md §2), and which reason is taken."""

from engine.bpmn.definition import Element
from engine.commands.desk import Desk
from engine.errors import Refused
from engine.model.dossier import Task
from forms import Form

MAX_TEXT = 2_000
"""Characters of a reason."""

_ASKED = Form(
    {
        "type": "object",
        "title": "Lý do trả lời chậm",
        "properties": {"reason": {"type": "string", "title": "Lý do trả lời chậm", "maxLength": MAX_TEXT}},
        "required": ["reason"],
    }
)


def reason_of(desk: Desk, task: Task, element: Element, given: str | None) -> str | None:
    """Return the reason as it is kept, None where the answer is not late.

    Refused `task.late_reason_required` where a late answer of a consulted unit has none, `form.invalid` where it
    cannot be taken, and `task.not_late` where one is given for an answer in time: the journal shall not say so.
    """
    is_late = element.unit is not None and task.due_at is not None and desk.now > task.due_at
    written = _ASKED.clean({"reason": given or ""})
    if not is_late:
        if written["reason"]:
            raise Refused("task.not_late", task=str(task.id), due_at=task.due_at)
        return None
    if not written["reason"]:
        raise Refused("task.late_reason_required", task=str(task.id), due_at=task.due_at)
    problems = _ASKED.validate(written)
    if problems:
        raise Refused("form.invalid", task=str(task.id), problems=problems)
    return str(written["reason"])
