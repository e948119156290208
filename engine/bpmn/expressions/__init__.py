"""The expression language of diagrams: a closed subset of FEEL, and JUEL read onto the same tree (GRAMMAR.md)."""

from engine.bpmn.expressions.errors import (
    ConditionUnknown,
    EvaluationTooLarge,
    ExpressionTooLarge,
    UnreadableExpression,
)
from engine.bpmn.expressions.expression import Expression, compile_expression
from engine.bpmn.expressions.text import to_text
from engine.bpmn.expressions.unary import UnaryTests, compile_unary_tests

__all__ = [
    "ConditionUnknown",
    "EvaluationTooLarge",
    "Expression",
    "ExpressionTooLarge",
    "UnaryTests",
    "UnreadableExpression",
    "compile_expression",
    "compile_unary_tests",
    "to_text",
]
