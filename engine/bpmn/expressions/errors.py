"""What can go wrong with an expression: it cannot be read, it costs too much, or its answer is unknown."""

from collections.abc import Sequence

from engine.errors import Refused, Stuck


class UnreadableExpression(Refused, ValueError):
    """The text is not an expression of the language; nothing was compiled.

    `position` counts characters of the source from 0; `sentence` tells the designer, in Vietnamese, what to mend.
    """

    def __init__(self, code: str, sentence: str, position: int) -> None:
        super().__init__(code, position=position)
        self.sentence = sentence
        self.position = position


class ExpressionTooLarge(UnreadableExpression):
    """The text is longer, deeper or made of more parts than limits.py allows."""


class EvaluationTooLarge(Stuck):
    """The evaluation passed a bound of limits.py; facts: `source`, `limit` (its name), `allowed`."""

    def __init__(self, limit: str, allowed: int) -> None:
        super().__init__("expression.too_large", limit=limit, allowed=allowed)


class ConditionUnknown(Stuck):
    """A condition came out neither true nor false; facts: `source`, `result` (its kind), `missing` names."""

    def __init__(self, source: str, result: str, missing: Sequence[str]) -> None:
        super().__init__("expression.unknown", source=source, result=result, missing=missing)
