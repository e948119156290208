"""Fields of dBase and FoxPro records as cells; whatever does not fit its field's type stays bytes."""

import struct
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from migration_tools.cell import Cell

_BLANK = b" \0"
_JULIAN_DAY_ONE = 1_721_425
"""Julian day number before 1/1/0001, the first day Python counts."""


def _text(raw: bytes) -> Cell:
    return raw.rstrip(_BLANK)


def _number(raw: bytes) -> Cell:
    text = raw.strip(_BLANK)
    if not text:
        return None
    try:
        number = Decimal(text.decode("ascii").replace(",", "."))
    except (UnicodeDecodeError, InvalidOperation):
        return raw
    if not number.is_finite():
        return raw
    return int(number) if "." not in str(number) and "E" not in str(number) else number


def _day(raw: bytes) -> Cell:
    if not raw.strip(_BLANK):
        return None
    try:
        return date(int(raw[:4]), int(raw[4:6]), int(raw[6:8]))
    except ValueError:
        return raw


def _logical(raw: bytes) -> Cell:
    if raw in b"TtYy":
        return True
    if raw in b"FfNn":
        return False
    return None if raw in (b" ", b"?", b"\0") else raw


def _moment(raw: bytes) -> Cell:
    if len(raw) != 8 or not raw.strip(_BLANK):
        return None
    day, milliseconds = struct.unpack("<LL", raw)
    try:
        return (
            datetime.fromordinal(day - _JULIAN_DAY_ONE) + timedelta(milliseconds=milliseconds)
            if day
            else None
        )
    except (ValueError, OverflowError):
        return raw


def _packed(layout: str) -> Callable[[bytes], Cell]:
    def read(raw: bytes) -> Cell:
        return struct.unpack(layout, raw)[0] if len(raw) == struct.calcsize(layout) else raw

    return read


def _currency(raw: bytes) -> Cell:
    return Decimal(struct.unpack("<q", raw)[0]).scaleb(-4) if len(raw) == 8 else raw


READERS: Mapping[str, Callable[[bytes], Cell]] = {
    "C": _text,
    "V": _text,
    "N": _number,
    "F": _number,
    "D": _day,
    "L": _logical,
    "T": _moment,
    "@": _moment,
    "I": _packed("<i"),
    "+": _packed("<i"),
    "O": _packed("<d"),
    "B": _packed("<d"),
    "Y": _currency,
}
"""How to read a field by its type; a type that is not here stays bytes. `B` is a number in FoxPro only."""


def memo_number(raw: bytes) -> int:
    """Return the block of a memo that a field points to; 0 for none. Raises ValueError."""
    if len(raw) == 4:
        return int.from_bytes(raw, "little")
    return int(raw.strip(_BLANK) or b"0")
