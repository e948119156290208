"""Compile the conditions of the flows that gateways choose among, and of conditional events."""

from engine.bpmn.diagram import Process
from engine.bpmn.expressions import Expression, UnreadableExpression, compile_expression
from engine.bpmn.finding import Finding, Severity, gap
from engine.bpmn.normalise import SYNTHETIC
from engine.net.net import Net


def compile_conditions(process: Process, net: Net) -> tuple[dict[int, Expression], list[Finding]]:
    """Return the compiled condition of each conditional flow; a flow may be left without one (a gap)."""
    conditions: dict[int, Expression] = {}
    findings: list[Finding] = []
    for flow, arrow in zip(net.flows, process.arrows, strict=True):
        if not flow.conditional or (SYNTHETIC in arrow.source and arrow.condition is None):
            continue
        if arrow.condition is None:
            ask = f"Nhánh «{arrow.id}» chưa có điều kiện; hãy ghi điều kiện hoặc chọn làm nhánh mặc định."
            findings.append(gap("condition.missing", arrow.id, ask))
            continue
        expression = _compiled(arrow.condition, f"nhánh «{arrow.id}»", arrow.id, process.executable, findings)
        if expression is not None:
            conditions[flow.index] = expression
    return conditions, findings


def compile_events(process: Process) -> tuple[dict[int, Expression], list[Finding]]:
    """Return the compiled condition of each conditional event by node; one may be left open (a gap)."""
    events: dict[int, Expression] = {}
    findings: list[Finding] = []
    for node, shape in enumerate(process.shapes):
        for event in shape.events:
            if event.kind != "conditional":
                continue
            if event.condition is None:
                ask = (
                    f"Sự kiện điều kiện «{shape.id}» chưa có điều kiện; hãy ghi điều kiện để sự kiện xảy ra."
                )
                findings.append(gap("condition.no_event", shape.id, ask))
                continue
            what = f"sự kiện «{shape.id}»"
            expression = _compiled(event.condition, what, shape.id, process.executable, findings)
            if expression is not None:
                events[node] = expression
    return events, findings


def _compiled(
    text: str, what: str, element: str, executable: bool, findings: list[Finding]
) -> Expression | None:
    try:
        return compile_expression(text)
    except UnreadableExpression as problem:
        severity = Severity.ERROR if executable else Severity.GAP
        say = f"Điều kiện của {what} không đọc được, hãy sửa lại: {problem.sentence}"
        findings.append(Finding("condition.unreadable", severity, element, say))
        return None
