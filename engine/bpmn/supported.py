"""Which constructs the engine executes; every other one is refused by name with what to use instead."""

from engine.bpmn.diagram import Process, Shape
from engine.bpmn.finding import Finding, error, gap

_EVENTS = {
    "startEvent": ((),),
    "endEvent": ((), ("terminate",), ("message",)),
    "intermediateThrowEvent": ((), ("message",)),
    "intermediateCatchEvent": (("message",), ("timer",)),
    "boundaryEvent": (("message",), ("timer",)),
}
_RUNS = frozenset(
    {
        *("userTask", "manualTask", "task", "receiveTask", "sendTask", "callActivity", "subProcess"),
        *("exclusiveGateway", "parallelGateway", "inclusiveGateway"),
        *_EVENTS,
    }
)
_INSTEAD = {
    "scriptTask": "sơ đồ không được chứa mã lệnh; hãy dùng biểu thức ở điều kiện hoặc biểu mẫu của công việc",
    "serviceTask": "hãy dùng sự kiện gửi thông điệp, hoặc công việc của người (userTask)",
    "businessRuleTask": "hãy dùng cổng rẽ nhánh có điều kiện",
    "complexGateway": "hãy dùng cổng song song hoặc cổng chọn nhiều nhánh (inclusive)",
    "eventBasedGateway": "hãy dùng sự kiện biên trên công việc đang chờ",
    "transaction": "hãy dùng quy trình con thường (subProcess)",
    "adHocSubProcess": "hãy dùng quy trình con thường (subProcess)",
}
_OTHERWISE = "hãy vẽ lại bằng các thành phần được hỗ trợ"


def check(process: Process) -> list[Finding]:
    """Name every shape that the engine does not execute, and tasks that do not say which kind they are."""
    findings: list[Finding] = []
    for shape in process.shapes:
        findings += _shape(shape)
    return findings


def _shape(shape: Shape) -> list[Finding]:
    if shape.tag not in _RUNS:
        instead = _INSTEAD.get(shape.tag, _OTHERWISE)
        return [
            _refuse(f"support.{_snake(shape.tag)}", shape, f"loại {shape.tag} không được hỗ trợ: {instead}.")
        ]
    findings = []
    kinds = tuple(event.kind for event in shape.events)
    if shape.tag in _EVENTS and kinds not in _EVENTS[shape.tag]:
        what = " + ".join(kinds) or "không có định nghĩa sự kiện"
        findings.append(
            _refuse("support.event", shape, f"{shape.tag} với {what} chưa được hỗ trợ: {_OTHERWISE}.")
        )
    if shape.loop is not None:
        text = "dấu lặp (loop, multi-instance) chưa được hỗ trợ: hãy vẽ vòng lặp hoặc các nhánh song song."
        findings.append(_refuse("support.loop", shape, text))
    if shape.triggered_by_event:
        text = "quy trình con theo sự kiện chưa được hỗ trợ: hãy dùng sự kiện biên."
        findings.append(_refuse("support.event_sub_process", shape, text))
    if shape.compensates:
        text = "công việc đền bù (isForCompensation) chưa được hỗ trợ: hãy vẽ nhánh xử lý bằng luồng thường."
        findings.append(_refuse("support.compensation", shape, text))
    if shape.quantity != ("1", "1"):
        text = "startQuantity và completionQuantity phải bằng 1."
        findings.append(_refuse("support.quantity", shape, text))
    if shape.tag == "task":
        ask = f"Công việc «{_label(shape)}» chưa nói rõ loại; hãy chọn công việc của người (userTask)."
        findings.append(gap("support.plain_task", shape.id, ask))
    return findings


def _refuse(code: str, shape: Shape, text: str) -> Finding:
    return error(code, shape.id, f"Phần tử «{_label(shape)}»: {text}")


def _label(shape: Shape) -> str:
    return shape.name or shape.id


def _snake(tag: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in tag)
