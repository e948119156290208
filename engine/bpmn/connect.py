"""Whether flows, defaults and events refer to what exists, where it may be."""

from engine.bpmn.diagram import Arrow, Process, Shape
from engine.bpmn.finding import Finding, error, gap
from engine.bpmn.normalise.links import PASSED, link_name

_NO_INCOMING = ("startEvent", "boundaryEvent")
_ACTIVITIES = ("Task", "task", "Activity", "subProcess", "transaction")
_SCOPES = ("subProcess", "transaction")
_BEHIND_GATEWAY = ("intermediateCatchEvent", "receiveTask")


def check(process: Process) -> list[Finding]:
    """Name every reference that leads nowhere or where none may lead."""
    shapes = {shape.id: shape for shape in process.shapes}
    findings: list[Finding] = []
    for arrow in process.arrows:
        findings += _arrow(arrow, shapes)
    for shape in process.shapes:
        findings += _shape(shape, process, shapes)
    return [
        *findings,
        *_starts(process),
        *_event_gateways(process, shapes),
        *_links(process),
        *_handlers(process),
    ]


def _arrow(arrow: Arrow, shapes: dict[str, Shape]) -> list[Finding]:
    source, target = shapes.get(arrow.source), shapes.get(arrow.target)
    if source is None or target is None:
        missing = arrow.source if source is None else arrow.target
        text = f"Luồng «{arrow.id}» nối tới phần tử «{missing}» không có; hãy nối lại."
        return [error("connect.missing_end", arrow.id, text)]
    findings = []
    if source.scope != target.scope:
        text = f"Luồng «{arrow.id}» đi qua ranh giới quy trình con; hãy nối trong cùng một quy trình."
        findings.append(error("connect.crosses_scope", arrow.id, text))
    if target.tag in _NO_INCOMING:
        text = f"Luồng «{arrow.id}» đi vào sự kiện «{target.id}» là nơi không được có luồng vào; hãy nối lại."
        findings.append(error("connect.into_start", arrow.id, text))
    if source.tag == "endEvent":
        text = f"Luồng «{arrow.id}» đi ra từ sự kiện kết thúc «{source.id}»; hãy nối lại."
        findings.append(error("connect.out_of_end", arrow.id, text))
    return findings


def _shape(shape: Shape, process: Process, shapes: dict[str, Shape]) -> list[Finding]:
    findings = []
    outgoing = {arrow.id: arrow for arrow in process.arrows if arrow.source == shape.id}
    if shape.default is not None and shape.default not in outgoing:
        text = f"Nhánh mặc định «{shape.default}» không đi ra từ «{shape.id}»; hãy chọn lại nhánh mặc định."
        findings.append(error("connect.default", shape.id, text))
    elif shape.default is not None and outgoing[shape.default].condition is not None:
        text = f"Nhánh mặc định «{shape.default}» không được có điều kiện; hãy bỏ điều kiện."
        findings.append(error("connect.default_condition", shape.id, text))
    if shape.tag == "boundaryEvent":
        host = shapes.get(shape.attached_to or "")
        if host is None or host.scope != shape.scope or not host.tag.endswith(_ACTIVITIES):
            text = f"Sự kiện biên «{shape.id}» phải gắn vào một công việc cùng quy trình; hãy gắn lại."
            findings.append(error("connect.boundary", shape.id, text))
        if not outgoing:
            text = f"Sự kiện biên «{shape.id}» chưa có luồng đi ra; hãy nối tới việc cần làm khi xảy ra."
            findings.append(error("connect.boundary_way", shape.id, text))
    return findings


def _starts(process: Process) -> list[Finding]:
    """Of several start events each needs its own trigger; within a sub-process nothing could choose one."""
    findings: list[Finding] = []
    handlers = {shape.id for shape in process.shapes if shape.triggered_by_event}
    scopes = [process.id, *(shape.id for shape in process.shapes if shape.tag in _SCOPES)]
    for scope in scopes:
        inside = [shape for shape in process.shapes if shape.scope == scope]
        starts = [shape for shape in inside if shape.tag == "startEvent"]
        plain = [shape for shape in starts if not shape.events]
        for extra in plain[1:] if scope == process.id else starts[1:]:
            text = f"Có nhiều sự kiện bắt đầu trong «{scope}»; hãy giữ lại một sự kiện bắt đầu."
            findings.append(error("connect.many_starts", extra.id, text))
        if scope not in (process.id, *handlers) and any(start.events for start in starts):
            text = f"Quy trình con «{scope}» phải bắt đầu bằng sự kiện bắt đầu thường; hãy bỏ định nghĩa sự kiện."
            findings.append(error("connect.sub_process_start", starts[0].id, text))
        if not inside:
            text = f"Quy trình con «{scope}» chưa có gì bên trong; hãy vẽ nội dung."
            findings.append(gap("connect.empty_scope", scope, text))
        elif not starts and scope not in handlers:
            text = f"«{scope}» chưa có sự kiện bắt đầu nên hệ thống tự thêm; hãy vẽ sự kiện bắt đầu cho rõ."
            findings.append(gap("connect.no_start", scope, text))
    return findings


def _event_gateways(process: Process, shapes: dict[str, Shape]) -> list[Finding]:
    """Behind an event-based gateway stand events only, each reached from there alone (§10.6.6)."""
    findings = []
    for gateway in (shape for shape in process.shapes if shape.tag == "eventBasedGateway"):
        behind = [arrow.target for arrow in process.arrows if arrow.source == gateway.id]
        if not behind:
            text = f"Cổng sự kiện «{gateway.id}» chưa nối tới sự kiện nào; hãy vẽ các sự kiện chờ phía sau."
            findings.append(error("connect.event_gateway", gateway.id, text))
        for target in behind:
            shape = shapes.get(target)
            arriving = sum(arrow.target == target for arrow in process.arrows)
            watched = any(each.attached_to == target for each in process.shapes)
            fits = shape is not None and shape.tag in _BEHIND_GATEWAY and not shape.is_parallel_multiple
            if shape is not None and (not fits or arriving > 1 or watched or shape.loop is not None):
                text = (
                    f"Sau cổng sự kiện «{gateway.id}», «{target}» phải là sự kiện chờ chỉ có một luồng vào."
                )
                findings.append(error("connect.event_gateway", target, text))
    return findings


def _links(process: Process) -> list[Finding]:
    """Each throwing link has one catching link of its name in the same scope (§10.5.6)."""
    findings = []
    linked = [(shape, link_name(shape)) for shape in process.shapes if link_name(shape) is not None]
    for shape, name in linked:
        throws = shape.tag == PASSED
        others = [
            s for s, n in linked if n == name and s.scope == shape.scope and (s.tag == PASSED) != throws
        ]
        if not others or (throws and len(others) > 1):
            text = f"Sự kiện nối «{shape.id}» (tên «{name}») phải có đúng một đầu nhận cùng tên; hãy đặt lại tên."
            findings.append(error("connect.link", shape.id, text))
        wrong_end = [a for a in process.arrows if shape.id == (a.source if throws else a.target)]
        if wrong_end:
            text = f"Sự kiện nối «{shape.id}» chỉ có luồng ở một đầu; hãy bỏ luồng «{wrong_end[0].id}»."
            findings.append(error("connect.link", shape.id, text))
    return findings


def _handlers(process: Process) -> list[Finding]:
    """An event sub-process starts by its event alone (§10.3.5)."""
    findings = []
    for handler in (shape for shape in process.shapes if shape.triggered_by_event):
        starts = [s for s in process.shapes if s.scope == handler.id and s.tag == "startEvent"]
        joined = [a for a in process.arrows if handler.id in (a.source, a.target)]
        watched = any(each.attached_to == handler.id for each in process.shapes)
        if len(starts) != 1 or not starts[0].events:
            text = (
                f"Quy trình con theo sự kiện «{handler.id}» phải có đúng một sự kiện bắt đầu có định nghĩa."
            )
            findings.append(error("connect.event_sub_process", handler.id, text))
        if joined or watched or handler.loop is not None:
            text = f"Quy trình con theo sự kiện «{handler.id}» không có luồng, sự kiện biên hay vòng lặp; hãy bỏ."
            findings.append(error("connect.event_sub_process", handler.id, text))
    return findings
