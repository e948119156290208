"""How values stand in the boxes of a form, the Vietnamese way, and how what a person typed is read back.

A text that cannot be read stays as it is, so that its problem can be told and the text shown again.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

from forms.expand import Node
from forms.formats import FORMATS
from forms.numeral import in_full, in_groups, plain, read_integer, read_number

YES, NO = "true", "false"

_HANOI = timezone(timedelta(hours=7))
_DAY = re.compile(r"([0-9]{1,2})([/.\-])([0-9]{1,2})\2([0-9]{4})")
_DIGITS = re.compile(r"([0-9]{2})()([0-9]{2})([0-9]{4})")
_TIME = re.compile(r"([0-9]{1,2})[:hHgG]([0-9]{2})")


def spell(node: Node, value: Any) -> str:
    """Write a value as it stands in its box. `read` gives the very value again; one that cannot be written so
    (a moment with seconds) stands as it is stored."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int | float):
        return in_groups(str(value)) if "x-money" in node and isinstance(value, int) else in_full(value)
    if not isinstance(value, str):
        return ""
    name = node.get("format", "")
    if name not in _WRITERS or not FORMATS[name].holds(value):
        return value
    written = _WRITERS[name](value)
    return written if read(node, written) == value else value


def read(node: Node, text: str) -> Any:
    """Read what stands in the box of a field."""
    name = node.get("format", node["type"])
    read_as = _READERS.get(name)
    value = None if read_as is None else read_as(text.strip())
    if value is None or (name in FORMATS and not FORMATS[name].holds(value)):
        return text
    return value


def _read_day(typed: str) -> str | None:
    parts = _DAY.fullmatch(typed) or _DIGITS.fullmatch(typed)
    if parts is None:
        return None
    try:
        return date(int(parts[4]), int(parts[3]), int(parts[1])).isoformat()
    except ValueError:
        return None


def _read_time(typed: str) -> str | None:
    parts = _TIME.fullmatch(typed)
    try:
        return None if parts is None else f"{time(int(parts[1]), int(parts[2])):%H:%M}"
    except ValueError:
        return None


def _read_moment(typed: str) -> str | None:
    """Read `09:24 21/11/2018`, in either order, on Hà Nội's clock."""
    words = typed.split()
    for clock, day in (words, words[::-1]) if len(words) == 2 else ():
        at, on = _read_time(clock), _read_day(day)
        if at and on:
            return f"{on}T{at}:00+07:00"
    return None


def _write_day(iso: str) -> str:
    return f"{iso[8:]}/{iso[5:7]}/{iso[:4]}"


def _write_moment(iso: str) -> str:
    try:
        return f"{datetime.fromisoformat(iso).astimezone(_HANOI):%H:%M %d/%m/%Y}"
    except OverflowError:  # the calendar's first and last hours have no counterpart on another clock
        return iso


_READERS: Mapping[str, Callable[[str], Any]] = {
    "boolean": {YES: True, NO: False}.get,
    "integer": read_integer,
    "number": read_number,
    "date": _read_day,
    "time": _read_time,
    "date-time": _read_moment,
    "money_vnd": plain,
}
_WRITERS: Mapping[str, Callable[[str], str]] = {
    "date": _write_day,
    "date-time": _write_moment,
    "money_vnd": in_groups,
}
