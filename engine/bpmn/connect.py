"""Whether flows, defaults and boundary events refer to what exists, where it may be."""

from engine.bpmn.diagram import Arrow, Process, Shape
from engine.bpmn.finding import Finding, error, gap

_NO_INCOMING = ("startEvent", "boundaryEvent")
_ACTIVITIES = ("Task", "task", "Activity", "subProcess")


def check(process: Process) -> list[Finding]:
    """Name every reference that leads nowhere or where none may lead."""
    shapes = {shape.id: shape for shape in process.shapes}
    findings: list[Finding] = []
    for arrow in process.arrows:
        findings += _arrow(arrow, shapes)
    for shape in process.shapes:
        findings += _shape(shape, process, shapes)
    findings += _starts(process)
    return findings


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
    """Several start events in one scope would need an event to choose one; a missing one is made up."""
    findings: list[Finding] = []
    scopes = [process.id, *(shape.id for shape in process.shapes if shape.tag == "subProcess")]
    for scope in scopes:
        inside = [shape for shape in process.shapes if shape.scope == scope]
        starts = [shape for shape in inside if shape.tag == "startEvent"]
        for extra in starts[1:]:
            text = f"Có nhiều sự kiện bắt đầu trong «{scope}»; hãy giữ lại một sự kiện bắt đầu."
            findings.append(error("connect.many_starts", extra.id, text))
        if not inside:
            text = f"Quy trình con «{scope}» chưa có gì bên trong; hãy vẽ nội dung."
            findings.append(error("connect.empty_scope", scope, text))
        elif not starts:
            text = f"«{scope}» chưa có sự kiện bắt đầu nên hệ thống tự thêm; hãy vẽ sự kiện bắt đầu cho rõ."
            findings.append(gap("connect.no_start", scope, text))
    return findings
