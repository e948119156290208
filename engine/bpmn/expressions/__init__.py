"""The expression language of diagrams: a closed subset of FEEL, with the JUEL form read onto the same tree."""

from engine.bpmn.expressions.errors import (
    ConditionUnknown,
    EvaluationTooLarge,
    ExpressionTooLarge,
    UnreadableExpression,
)
from engine.bpmn.expressions.expression import Expression, compile_expression

__all__ = [
    "ConditionUnknown",
    "EvaluationTooLarge",
    "Expression",
    "ExpressionTooLarge",
    "UnreadableExpression",
    "compile_expression",
]
