"""Sums and products over numbers, texts, dates and durations; operands that do not fit give null."""

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta
from decimal import Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import Any

from engine.bpmn.expressions.errors import EvaluationTooLarge
from engine.bpmn.expressions.limits import MAX_EXPONENT, MAX_POWER, NUMBERS
from engine.bpmn.expressions.nodes import ArithmeticSign
from engine.bpmn.expressions.values import WORKING_DAY_MINUTES, Months, WorkingDuration, bounded_text

_Operation = Callable[[Any, Any], object]

_ZEROS: Mapping[type, object] = {Decimal: Decimal(0), timedelta: timedelta(0), Months: Months(0)}
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
    return calculate("-", _ZEROS.get(type(value)), value)


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


def _moved(day: date, length: Months) -> date | None:
    """Move a date or a moment by months; a day that the month does not have is its last (31/01 + 1 = 28/02)."""
    year, month = divmod(day.year * 12 + day.month - 1 + length.count, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))


def _moved_back(day: date, length: Months) -> date | None:
    return _moved(day, Months(-length.count))


def _times_months(length: Months, factor: Decimal) -> Months:
    return _whole_months(NUMBERS.multiply(Decimal(length.count), factor))


def _over_months(length: Months, divisor: Decimal) -> Months:
    return _whole_months(NUMBERS.divide(Decimal(length.count), divisor))


def _whole_months(count: Decimal) -> Months:
    if count.adjusted() > NUMBERS.prec:
        raise OverflowError
    return Months(int(count))


def _clock_later(clock: time, length: timedelta) -> time:
    """Add to a time of the day, round the clock."""
    return (datetime.combine(date(2000, 1, 1), clock) + length % timedelta(days=1)).time()


def _clock_apart(left: time, right: time) -> timedelta:
    return datetime.combine(date.min, left) - datetime.combine(date.min, right)


def _worked_more(left: WorkingDuration, right: WorkingDuration) -> WorkingDuration:
    return WorkingDuration(left.days + right.days, left.minutes + right.minutes)


def _worked_less(left: WorkingDuration, right: WorkingDuration) -> WorkingDuration | None:
    """Take working time off; days and hours stay apart as long as each is enough, then a day is 8 hours."""
    days, minutes = left.days - right.days, left.minutes - right.minutes
    if days >= 0 and minutes >= 0:
        return WorkingDuration(days, minutes)
    total = left.total_minutes - right.total_minutes
    return None if total < 0 else WorkingDuration(*divmod(total, WORKING_DAY_MINUTES))


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
    ("+", date, Months): _moved,
    ("+", Months, date): lambda length, day: _moved(day, length),
    ("-", date, Months): _moved_back,
    ("+", datetime, Months): _moved,
    ("+", Months, datetime): lambda length, moment: _moved(moment, length),
    ("-", datetime, Months): _moved_back,
    ("+", Months, Months): lambda left, right: Months(left.count + right.count),
    ("-", Months, Months): lambda left, right: Months(left.count - right.count),
    ("*", Months, Decimal): _times_months,
    ("*", Decimal, Months): lambda factor, length: _times_months(length, factor),
    ("/", Months, Decimal): _over_months,
    ("/", Months, Months): lambda left, right: NUMBERS.divide(Decimal(left.count), Decimal(right.count)),
    ("+", time, timedelta): _clock_later,
    ("+", timedelta, time): lambda length, clock: _clock_later(clock, length),
    ("-", time, timedelta): lambda clock, length: _clock_later(clock, -length),
    ("-", time, time): _clock_apart,
    ("+", WorkingDuration, WorkingDuration): _worked_more,
    ("-", WorkingDuration, WorkingDuration): _worked_less,
}
