"""Dates and moments as legacy sources write them; a date whose order nobody can know is never guessed."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from engine.clock import HANOI
from migration_tools.cell import Cell
from migration_tools.mapping.operators.result import Noted, Operator, Wrong, as_text
from migration_tools.mapping.record import Treatment

_DATE = re.compile(
    r"(\d{1,4})([/.\-])(\d{1,2})\2(\d{1,4})"
    r"(?:(?:T|[ ,]+)(\d{1,2})[:hg](\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s?(am|pm|sa|ch)?)?\s?(z|[+-]\d{2}:?\d{2})?",
    re.ASCII | re.IGNORECASE,
)
_TIME_FIRST = re.compile(r"(\d{1,2}[:hg]\d{2}(?::\d{2})?),?\s+(\S+)", re.ASCII | re.IGNORECASE)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_PROGRAM_LENGTH = len("2018-11-05 08:45:00")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_PERIOD = re.compile(r"(?:tháng|thang|t)?\s*(\d{1,2})\s*(?:[/\-.]|năm|nam)\s*(\d{4})", re.IGNORECASE)
_ISO_PERIOD = re.compile(r"(\d{4})-(\d{2})", re.ASCII)

_MIDNIGHT = time()
_OFFSETS = {True: timedelta(), False: timedelta(hours=7)}
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_PLACEHOLDERS = frozenset({date(1900, 1, 1), date(1899, 12, 30), date(1899, 12, 31), date(1, 1, 1)})
_EPOCHS = {1900: date(1899, 12, 30), 1904: date(1904, 1, 1)}
# 1954 to 2064: a number outside is a year, a dossier's number or anything else, but no day of a register.
_SERIALS = range(20_000, 60_000)


class DateRule(NamedTuple):
    """How one column's dates are read.

    `orders` are those the mapping declares (`dmy`, `mdy`, `ymd`), none where the column's evidence decides;
    `evidence` is the column's own order (`dmy`, `mdy`, `mixed` or None). A year of two digits below `pivot` is of
    this century; without `two_digits` it is refused. `zone` is what naive moments are told in; a day without a
    time becomes the moment `at` of Hanoi's clock where a moment is asked for. `latest` is the last day there can be.
    """

    is_moment: bool
    orders: frozenset[str] = frozenset()
    evidence: str | None = None
    two_digits: bool = True
    pivot: int = 30
    epoch: int = 1900
    zone: str = "hanoi"
    at: time = time()
    latest: date | None = None


class _Read(NamedTuple):
    day: date
    clock: time | None = None
    offset: timedelta | None = None
    rule: str = ""


def read_period(text: str) -> str | None:
    """Return `2005-12` for `tháng 12/2005`, `12/2005` or `2005-12`, None for what is no month."""
    if found := _PERIOD.fullmatch(text.strip()):
        month, year = int(found[1]), int(found[2])
    elif found := _ISO_PERIOD.fullmatch(text.strip()):
        year, month = int(found[1]), int(found[2])
    else:
        return None
    return f"{year:04d}-{month:02d}" if 1 <= month <= 12 and _FIRST_YEAR <= year <= _LAST_YEAR else None


def date_operator(rule: DateRule) -> Operator:
    """Return the operator: a day or an aware moment in UTC; nothing for a placeholder such as 0000-00-00."""

    def read(cell: Cell) -> Cell | Noted:
        if cell.__class__ is str and (told := _told_by_program(cell)):
            return _finished(told, rule)
        if isinstance(cell, datetime):
            offset = cell.utcoffset()
            return _finished(_Read(cell.date(), cell.time().replace(tzinfo=None), offset), rule)
        if isinstance(cell, date):
            return _finished(_Read(cell), rule)
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return _finished(_from_serial(float(cell), rule), rule)
        text = as_text(cell).strip()
        if found := _DATE.fullmatch(text):
            return _finished(_from_parts(found, rule), rule)
        if period := read_period(text):
            return Noted(None, "date.period", Treatment.FLAG, period)
        return _finished(_from_text(text, rule), rule)

    return read


def _told_by_program(text: str) -> _Read | None:
    """Read `2018-11-05 08:45:00`, as databases write every moment; None for anything else, and for what is none."""
    if len(text) != _PROGRAM_LENGTH or text[4::3] != "-- ::":
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return _Read(moment.date(), moment.time())


def _from_text(text: str, rule: DateRule) -> _Read:
    if found := _DATE.fullmatch(text):
        return _from_parts(found, rule)
    if found := _TIME_FIRST.fullmatch(text):
        swapped = _DATE.fullmatch(f"{found[2]} {found[1]}")
        if swapped:
            return _from_parts(swapped, rule)
    if (found := _COMPACT.fullmatch(text)) and _FIRST_YEAR <= int(found[1]) <= _LAST_YEAR:
        return _Read(_day(int(found[1]), int(found[2]), int(found[3])))
    if _SERIAL.fullmatch(text):
        return _from_serial(float(text), rule)
    raise Wrong("date.unreadable")


def _from_serial(number: float, rule: DateRule) -> _Read:
    whole, part = int(number // 1), number % 1
    if 19000101 <= number <= 21991231:
        return _from_text(str(whole), rule)
    if whole not in _SERIALS:
        raise Wrong("date.unreadable", "số này không phải ngày của Excel")
    seconds = round(part * 86_400)
    moment = datetime.combine(_EPOCHS[rule.epoch], time()) + timedelta(days=whole, seconds=seconds)
    return _Read(
        moment.date(), moment.time() if part else None, None, "serial" if rule.epoch == 1900 else "1904"
    )


def _from_parts(found: re.Match[str], rule: DateRule) -> _Read:
    one, two, three = found[1], int(found[3]), found[4]
    note = ""
    if int(one) == two == int(three) == 0 or "9999" in (one, three) or "0000" in (one, three):
        return _Read(date(1, 1, 1))
    if len(one) == 4:
        day = _day(int(one), two, int(three))
    elif len(one) <= 2 and len(three) == 4:
        day, note = _ordered(int(one), two, int(three), rule)
    elif len(one) <= 2 and len(three) == 2:
        if not rule.two_digits:
            raise Wrong("date.unreadable", "năm chỉ có hai chữ số")
        century = 2000 if int(three) < rule.pivot else 1900
        day, _ = _ordered(int(one), two, century + int(three), rule)
        note = "pivot"
    else:
        raise Wrong("date.unreadable")
    return _Read(day, _clock(found), _offset(found[9]), note)


def _ordered(one: int, two: int, year: int, rule: DateRule) -> tuple[date, str]:
    """Read two numbers as day and month: by what is declared, then by the column, and only where they agree."""
    declared = rule.orders - {"ymd"}
    if one == two:
        return _day(year, two, one), ""
    order = next(iter(declared)) if len(declared) == 1 else rule.evidence
    if order is None and (one > 12 or two > 12):
        order = "dmy" if one > 12 else "mdy"
    against = rule.evidence not in (None, order)
    if order not in ("dmy", "mdy") or (against and one <= 12 and two <= 12):
        raise Wrong(
            "date.day_or_month", "cột ghi lẫn hai thứ tự" if rule.evidence else "cột không cho biết thứ tự"
        )
    day, month = (one, two) if order == "dmy" else (two, one)
    if month > 12 >= day:
        raise Wrong("date.day_or_month", f"thứ tự của cột là {order}")
    return _day(year, month, day), "month_first" if order == "mdy" else ""


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Wrong("date.impossible") from None


def _clock(found: re.Match[str]) -> time | None:
    if found[5] is None:
        return None
    hour, half = int(found[5]), (found[8] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise Wrong("date.impossible", "giờ không hợp với SA/CH")
        # Noon is 12 CH and midnight 12 SA: the hour 12 counts as 0 of its half.
        hour = hour % 12 + (12 if half in ("pm", "ch") else 0)
    try:
        return time(hour, int(found[6]), int(found[7] or 0))
    except ValueError:
        raise Wrong("date.impossible", "giờ không có thật") from None


def _offset(text: str | None) -> timedelta | None:
    if text is None:
        return None
    if text in "zZ":
        return timedelta()
    hours, minutes = int(text[1:3]), int(text[-2:])
    if hours > 14 or minutes > 59:
        raise Wrong("date.impossible", "múi giờ không có thật")
    return (-1 if text[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes)


_NOTES = {
    "serial": ("date.excel_serial", "excel_serial"),
    "1904": ("date.excel_1904", "excel_1904"),
    "pivot": ("date.two_digit_year", "pivot_year"),
    "month_first": ("date.month_first", "column_order_of_day_and_month"),
}


def _finished(read: _Read, rule: DateRule) -> Cell | Noted:
    if read.day in _PLACEHOLDERS or read.day.year == 9999:
        return Noted(None, "date.placeholder", Treatment.FIX, "placeholder_date")
    if not _FIRST_YEAR <= read.day.year <= _LAST_YEAR:
        raise Wrong("date.impossible", "năm ngoài khoảng của sổ")
    moment = _moment(read, rule)
    # What is told in Hanoi's time stands on its day.
    is_ours = read.offset is None and rule.zone == "hanoi"
    day = read.day if is_ours else moment.astimezone(HANOI).date()
    if rule.latest is not None and day > rule.latest:
        raise Wrong("date.future", f"sau ngày {rule.latest.isoformat()}")
    value = moment if rule.is_moment else day
    if day != read.day:
        return Noted(value, "date.utc_shift", Treatment.FIX, "from_utc")
    if read.rule:
        code, note = _NOTES[read.rule]
        return Noted(value, code, Treatment.FIX, note)
    return value


def _moment(read: _Read, rule: DateRule) -> datetime:
    is_naive = read.offset is None and rule.zone == "hanoi"
    # Midnight on the dot is what a program writes for a day without a time.
    if read.clock is None or (is_naive and read.clock == _MIDNIGHT):
        return datetime.combine(read.day, rule.at, HANOI).astimezone(UTC)
    told = datetime.combine(read.day, read.clock, UTC)
    return told - (read.offset if read.offset is not None else _OFFSETS[rule.zone == "utc"])
