"""Sums and products over numbers, texts, dates and durations; operands that do not fit give null."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import Any

from engine.bpmn.expressions.errors import EvaluationTooLarge
from engine.bpmn.expressions.limits import MAX_EXPONENT, MAX_POWER, NUMBERS
from engine.bpmn.expressions.nodes import ArithmeticSign
from engine.bpmn.expressions.values import bounded_text

_Operation = Callable[[Any, Any], object]

_MICROSECOND = timedelta(microseconds=1)


def calculate(sign: ArithmeticSign, left: object, right: object) -> object:
    """Return `left sign right`, or null where DMN defines none: other kinds, division by zero, a date out of range.

    Raises EvaluationTooLarge for a number past 10**6144 or a power past MAX_POWER.
    """
    operation = _OPERATIONS.get((sign, type(left), type(right)))
    if operation is None:
        return None
    try:
        return operation(left, right)
    except Overflow as problem:
        raise EvaluationTooLarge("MAX_EXPONENT", MAX_EXPONENT) from problem
    except (DivisionByZero, InvalidOperation, OverflowError):
        return None


def negate(value: object) -> object:
    """Return the opposite of a number or a duration, else null."""
    zero = timedelta(0) if isinstance(value, timedelta) else Decimal(0)
    return calculate("-", zero, value)


def _power(number: Decimal, exponent: Decimal) -> Decimal | None:
    if abs(exponent) > MAX_POWER:
        raise EvaluationTooLarge("MAX_POWER", MAX_POWER)
    if number == 0 and exponent < 0:
        # The decimal module gives infinity here without a signal; it is a division by zero.
        return None
    return NUMBERS.power(number, exponent)


def _join(left: str, right: str) -> str:
    return bounded_text(left + right)


def _between(left: datetime, right: datetime) -> timedelta | None:
    return left - right if (left.tzinfo is None) == (right.tzinfo is None) else None


def _times(length: timedelta, factor: Decimal) -> timedelta:
    return _from_microseconds(NUMBERS.multiply(_microseconds(length), factor))


def _over(length: timedelta, divisor: Decimal) -> timedelta:
    return _from_microseconds(NUMBERS.divide(_microseconds(length), divisor))


def _ratio(left: timedelta, right: timedelta) -> Decimal:
    return NUMBERS.divide(_microseconds(left), _microseconds(right))


def _microseconds(length: timedelta) -> Decimal:
    return Decimal(length // _MICROSECOND)


def _from_microseconds(count: Decimal) -> timedelta:
    # A count of thousands of digits is refused before an int is made of it.
    if count.adjusted() > NUMBERS.prec:
        raise OverflowError
    return timedelta(microseconds=int(count.to_integral_value(context=NUMBERS)))


def _add(left: Any, right: Any) -> object:
    return left + right


def _subtract(left: Any, right: Any) -> object:
    return left - right


def _days_before(day: date, length: timedelta) -> date:
    # Python's own `date - timedelta` takes only the whole days off, which would forget the hours upwards.
    return day + -length


_OPERATIONS: Mapping[tuple[str, type, type], _Operation] = {
    ("+", Decimal, Decimal): NUMBERS.add,
    ("-", Decimal, Decimal): NUMBERS.subtract,
    ("*", Decimal, Decimal): NUMBERS.multiply,
    ("/", Decimal, Decimal): NUMBERS.divide,
    ("**", Decimal, Decimal): _power,
    ("+", str, str): _join,
    # A date takes whole days: Python's sum drops the hours downwards, as DMN does by counting from midnight UTC.
    ("+", date, timedelta): _add,
    ("+", timedelta, date): _add,
    ("-", date, timedelta): _days_before,
    ("-", date, date): _subtract,
    ("+", datetime, timedelta): _add,
    ("+", timedelta, datetime): _add,
    ("-", datetime, timedelta): _subtract,
    ("-", datetime, datetime): _between,
    ("+", timedelta, timedelta): _add,
    ("-", timedelta, timedelta): _subtract,
    ("*", timedelta, Decimal): _times,
    ("*", Decimal, timedelta): lambda factor, length: _times(length, factor),
    ("/", timedelta, Decimal): _over,
    ("/", timedelta, timedelta): _ratio,
}
