"""The values of the language, and how data come in: exact numbers, bounded strings and lists, nothing foreign."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, Overflow
from functools import total_ordering

from engine.bpmn.expressions.errors import EvaluationTooLarge
from engine.bpmn.expressions.limits import (
    MAX_LIST_ITEMS,
    MAX_STRING_CHARACTERS,
    NUMBER_DIGITS,
    NUMBERS,
)
from engine.errors import Broken

# Một ngày làm việc bằng 8 giờ làm việc (DOMAIN.md §2: "80 giờ làm việc tương đương 10 ngày").
WORKING_DAY_MINUTES = 8 * 60


@total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class WorkingDuration:
    """A length of working time as it was written: whole working days and minutes of office hours.

    The two parts are kept apart because days and hours are counted by different rules (DOMAIN.md §2);
    compared, a working day is 8 hours.
    """

    days: int
    minutes: int

    @property
    def total_minutes(self) -> int:
        """The whole length in minutes of office hours."""
        return self.days * WORKING_DAY_MINUTES + self.minutes

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WorkingDuration) and self.total_minutes == other.total_minutes

    def __lt__(self, other: "WorkingDuration") -> bool:
        return self.total_minutes < other.total_minutes

    def __hash__(self) -> int:
        return hash(self.total_minutes)


@dataclass(frozen=True, slots=True, order=True)
class Months:
    """A length of years and months, counted in months since a month has no fixed number of days."""

    count: int


_READY = frozenset({type(None), bool, date, datetime, time, timedelta, Months, WorkingDuration})

_KINDS: Mapping[type, str] = {
    type(None): "null",
    bool: "boolean",
    Decimal: "number",
    str: "string",
    date: "date",
    datetime: "date and time",
    time: "time",
    timedelta: "duration",
    Months: "years and months duration",
    WorkingDuration: "working duration",
    list: "list",
    tuple: "list",
}


def admit(value: object) -> object:
    """Return a value of the data as a value of the language.

    Numbers become exact Decimals (a float through its shortest text, so 0.1 is 0.1), a number that is none
    becomes null. Lists and contexts stay as they are: what they hold is admitted when it is read.
    Raises EvaluationTooLarge past a bound, Broken for an object that JSON and forms cannot hold.
    """
    kind = type(value)
    if kind is str:
        return bounded_text(value)  # type: ignore[arg-type]
    if kind in _READY:
        return value
    if isinstance(value, Decimal | int | float):
        return exact_number(value)
    if isinstance(value, list | tuple):
        return bounded_list(value)
    if isinstance(value, Mapping):
        return value
    raise Broken("expression.foreign_value", kind=kind.__name__)


def exact_number(value: Decimal | int | float) -> Decimal | None:
    """Return the number without any rounding, or null for NaN and infinity; too many digits are refused."""
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        return None
    if not is_exact(number):
        raise EvaluationTooLarge("NUMBER_DIGITS", NUMBER_DIGITS)
    return number


def is_exact(number: Decimal) -> bool:
    """Tell whether a number is kept as it is, neither rounded nor out of range."""
    try:
        return NUMBERS.plus(number) == number
    except Overflow:
        return False


def bounded_text(text: str) -> str:
    """Return the text unless it is too long."""
    if len(text) > MAX_STRING_CHARACTERS:
        raise EvaluationTooLarge("MAX_STRING_CHARACTERS", MAX_STRING_CHARACTERS)
    return text


def bounded_list(items: Sequence[object]) -> Sequence[object]:
    """Return the list unless it is too long."""
    if len(items) > MAX_LIST_ITEMS:
        raise EvaluationTooLarge("MAX_LIST_ITEMS", MAX_LIST_ITEMS)
    return items


def whole(value: object) -> int | None:
    """Return a number without a fraction as an int, else None; never builds an int of more than 34 digits."""
    if isinstance(value, Decimal) and value.adjusted() < NUMBER_DIGITS and value == value.to_integral_value():
        return int(value)
    return None


def kind_name(value: object) -> str:
    """Return the name that the language gives to the kind of a value."""
    return _KINDS.get(type(value), "context")
