"""The cells of a decision table: tests that the value of an input passes or not (DMN 1.3 §10.3.1.2, unary tests)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn, TypeGuard

from engine.bpmn.expressions.errors import UnreadableExpression
from engine.bpmn.expressions.expression import Expression, compiled
from engine.bpmn.expressions.feel import Feel
from engine.bpmn.expressions.nodes import (
    And,
    Call,
    Compare,
    In,
    Literal,
    Name,
    Node,
    Not,
    Or,
    Quantified,
    Test,
    walk,
)

_INPUT = Name("?")
_CLAIMS = frozenset(
    {"all", "any", "contains", "ends with", "is defined", "is empty", "list contains", "starts with"}
)


@dataclass(frozen=True, slots=True)
class UnaryTests:
    """A compiled cell, kept as an expression over the data and `?`, the value of the input."""

    expression: Expression

    @property
    def names(self) -> frozenset[str]:
        """The variables of the data that the cell reads, as dotted paths; `?` is none of them."""
        return self.expression.names

    def test(self, value: object, data: Mapping[str, object], now: datetime | None = None) -> bool:
        """Tell whether a value of the input passes; `-` passes every value, also null.

        Raises ConditionUnknown where that is neither true nor false (`< 5` of null or of a text) or where a name
        that the cell reads is not in the data, EvaluationTooLarge past a bound, Broken for foreign data.
        """
        return self.expression.test({**data, _INPUT.name: value}, now)


def compile_unary_tests(source: str) -> UnaryTests:
    """Compile a cell: `-`, `< 5`, `[1..10)`, `"a", "b"`, `not("x")`, `? > a and ? < b`, or several with commas.

    Raises UnreadableExpression with the position and a Vietnamese sentence, ExpressionTooLarge past a bound.
    """
    return UnaryTests(compiled(source, _read, frozenset({_INPUT.name})))


def _read(source: str) -> Node:
    start = len(source) - len(source.lstrip())
    end = len(source.rstrip())
    if start >= end:
        raise UnreadableExpression(
            "expression.empty", "Ô còn trống; hãy ghi “-” nếu giá trị nào cũng được.", 0
        )
    parser = _Cell(source, start, end)
    return parser.finish(parser.cell())


class _Cell(Feel):
    """Reads tests side by side, where `?` stands for the value that is tested."""

    def cell(self) -> Node:
        if self.sees("-") and self.ahead(1).kind == "end":
            self.take()
            return Literal(True)
        beginning = self._index
        if self.skip("not") and self.skip("("):
            negated = Not(self._tests_together())
            self.expect(")")
            if self.token.kind == "end":
                return negated
        # `not(a) and b` is one condition, `not(a), b` two tests: only `not(…)` over the whole cell negates them all.
        self._index = beginning
        return self._tests_together()

    def _tests_together(self) -> Node:
        tests = [self.test(self.expression)]
        while self.skip(","):
            tests.append(self.test(self.expression))
        if self.token.kind == "name" and self.token.text in ("and", "or"):
            self._refuse_joined_bounds()
        claims = [test for test in tests if _is_claim(test)]
        values = tuple(test for test in tests if not _is_claim(test))
        parts = ([In(_INPUT, values)] if values else []) + claims
        return Or(tuple(parts)) if len(parts) > 1 else parts[0]

    def _refuse_joined_bounds(self) -> NoReturn:
        fault = "hãy viết khoảng như “[1..10]”, hoặc “? > 1 and ? < 10” với dấu “?” là giá trị đang xét"
        self.fail("expression.unexpected", fault, self.token.at)

    def _primary(self) -> Node:
        return _INPUT if self.skip(_INPUT.name) else super()._primary()


def _is_claim(test: Test) -> TypeGuard[Node]:
    """Tell a test that is itself true or false from a value that the input must equal or be among."""
    if isinstance(test, Compare | In | And | Or | Not | Quantified):
        return True
    if isinstance(test, Call) and test.function in _CLAIMS:
        return True
    return any(node == _INPUT for node, _ in walk(test))
