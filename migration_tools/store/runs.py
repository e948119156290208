"""Mappings in use, and runs of steps: their chunks are claimed one by one, data and checkpoint in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from engine.store.work import Work


@dataclass(frozen=True, slots=True)
class StoredMapping:
    """A mapping as one version of a batch used it; `text` is enough to read it again years later."""

    id: int
    number: int
    sha256: str
    text: str


class Stretch(NamedTuple):
    """What a chunk covers: positions of a table behind `first` up to `last`, or (no table) buckets from the first."""

    table: int | None
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Run:
    """One step over one state of its inputs; the same inputs are the same run, so its chunks are done once."""

    id: int
    batch: int
    step: str
    basis: str
    mapping: int
    last_patch: int
    begun_at: datetime


def keep_mapping(work: Work, batch: int, sha256: str, text: str, at: datetime) -> StoredMapping:
    """Store a mapping as the batch's next version unless the batch has it already."""
    work.run(
        """
        INSERT INTO legacy_mapping (batch_id, number, sha256, text, added_at)
        SELECT :batch, COALESCE(max(number), 0) + 1, :sha256, :text, :at FROM legacy_mapping WHERE batch_id = :batch
        ON CONFLICT (batch_id, sha256) DO NOTHING
        """,
        {"batch": batch, "sha256": sha256, "text": text, "at": at},
    )
    found = work.run(
        "SELECT id, number, sha256, text FROM legacy_mapping WHERE batch_id = :batch AND sha256 = :sha256",
        {"batch": batch, "sha256": sha256},
    )
    return StoredMapping(**found.mappings().one())


def mapping(work: Work, mapping_id: int) -> StoredMapping:
    """Return a stored mapping."""
    found = work.run("SELECT id, number, sha256, text FROM legacy_mapping WHERE id = :id", {"id": mapping_id})
    return StoredMapping(**found.mappings().one())


def last_run(work: Work, batch: int, step: str) -> Run | None:
    """Return the newest run of a step."""
    found = work.run(
        f"{_RUN} WHERE batch_id = :batch AND step = :step ORDER BY id DESC LIMIT 1",
        {"batch": batch, "step": step},
    )
    row = found.mappings().first()
    return None if row is None else Run(**row)


_RUN = """
    SELECT id, batch_id AS batch, step, basis, mapping_id AS mapping, last_patch, begun_at FROM legacy_run
"""


def add_run(work: Work, run: Run, chunks: Sequence[Stretch]) -> Run:
    """Store a new run with everything it has to do; its `id` is given by the database."""
    stored = work.run(
        """
        INSERT INTO legacy_run (batch_id, step, basis, mapping_id, last_patch, begun_at)
        VALUES (:batch, :step, :basis, :mapping, :last_patch, :at) RETURNING id
        """,
        {
            "batch": run.batch,
            "step": run.step,
            "basis": run.basis,
            "mapping": run.mapping,
            "last_patch": run.last_patch,
            "at": run.begun_at,
        },
    ).one()
    work.copy(
        "legacy_chunk (run_id, number, table_id, first, last)",
        ((stored.id, number, *chunk) for number, chunk in enumerate(chunks, start=1)),
    )
    return Run(stored.id, run.batch, run.step, run.basis, run.mapping, run.last_patch, run.begun_at)


def claim(work: Work, run: int) -> Stretch | None:
    """Take the next free chunk and mark it done, which counts only if the transaction ends well; None at the end."""
    row = work.run(
        """
        UPDATE legacy_chunk SET is_done = true
        WHERE run_id = :run AND number = (
            SELECT number FROM legacy_chunk WHERE run_id = :run AND NOT is_done
            ORDER BY number LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING table_id, first, last
        """,
        {"run": run},
    ).first()
    return None if row is None else Stretch(row.table_id, row.first, row.last)


def tell_rows(work: Work, run: int, chunk: Stretch, rows: int) -> None:
    """Write down how many rows a chunk had, in the transaction that did it."""
    work.run(
        """
        UPDATE legacy_chunk SET rows = :rows
        WHERE run_id = :run AND (table_id, first) IS NOT DISTINCT FROM (CAST(:table AS integer), CAST(:first AS bigint))
        """,
        {"run": run, "rows": rows, "table": chunk.table, "first": chunk.first},
    )


def rows_done(work: Work, run: int) -> int:
    """Return how many rows the finished chunks of a run had."""
    row = work.run(
        "SELECT COALESCE(sum(rows), 0) AS n FROM legacy_chunk WHERE run_id = :run", {"run": run}
    ).one()
    return int(row.n)


def open_chunks(work: Work, run: int) -> tuple[int, int]:
    """Return how many chunks of a run are open, and how many it has."""
    row = work.run(
        "SELECT count(*) FILTER (WHERE NOT is_done) AS open, count(*) AS n FROM legacy_chunk WHERE run_id = :run",
        {"run": run},
    ).one()
    return int(row.open), int(row.n)


def stretches_to_repeat(work: Work, before: Run, stretches: Sequence[Stretch]) -> list[Stretch]:
    """Return the stretches that hold a row patched, or read, since a run."""
    found = work.run(
        """
        SELECT DISTINCT table_id, position FROM raw_patch WHERE id > :last ORDER BY table_id, position
        """,
        {"last": before.last_patch},
    )
    touched = [(row.table_id, row.position) for row in found]
    done = set(_stretches_of(work, before))
    return [
        each
        for each in stretches
        if each not in done or any(t == each.table and each.first < p <= each.last for t, p in touched)
    ]


def _stretches_of(work: Work, run: Run) -> list[Stretch]:
    """Everything mapped by this mapping so far, by this run and the ones before it."""
    found = work.run(
        """
        SELECT DISTINCT c.table_id, c.first, c.last FROM legacy_chunk c JOIN legacy_run r ON r.id = c.run_id
        WHERE r.batch_id = :batch AND r.step = :step AND r.mapping_id = :mapping AND c.is_done
        """,
        {"batch": run.batch, "step": run.step, "mapping": run.mapping},
    )
    return [Stretch(row.table_id, row.first, row.last) for row in found]
