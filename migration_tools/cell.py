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

_LEAST, _MOST = -(2**63), 2**63 - 1
"""What JSON holds as a number; a larger one is written as a decimal."""

_BYTES, _DECIMAL, _MOMENT, _DAY, _HOUR, _FAULT = "b", "n", "t", "d", "h", "e"


def dump_row(row: Row) -> bytes:
    """Write a row as one line of JSON, the same for the same row; every cell comes back as it was."""
    # The commonest kinds in place: this runs thirty times a row.
    return orjson.dumps(
        [
            cell
            if cell is None or (cell.__class__ is int and _LEAST <= cell <= _MOST)
            # Bytes below 128 mean the same in every encoding we know, so they need no mark.
            else cell.decode("ascii")
            if cell.__class__ is bytes and cell.isascii()
            else _written(cell)
            for cell in row
        ]
    )


def load_row(payload: bytes) -> Row:
    """Read what `dump_row` wrote."""
    cells = orjson.loads(payload)
    # What is marked is an object; a row that holds none comes back as it stands.
    if b'{"' in payload:
        return tuple([_read(cell) if cell.__class__ is dict else cell for cell in cells])
    return tuple(cells)


def _written(cell: Cell) -> object:
    match cell:
        case bytes():
            return {_BYTES: cell.decode("latin-1")}
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
        case int() if not _LEAST <= cell <= _MOST:
            return {_DECIMAL: str(cell)}
        case _:
            return cell


def _read(marked: dict[str, str]) -> Cell:
    ((mark, text),) = marked.items()
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
