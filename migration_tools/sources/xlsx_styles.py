"""Which cells of an xlsx are dates, and what a serial number then means (ECMA-376 part 1, 18.8.30, 18.17.4)."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from lxml import etree

_BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)))
_NOT_A_SIGN = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]')
_LAST_SERIAL = 2_958_465
"""31/12/9999."""


def date_styles(styles: bytes) -> frozenset[str]:
    """Return the style numbers (a cell's `s`) whose number format is a date or a time of day."""
    root = etree.fromstring(styles, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    custom = {
        number.get("numFmtId"): number.get("formatCode") or "" for number in root.iterfind(".//{*}numFmt")
    }
    formats = [style.get("numFmtId") or "0" for style in root.iterfind(".//{*}cellXfs/{*}xf")]
    return frozenset(str(at) for at, number in enumerate(formats) if _is_date(number, custom))


def _is_date(number: str, custom: Mapping[str | None, str]) -> bool:
    if number in custom:
        code = custom[number].lower()
        # [h]:mm is a length of time, which stays a number.
        return "[h" not in code and any(sign in _NOT_A_SIGN.sub("", code) for sign in "dmyhs")
    return int(number) in _BUILT_IN_DATES


def moment(serial: float, is_1904: bool) -> date | datetime | time | float:
    """Return what a serial number means as a date; a number that is no date stays the number."""
    if not 0 <= serial < _LAST_SERIAL:
        return serial
    milliseconds = round(serial % 1 * 86_400_000)
    if serial < 1 and not is_1904:
        return (
            (datetime.min + timedelta(milliseconds=milliseconds)).time()
            if milliseconds < 86_400_000
            else serial
        )
    day = _day(int(serial), is_1904)
    if day is None:
        return serial
    if milliseconds == 0:
        return day
    return datetime(day.year, day.month, day.day) + timedelta(milliseconds=milliseconds)


def _day(serial: int, is_1904: bool) -> date | None:
    """Count days in the workbook's system; 1900 knows a 29/02/1900 (serial 60), which never was."""
    if is_1904:
        return date(1904, 1, 1) + timedelta(days=serial)
    if serial == 60:
        return None
    return date(1899, 12, 31 if serial < 60 else 30) + timedelta(days=serial)
