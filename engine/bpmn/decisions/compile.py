"""From the texts of a table to a `Decision`; everything that stands in the way is a finding, all at once."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from engine.bpmn.decisions.decision import Decision, Input, Output, Rule
from engine.bpmn.decisions.dmn import Cell, InputColumn, OutputColumn, Row, Sheet, read_sheet
from engine.bpmn.decisions.hit_policy import Aggregation, HitPolicy
from engine.bpmn.decisions.limits import MAX_INPUTS, MAX_OUTPUTS, MAX_RULES
from engine.bpmn.expressions import (
    Expression,
    UnaryTests,
    UnreadableExpression,
    compile_expression,
    compile_unary_tests,
)
from engine.bpmn.expressions.cursor import RESERVED
from engine.bpmn.finding import Finding, error

_DATA_NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_ANYTHING = "-"

Compiled = TypeVar("Compiled")


@dataclass(frozen=True, slots=True)
class DecisionReading:
    """The decision, or None where errors stand in the way, and all findings."""

    decision: Decision | None
    findings: tuple[Finding, ...]


def read_decision(dmn: bytes) -> DecisionReading:
    """Read a .dmn file with one decision table, hit policies UNIQUE, FIRST, ANY and COLLECT.

    Never raises for what a file contains. Findings are shown at ids of the DMN file.
    """
    reading = read_sheet(dmn)
    if reading.sheet is None:
        return DecisionReading(None, reading.findings)
    sheet = reading.sheet
    findings = [*_too_large(sheet), *_settings(sheet), *_names(sheet), *_widths(sheet)]
    if findings:
        return DecisionReading(None, tuple(findings))
    cells = _Cells(sheet.name)
    decision = Decision(
        id=sheet.id,
        name=sheet.name,
        hit_policy=HitPolicy(sheet.hit_policy),
        aggregation=None if sheet.aggregation is None else Aggregation(sheet.aggregation),
        inputs=tuple(map(cells.input, sheet.inputs)),
        outputs=tuple(map(cells.output, sheet.outputs)),
        rules=tuple(map(cells.rule, sheet.rows)),
    )
    return DecisionReading(None if cells.findings else decision, tuple(cells.findings))


def _too_large(sheet: Sheet) -> Iterable[Finding]:
    sizes = (
        ("dòng", len(sheet.rows), MAX_RULES),
        ("cột vào", len(sheet.inputs), MAX_INPUTS),
        ("cột ra", len(sheet.outputs), MAX_OUTPUTS),
    )
    for what, size, largest in sizes:
        if size > largest:
            text = f"Bảng «{sheet.name}» có {size} {what}, tối đa {largest}; hãy chia thành nhiều bảng."
            yield error("data.decision_too_large", sheet.id, text)
    if not sheet.rows:
        text = f"Bảng «{sheet.name}» chưa có dòng nào; hãy ghi ít nhất một dòng."
        yield error("data.decision_no_rule", sheet.id, text)


def _settings(sheet: Sheet) -> Iterable[Finding]:
    if sheet.hit_policy not in {*HitPolicy}:
        text = f"Bảng «{sheet.name}» chọn dòng theo {sheet.hit_policy}; hãy dùng UNIQUE, FIRST, ANY hoặc COLLECT."
        yield error("data.decision_hit_policy", sheet.id, text)
    elif sheet.aggregation is not None and sheet.hit_policy != HitPolicy.COLLECT:
        text = f"Bảng «{sheet.name}» gộp bằng {sheet.aggregation} nhưng không phải COLLECT; hãy bỏ phép gộp."
        yield error("data.decision_aggregation", sheet.id, text)
    elif sheet.aggregation is not None and sheet.aggregation not in {*Aggregation}:
        text = f"Bảng «{sheet.name}» gộp bằng {sheet.aggregation}; hãy dùng SUM, MIN, MAX hoặc COUNT."
        yield error("data.decision_aggregation", sheet.id, text)
    elif sheet.aggregation is not None and len(sheet.outputs) > 1:
        # DMN 1.3 §8.2.8 gives no meaning to the sum of several outputs.
        text = f"Bảng «{sheet.name}» gộp nhiều cột ra; hãy để một cột ra hoặc bỏ phép gộp."
        yield error("data.decision_aggregation", sheet.id, text)


def _names(sheet: Sheet) -> Iterable[Finding]:
    if not sheet.outputs:
        text = f"Bảng «{sheet.name}» chưa có cột ra; hãy ghi ít nhất một cột ra."
        yield error("data.decision_output", sheet.id, text)
    taken: set[str] = set()
    for output in sheet.outputs:
        if not _DATA_NAME.fullmatch(output.name) or output.name in RESERVED:
            text = f"Cột ra «{output.name[:80]}» không phải tên dữ liệu; hãy đặt tên không dấu như le_phi."
            yield error("data.decision_output", output.id, text)
        elif output.name in taken:
            text = f"Tên dữ liệu «{output.name}» dùng cho hai cột ra; hãy đặt cho mỗi cột một tên riêng."
            yield error("data.decision_output", output.id, text)
        taken.add(output.name)


def _widths(sheet: Sheet) -> Iterable[Finding]:
    for number, row in enumerate(sheet.rows, start=1):
        if (len(row.tests), len(row.results)) != (len(sheet.inputs), len(sheet.outputs)):
            text = f"Dòng {number} của bảng «{sheet.name}» thừa hoặc thiếu ô; hãy ghi đủ một ô cho mỗi cột."
            yield error("data.decision_cell", row.id, text)


@dataclass(frozen=True, slots=True)
class _Cells:
    """Compiles the cells of one table; one that cannot be read leaves a finding, and a stand-in that never runs."""

    table: str
    findings: list[Finding] = field(default_factory=list)

    def input(self, column: InputColumn) -> Input:
        expression = self._expression(column.expression)
        return Input(column.id, column.label, expression, self._values(column.allowed))

    def output(self, column: OutputColumn) -> Output:
        default = None if column.default is None else self._expression(column.default)
        return Output(column.id, column.name, self._values(column.allowed), default)

    def rule(self, row: Row) -> Rule:
        tests = tuple(self._tests(cell) for cell in row.tests)
        return Rule(row.id, tests, tuple(self._expression(cell) for cell in row.results))

    def _values(self, cell: Cell | None) -> UnaryTests | None:
        return None if cell is None else self._tests(cell)

    def _tests(self, cell: Cell) -> UnaryTests:
        # Modelers draw `-` for a cell that they write as an empty text.
        return self._read(compile_unary_tests, Cell(cell.element, cell.text or _ANYTHING), _ANYTHING)

    def _expression(self, cell: Cell) -> Expression:
        return self._read(compile_expression, cell, "null")

    def _read(self, read: Callable[[str], Compiled], cell: Cell, stand_in: str) -> Compiled:
        try:
            return read(cell.text)
        except UnreadableExpression as problem:
            text = f"Ô «{cell.text[:80]}» của bảng «{self.table}» không đọc được, hãy sửa lại: {problem.sentence}"
            self.findings.append(error("data.decision_cell", cell.element, text))
            return read(stand_in)
