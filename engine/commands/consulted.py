"""What is special about a consulted unit (DOMAIN.md §2): its reason for answering late, and what its silence means."""

from engine.bpmn.definition import Definition, Element
from engine.bpmn.run import Place
from engine.commands.desk import Desk
from engine.errors import Refused
from engine.model.dossier import ArmedTimer, Task
from engine.model.procedure import Procedure
from forms import Form

_REASON = Form(
    {
        "type": "object",
        "title": "Lý do trả lời chậm",
        "properties": {"reason": {"type": "string", "title": "Lý do trả lời chậm", "maxLength": 2_000}},
        "required": ["reason"],
    }
)


def late_reason(desk: Desk, task: Task, element: Element, given: str | None) -> str | None:
    """Return the reason as it is kept, None where the answer is not late.

    Refused `task.late_reason_required` where a late answer of a consulted unit has none, `form.invalid` where it
    cannot be taken, and `task.not_late` where one is given for an answer in time: the journal shall not say so.
    """
    is_late = element.consulted and task.due_at is not None and desk.now > task.due_at
    written = _REASON.clean({"reason": given or ""})
    facts = {"task": str(task.id), "due_at": task.due_at}
    if is_late and not written["reason"]:
        raise Refused("task.late_reason_required", **facts)
    if not is_late and written["reason"]:
        raise Refused("task.not_late", **facts)
    if not is_late:
        return None
    problems = _REASON.validate(written)
    if problems:
        raise Refused("form.invalid", task=str(task.id), problems=problems)
    return str(written["reason"])


def deemed_consent(
    procedure: Procedure, definition: Definition, fired: ArmedTimer | None, closed: Place
) -> str | None:
    """Return the law by which a unit whose task a timer closed has agreed by its silence, None where it has not.

    `definition` is the process of the timer that fired.
    """
    if fired is None or closed.process != fired.position.process:
        return None
    return procedure.deemed_consent if closed.node in definition.unasked_by(fired.position.node) else None
