"""What the values of a whole column say of one cell in it: which number is the day, what a comma parts."""

import re
from collections.abc import Callable
from typing import NamedTuple

# One stray cell must not put a column of 100,000 in doubt, nor a real mixture pass: 1 in 200 is a habit.
MIXTURE = 0.005

_DAY_MONTH = re.compile(r"\s*(\d{1,2})([/.\-])(\d{1,2})\2(?:\d{4}|\d{2})(?!\d)", re.ASCII)
_GROUPED = re.compile(r"-?[1-9]\d{0,2}(?:([,.])\d{3})(?:\1\d{3})*", re.ASCII)
_TWICE = re.compile(r"-?[1-9]\d{0,2}(?:([,.])\d{3}){2,}|-?[1-9]\d{0,2}(?:([,.])\d{3})+[,.]\d+", re.ASCII)
_DECIMAL = re.compile(r"-?\d+([,.])(?:\d{1,2}|\d{4,})", re.ASCII)


class Evidence(NamedTuple):
    """Counts over a column's cells.

    `day_first` and `month_first` count dates that can be read in one order only. `comma_decimals` and
    `dot_decimals` count numbers in which that sign can only part decimals (so the other one groups thousands);
    `comma_groups` and `dot_groups` those with one group, which could be either. `encodings` counts what cells of
    bytes were written in, `misread` what cells of text had been misread from.
    """

    day_first: int = 0
    month_first: int = 0
    comma_decimals: int = 0
    dot_decimals: int = 0
    comma_groups: int = 0
    dot_groups: int = 0
    encodings: tuple[tuple[str, int], ...] = ()
    misread: tuple[tuple[str, int], ...] = ()

    @property
    def date_order(self) -> str | None:
        """Return `dmy`, `mdy`, `mixed`, or None where no cell decides."""
        return _side(self.day_first, self.month_first, ("dmy", "mdy"))

    @property
    def decimal_sign(self) -> str | None:
        """Return `,` or `.`, `mixed`, or None where no cell decides."""
        decided = _side(self.comma_decimals, self.dot_decimals, (",", "."))
        if decided:
            return decided
        # 1,637 and 1.637 in one column: one of them is no thousand.
        return "mixed" if _side(self.comma_groups, self.dot_groups, (",", ".")) == "mixed" else None


NOTHING = Evidence()


def _side(one: int, other: int, names: tuple[str, str]) -> str | None:
    if not one and not other:
        return None
    if min(one, other) > MIXTURE * (one + other):
        return "mixed"
    return names[0] if one > other else names[1]


def tell(text: str) -> str | None:
    """Return which count of `Evidence` a cell's text adds to, None for one that says nothing."""
    said = _date_says(text)
    # A number says something by the sign that parts it.
    return said or _number_says(text.strip()) if "," in text or "." in text else said


def _date_says(text: str) -> str | None:
    found = _DAY_MONTH.match(text)
    if found is None:
        return None
    one, other = int(found[1]), int(found[3])
    if 12 < one <= 31 and 1 <= other <= 12:
        return "day_first"
    return "month_first" if 12 < other <= 31 and 1 <= one <= 12 else None


def _number_says(text: str) -> str | None:
    names: Callable[[str], str] = {",": "comma", ".": "dot"}.__getitem__
    if _TWICE.fullmatch(text):
        # The first sign groups, and never parts decimals too.
        group = next(sign for sign in text if sign in ",.")
        return names("." if group == "," else ",") + "_decimals" if _is_sound(text, group) else None
    if found := _GROUPED.fullmatch(text):
        return names(found[1]) + "_groups"
    found = _DECIMAL.fullmatch(text)
    return names(found[1]) + "_decimals" if found else None


def _is_sound(text: str, group: str) -> bool:
    other = "." if group == "," else ","
    return text.count(other) <= 1
