"""Dates, moments and lengths of time as ISO 8601 texts: read strictly, written shortest."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from engine.bpmn.expressions.limits import NUMBER_DIGITS, NUMBERS
from engine.bpmn.expressions.values import Months, WorkingDuration

# Our own constant patterns with bounded repeats; a text of the user is never a pattern.
_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-9]{2})?"
)
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?")
_MONTHS = re.compile(r"(?P<sign>-?)P(?=[0-9])(?:(?P<years>[0-9]{1,9})Y)?(?:(?P<months>[0-9]{1,9})M)?")
_DURATION = re.compile(
    r"(?P<sign>-?)P(?=[0-9]|T[0-9])(?:(?P<days>[0-9]{1,9})D)?"
    r"(?:T(?=[0-9])(?:(?P<hours>[0-9]{1,9})H)?(?:(?P<minutes>[0-9]{1,9})M)?"
    r"(?:(?P<seconds>[0-9]{1,9}(?:\.[0-9]{1,6})?)S)?)?"
)


def read_number(text: str) -> Decimal | None:
    """Read a number in plain digits, or None; one of too many digits is None as well."""
    # A sign and a point beside the digits; what is longer is not worth reading.
    if len(text) > NUMBER_DIGITS + 2 or not _NUMBER.fullmatch(text):
        return None
    number = Decimal(text)
    return number if NUMBERS.plus(number) == number else None


def read_date(text: str) -> date | None:
    """Read `2018-11-09`, or None where that is no date of the calendar."""
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None


def read_date_time(text: str) -> datetime | None:
    """Read `2018-11-09T15:00:00` with or without an offset, or None."""
    try:
        return datetime.fromisoformat(text) if _DATE_TIME.fullmatch(text) else None
    except ValueError:
        return None


def read_time(text: str) -> time | None:
    """Read a time of the day on the office's clock (`17:00:00`), or None; one with an offset is none."""
    try:
        return time.fromisoformat(text) if _TIME.fullmatch(text) else None
    except ValueError:
        return None


def read_duration(text: str) -> timedelta | Months | None:
    """Read a length in days and smaller (`P2DT3H`, `-PT90M`) or in years and months (`P1Y6M`), never in both."""
    return _read_months(text) or _read_days(text)


def _read_months(text: str) -> Months | None:
    match = _MONTHS.fullmatch(text)
    if match is None:
        return None
    count = int(match["years"] or 0) * 12 + int(match["months"] or 0)
    return Months(-count if match["sign"] else count)


def _read_days(text: str) -> timedelta | None:
    match = _DURATION.fullmatch(text)
    if match is None:
        return None
    parts = {name: match[name] or "0" for name in ("days", "hours", "minutes", "seconds")}
    seconds, _, fraction = parts["seconds"].partition(".")
    try:
        length = timedelta(
            days=int(parts["days"]),
            hours=int(parts["hours"]),
            minutes=int(parts["minutes"]),
            seconds=int(seconds),
            microseconds=int(fraction.ljust(6, "0")),
        )
        return -length if match["sign"] else length
    except OverflowError:
        return None


def read_working_duration(text: str) -> WorkingDuration | None:
    """Read a length of working time in days, hours and minutes (`P3D`, `PT4H`), or None."""
    match = _DURATION.fullmatch(text)
    if match is None or match["sign"] or match["seconds"]:
        return None
    return WorkingDuration(
        int(match["days"] or 0), int(match["hours"] or 0) * 60 + int(match["minutes"] or 0)
    )


READERS: Mapping[str, Callable[[str], object]] = {
    "number": read_number,
    "date": read_date,
    "date and time": read_date_time,
    "time": read_time,
    "duration": read_duration,
    "working duration": read_working_duration,
}


def iso_text(value: object) -> str | None:
    """Write a date, a time, a moment or a length of any kind as the text that reads back as it; None for others."""
    match value:
        case date() | time():
            return value.isoformat()
        case timedelta():
            return write_duration(value)
        case Months():
            return write_months(value)
        case WorkingDuration():
            return write_working_duration(value)
    return None


def write_duration(length: timedelta) -> str:
    """Write a length as days, hours, minutes and seconds: 36 hours are `P1DT12H`."""
    sign, length = ("-", -length) if length < timedelta(0) else ("", length)
    hours, rest = divmod(length.seconds, 3_600)
    minutes, seconds = divmod(rest, 60)
    fraction = f".{length.microseconds:06}".rstrip("0") if length.microseconds else ""
    clock = _parts([(hours, "H"), (minutes, "M")]) + (f"{seconds}{fraction}S" if seconds or fraction else "")
    return sign + _written(_parts([(length.days, "D")]), clock)


def write_months(length: Months) -> str:
    """Write a length as years and months: 18 months are `P1Y6M`."""
    years, months = divmod(abs(length.count), 12)
    written = _parts([(years, "Y"), (months, "M")]) or "0M"
    return f"{'-' if length.count < 0 else ''}P{written}"


def write_working_duration(length: WorkingDuration) -> str:
    """Write a length of working time; the days and the hours stay as they were written."""
    hours, minutes = divmod(length.minutes, 60)
    return _written(_parts([(length.days, "D")]), _parts([(hours, "H"), (minutes, "M")]))


def _parts(amounts: list[tuple[int, str]]) -> str:
    return "".join(f"{amount}{letter}" for amount, letter in amounts if amount)


def _written(days: str, clock: str) -> str:
    return f"P{days}" + (f"T{clock}" if clock else "") if days or clock else "PT0S"
