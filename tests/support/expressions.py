"""Tables of expressions with the values they must give, told apart by kind as well (true is not 1)."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from engine.bpmn.expressions import compile_expression

# 18 November 2018 in UTC, already the 19th on Hanoi's clock.
LATE_EVENING = datetime(2018, 11, 18, 18, 30, tzinfo=UTC)


class Case(NamedTuple):
    """One line of a table: what `text` must give over `data`."""

    text: str
    data: Mapping[str, Any]
    expected: object


def check(case: Case) -> None:
    """Fail unless the text gives a value of the same kind that is equal; ints stand for numbers here."""
    value = compile_expression(case.text).evaluate(case.data, LATE_EVENING)
    expected = _number(case.expected)

    assert (type(value), value) == (type(expected), expected)


def _number(value: object) -> object:
    if isinstance(value, list):
        return [_number(item) for item in value]
    return Decimal(value) if type(value) is int else value
