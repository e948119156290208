"""Read what an element asks of people and clocks from its motcua settings and its events."""

from engine.bpmn.definition import PROCEDURE_FIELD, Element, Timer
from engine.bpmn.diagram import Event, Shape
from engine.bpmn.finding import Finding, Severity, error, gap
from engine.bpmn.timer_text import UnreadableTimer, read_timer
from engine.errors import Refused
from engine.model.connector import ADDRESSED, CONNECTORS
from engine.model.limit import Limit
from engine.model.result import SENDS_BACK, Deed
from engine.model.role import Role, Seat
from engine.model.unit import USUAL_BODY, Body, Level

_ACTED_ON_BY_PEOPLE = ("userTask", "manualTask", "task")
_KNOWN_SETTINGS = frozenset(
    {
        *("level", "body", "role", "field", "unit", "workingTime", "form", "pause", "provenance"),
        *("consulted", "decision", "connector", "recipient", "correlation", "carries"),
        *("deed", "deedUnless"),
    }
)
_NAMED = {"message": "thông điệp (messageRef)", "signal": "tín hiệu (signalRef)"}
_CAUGHT = ("error", "escalation", "cancel")


def compile_element(shape: Shape, executable: bool = True) -> tuple[Element, list[Finding]]:
    """Compile one element; what cannot be read is left out of it and named in a finding."""
    findings: list[Finding] = []
    for name in sorted(shape.settings.keys() - _KNOWN_SETTINGS):
        text = f"Phần tử «{shape.id}» có thuộc tính motcua:{name} không được dùng; hãy bỏ hoặc sửa tên thuộc tính."
        findings.append(error("read.unknown_setting", shape.id, text))
    for name in ("pause", "consulted"):
        if shape.settings.get(name, "false") not in ("true", "false"):
            text = f"Phần tử «{shape.id}»: motcua:{name} chỉ nhận true hoặc false; hãy sửa lại."
            findings.append(error("read.bad_setting", shape.id, text))
    people = shape.tag in _ACTED_ON_BY_PEOPLE
    _references(shape, findings)
    connector = _connector(shape, findings)
    element = Element(
        id=shape.id,
        tag=shape.tag,
        name=shape.name or shape.id,
        seat=_seat(shape, findings) if people else None,
        limit=_limit(shape, shape.settings.get("workingTime"), findings) if people else None,
        form=shape.settings.get("form") if people else None,
        pauses=shape.settings.get("pause") == "true",
        messages=_names(shape, "message") if connector is None else (),
        signals=_names(shape, "signal"),
        timers=_timers(shape, findings, executable),
        raises=next((event.name or "" for event in shape.events if event.kind in _CAUGHT), None),
        catches=tuple((event.kind, event.name) for event in shape.events if event.kind in _CAUGHT),
        called=_called(shape, findings),
        decision=shape.settings.get("decision") if shape.tag == "businessRuleTask" else None,
        connector=connector,
        recipient=shape.settings.get("recipient"),
        correlation=shape.settings.get("correlation"),
        carries=tuple(shape.settings.get("carries", "").split()),
        unit=shape.settings.get("unit") if people else None,
        consulted=people and ("unit" in shape.settings or shape.settings.get("consulted") == "true"),
        provenance=shape.settings.get("provenance"),
        documentation=shape.documentation,
        deeds=_deeds(shape, findings) if people else (),
        deeds_unless=frozenset({SENDS_BACK, *shape.settings.get("deedUnless", "").split()}),
    )
    return element, findings


def _deeds(shape: Shape, findings: list[Finding]) -> tuple[Deed, ...]:
    """A step may name several: the registry numbers and seals at once."""
    named = shape.settings.get("deed", "").split()
    unknown = [name for name in named if name not in set(Deed)]
    if unknown:
        known = ", ".join(Deed)
        text = f"Phần tử «{shape.id}»: motcua:deed chỉ nhận {known}, không nhận {', '.join(unknown)}; hãy sửa lại."
        findings.append(error("read.bad_setting", shape.id, text))
    return tuple(Deed(name) for name in named if name not in unknown)


def _seat(shape: Shape, findings: list[Finding]) -> Seat | None:
    """A seat needs at least a level and a role; who must fill them in is the package's check."""
    settings = shape.settings
    if "level" not in settings or "role" not in settings:
        return None
    try:
        level = Level(settings["level"])
        body = Body(settings["body"]) if "body" in settings else USUAL_BODY[level]
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


def _references(shape: Shape, findings: list[Finding]) -> None:
    """Name references that lead nowhere (errors) and those left open (gaps)."""
    for event in shape.events:
        if event.reference is not None and (
            event.kind == "missing" or (event.kind != "link" and not event.name)
        ):
            text = f"Phần tử «{shape.id}» nhắc tới «{event.reference}» không có trong sơ đồ; hãy chọn lại."
            findings.append(error("connect.missing_reference", shape.id, text))
        elif event.kind in _NAMED and event.name is None and "connector" not in shape.settings:
            text = f"Phần tử «{shape.id}» chưa chọn {_NAMED[event.kind]}; hãy chọn để biết chờ hoặc gửi gì."
            findings.append(gap(f"connect.{event.kind}", shape.id, text))


def _names(shape: Shape, kind: str) -> tuple[str, ...]:
    return tuple(event.name for event in shape.events if event.kind == kind and event.name is not None)


def _timers(shape: Shape, findings: list[Finding], executable: bool) -> tuple[Timer, ...]:
    found = (_timer(shape, event, findings, executable) for event in shape.events if event.kind == "timer")
    return tuple(timer for timer in found if timer is not None)


def _timer(shape: Shape, event: Event, findings: list[Finding], executable: bool) -> Timer | None:
    if event.working_time is None and not (event.timer and event.timer[1]):
        text = f"Sự kiện thời gian «{shape.id}» chưa ghi mốc; hãy ghi thời lượng ISO 8601 như P5D."
        findings.append(gap("time.no_timer", shape.id, text))
        return None
    try:
        return read_timer(event)
    except UnreadableTimer as problem:
        severity = Severity.ERROR if executable else Severity.GAP
        text = f"Mốc thời gian của «{shape.id}» không đọc được: {problem.sentence}"
        findings.append(Finding("time.unreadable_timer", severity, shape.id, text))
        return None


def _called(shape: Shape, findings: list[Finding]) -> str | None:
    if shape.tag != "callActivity":
        return None
    if not shape.called:
        text = f"Hoạt động gọi «{shape.id}» chưa ghi quy trình được gọi (calledElement); hãy chọn quy trình."
        findings.append(gap("connect.called", shape.id, text))
    return shape.called or None


def _connector(shape: Shape, findings: list[Finding]) -> str | None:
    """Only connectors that the city has set up may carry anything out; none is made up by a diagram."""
    if shape.tag not in ("serviceTask", "sendTask"):
        return None
    name = shape.settings.get("connector")
    if name is not None and name not in CONNECTORS:
        text = (
            f"«{shape.id}»: kết nối «{name}» không có trong danh mục ({', '.join(CONNECTORS)}); hãy chọn lại."
        )
        findings.append(error("support.unknown_connector", shape.id, text))
    if name is None and shape.tag == "serviceTask":
        text = f"Công việc tự động «{shape.id}» chưa chọn kết nối (motcua:connector); hãy chọn nơi gửi đi."
        findings.append(gap("support.no_connector", shape.id, text))
    if name in ADDRESSED and "recipient" not in shape.settings:
        text = f"«{shape.id}» gửi qua {name} mà chưa biết gửi cho ai; hãy ghi tên dữ liệu địa chỉ (motcua:recipient)."
        findings.append(gap("support.no_recipient", shape.id, text))
    return name
