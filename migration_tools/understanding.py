"""What the steps ask of a mapping: which table means what, and what one row of it becomes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from migration_tools.cell import Row
from migration_tools.mapping.record import Mapped
from migration_tools.store.surveys import Survey


class Understanding(Protocol):
    """A mapping in use; it travels to worker processes, so it can be pickled.

    `digest` names its content, `text` is enough to read the very same mapping again years later.
    """

    @property
    def digest(self) -> str:
        """Return the hash of everything the mapping says."""

    @property
    def text(self) -> str:
        """Return the mapping as stored with the batch."""

    @property
    def dossiers_of(self) -> str:
        """Return the space of the dossiers that rows of other kinds belong to by `dossier_key`."""

    def space(self, table: str) -> str | None:
        """Return the name within which keys of a table are told apart; None for a table the mapping leaves out."""

    def make_ready(self, table: str, columns: Sequence[str]) -> None:
        """Prepare for the rows of a table that is not left out; raises where it lacks what the mapping needs."""

    def wants_survey(self, table: str) -> bool:
        """Tell whether the rows of a table must be looked at together before one of them can be read."""

    def survey(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> Mapping[str, Any]:
        """Return what all rows together tell, as JSON can hold it; their order must not matter."""

    def informed(self, surveys: Sequence[Survey]) -> "Understanding":
        """Return the same understanding, which knows these surveys."""

    def reference(self, name: str) -> Mapping[str, str] | None:
        """Return a code table of what there is in the unit (see `LegacyMapping`); None where nothing is declared."""

    def surveyed_on(self, table: str) -> date | None:
        """Return the day on which a table was surveyed, right behind its copy; None without a survey."""

    def read(self, table: str, columns: Sequence[str], row: Row) -> Mapped:
        """Return what a row of a table that is not left out means."""

    def read_all(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> list[Mapped]:
        """Return what `read` says of each of many rows, faster."""
