"""What a list that administrators keep (danh mục) consists of: columns, and entries in one written form."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from itertools import pairwise

from engine.errors import Refused
from engine.model.calendar import Interval
from engine.model.folding import folded

MAX_TEXT = 500
"""Characters of one cell: the longest official name of a document is a third of it."""

Entry = Mapping[str, str]
"""One line of a list: column name to its written form; an empty text where nothing is known."""


class Kind(StrEnum):
    """How a column is written."""

    TEXT = "text"
    DAY = "day"
    CHOICE = "choice"
    CODES = "codes"
    HOURS = "hours"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `choices` are the values of a CHOICE with the words shown for them."""

    name: str
    heading: str
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)

    def read(self, text: str) -> str | None:
        """Return the one written form of what somebody typed, None where it cannot be understood."""
        plain = " ".join(unicodedata.normalize("NFC", text).split())
        if not plain:
            return ""
        if len(plain) > MAX_TEXT or any(unicodedata.category(each).startswith("C") for each in plain):
            return None
        return _READ[self.kind](self, plain)

    def show(self, written: str) -> str:
        """Return the written form as people read it."""
        if self.kind is Kind.DAY and written:
            return f"{date.fromisoformat(written):%d/%m/%Y}"
        return self.choices.get(written, written)

    @property
    def fault(self) -> str:
        """Return the sentence that says how the column must be written."""
        if self.kind is Kind.CHOICE:
            return f"Cột «{self.heading}» chỉ nhận một trong: {', '.join(self.choices.values())}."
        return f"Cột «{self.heading}» {_EXPECTED[self.kind]}"


_EXPECTED = {
    Kind.TEXT: f"không được quá {MAX_TEXT} ký tự và không chứa ký tự điều khiển.",
    Kind.DAY: "phải là một ngày có trong lịch, viết dạng ngày/tháng/năm, ví dụ 05/11/2018.",
    Kind.CODES: "gồm các mã cách nhau bằng dấu cách.",
    Kind.HOURS: "gồm các khoảng giờ theo thứ tự, ví dụ 08:00-12:00, 13:30-17:30; để trống là nghỉ.",
    Kind.NUMBER: "phải là số nguyên không âm.",
}


def _text(_: Column, text: str) -> str:
    return text


def _day(_: Column, text: str) -> str | None:
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    return None


def _choice(column: Column, text: str) -> str | None:
    known = {folded(word): value for value, word in column.choices.items()}
    return text if text in column.choices else known.get(folded(text))


def _codes(_: Column, text: str) -> str:
    return " ".join(sorted({each for each in re.split(r"[\s,;]+", text) if each}))


_STRETCH = re.compile(r"([0-9]{1,2})[:hg]([0-9]{2})\s*[-–]\s*([0-9]{1,2})[:hg]([0-9]{2})", re.ASCII)


def _hours(_: Column, text: str) -> str | None:
    found = _STRETCH.findall(text)
    if not found or re.sub(r"[\s,;]+", "", _STRETCH.sub("", text)):
        return None
    try:
        stretches = [Interval(time(int(a), int(b)), time(int(c), int(d))) for a, b, c, d in found]
    except (ValueError, Refused):
        return None
    if any(later.opens < earlier.closes for earlier, later in pairwise(stretches)):
        return None
    return ", ".join(f"{each.opens:%H:%M}-{each.closes:%H:%M}" for each in stretches)


def _number(_: Column, text: str) -> str | None:
    return str(int(text)) if text.isascii() and text.isdigit() and len(text) <= 9 else None


_READ = {
    Kind.TEXT: _text,
    Kind.DAY: _day,
    Kind.CHOICE: _choice,
    Kind.CODES: _codes,
    Kind.HOURS: _hours,
    Kind.NUMBER: _number,
}
