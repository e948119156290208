"""Interval analysis: what values a condition compares with, and one sample of each stretch on which nothing changes."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise
from typing import Any

from engine.bpmn.expressions import compile_expression, to_text
from engine.bpmn.expressions.limits import NUMBERS
from engine.bpmn.expressions.nodes import (
    And,
    Bound,
    Call,
    Compare,
    In,
    ListOf,
    Literal,
    Name,
    Node,
    Not,
    Or,
    Range,
    Test,
    variable_paths,
    walk,
)

Comparison = tuple[str, object]
"""The name of a variable and a value that it is compared with."""

Possible = Callable[[str, Sequence[object]], Sequence[object]]
"""Turns the values that a variable is compared with into the samples of it that can occur."""

_OF_THE_CLOCK = frozenset({"today", "now"})
_DAY = timedelta(days=1)


class _NotSimple(Exception):
    """A part that is no comparison of a variable with written values."""


def comparisons(tree: Node) -> tuple[Comparison, ...] | None:
    """Return what a condition compares with what, or None where it is not simple.

    Simple is what `and`, `or` and `not` make of comparisons of one variable with values written in the text:
    numbers, strings, booleans, dates, moments, durations, null, ranges and lists of them.
    """
    try:
        return tuple(_compared(tree))
    except _NotSimple:
        return None


def samples(values: Iterable[object]) -> tuple[object, ...]:
    """Return the values, and a sample of each stretch below, between and above them, kind by kind.

    Of booleans both are returned. Between two numbers stands one without a fraction too, if there is one. A
    stretch in which no value of the kind lies, as between two days that follow each other, has no sample.
    """
    lines: dict[tuple[type, bool], set[Any]] = {}
    for value in values:
        # A moment with an offset and one without do not lie on one line.
        is_on_a_clock = isinstance(value, datetime) and value.tzinfo is not None
        lines.setdefault((type(value), is_on_a_clock), set()).add(value)
    found: list[object] = []
    for (kind, _), line in lines.items():
        found += _FEW.get(kind) or _on_line(kind, line)
    return tuple(found)


def any_value(_: str, values: Sequence[object]) -> Sequence[object]:
    """The `Possible` of variables about which nothing is known."""
    return samples(values)


def is_made_up(value: object, named: Collection[object]) -> bool:
    """Tell a text that only stands for "any other text" from one that somebody named."""
    return isinstance(value, str) and value not in named and value in samples(named)


def said(value: object, named: Collection[object]) -> str:
    """Write a sample for people; `named` are the values it was made of."""
    if isinstance(value, str):
        return "một giá trị khác" if is_made_up(value, named) else f"“{value}”"
    if isinstance(value, bool):
        return "đúng" if value else "sai"
    if isinstance(value, Decimal):
        return format(value.normalize(NUMBERS), "f")
    return f"{value:%d/%m/%Y}" if type(value) is date else "để trống" if value is None else str(value)


def _compared(tree: Test) -> Iterator[Comparison]:
    match tree:
        case And(items=items) | Or(items=items):
            for item in items:
                yield from _compared(item)
        case Not(operand=operand):
            yield from _compared(operand)
        case Literal(value=bool()):
            return
        case Name(name=name):
            yield name, True
        case Compare(left=Name(name=name), right=value) | Compare(left=value, right=Name(name=name)):
            yield name, _constant(value)
        case In(value=Name(name=name), tests=tests):
            yield from ((name, _constant(value)) for test in tests for value in _ends(test))
        case _:
            raise _NotSimple


def _ends(test: Test) -> Sequence[Node]:
    match test:
        case Range(low=low, high=high):
            return (low, high)
        case Bound(limit=limit):
            return (limit,)
        case ListOf(items=items):
            return items
        case _:
            return (test,)


def _constant(node: Node) -> object:
    calls = {part.function for part, _ in walk(node) if isinstance(part, Call)}
    if variable_paths(node) or calls & _OF_THE_CLOCK:
        raise _NotSimple
    value = compile_expression(to_text(node)).evaluate({})
    if type(value) in _NEAR or type(value) is bool or node == Literal(None):
        return value
    raise _NotSimple


def _on_line(kind: type, line: set[Any]) -> Iterator[object]:
    for low, high in pairwise([None, *sorted(line), None]):
        with suppress(OverflowError):
            for near in _NEAR[kind](low, high):
                if (low is None or low < near) and (high is None or near < high):
                    yield near
        if high is not None:
            yield high


def _numbers(low: Decimal | None, high: Decimal | None) -> Iterator[Decimal]:
    if low is not None:
        yield NUMBERS.add(low.to_integral_value(ROUND_FLOOR), Decimal(1))
    elif high is not None:
        yield NUMBERS.subtract(high.to_integral_value(ROUND_CEILING), Decimal(1))
    if low is not None and high is not None:
        yield NUMBERS.divide(NUMBERS.add(low, high), Decimal(2))


def _texts(low: str | None, _: str | None) -> Iterator[str]:
    yield "" if low is None else f"{low}_"


def _days(low: date | None, high: date | None) -> Iterator[date]:
    if low is not None:
        yield low + _DAY
    elif high is not None:
        yield high - _DAY


def _lengths(low: Any, high: Any) -> Iterator[Any]:
    if low is not None and high is not None:
        yield low + (high - low) / 2
    else:
        yield from _days(low, high)


_FEW: Mapping[type, Sequence[object]] = {bool: (False, True), type(None): (None,)}
_NEAR: Mapping[type, Callable[[Any, Any], Iterator[object]]] = {
    Decimal: _numbers,
    str: _texts,
    date: _days,
    datetime: _lengths,
    timedelta: _lengths,
}
