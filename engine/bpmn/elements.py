"""Read what an element asks of people and clocks from its motcua settings and its event."""

from engine.bpmn.definition import PROCEDURE_FIELD, Element, Timer, TimerKind
from engine.bpmn.diagram import Diagram, Event, Shape
from engine.bpmn.finding import Finding, error
from engine.bpmn.iso_time import parse_date, parse_duration
from engine.errors import Refused
from engine.model.limit import Limit
from engine.model.role import Role, Seat
from engine.model.unit import Body, Level

_ACTED_ON_BY_PEOPLE = ("userTask", "manualTask", "task")
_USUAL_BODY = {Level.CITY: Body.DEPARTMENT, Level.DISTRICT: Body.COMMITTEE, Level.COMMUNE: Body.COMMITTEE}
_KNOWN_SETTINGS = frozenset({"level", "body", "role", "field", "workingTime", "form", "pause", "provenance"})


def compile_element(shape: Shape, diagram: Diagram) -> tuple[Element, list[Finding]]:
    """Compile one element; what cannot be read is left out of it and named in a finding."""
    findings: list[Finding] = []
    for name in sorted(shape.settings.keys() - _KNOWN_SETTINGS):
        text = f"Phần tử «{shape.id}» có thuộc tính motcua:{name} không được dùng; hãy bỏ hoặc sửa tên thuộc tính."
        findings.append(error("read.unknown_setting", shape.id, text))
    if shape.settings.get("pause", "false") not in ("true", "false"):
        text = f"Phần tử «{shape.id}»: motcua:pause chỉ nhận true hoặc false; hãy sửa lại."
        findings.append(error("read.bad_setting", shape.id, text))
    people = shape.tag in _ACTED_ON_BY_PEOPLE
    event = shape.events[0] if shape.events else None
    element = Element(
        id=shape.id,
        tag=shape.tag,
        name=shape.name or shape.id,
        seat=_seat(shape, findings) if people else None,
        limit=_limit(shape, shape.settings.get("workingTime"), findings) if people else None,
        form=shape.settings.get("form") if people else None,
        pauses=shape.settings.get("pause") == "true",
        message=_message(shape, event, diagram, findings),
        timer=_timer(shape, event, findings),
        called=_called(shape, findings),
        provenance=shape.settings.get("provenance"),
        documentation=shape.documentation,
    )
    return element, findings


def _seat(shape: Shape, findings: list[Finding]) -> Seat | None:
    """A seat needs at least a level and a role; who must fill them in is the package's check."""
    settings = shape.settings
    if "level" not in settings or "role" not in settings:
        return None
    try:
        level = Level(settings["level"])
        body = Body(settings["body"]) if "body" in settings else _USUAL_BODY[level]
        return Seat(level, body, Role(settings["role"]), settings.get("field", PROCEDURE_FIELD))
    except ValueError as problem:
        text = f"Phần tử «{shape.id}» ghi cấp, cơ quan hoặc vai trò không có trong danh mục ({problem}); hãy chọn lại."
        findings.append(error("people.unknown_seat", shape.id, text))
        return None


def _limit(shape: Shape, text: str | None, findings: list[Finding]) -> Limit | None:
    if text is None:
        return None
    try:
        return Limit.parse(text)
    except Refused:
        say = f"Thời hạn «{text}» của «{shape.id}» không đọc được; hãy ghi như P0.5D (ngày làm việc) hoặc PT4H (giờ)."
        findings.append(error("time.unreadable", shape.id, say))
        return None


def _message(shape: Shape, event: Event | None, diagram: Diagram, findings: list[Finding]) -> str | None:
    named = shape.tag in ("receiveTask", "sendTask") or (event is not None and event.kind == "message")
    if not named:
        return None
    reference = shape.message if event is None else event.message
    if reference is None or reference not in diagram.messages:
        text = f"Phần tử «{shape.id}» chưa chọn thông điệp có trong sơ đồ (messageRef); hãy chọn thông điệp."
        findings.append(error("connect.message", shape.id, text))
        return None
    return diagram.messages[reference]


def _timer(shape: Shape, event: Event | None, findings: list[Finding]) -> Timer | None:
    if event is None or event.kind != "timer":
        return None
    if event.working_time is not None:
        limit = _limit(shape, event.working_time, findings)
        return Timer(TimerKind.WORKING_TIME, event.working_time, limit)
    tag, text = event.timer or ("", "")
    try:
        if tag == "timeDuration":
            parse_duration(text)
            return Timer(TimerKind.DURATION, text)
        if tag == "timeDate":
            parse_date(text)
            return Timer(TimerKind.DATE, text)
    except ValueError:
        pass
    say = f"Mốc thời gian của «{shape.id}» không đọc được hoặc chưa hỗ trợ; hãy ghi thời lượng ISO 8601 như P5D."
    findings.append(error("time.unreadable_timer", shape.id, say))
    return None


def _called(shape: Shape, findings: list[Finding]) -> str | None:
    if shape.tag != "callActivity":
        return None
    if not shape.called:
        text = f"Hoạt động gọi «{shape.id}» chưa ghi quy trình được gọi (calledElement); hãy chọn quy trình."
        findings.append(error("connect.called", shape.id, text))
    return shape.called
