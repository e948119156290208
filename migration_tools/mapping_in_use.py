"""A mapping as the steps use it: read once a process, each table made ready when its first row comes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from engine.errors import Refused
from engine.store.work import Work
from migration_tools.cell import Row
from migration_tools.errors import Unreadable
from migration_tools.mapping.apply import apply, apply_all
from migration_tools.mapping.bundle import bundled, unbundled
from migration_tools.mapping.compiled import CompiledTable, compile_table
from migration_tools.mapping.coverage import Coverage
from migration_tools.mapping.library import Library
from migration_tools.mapping.model import LegacyMapping
from migration_tools.mapping.read import read_mapping
from migration_tools.mapping.record import Mapped
from migration_tools.mapping.survey import survey, surveyed
from migration_tools.steps.map import STEP
from migration_tools.store import runs
from migration_tools.store.batches import Batch
from migration_tools.store.runs import Run
from migration_tools.store.surveys import Survey

_Ready = tuple[LegacyMapping, dict[tuple[str, tuple[str, ...]], CompiledTable]]


@dataclass(slots=True)
class MappingInUse:
    """The `Understanding` that a mapping's text gives; what was made ready stays behind when it travels.

    The text brings along what it stands on (`mapping.bundle`), or stands on presets alone.
    """

    text: str
    surveys: tuple[Survey, ...] = ()
    _ready: _Ready | None = field(default=None, repr=False, compare=False)

    @classmethod
    def of_file(cls, path: Path) -> "MappingInUse":
        """Read a unit's file; what it extends and looks up is searched beside it, then among the presets.

        Raises Unreadable where there is no such file, UnreadableMapping with every problem.
        """
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise Unreadable("mapping.missing", f"Không đọc được tệp ánh xạ «{path}»: {error}.") from error
        return cls(bundled(text, Library((path.parent,))))

    def __getstate__(self) -> tuple[str, tuple[Survey, ...]]:
        return self.text, self.surveys

    def __setstate__(self, state: tuple[str, tuple[Survey, ...]]) -> None:
        self.text, self.surveys = state
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

    def coverage(self, table: str, columns: Sequence[str]) -> Coverage | None:
        """Return what becomes of each column of a table; None for a table that is left out."""
        return None if self.space(table) is None else self._compiled(table, tuple(columns)).coverage

    def wants_survey(self, table: str) -> bool:
        """Tell whether the mapping reads a table, or a code table in it."""
        is_joined = any(join.table == table for join in self.mapping.joins.values())
        return is_joined or self.mapping.table(table) is not None

    def survey(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> Mapping[str, Any]:
        """Return what the rows of a table tell together."""
        return survey(self.mapping, table, columns, rows)

    def informed(self, surveys: Sequence[Survey]) -> "MappingInUse":
        """Return the same mapping, which knows these surveys."""
        return MappingInUse(self.text, tuple(surveys))

    def surveyed_on(self, table: str) -> date | None:
        """Return the day on which a table was surveyed."""
        return next((each.taken_on for each in self.surveys if each.table == table), None)

    def reference(self, name: str) -> Mapping[str, str] | None:
        """Return a declared code table of the unit, its own or one of the source."""
        of = self.mapping.reference.get(name)
        if of is None:
            return None
        joined = surveyed([each.content for each in self.surveys], None, None).joined
        return self.mapping.lookups.get(of) or joined.get(of, {})

    def read(self, table: str, columns: Sequence[str], row: Row) -> Mapped:
        """Return what a row means."""
        return apply(self._compiled(table, tuple(columns)), row)

    def read_all(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> list[Mapped]:
        """Return what each of many rows means."""
        return apply_all(self._compiled(table, tuple(columns)), rows)

    def source_settings(self) -> tuple[tuple[str, Any], ...]:
        """Return how the mapping wants its source to be read."""
        return tuple(self.mapping.source.items())

    def _compiled(self, table: str, columns: tuple[str, ...]) -> CompiledTable:
        mapping, ready = self._made_ready()
        if (table, columns) not in ready:
            found = mapping.table(table)
            assert found is not None, f"{table} is left out"
            own = next((each.content for each in self.surveys if each.table == table), None)
            known = surveyed([each.content for each in self.surveys], own, self.surveyed_on(table))
            ready[table, columns] = compile_table(mapping, found, columns, known)
        return ready[table, columns]

    def _made_ready(self) -> _Ready:
        if self._ready is None:
            self._ready = (read_mapping(*unbundled(self.text)), {})
        return self._ready


def last_used(work: Work, batch: Batch) -> tuple[Run, MappingInUse]:
    """Return the newest run of mapping a batch, and its mapping. Refused `batch.not_mapped`."""
    run = runs.last_run(work, batch.id, STEP)
    if run is None:
        raise Refused("batch.not_mapped", batch=batch.name)
    return run, used_by(work, run)


def used_by(work: Work, run: Run) -> MappingInUse:
    """Return the mapping by which a run of a batch was made."""
    return MappingInUse(runs.mapping(work, run.mapping).text)
