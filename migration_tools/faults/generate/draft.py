"""A dossier on its way into a legacy database: its cells, its history, and what was planted into them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import NamedTuple

from migration_tools.faults.generate.case import Case
from migration_tools.faults.generate.style import Cells, Handwritten, Typed


class Step(NamedTuple):
    """One row of a dossier's history; `previous` is the serial of the row before in its chain, 0 for none."""

    serial: int
    previous: int
    at: str
    name: str
    status: str
    actor: str
    is_open: bool


class Planted(NamedTuple):
    """One planted fault: where it stands and what a right reading makes of it.

    `value` is the right value as text where the outcome keeps or fixes one (days as 2018-11-05 and times as
    2018-11-05 08:30 in Hanoi, "" for none), and None where a person has to say.
    """

    code: str
    field: str
    value: str | None


class Mark(StrEnum):
    """What only a sheet can do to a row."""

    HIDDEN = "hidden"
    MERGED = "merged"
    """The unit's cell spans this row and its twin."""
    FORMULA = "formula"
    """The fee is a formula with the value that stands in `cells`."""
    FORMULA_ERROR = "formula_error"


@dataclass(slots=True)
class Draft:
    """A dossier being written: a planter changes it before it goes out.

    `history` is None while the recorded steps are those of the case; `twin` is a second row behind the
    dossier's own, `orphan` a row of history whose dossier does not exist, `mark` what a sheet does to the row.
    """

    case: Case
    style: Typed | Handwritten
    random: Random
    cells: Cells
    history: list[Step] | None = None
    twin: Cells | None = None
    orphan: Step | None = None
    mark: Mark | None = None

    def rewrite(self, **changes: object) -> None:
        """Write the row again for a dossier that differs in these facts."""
        self.case = self.case._replace(**changes)  # type: ignore[arg-type]
        self.cells = self.style.cells(self.case)


Plant = Callable[[Draft], tuple[Planted, ...]]
"""Plants one fault into a draft; a fault of two rows gives one `Planted` for each, the twin's second."""
