"""Numbers as offices write them: 1.500.000,5 in a box, 1500000.5 in the data."""

import math
import re
from decimal import Decimal

_LONGEST = 400  # characters: every float fits, and Python reads no integer of more than 4,300 digits
_BLANK = "[ \u00a0\u202f]"  # the two others come with what is pasted from a paper
_VIETNAMESE = re.compile(
    rf"(-?(?:[1-9][0-9]{{0,2}}(?:\.[0-9]{{3}})+|[1-9][0-9]{{0,2}}(?:{_BLANK}[0-9]{{3}})+|[0-9]+))(?:,([0-9]+))?"
)
# A comma twice can only group thousands, a dot that groups none can only begin decimals.
_FOREIGN = re.compile(r"(-?(?:[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}|[0-9]+))(?:\.([0-9]+))?")
_ONE_COMMA = re.compile(r"-?[1-9][0-9]{0,2},[0-9]{3}")
_SEPARATOR = re.compile(rf"[.,]|{_BLANK}")


def plain(typed: str) -> str | None:
    """Write a typed number with no separators and a decimal point; None where it is no number.

    `1.500` is one thousand five hundred and `1,5` one and a half, as on every paper; `12.5` and `0.125` are
    taken too, for they cannot mean anything else.
    """
    parts = _VIETNAMESE.fullmatch(typed) or _FOREIGN.fullmatch(typed)
    if parts is None or len(typed) > _LONGEST:
        return None
    whole, decimals = _SEPARATOR.sub("", parts[1]), parts[2]
    return f"{whole}.{decimals}" if decimals else whole


def read_integer(typed: str) -> int | None:
    """Read a whole number; `1,500` is 1500 where there are no decimals."""
    known = plain(typed.replace(",", ".") if _ONE_COMMA.fullmatch(typed) else typed)
    return None if known is None or "." in known else int(known)


def read_number(typed: str) -> int | float | None:
    """Read a number; None where it is none or larger than a float."""
    known = plain(typed)
    if known is None or not math.isfinite(float(known)):
        return None
    return float(known) if "." in known else int(known)


def in_full(value: float) -> str:
    """Write a number in full, with a decimal comma and no groups: a year is 2018."""
    whole = int(value) if isinstance(value, float) and value.is_integer() else value
    return f"{Decimal(repr(whole)):f}".replace(".", ",")


def in_groups(plain_text: str) -> str:
    """Write an amount for people: `1500000.50` as `1.500.000,50`."""
    whole, _, decimals = plain_text.partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{grouped},{decimals}" if decimals else grouped
