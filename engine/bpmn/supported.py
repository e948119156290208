"""Which constructs the engine executes; every other one is refused by name with what to use instead."""

from collections import Counter

from engine.bpmn.diagram import Process, Shape
from engine.bpmn.finding import Finding, error, gap
from engine.bpmn.normalise.complex_gateways import splits_only

_WAITS = frozenset({"message", "timer", "signal", "conditional"})
_SENDS = frozenset({"message", "signal"})
_ALONE = {
    "startEvent": frozenset({"error", "escalation"}),  # of an event sub-process
    "endEvent": frozenset({"terminate", "error", "escalation", "cancel"}),
    "intermediateThrowEvent": frozenset({"escalation", "link"}),
    "intermediateCatchEvent": frozenset({"link"}),
    "boundaryEvent": frozenset({"error", "escalation", "cancel"}),
}
"""Events that stand alone; the rest may be several in one event (multiple)."""

_TOGETHER = {
    "startEvent": _WAITS,
    "endEvent": _SENDS,
    "intermediateThrowEvent": _SENDS,
    "intermediateCatchEvent": _WAITS,
    "boundaryEvent": _WAITS,
}
_NEEDS_EVENT = ("intermediateCatchEvent", "boundaryEvent")
_RUNS = frozenset(
    {
        *("userTask", "manualTask", "task", "receiveTask", "sendTask", "serviceTask", "businessRuleTask"),
        *("callActivity", "subProcess", "transaction"),
        *("exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway"),
        *_ALONE,
    }
)
_INSTEAD = {
    "scriptTask": "sơ đồ không được chứa mã lệnh; hãy dùng biểu thức ở điều kiện hoặc biểu mẫu của công việc",
    "complexGateway": "chỉ hỗ trợ khi tách nhánh; khi gộp hãy dùng cổng song song hoặc cổng inclusive",
    "adHocSubProcess": "hãy dùng quy trình con thường (subProcess)",
}
_OTHERWISE = "hãy vẽ lại bằng các thành phần được hỗ trợ"


def check(process: Process) -> list[Finding]:
    """Name every shape that the engine does not execute, and tasks that do not say which kind they are."""
    transactions = {shape.id for shape in process.shapes if shape.tag == "transaction"}
    handlers = {shape.id for shape in process.shapes if shape.triggered_by_event}
    findings: list[Finding] = []
    arriving = Counter(arrow.target for arrow in process.arrows)
    for shape in process.shapes:
        if not (splits_only(shape) and arriving[shape.id] <= 1):
            findings += _shape(shape)
        findings += _place(shape, transactions, handlers)
    return findings


def _shape(shape: Shape) -> list[Finding]:
    if shape.tag not in _RUNS:
        instead = _INSTEAD.get(shape.tag, _OTHERWISE)
        return [
            _refuse(f"support.{_snake(shape.tag)}", shape, f"loại {shape.tag} không được hỗ trợ: {instead}.")
        ]
    findings = []
    if shape.tag in _ALONE and not _is_runnable(shape):
        what = " + ".join(event.kind for event in shape.events) or "không có định nghĩa sự kiện"
        findings.append(
            _refuse("support.event", shape, f"{shape.tag} với {what} chưa được hỗ trợ: {_OTHERWISE}.")
        )
    if shape.tag in _NEEDS_EVENT and not shape.events:
        text = (
            f"Sự kiện «{_label(shape)}» chưa nói chờ điều gì; hãy chọn loại sự kiện (thông điệp, thời gian…)."
        )
        findings.append(gap("connect.no_event", shape.id, text))
    if shape.tag == "intermediateCatchEvent" and any(
        (e.timer or ("",))[0] == "timeCycle" for e in shape.events
    ):
        text = "sự kiện chờ giữa chừng không dùng chu kỳ (timeCycle): hãy dùng thời lượng, hoặc sự kiện biên lặp lại."
        findings.append(_refuse("support.cycle_catch", shape, text))
    if shape.loop is not None and shape.loop.behavior != "All":
        text = (
            "chỉ hỗ trợ behavior All (khi mọi lượt đã xong): hãy ghi điều kiện hoàn thành nếu cần dừng sớm."
        )
        findings.append(_refuse("support.multi_instance_behavior", shape, text))
    if shape.compensates:
        text = "công việc đền bù (isForCompensation) chưa được hỗ trợ: hãy vẽ nhánh xử lý bằng luồng thường."
        findings.append(_refuse("support.compensation", shape, text))
    if shape.quantity != ("1", "1"):
        findings.append(
            _refuse("support.quantity", shape, "startQuantity và completionQuantity phải bằng 1.")
        )
    if shape.gateway_type.lower() == "parallel":
        text = "cổng sự kiện loại Parallel chưa được hỗ trợ: hãy vẽ các sự kiện bắt đầu riêng."
        findings.append(_refuse("support.parallel_event_gateway", shape, text))
    if shape.tag == "task":
        ask = f"Công việc «{_label(shape)}» chưa nói rõ loại; hãy chọn công việc của người (userTask)."
        findings.append(gap("support.plain_task", shape.id, ask))
    return findings


def _is_runnable(shape: Shape) -> bool:
    kinds = [event.kind for event in shape.events if event.kind != "missing"]
    if not kinds:
        return True
    if len(kinds) == 1 and kinds[0] in _ALONE[shape.tag]:
        return True
    return set(kinds) <= _TOGETHER[shape.tag]


def _place(shape: Shape, transactions: set[str], handlers: set[str]) -> list[Finding]:
    """Some events mean something in one place only."""
    kinds = {event.kind for event in shape.events}
    inside = {"endEvent": shape.scope, "boundaryEvent": shape.attached_to}.get(shape.tag)
    if "cancel" in kinds and inside not in transactions:
        text = "sự kiện hủy (cancel) chỉ dùng trong giao dịch (transaction): hãy dùng sự kiện lỗi."
        return [_refuse("support.cancel", shape, text)]
    if shape.tag == "startEvent" and kinds & _ALONE["startEvent"] and shape.scope not in handlers:
        text = "sự kiện bắt đầu bằng lỗi hoặc leo thang chỉ dùng trong quy trình con theo sự kiện."
        return [_refuse("support.event", shape, text)]
    if shape.tag == "startEvent" and shape.is_parallel_multiple and shape.scope not in handlers:
        text = "sự kiện bắt đầu chờ nhiều điều cùng lúc chưa được hỗ trợ: hãy dùng một sự kiện bắt đầu."
        return [_refuse("support.parallel_multiple_start", shape, text)]
    return []


def _refuse(code: str, shape: Shape, text: str) -> Finding:
    return error(code, shape.id, f"Phần tử «{_label(shape)}»: {text}")


def _label(shape: Shape) -> str:
    return shape.name or shape.id


def _snake(tag: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in tag)
