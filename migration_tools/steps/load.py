"""Bring what was accepted into the city's own tables, and write down what became of every row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby, pairwise
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import Engine as Database

from engine.errors import Refused
from engine.store import bulk, calendars, code_schemes, units
from engine.store.deployments import Deployments
from engine.store.work import Work, begin
from migration_tools.amend import Amendment, amend
from migration_tools.archive_process import deployed, in_force
from migration_tools.dossier_record import Identity, Record, Recorder, Settled, steps_of
from migration_tools.failpoints import Failpoints, Point
from migration_tools.faults.rules.chain import TWO_OPEN, judge_chain
from migration_tools.identity import BUCKETS
from migration_tools.steps import check
from migration_tools.steps import map as map_step
from migration_tools.store import mapped, merges, outcomes, remarks, runs
from migration_tools.store.batches import Batch
from migration_tools.store.mapped import JoinedRow
from migration_tools.store.outcomes import Outcome, OutcomeKind
from migration_tools.store.remarks import Remark
from migration_tools.store.runs import Run, Stretch
from migration_tools.workers import Chunk

STEP = "load"
CHUNK_DOSSIERS = 2_000

ORPHAN = "file.orphan_row"
"""A row that belongs to a dossier nobody has."""

HELD = "row.dossier_held"
"""A row whose dossier itself waits for people."""

_Fate = tuple[OutcomeKind, UUID | None, str | None, str | None]
"""What becomes of a row: the kind of outcome, the dossier, the reason, who approved."""


def begin_run(database: Database, batch: Batch, at: datetime, failpoints: Failpoints) -> Run:
    """Check the batch, number its dossiers, and return the run of loading them; the same rows are the same run.

    Refused `batch.not_mapped` where the mapping did not reach every row.
    """
    with begin(database) as work:
        mapping = runs.last_run(work, batch.id, map_step.STEP)
        if mapping is None or runs.open_chunks(work, mapping.id)[0]:
            raise Refused("batch.not_mapped", batch=batch.name)
        # What people decided since opens the rows again, though their mapping is the same.
        basis = f"run {mapping.id}, {merges.decisions(work, batch.id)} decisions"
        before = runs.last_run(work, batch.id, STEP)
    if before is not None and before.basis == basis:
        return before
    check.check(database, batch, failpoints)
    with begin(database) as work:
        check.give_numbers(work, batch, failpoints)
        new = Run(0, batch.id, STEP, basis, mapping.mapping, mapping.last_patch, at)
        return runs.add_run(work, new, stretches(mapped.dossiers(work, batch.id)))


def stretches(dossiers: int) -> list[Stretch]:
    """Return shares of all dossiers by id, as many as so many dossiers are worth."""
    chunks = min(max(1, -(-dossiers // CHUNK_DOSSIERS)), BUCKETS)
    bounds = [BUCKETS * number // chunks for number in range(chunks + 1)]
    return [Stretch(None, first, last - 1) for first, last in pairwise(bounds)]


@dataclass(frozen=True, slots=True)
class LoadRows:
    """What the load step does with its chunks. `digests` are the deployments that dossiers stand on."""

    batch: Batch
    run: Run
    digests: dict[tuple[str, str], str]

    def prepare(self, work: Work) -> Chunk:
        """Read the city and the published procedures."""
        known = Deployments()
        published = {key: in_force(work, known, *key, self.run) for key in self.digests}
        procedures = {
            key: each.procedure
            for key, each in published.items()
            if each is not None and each.procedure is not None
        }
        settled = Settled(
            self.batch.system,
            units.load(work),
            calendars.load(work),
            code_schemes.load(work),
            procedures,
            self.digests,
            self.run.begun_at,
        )
        recorder = Recorder(settled)
        excluded = outcomes.exclusions(work, self.batch.id)
        has_history = mapped.has_history(work, self.batch.id)

        def chunk(work: Work, stretch: Stretch, failpoints: Failpoints) -> int:
            failpoints.pass_by(Point.LOAD_CHUNK_CLAIMED)
            rows = mapped.joined(work, self.batch.id, stretch)
            load = Load(recorder, excluded, has_history)
            for _, of_dossier in groupby(rows, key=lambda row: row.dossier):
                load.take(list(of_dossier))
            load.write(work, self.run.id, failpoints)
            remarks.replace(work, self.batch.id, stretch, load.remarks)
            return len(rows)

        return chunk


def deploy(database: Database, batch: Batch, run: Run) -> dict[tuple[str, str], str]:
    """Store what the dossiers of a batch stand on, before any of them; return hashes by procedure and case."""
    with begin(database) as work:
        return deployed(work, mapped.procedures(work, batch.id), run)


@dataclass(slots=True)
class Load:
    """One chunk being decided: records to store, and an outcome for every row."""

    recorder: Recorder
    excluded: dict[str, str]
    has_history: bool
    remarks: list[Remark] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    amendments: list[Amendment] = field(default_factory=list)
    fresh: list[Outcome] = field(default_factory=list)
    superseding: list[Outcome] = field(default_factory=list)

    def take(self, rows: list[JoinedRow]) -> None:
        """Decide on everything that names one dossier; its own rows come first."""
        own = [row for row in rows if row.kind == "dossier"]
        others = rows[len(own) :]
        keeper = next((row for row in own if self._is_accepted(row)), None)
        unit, month = (own[0].unit, _month(own[0].received_on)) if own else (None, None)
        for row in own:
            fate = self._own_fate(row)
            self._decide(row, Outcome(row.table, row.position, *fate, row.unit, _month(row.received_on)))
        accepted = [row for row in others if row.was == OutcomeKind.LOADED or not row.is_quarantined]
        for row in others:
            fate = self._other_fate(row, own, keeper)
            self._decide(row, Outcome(row.table, row.position, *fate, unit, month))
        if keeper is None:
            return
        belongs = [(row.kind, orjson.loads(row.fields)) for row in accepted if row.kind != "history"]
        fields = orjson.loads(keeper.fields) | belongings(belongs)
        history = [row for row in accepted if row.kind == "history"]
        self._remark(keeper, fields, [orjson.loads(row.fields) for row in history])
        if keeper.was == OutcomeKind.LOADED and keeper.is_quarantined:
            # What can no longer be read does not unsay what was loaded; reconciling tells that they differ.
            return
        assert keeper.unit is not None
        assert keeper.received_on is not None
        assert keeper.number is not None
        identity = Identity(keeper.dossier, keeper.unit, keeper.received_on, keeper.number)
        steps = [orjson.loads(row.fields) for row in history]
        if keeper.was == OutcomeKind.LOADED:
            late = [step for step, row in zip(steps, history, strict=True) if row.was != OutcomeKind.LOADED]
            place = (keeper.table, keeper.position)
            self.amendments.append(Amendment(identity, place, fields, steps, late))
            return
        self.records.append(self.recorder.record(identity, fields, steps))

    def write(self, work: Work, run: int, failpoints: Failpoints) -> None:
        """Store everything decided."""
        amend(work, self.recorder, self.amendments)
        bulk.add_dossiers(work, (record.head for record in self.records))
        bulk.add_aliases(work, (alias for record in self.records for alias in record.aliases))
        failpoints.pass_by(Point.LOAD_DOSSIERS_WRITTEN)
        bulk.add_entries(work, (entry for record in self.records for entry in record.entries))
        bulk.add_journal(work, (entry for record in self.records for entry in record.journal))
        failpoints.pass_by(Point.LOAD_JOURNAL_WRITTEN)
        outcomes.add(work, run, self.fresh)
        if self.superseding:
            outcomes.supersede(work, run, self.superseding)
        failpoints.pass_by(Point.LOAD_OUTCOMES_WRITTEN)

    def _remark(
        self, keeper: JoinedRow, fields: Mapping[str, Any], history: Sequence[Mapping[str, Any]]
    ) -> None:
        steps = steps_of(fields, history)
        if self.has_history or "steps" in fields:
            codes = judge_chain(str(fields.get("status") or ""), steps)
            self.remarks += [
                Remark(keeper.table, keeper.position, code) for code in codes if code != TWO_OPEN
            ]

    def _decide(self, row: JoinedRow, outcome: Outcome) -> None:
        if row.generation is None:
            self.fresh.append(outcome)
        elif row.was != OutcomeKind.LOADED:
            # What is in the archive stays there; it is amended, never taken out again.
            self.superseding.append(outcome)

    def _is_accepted(self, row: JoinedRow) -> bool:
        return row.was == OutcomeKind.LOADED or (not row.is_quarantined and row.objection is None)

    def _own_fate(self, row: JoinedRow) -> _Fate:
        if row.is_quarantined:
            return self._put_aside(row)
        if row.merged_into is not None:
            return OutcomeKind.MERGED, row.merged_into, row.objection, None
        if row.objection is not None:
            return self._aside([row.objection])
        return OutcomeKind.LOADED, row.dossier, None, None

    def _other_fate(self, row: JoinedRow, own: Sequence[JoinedRow], keeper: JoinedRow | None) -> _Fate:
        if row.is_quarantined:
            return self._put_aside(row)
        if keeper is not None:
            return OutcomeKind.LOADED, keeper.dossier, None, None
        merged = next(
            (each for each in own if each.merged_into is not None and not each.is_quarantined), None
        )
        if merged is not None:
            return OutcomeKind.MERGED, merged.merged_into, merged.objection, None
        if not own:
            return self._aside([ORPHAN])
        # What is left out takes along everything that belongs to it.
        head = self._own_fate(own[0])
        return head if head[0] is OutcomeKind.EXCLUDED else (OutcomeKind.QUARANTINED, None, HELD, None)

    def _put_aside(self, row: JoinedRow) -> _Fate:
        return self._aside(list(dict.fromkeys(_stopping(orjson.loads(row.problems)))))

    def _aside(self, codes: Sequence[str]) -> _Fate:
        for code in codes:
            if code in self.excluded:
                return OutcomeKind.EXCLUDED, None, code, self.excluded[code]
        return OutcomeKind.QUARANTINED, None, ", ".join(codes), None


def belongings(rows: Iterable[tuple[str, dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Return what a dossier keeps of rows that are neither its own nor steps (papers, persons): by kind, in order."""
    kept: dict[str, list[dict[str, Any]]] = {}
    for kind, fields in rows:
        kept.setdefault(kind, []).append(fields)
    return {
        kind: sorted(of_kind, key=lambda each: sorted(map(str, each.items())))
        for kind, of_kind in kept.items()
    }


def _stopping(problems: list[dict[str, Any]]) -> Iterator[str]:
    return (problem["code"] for problem in problems if problem["treatment"] == "quarantine")


def _month(day: date | None) -> date | None:
    return None if day is None else day.replace(day=1)
