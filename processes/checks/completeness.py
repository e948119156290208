"""Are the forms that tasks name in the package, and does the process say how long its steps take?"""

from engine.bpmn.definition import Definition
from engine.bpmn.deployment import Deployment
from engine.bpmn.finding import Finding, error, gap
from processes.checks.people import TASKS


def check(deployment: Deployment, definition: Definition) -> list[Finding]:
    """Name forms that do not exist, and a process none of whose tasks has a time budget."""
    tasks = [element for element in definition.elements.values() if element.tag in TASKS]
    findings = []
    for task in tasks:
        if task.form is not None and task.form not in deployment.forms and deployment.procedure is not None:
            text = f"Công việc «{task.name}» dùng biểu mẫu chưa có trong gói; hãy thêm tệp forms/{task.form}.json."
            findings.append(error("form.missing", task.id, text))
    if tasks and not any(task.limit for task in tasks):
        text = f"Chưa công việc nào của «{definition.name}» ghi thời hạn; hãy ghi thời hạn từng bước."
        if deployment.procedure is None:
            findings.append(gap("time.no_limit", definition.process, text))
        else:
            findings.append(error("time.no_limit", definition.process, text))
    return findings
