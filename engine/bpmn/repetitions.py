"""Compile how often an activity runs."""

from engine.bpmn.definition import Repetition
from engine.bpmn.diagram import Loop, Shape
from engine.bpmn.expressions import Expression, UnreadableExpression, compile_expression
from engine.bpmn.finding import Finding, Severity, error, gap
from engine.bpmn.normalise import drawn
from engine.net.net import Repeat
from engine.net.step import MAX_INSTANCES


def repeat_of(loop: Loop) -> Repeat:
    """Return the kind of repetition that the token game plays."""
    if loop.kind == "standard":
        return Repeat.WHILE if loop.is_tested_before else Repeat.UNTIL
    return Repeat.SEQUENTIAL if loop.is_sequential else Repeat.PARALLEL


def compile_repetition(shape: Shape, executable: bool) -> tuple[Repetition, list[Finding]]:
    """Compile the loop characteristics of a shape that has some; what cannot be read is named in a finding."""
    loop = shape.loop
    assert loop is not None
    findings: list[Finding] = []
    reader = _Reader(drawn(shape.id), executable, findings)
    repetition = Repetition(
        count=reader.expression(loop.cardinality, "số lần (loopCardinality)"),
        collection=loop.collection,
        item=loop.item,
        results=loop.results,
        done=reader.expression(loop.done, "điều kiện hoàn thành (completionCondition)"),
        condition=reader.expression(loop.condition, "điều kiện lặp (loopCondition)"),
        maximum=reader.maximum(loop.maximum),
    )
    nothing = loop.cardinality is None and loop.collection is None
    if loop.kind == "standard" and loop.condition is None and loop.maximum is None:
        text = "chưa ghi điều kiện lặp (loopCondition) hoặc số lần tối đa; hãy ghi một trong hai."
        reader.open("condition.no_loop", text)
    elif loop.kind != "standard" and nothing:
        text = "chưa ghi số lần (loopCardinality) hoặc danh sách (motcua:collection); hãy ghi một trong hai."
        reader.open("condition.no_count", text)
    return repetition, findings


class _Reader:
    def __init__(self, element: str, executable: bool, findings: list[Finding]) -> None:
        self.element = element
        self.unreadable = Severity.ERROR if executable else Severity.GAP
        self.findings = findings

    def expression(self, text: str | None, what: str) -> Expression | None:
        if text is None:
            return None
        try:
            return compile_expression(text)
        except UnreadableExpression as problem:
            say = f"«{self.element}»: {what} không đọc được, hãy sửa lại: {problem.sentence}"
            self.findings.append(Finding("condition.unreadable", self.unreadable, self.element, say))
            return None

    def maximum(self, text: str | None) -> int | None:
        if text is None:
            return None
        if text.strip().isascii() and text.strip().isdigit() and int(text) <= MAX_INSTANCES:
            return int(text)
        say = f"«{self.element}»: số lần lặp tối đa phải là số từ 0 đến {MAX_INSTANCES}; hãy sửa lại."
        self.findings.append(error("condition.bad_maximum", self.element, say))
        return None

    def open(self, code: str, text: str) -> None:
        self.findings.append(gap(code, self.element, f"Hoạt động lặp «{self.element}» {text}"))
