"""Bugs that somebody could really write; a campaign that misses one of them proves nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, islice
from typing import Any
from uuid import UUID, uuid5

from engine.events import EventKind
from engine.store import bulk
from engine.store.work import Work, begin
from migration_tools import amend, dossier_record, workers
from migration_tools.failpoints import Point
from migration_tools.faults.rules import judge, units
from migration_tools.faults.rules.finding import found
from migration_tools.mapping import field_runner
from migration_tools.mapping.text_of import Reading
from migration_tools.sources.base import SourceRow
from migration_tools.sources.mysqldump import MysqlDump
from migration_tools.steps import check, load, snapshot
from migration_tools.steps import map as map_step
from migration_tools.store import outcomes, raw, runs
from migration_tools.store.mapped import JoinedRow
from migration_tools.store.outcomes import Outcome, OutcomeKind
from migration_tools.store.raw import Mark, RawRow
from tests.campaigns.migration_scenario import Change


@dataclass(frozen=True)
class Bug:
    """A bug, and where a process must die for it to show; None where it shows by itself."""

    put_in: Change
    die_at: str | None = None


def checkpoint_before_data() -> None:
    def write(self: snapshot.Snapshot, table: Any, mark: Mark, rows: list[RawRow], is_last: bool) -> Mark:
        after = snapshot._mark_behind(mark, rows, is_last)
        with begin(self._database) as work:
            raw.add_mark(work, table.id, after)
        self._failpoints.pass_by(Point.SNAPSHOT_MARK_WRITTEN)
        with begin(self._database) as work:
            raw.add_rows(work, table.id, rows)
        return after

    snapshot.Snapshot._write = write  # type: ignore[method-assign]


def chunk_done_before_its_rows() -> None:
    def next_chunk(self: workers._Hand) -> int:
        with begin(self._database) as work:
            stretch = runs.claim(work, self._run)
        with begin(self._database) as work:
            return 0 if stretch is None else self._chunk(work, stretch, self._failpoints)

    workers._Hand.next_chunk = next_chunk  # type: ignore[method-assign]


def rerun_counted_as_duplicate() -> None:
    def decide(self: load.Load, row: JoinedRow, outcome: Outcome) -> None:
        if row.generation is None:
            self.fresh.append(outcome)
        elif row.was == OutcomeKind.LOADED:
            merged = outcome._replace(kind=OutcomeKind.MERGED, reason="key.twice_identical")
            self.superseding.append(merged)

    load.Load._decide = decide  # type: ignore[method-assign]


def outcome_lost() -> None:
    add = outcomes.add

    def lossy(work: Work, run: int, found: Iterable[Outcome]) -> None:
        add(work, run, list(found)[:-1])

    outcomes.add = lossy


def chunk_claimed_twice() -> None:
    claim = runs.claim

    def twice(work: Work, run: int) -> runs.Stretch | None:
        stretch = claim(work, run)
        work.run("UPDATE legacy_chunk SET is_done = false WHERE run_id = :run AND number = 1", {"run": run})
        return stretch

    runs.claim = twice


def identity_by_order() -> None:
    order = count()

    def row_id(system: str, unit: str, table: str, key: str) -> UUID:
        return uuid5(UUID(int=7), f"{system}|{unit}|{table}|{key}|{next(order)}")

    map_step.row_id = row_id  # type: ignore[attr-defined]


def order_of_history_by_file() -> None:
    dossier_record.ordered = list  # type: ignore[assignment]


def patch_applied_twice() -> None:
    def amended(work: Work, recorder: Any, amendments: Sequence[amend.Amendment]) -> None:
        amend.amend(work, recorder, amendments)
        for head in amend.dossiers.lock_all(work, [each.identity.id for each in amendments]):
            if head.version:
                of = amend.Journaled(head.id, head.unit, head.digest, head.received_at)
                at, length = recorder.settled.imported_at, head.journal_length + 1
                entry = of.entry(length, EventKind.DOSSIER_IMPORTED, at, {"imported": True})
                bulk.add_journal(work, [entry])
                after = amend.replace(head, version=head.version + 1, journal_length=length)
                amend.dossiers.update(work, head, after)

    load.amend = amended  # type: ignore[attr-defined]


def patch_forgotten() -> None:
    map_step.patched = lambda columns, rows, patches: patched(columns, rows, [])  # type: ignore[attr-defined]


patched = map_step.patched


def unit_of_today() -> None:
    units._ended = lambda code, received_on, values, known: found("unit.merged", "unit", values, "00001")


def unit_not_judged() -> None:
    judge._RULES = tuple(rule for rule in judge._RULES if rule is not units.check)


def merge_loses_rows() -> None:
    decide = load.Load._decide

    def lossy(self: load.Load, row: JoinedRow, outcome: Outcome) -> None:
        if outcome.kind is not OutcomeKind.MERGED:
            decide(self, row, outcome)

    load.Load._decide = lossy  # type: ignore[method-assign]


def journal_without_ledger() -> None:
    bulk.add_entries = lambda work, entries: None


def ledger_without_journal() -> None:
    bulk.add_journal = lambda work, entries: None


def numbers_used_again() -> None:
    bulk.reserve_numbers = lambda work, wanted: {(each.unit, each.day): 0 for each in wanted}


def silent_truncation() -> None:
    rows = MysqlDump.rows

    def cut(self: MysqlDump, table: str, after: int = 0) -> Iterator[SourceRow]:
        return islice(rows(self, table, after), max(0, 100 - after))

    MysqlDump.rows = cut  # type: ignore[method-assign]


def fallback_to_latin_1() -> None:
    text_of = field_runner.text_of

    def guessed(cell: Any, decode: Any, evidence: Any) -> Reading:
        told = text_of(cell, decode, evidence)
        if told.text is None and isinstance(cell, bytes):
            return Reading(cell.decode("latin-1"), ("decode:latin-1",))
        return told

    field_runner.text_of = guessed  # type: ignore[attr-defined]


def quarantine_loaded_all_the_same() -> None:
    put_aside = load.Load._put_aside

    def lenient(self: load.Load, row: JoinedRow) -> load._Fate:
        _, dossier, reason, _ = put_aside(self, row)
        return OutcomeKind.EXCLUDED, dossier, reason, "?"

    load.Load._put_aside = lenient  # type: ignore[method-assign]


def twins_not_seen() -> None:
    check.objections.find = lambda work, batch: None


BUGS: Mapping[str, Bug] = {
    "checkpoint before data": Bug(checkpoint_before_data, "snapshot.mark_written:3"),
    "chunk done before its rows": Bug(chunk_done_before_its_rows, "map.rows_written:2"),
    "re-run counted as duplicate": Bug(rerun_counted_as_duplicate),
    "outcome lost": Bug(outcome_lost),
    "chunk claimed twice": Bug(chunk_claimed_twice),
    "identity by order": Bug(identity_by_order),
    "order of history by file": Bug(order_of_history_by_file),
    "patch applied twice": Bug(patch_applied_twice),
    "patch forgotten": Bug(patch_forgotten),
    "unit of today": Bug(unit_of_today),
    "unit not judged": Bug(unit_not_judged),
    "merge loses rows": Bug(merge_loses_rows),
    "journal without ledger": Bug(journal_without_ledger),
    "ledger without journal": Bug(ledger_without_journal),
    "numbers used again": Bug(numbers_used_again),
    "silent truncation": Bug(silent_truncation),
    "fallback to latin-1": Bug(fallback_to_latin_1),
    "quarantine called excluded": Bug(quarantine_loaded_all_the_same),
    "twins not seen": Bug(twins_not_seen),
}
