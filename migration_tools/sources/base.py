"""What every legacy source offers, whatever its format: tables, and rows by position, one after the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from migration_tools.cell import Row


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of a source as it was copied from: enough to see later that it has not changed since."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table, sheet or folder of a source. `columns` are named as the source names them, in its order.

    `notes` are what a person must know of the reading: hidden rows, deleted records counted, merged cells.
    """

    name: str
    columns: tuple[str, ...]
    notes: tuple[str, ...] = ()


class SourceRow(NamedTuple):
    """One row. `position` is where a person finds it again: the sheet's row, the line, the record's number."""

    position: int
    row: Row


class Source(Protocol):
    """A legacy source, read only, in bounded memory; reading it twice gives the same.

    Raises `migration_tools.errors.Unreadable` where the file is damaged, cut short, hostile or over a limit: the
    step stops then, and nothing of a table that could not be read to its end counts as read.
    """

    def files(self) -> Sequence[SourceFile]:
        """Return the files behind this source with their hashes; empty for a live database."""

    def tables(self) -> Sequence[Table]:
        """Return the tables in the source's own order."""

    def rows(self, table: str, after: int = 0) -> Iterator[SourceRow]:
        """Yield the rows of a table by ascending position, from the first behind position `after`.

        Positions are the same in every reading; a row that the source marks as deleted is counted in the
        table's notes and not yielded.
        """


@dataclass(frozen=True, slots=True)
class Place:
    """Where a source is to be found, and how it is to be read (settings of a mapping's `source:` part)."""

    path: Path | None
    url: str | None = None
    settings: tuple[tuple[str, object], ...] = ()
