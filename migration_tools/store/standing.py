"""Where batches stand, for those who only look: all of them, and how far each step of one is."""

from dataclasses import dataclass
from datetime import datetime

from engine.store.work import Work
from migration_tools.store.batches import Batch


@dataclass(frozen=True, slots=True)
class StepState:
    """The newest run of a step. `seconds` is how long ago it was begun, on the database's clock."""

    step: str
    begun_at: datetime
    seconds: float
    chunks: int
    open_chunks: int
    basis: str

    @property
    def is_done(self) -> bool:
        """Tell whether nothing is left to do."""
        return self.open_chunks == 0

    def rate(self, rows: int) -> float:
        """Return rows a second since the run was begun, of a batch of so many rows."""
        return rows * self._done_share / self.seconds if self.seconds else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Return the time left at that rate; None while nothing is done yet."""
        return self.seconds * (1 / self._done_share - 1) if self._done_share else None

    @property
    def _done_share(self) -> float:
        return 1 - self.open_chunks / self.chunks if self.chunks else 1.0


def all_batches(work: Work) -> list[Batch]:
    """Return every batch, the newest first."""
    found = work.run(
        "SELECT id, name, unit_code AS unit, system FROM legacy_batch ORDER BY id DESC"
    ).mappings()
    return [Batch(**row) for row in found]


def steps(work: Work, batch: int) -> dict[str, StepState]:
    """Return the newest run of each step that was begun."""
    found = work.run(
        """
        SELECT DISTINCT ON (r.step) r.step, r.begun_at, r.basis,
               GREATEST(EXTRACT(EPOCH FROM now() - r.begun_at), 0)::float AS seconds,
               (SELECT count(*) FROM legacy_chunk c WHERE c.run_id = r.id) AS chunks,
               (SELECT count(*) FROM legacy_chunk c WHERE c.run_id = r.id AND NOT c.is_done) AS open_chunks
        FROM legacy_run r WHERE r.batch_id = :batch ORDER BY r.step, r.id DESC
        """,
        {"batch": batch},
    ).mappings()
    return {row["step"]: StepState(**row) for row in found}


def unread_tables(work: Work, batch: int) -> list[str]:
    """Return the tables of a batch that were not copied to their end."""
    found = work.run(
        """
        SELECT t.name FROM legacy_table t WHERE t.batch_id = :batch
        AND NOT EXISTS (SELECT 1 FROM raw_mark m WHERE m.table_id = t.id AND m.is_last) ORDER BY t.id
        """,
        {"batch": batch},
    )
    return [row.name for row in found]
