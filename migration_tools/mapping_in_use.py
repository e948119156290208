"""A mapping as the steps use it: read once a process, each table made ready when its first row comes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from migration_tools.cell import Row
from migration_tools.mapping.apply import apply
from migration_tools.mapping.compiled import CompiledTable, compile_table
from migration_tools.mapping.library import Library
from migration_tools.mapping.model import LegacyMapping
from migration_tools.mapping.read import read_mapping
from migration_tools.mapping.record import Mapped

_Ready = tuple[LegacyMapping, dict[tuple[str, tuple[str, ...]], CompiledTable]]


@dataclass(slots=True)
class MappingInUse:
    """The `Understanding` that a mapping's text gives; what was made ready stays behind when it travels."""

    text: str
    library: Library = field(default_factory=Library)
    _ready: _Ready | None = field(default=None, repr=False, compare=False)

    def __getstate__(self) -> tuple[str, Library]:
        return self.text, self.library

    def __setstate__(self, state: tuple[str, Library]) -> None:
        self.text, self.library = state
        self._ready = None

    @property
    def mapping(self) -> LegacyMapping:
        """Return what was read. Raises UnreadableMapping with every problem."""
        return self._made_ready()[0]

    @property
    def digest(self) -> str:
        """Return the hash of everything the mapping says, whatever file says it."""
        return self.mapping.digest

    @property
    def dossiers_of(self) -> str:
        """Return the name of the table of dossiers; the first where there are several."""
        return next((table.table for table in self.mapping.tables if table.kind == "dossier"), "")

    def space(self, table: str) -> str | None:
        """Return the name that the mapping has for a table: sheets of one pattern share their keys."""
        found = self.mapping.table(table)
        return None if found is None else found.table

    def make_ready(self, table: str, columns: Sequence[str]) -> None:
        """Compile a table's mapping. Raises UnreadableMapping where a column that it needs is not there."""
        self._compiled(table, tuple(columns))

    def read(self, table: str, columns: Sequence[str], row: Row) -> Mapped:
        """Return what a row means."""
        return apply(self._compiled(table, tuple(columns)), row)

    def source_settings(self) -> tuple[tuple[str, Any], ...]:
        """Return how the mapping wants its source to be read."""
        return tuple(self.mapping.source.items())

    def _compiled(self, table: str, columns: tuple[str, ...]) -> CompiledTable:
        mapping, ready = self._made_ready()
        if (table, columns) not in ready:
            found = mapping.table(table)
            assert found is not None, f"{table} is left out"
            ready[table, columns] = compile_table(mapping, found, columns)
        return ready[table, columns]

    def _made_ready(self) -> _Ready:
        if self._ready is None:
            self._ready = (read_mapping(self.text, self.library), {})
        return self._ready
