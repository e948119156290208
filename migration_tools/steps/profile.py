"""Look at a source before anything is copied: which tables and columns it has, how full they are, what stands there."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from migration_tools.cell import Cell
from migration_tools.sources.base import Source

EXAMPLES = 3


@dataclass(slots=True)
class ColumnProfile:
    """One column: how many cells are filled, of which kinds, the longest, and its first different values."""

    name: str
    filled: int = 0
    longest: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    examples: list[str] = field(default_factory=list)

    def add(self, cell: Cell) -> None:
        """Count one cell; an empty text is not filled."""
        if cell is None or cell in ("", b""):
            return
        self.filled += 1
        kind = type(cell).__name__
        self.kinds[kind] = self.kinds.get(kind, 0) + 1
        if isinstance(cell, str | bytes):
            self.longest = max(self.longest, len(cell))
        if len(self.examples) < EXAMPLES and (shown := _shown(cell)) not in self.examples:
            self.examples.append(shown)


@dataclass(frozen=True, slots=True)
class TableProfile:
    """One table with what its source says of the reading."""

    name: str
    rows: int
    columns: tuple[ColumnProfile, ...]
    notes: tuple[str, ...]


def profile(source: Source) -> Iterator[TableProfile]:
    """Yield the profile of each table; every row is read once. Raises Unreadable."""
    for table in source.tables():
        columns = tuple(ColumnProfile(name) for name in table.columns)
        rows = 0
        for _, row in source.rows(table.name):
            rows += 1
            for column, cell in zip(columns, row, strict=True):
                column.add(cell)
        yield TableProfile(table.name, rows, columns, table.notes)


def _shown(cell: Cell) -> str:
    return repr(cell)[2:-1] if isinstance(cell, bytes) else str(cell)
