"""One value of a legacy row exactly as its source holds it, and the one way to write a row of them down.

A row is kept for ever in this form, so nothing here interprets: text whose encoding is unknown stays bytes.
"""

from datetime import date, datetime, time
from decimal import Decimal
from typing import NamedTuple

import orjson


class Fault(NamedTuple):
    """A cell in which the source itself says that something is wrong, such as `#REF!`."""

    text: str


Cell = None | bool | int | Decimal | float | str | bytes | datetime | date | time | Fault
"""`bytes` is text of unknown encoding, `str` text that the source already holds as Unicode."""

Row = tuple[Cell, ...]

_BYTES, _DECIMAL, _MOMENT, _DAY, _HOUR, _FAULT = "b", "n", "t", "d", "h", "e"


def dump_row(row: Row) -> bytes:
    """Write a row as one line of JSON, the same for the same row; every cell comes back as it was."""
    return orjson.dumps([_written(cell) for cell in row])


def load_row(payload: bytes) -> Row:
    """Read what `dump_row` wrote."""
    return tuple(_read(cell) for cell in orjson.loads(payload))


def _written(cell: Cell) -> object:
    match cell:
        case bytes():
            # Bytes below 128 mean the same in every encoding we know, so they need no mark.
            return cell.decode("ascii") if cell.isascii() else {_BYTES: cell.decode("latin-1")}
        case Decimal():
            return {_DECIMAL: str(cell)}
        case datetime():
            return {_MOMENT: cell.isoformat()}
        case date():
            return {_DAY: cell.isoformat()}
        case time():
            return {_HOUR: cell.isoformat()}
        case Fault():
            return {_FAULT: cell.text}
        case int() if not -(2**63) <= cell < 2**63:
            return {_DECIMAL: str(cell)}
        case _:
            return cell


def _read(cell: object) -> Cell:
    if not isinstance(cell, dict):
        return cell  # type: ignore[return-value]
    ((mark, text),) = cell.items()
    match mark:
        case "b":
            return bytes(text, "latin-1")
        case "n":
            return Decimal(text)
        case "t":
            return datetime.fromisoformat(text)
        case "d":
            return date.fromisoformat(text)
        case "h":
            return time.fromisoformat(text)
        case _:
            return Fault(text)
