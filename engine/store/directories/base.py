"""What a list that administrators keep must offer; one file beside this one for each list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from engine.model.directory import Column, Entry
from engine.model.directory_plan import Change
from engine.model.unit_tree import UnitTree
from engine.store.work import Work


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that is judged, with what it is judged by: the lists as stored and the units as they stand on a day."""

    work: Work
    change: Change
    tree: UnitTree
    on: date

    @property
    def entry(self) -> Entry:
        """Return the entry that is spoken of."""
        return self.change.entry


class Directory(Protocol):
    """One list (danh mục). Entries are in the written form of their columns, in the order of their keys."""

    @property
    def code(self) -> str:
        """Return what the list is called in addresses."""

    @property
    def title(self) -> str:
        """Return what people call it."""

    @property
    def help(self) -> str:
        """Return the sentences that stand above it."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return its columns in order."""

    @property
    def key(self) -> tuple[str, ...]:
        """Return the columns that an entry is known by."""

    @property
    def unit_column(self) -> str | None:
        """Return the column that names whose administrator may change an entry; None: the City's alone."""

    @property
    def removable(self) -> bool:
        """Say whether an entry may be taken away; otherwise it is given a last day."""

    def read(self, work: Work) -> list[Entry]:
        """Return every entry."""

    def faults(self, proposal: Proposal) -> Iterable[str]:
        """Yield a sentence for each thing wrong with a change beyond how its columns are written."""

    def write(self, work: Work, change: Change) -> None:
        """Store a change that has no faults."""
