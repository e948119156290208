"""Reconcile a loaded batch: every row of raw against the city, and the city against raw; control sums of both."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import Engine as Database

from engine.errors import Refused
from engine.store.work import Work, begin
from migration_tools.comparison import (
    Difference,
    InCity,
    Step,
    compare_dossier,
    compare_mapped,
    compare_steps,
)
from migration_tools.control_sums import ENGINE, READ, Tally
from migration_tools.dossier_record import LEGACY_FIELDS, moment, steps_of
from migration_tools.failpoints import Failpoints
from migration_tools.mapping.model import Control
from migration_tools.steps import load as load_step
from migration_tools.steps.map import RowReader, patched, row_reader
from migration_tools.store import batches, mapped, reconciliation, runs
from migration_tools.store.batches import Batch, StoredTable
from migration_tools.store.mapped import MappedRow
from migration_tools.store.outcomes import OutcomeKind
from migration_tools.store.reconciliation import ReadRow
from migration_tools.store.runs import Run, Stretch
from migration_tools.store.waiting import PatchesOfRows
from migration_tools.understanding import Understanding
from migration_tools.workers import Chunk

STEP = "reconcile"
BUCKET_BITS = 116
"""A bucket is the first twelve bits of a dossier's id (see `identity.bucket_of`)."""


def begin_run(database: Database, batch: Batch, at: datetime) -> Run:
    """Return the run of reconciling a batch: the one that was broken off, or a new one from the start.

    Refused `batch.not_loaded` where loading did not reach its end.
    """
    with begin(database) as work:
        load = runs.last_run(work, batch.id, load_step.STEP)
        if load is None or runs.open_chunks(work, load.id)[0]:
            raise Refused("batch.not_loaded", batch=batch.name)
        before = runs.last_run(work, batch.id, STEP)
        basis = f"load {load.id}"
        if (
            before is not None
            and before.basis.startswith(f"{basis}, ")
            and runs.open_chunks(work, before.id)[0]
        ):
            return before
        # What stands in the city may have changed without any step of ours, so a finished run proves nothing later.
        number = 1 if before is None else before.id + 1
        new = Run(0, batch.id, STEP, f"{basis}, after {number}", load.mapping, load.last_patch, at)
        return runs.add_run(work, new, load_step.stretches(mapped.dossiers(work, batch.id)))


@dataclass(frozen=True, slots=True)
class ReconcileRows:
    """What the step does with its chunks; a chunk is a share of the dossiers by id, on both sides."""

    batch: Batch
    run: Run
    understanding: Understanding
    controls: tuple[Control, ...] = ()

    def prepare(self, work: Work) -> Chunk:
        """Read what is known of the city, and the batch's tables."""
        tables = {table.id: table for table in batches.tables(work, self.batch.id)}
        reader = row_reader(work, self.batch, self.run.mapping, self.understanding)

        def chunk(work: Work, stretch: Stretch, failpoints: Failpoints) -> int:  # noqa: ARG001
            rows = reconciliation.rows(work, self.batch.id, stretch)
            patches = reconciliation.patches(work, self.batch.id, stretch)
            anew = _anew(reader, tables, rows, patches)
            bounds = _bounds(stretch)
            city = reconciliation.in_city(work, self.batch.system, bounds)
            found = Comparison(
                anew,
                city,
                reconciliation.steps_in_city(work, bounds),
                Tally(self.controls),
            )
            for _, of_dossier in groupby(rows, key=lambda row: row.stored.dossier):
                found.take(list(of_dossier))
            strangers = city.keys() - found.met
            found.tell_strangers(strangers - reconciliation.accounted_for(work, list(strangers)))
            reconciliation.add_differences(work, self.run.id, found.differences)
            reconciliation.add_sums(work, self.run.id, found.tally.sums)
            return len(rows)

        return chunk


@dataclass(slots=True)
class Comparison:
    """One chunk being compared."""

    anew: Mapping[tuple[int, int], MappedRow]
    city: Mapping[UUID, InCity]
    steps: Mapping[UUID, Sequence[Step]]
    tally: Tally
    differences: list[Difference] = field(default_factory=list)
    met: set[UUID] = field(default_factory=set)

    def take(self, rows: list[ReadRow]) -> None:
        """Compare everything that names one dossier; its own rows come first."""
        keeper: tuple[MappedRow, dict[str, Any]] | None = None
        history: list[Mapping[str, Any]] = []
        belongs: list[tuple[str, dict[str, Any]]] = []
        for row in rows:
            if sha256(row.payload).digest() != row.sha256:
                self._tell("row.changed", row.stored)
            anew = self.anew[row.stored.table, row.stored.position]
            self.differences += compare_mapped(anew, row.stored)
            fields = orjson.loads(anew.fields)
            if anew.kind == "dossier":
                self.tally.add(fields, (READ, row.outcome or "without"))
            if row.outcome != OutcomeKind.LOADED:
                continue
            if anew.kind == "dossier":
                keeper = anew, fields
            elif anew.kind == "history":
                history.append(fields)
            else:
                belongs.append((anew.kind, fields))
        if keeper is not None:
            self._compare(keeper[0], keeper[1] | load_step.belongings(belongs), history)

    def tell_strangers(self, dossiers: Iterable[UUID]) -> None:
        """Tell of dossiers that say they came from this system, and no row accounts for them."""
        self.differences += [
            Difference("city.without_row", None, None, dossier, "", None, None)
            for dossier in sorted(dossiers)
        ]

    def _compare(
        self, keeper: MappedRow, fields: Mapping[str, Any], history: Sequence[Mapping[str, Any]]
    ) -> None:
        self.met.add(keeper.dossier)
        city = self.city.get(keeper.dossier)
        if city is None:
            self._tell("city.missing", keeper)
            return
        self.differences += compare_dossier(keeper, fields, city)
        steps = steps_of(fields, history)
        expected = [Step.of(moment(each.get("at")) or city.received_at, each) for each in steps]
        self.differences += compare_steps(keeper, expected, self.steps.get(keeper.dossier, ()))
        kept = dict(city.data.get(LEGACY_FIELDS, {}))
        # The month is asked of the city's own column, so that both sides of the sum are two sources indeed.
        received = city.received_at.isoformat()
        kept |= {name: received for name in ("received_on", "received_at") if name in kept}
        self.tally.add(kept, (ENGINE,))

    def _tell(self, code: str, row: MappedRow) -> None:
        self.differences.append(Difference(code, row.table, row.position, row.dossier, "", None, None))


def _anew(
    reader: RowReader,
    tables: Mapping[int, StoredTable],
    rows: Iterable[ReadRow],
    patches: PatchesOfRows,
) -> dict[tuple[int, int], MappedRow]:
    """Map every row again, by table and position; a table at a time, as mapping is fast that way."""
    of_tables: defaultdict[int, list[tuple[int, bytes]]] = defaultdict(list)
    for row in rows:
        of_tables[row.stored.table].append((row.stored.position, row.payload))
    anew: dict[tuple[int, int], MappedRow] = {}
    for table, raw in of_tables.items():
        on_table = [patch for place, each in patches.items() if place[0] == table for patch in each]
        read = list(patched(tables[table].columns, raw, on_table))
        anew |= {(table, row.position): row for row in reader.mapped_rows(tables[table], read)}
    return anew


def _bounds(stretch: Stretch) -> tuple[UUID, UUID]:
    return UUID(int=stretch.first << BUCKET_BITS), UUID(int=((stretch.last + 1) << BUCKET_BITS) - 1)
