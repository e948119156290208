"""Compile the conditions of the flows that gateways choose among."""

from engine.bpmn.diagram import Process
from engine.bpmn.expressions import Expression, UnreadableExpression, compile_expression
from engine.bpmn.finding import Finding, Severity, gap
from engine.net.net import Net


def compile_conditions(process: Process, net: Net) -> tuple[dict[int, Expression], list[Finding]]:
    """Return the compiled condition of each conditional flow; a flow may be left without one (a gap)."""
    conditions: dict[int, Expression] = {}
    findings: list[Finding] = []
    for flow, arrow in zip(net.flows, process.arrows, strict=True):
        if not flow.conditional:
            continue
        if arrow.condition is None:
            ask = f"Nhánh «{arrow.id}» chưa có điều kiện; hãy ghi điều kiện hoặc chọn làm nhánh mặc định."
            findings.append(gap("condition.missing", arrow.id, ask))
            continue
        try:
            conditions[flow.index] = compile_expression(arrow.condition)
        except UnreadableExpression as problem:
            severity = Severity.ERROR if process.executable else Severity.GAP
            text = f"Điều kiện của nhánh «{arrow.id}» không đọc được, hãy sửa lại: {problem.sentence}"
            findings.append(Finding("condition.unreadable", severity, arrow.id, text))
    return conditions, findings
