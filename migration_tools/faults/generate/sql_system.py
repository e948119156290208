"""What a legacy database has in common with the others: reference tables, one table of dossiers, one of history."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, Protocol

from migration_tools.cell import Cell
from migration_tools.faults.generate.draft import Draft, Step
from migration_tools.faults.generate.style import Cells, Typed

UNKNOWN_ID = 999_999
"""The id of what stands in no reference table."""
STEP_ROOM = 10
"""Ids kept free for the steps of one dossier: its row's own id times this, plus the step's serial."""


class TableForm(NamedTuple):
    """A table and the columns that its rows fill, in the order in which rows give them."""

    name: str
    filled: tuple[str, ...]


class StepTable(NamedTuple):
    """A table with one row a step; `row` gives what is filled, from the id of the dossier's row and the step."""

    form: TableForm
    row: Callable[[int, Step], tuple[Cell, ...]]


class SqlSystem(Protocol):
    """One legacy system whose database is dumped; its columns are in data/<schema>.json."""

    @property
    def schema(self) -> str:
        """Return the name of the file with its tables."""

    @property
    def style(self) -> Typed:
        """Return how it writes a dossier."""

    @property
    def dossiers(self) -> TableForm:
        """Return the table with one row a dossier."""

    @property
    def steps(self) -> StepTable | None:
        """Return the table of the history; None where the dossier's own row holds its steps."""

    @property
    def lacks(self) -> frozenset[str]:
        """Return the codes of faults for which it has no column."""

    @property
    def overrides(self) -> Mapping[str, Mapping[str, str]]:
        """Return column types that differ from the schema file: table -> column -> type."""

    def reference(self) -> Iterable[tuple[TableForm, list[tuple[Cell, ...]]]]:
        """Return the small tables: procedures, processes, steps and actions."""

    def dossier_row(self, row_id: int, cells: Cells, draft: Draft) -> tuple[Cell, ...]:
        """Return what a dossier's row fills."""


def link(row_id: int, serial: int) -> int:
    """Return the id of a step of a dossier; 0 is no step."""
    return row_id * STEP_ROOM + serial if serial else 0
