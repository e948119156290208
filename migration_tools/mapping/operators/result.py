"""What an operator answers: a value, a value with a remark, or that what stands there cannot be read."""

from collections.abc import Callable
from typing import NamedTuple

from migration_tools.cell import Cell
from migration_tools.mapping.record import Treatment, Value


class Noted(NamedTuple):
    """A value that a named rule made (FIX) or that a person should look at (FLAG)."""

    value: Value
    code: str
    treatment: Treatment
    note: str = ""


class Wrong(Exception):
    """What stands there has no certain meaning; `code` is of the fault catalogue."""

    def __init__(self, code: str, note: str = "") -> None:
        super().__init__(code, note)
        self.code = code
        self.note = note


Operator = Callable[[Cell], Cell | Noted]
"""Takes what the operator before it made (never None) and gives the next value, None for nothing; raises Wrong."""


def as_text(cell: Cell) -> str:
    """Write a value that a source has typed as the text a person sees there: 7.0 is `7`, a day is `2018-11-17`."""
    match cell:
        case str():
            return cell
        case bool():
            return "true" if cell else "false"
        case float() if cell.is_integer() and abs(cell) < 2**53:
            return str(int(cell))
        case bytes():
            return cell.decode("latin-1")
        case tuple():
            return cell.text
        case _:
            return "" if cell is None else str(cell)
