"""Numbers by their column's way of writing; a sign that may group or part decimals is never guessed."""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from migration_tools.cell import Cell
from migration_tools.mapping.operators.result import Noted, Operator, Wrong, as_text
from migration_tools.mapping.record import Treatment

_LONGEST = 40
_PLAIN = re.compile(r"-?\d+", re.ASCII)
_BLANKS = str.maketrans("", "", " \u00a0\u202f")
_CURRENCY = re.compile(r"\s*(?:đồng|đ|vnđ|vnd)\.?$", re.IGNORECASE)
# What a sign can be: groups of three after it, or decimals.
_READINGS = {
    ",": re.compile(r"-?(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+)(?:,\d+)?", re.ASCII),
    ".": re.compile(r"-?(?:\d+|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?", re.ASCII),
}


def decimal_operator(decimal_sign: str | None) -> Operator:
    """Return the operator for numbers with decimals; `decimal_sign` is the column's, `mixed`, or None if unknown."""

    def read(cell: Cell) -> Cell | Noted:
        if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
            return _of_source(cell)
        text = _trimmed(cell)
        if _PLAIN.fullmatch(text):
            return Decimal(text)
        readings = _readings(text)
        if len(set(readings.values())) == 1:
            value = next(iter(readings.values()))
        elif decimal_sign in readings:
            value = readings[decimal_sign]
        else:
            raise Wrong("number.mixed", "cột không cho biết dấu nào ngăn phần lẻ")
        return Noted(value, "number.grouped", Treatment.FIX, "column_locale")

    return read


def whole_operator(decimal_sign: str | None) -> Operator:
    """Return the operator for whole numbers: `1.637` and `1,637` can only be thousands, unless signs are mixed."""

    def read(cell: Cell) -> Cell | Noted:
        if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
            return _whole(_of_source(cell))
        text = _trimmed(cell)
        if _PLAIN.fullmatch(text):
            return int(text)
        possible = _readings(text)
        readings = {sign: value for sign, value in possible.items() if value == value.to_integral_value()}
        if not readings:
            raise Wrong("number.mixed", "không phải số nguyên")
        if decimal_sign in possible and decimal_sign not in readings:
            raise Wrong("number.mixed", "trái với cách viết của cột")
        # In a column with decimals 1,000 may be one or a thousand; in one without it can only be a thousand.
        is_open = len(set(readings.values())) > 1 and decimal_sign is not None and decimal_sign in text
        if decimal_sign == "mixed" or is_open:
            raise Wrong("number.mixed", "cột ghi lẫn hai cách")
        value = max(readings.values(), key=abs)
        return Noted(int(value), "number.grouped", Treatment.FIX, "column_locale")

    return read


def money_operator(decimal_sign: str | None) -> Operator:
    """Return the operator for amounts in đồng: a whole number, its currency beside it left out."""
    whole = whole_operator(decimal_sign)

    def read(cell: Cell) -> Cell | Noted:
        return whole(_CURRENCY.sub("", cell) if isinstance(cell, str) else cell)

    return read


def boolean_operator(words: Callable[[str], bool | None]) -> Operator:
    """Return the operator for yes and no; a word that means neither is refused."""

    def read(cell: Cell) -> Cell | Noted:
        if isinstance(cell, bool):
            return cell
        known = words(as_text(cell))
        if known is None:
            raise Wrong("status.unknown", "không phải có hay không")
        return known

    return read


def _trimmed(cell: Cell) -> str:
    text = as_text(cell).translate(_BLANKS)
    if len(text) > _LONGEST:
        raise Wrong("number.mixed", "không phải số")
    return text


def _readings(text: str) -> dict[str, Decimal]:
    found = {}
    for sign, pattern in _READINGS.items():
        if pattern.fullmatch(text):
            group = "." if sign == "," else ","
            found[sign] = Decimal(text.replace(group, "").replace(",", "."))
    if not found:
        raise Wrong("number.mixed", "không phải số")
    return found


def _of_source(cell: int | float | Decimal) -> Decimal:
    try:
        number = Decimal(repr(cell)) if isinstance(cell, float) else Decimal(cell)
    except InvalidOperation:  # pragma: no cover
        raise Wrong("number.mixed") from None
    if not number.is_finite():
        raise Wrong("number.mixed", "không phải số")
    return number


def _whole(number: Decimal) -> int:
    if number != number.to_integral_value() or number.adjusted() > _LONGEST:
        raise Wrong("number.mixed", "không phải số nguyên")
    return int(number)
