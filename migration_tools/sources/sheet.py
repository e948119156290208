"""What the spreadsheet formats have in common: sheets with lines of cells, ranges merged into one cell."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from migration_tools.cell import Cell


class Line(NamedTuple):
    """One row of a sheet with at least one filled cell. `number` counts from 1, as the sheet shows it.

    `filled` are the columns whose value came down from a merged cell above.
    """

    number: int
    cells: list[Cell]
    is_hidden: bool = False
    filled: tuple[int, ...] = ()


class Merged(NamedTuple):
    """A merged range by its first and last row (from 1) and its first column (from 0)."""

    first_row: int
    last_row: int
    column: int


class Sheet(Protocol):
    """One sheet. Lines come by ascending number, the same in every reading."""

    @property
    def name(self) -> str:
        """Its name on the tab."""

    @property
    def is_hidden(self) -> bool:
        """Whether it is hidden from whoever opens the workbook."""

    def lines(self) -> Iterator[Line]:
        """Yield the lines that hold something."""

    def merged(self) -> Sequence[Merged]:
        """Return the ranges of several rows merged into one cell."""


class Book(Protocol):
    """One workbook."""

    def sheets(self) -> Sequence[Sheet]:
        """Return the sheets in the order of their tabs."""

    @property
    def remark(self) -> str:
        """What this format's reader cannot see, as a note for people; empty where it sees everything."""


def letters(column: int) -> str:
    """Return the name of a column counted from 0: A, B, … Z, AA, …"""
    name = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


def is_blank(cells: Sequence[Cell]) -> bool:
    """Say whether a line holds nothing but empty cells."""
    return all(cell is None or cell == "" for cell in cells)
