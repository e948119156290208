"""Are the forms, tables and processes that are named in the package, and does it say how long its steps take?"""

from engine.bpmn.definition import Definition, Element
from engine.bpmn.deployment import Deployment
from engine.bpmn.finding import Finding, Severity, error, warning
from processes.checks.people import TASKS


def check(deployment: Deployment, definition: Definition) -> list[Finding]:
    """Name forms and called processes that do not exist, and a process none of whose tasks has a time budget."""
    left_open = Severity.GAP if deployment.procedure is None else Severity.ERROR
    elements = definition.elements.values()
    findings = [
        *(finding for element in elements for finding in _form(deployment, element)),
        *(finding for element in elements for finding in _call(deployment, element)),
        *(finding for element in elements for finding in _decision(definition, element, left_open)),
    ]
    tasks = [element for element in elements if element.tag in TASKS]
    if tasks and not any(task.limit for task in tasks):
        text = f"Chưa công việc nào của «{definition.name}» ghi thời hạn; hãy ghi thời hạn từng bước."
        findings.append(Finding("time.no_limit", left_open, definition.process, text))
    return findings


def _form(deployment: Deployment, task: Element) -> list[Finding]:
    if task.form is None or task.form in deployment.forms or deployment.procedure is None:
        return []
    text = f"Công việc «{task.name}» dùng biểu mẫu chưa có trong gói; hãy thêm tệp forms/{task.form}.json."
    return [error("form.missing", task.id, text)]


def _decision(definition: Definition, task: Element, left_open: Severity) -> list[Finding]:
    if task.tag != "businessRuleTask" or definition.net.index_of(task.id) in definition.decisions:
        return []
    named = task.decision or "<tên bảng>"
    text = (
        f"«{task.name}» chưa có bảng quyết định; hãy ghi motcua:decision và thêm tệp decisions/{named}.dmn."
    )
    return [Finding("data.no_decision", left_open, task.id, text)]


def _call(deployment: Deployment, call: Element) -> list[Finding]:
    """A process of another file is bound when it is called; here nobody can know whether it is in force."""
    if call.called is None or call.called in deployment.processes:
        return []
    text = f"«{call.name}» gọi quy trình «{call.called}» của gói khác; hãy xác nhận quy trình đó đang được áp dụng."
    return [warning("connect.called_elsewhere", call.id, text)]
