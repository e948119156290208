"""What a point asks of a date, a time or a length of time (DMN 1.3 Table 65): `ngay_nop.year`."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from engine.bpmn.expressions.values import Months

_Property = Callable[[Any], int]


def _clock(seconds_a_part: int, seconds_a_whole: int) -> _Property:
    """Return how many whole parts are left of a length when its whole ones are taken off, with the length's sign."""

    def count(length: timedelta) -> int:
        seconds = abs(length) // timedelta(seconds=1) % seconds_a_whole // seconds_a_part
        return -seconds if length < timedelta(0) else seconds

    return count


def _months(divide: Callable[[int, int], int]) -> _Property:
    def count(length: Months) -> int:
        part = divide(abs(length.count), 12)
        return -part if length.count < 0 else part

    return count


_DAY: Mapping[str, _Property] = {
    "year": lambda day: day.year,
    "month": lambda day: day.month,
    "day": lambda day: day.day,
    # Monday is 1.
    "weekday": lambda day: day.isoweekday(),
}
_CLOCK: Mapping[str, _Property] = {
    "hour": lambda clock: clock.hour,
    "minute": lambda clock: clock.minute,
    "second": lambda clock: clock.second,
}
_PROPERTIES: Mapping[type, Mapping[str, _Property]] = {
    date: _DAY,
    datetime: {**_DAY, **_CLOCK},
    time: _CLOCK,
    timedelta: {
        "days": lambda length: -(-length).days if length < timedelta(0) else length.days,
        "hours": _clock(3_600, 86_400),
        "minutes": _clock(60, 3_600),
        "seconds": _clock(1, 60),
    },
    Months: {"years": _months(int.__floordiv__), "months": _months(int.__mod__)},
}


def property_of(value: object, key: str) -> Decimal | None:
    """Return a property of a date, time or length, or null for what has none of that name."""
    found = _PROPERTIES.get(type(value), {}).get(key)
    return None if found is None else Decimal(found(value))
