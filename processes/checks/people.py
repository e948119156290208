"""Does every task say who acts: a level, a body and a role that exists there (BPMN.md §4)?"""

from collections.abc import Iterable

from engine.bpmn.definition import Definition, Element
from engine.bpmn.deployment import Deployment
from engine.bpmn.finding import Finding, Severity, error
from engine.model.role import TASK_ROLES, RolePlace, roles_at

TASKS = ("userTask", "manualTask", "task")


def check(deployment: Deployment, definition: Definition, places: Iterable[RolePlace]) -> list[Finding]:
    """Name every task without a seat (an error in a package, a gap in a bare diagram) or with an unknown one."""
    places = tuple(places)
    tasks = [element for element in definition.elements.values() if element.tag in TASKS]
    return [finding for task in tasks for finding in _task(deployment, task, places)]


def _task(deployment: Deployment, task: Element, places: tuple[RolePlace, ...]) -> list[Finding]:
    procedure = deployment.procedure
    if task.seat is None:
        severity = Severity.GAP if procedure is None else Severity.ERROR
        text = f"Công việc «{task.name}» chưa ghi cấp và vai trò thực hiện; hãy chọn trên làn hoặc trên công việc."
        return [Finding("people.no_seat", severity, task.id, text)]
    seat = task.seat
    exists = seat.role in TASK_ROLES
    if procedure is not None:
        exists = exists and seat.role in roles_at(places, seat.level, seat.body, procedure.effective_from)
    if exists:
        return []
    text = f"Công việc «{task.name}»: vai trò {seat.role.label} không có ở cơ quan cấp này; hãy chọn lại."
    return [error("people.no_such_role", task.id, text)]
