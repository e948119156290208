"""A batch at work: its steps in order, each repeatable, and where it stands."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Engine as Database

from engine.clock import Clock
from engine.store.work import begin, reading
from migration_tools import files
from migration_tools.failpoints import Failpoints
from migration_tools.progress import Meter, Seconds, Tell
from migration_tools.sources.base import Source
from migration_tools.steps import load as load_step
from migration_tools.steps import map as map_step
from migration_tools.steps.load import LoadRows
from migration_tools.steps.map import MapRows
from migration_tools.steps.snapshot import Snapshot
from migration_tools.store import batches, mapped, outcomes, raw, runs
from migration_tools.store.batches import Batch
from migration_tools.store.outcomes import BalanceLine
from migration_tools.understanding import Understanding
from migration_tools.workers import work_off


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where batches are worked on: the database, both clocks, how many processes, and whom to tell."""

    database: Database
    clock: Clock
    seconds: Seconds
    tell: Tell
    jobs: int = 1
    new_failpoints: Callable[[], Failpoints] = Failpoints

    def open(self, name: str, unit: str, system: str) -> Batch:
        """Return a batch, begun now where there is none of its name; Refused `batch.other`."""
        with begin(self.database) as work:
            return batches.find_or_add(work, Batch(0, name, unit, system), self.clock())

    def find(self, name: str) -> Batch:
        """Return a batch by name; Refused `batch.unknown`."""
        with reading(self.database) as work:
            return batches.find(work, name)

    def snapshot(self, batch: Batch, label: str, source: Source) -> int:
        """Copy a source; return how many rows were new. Raises SourceChanged and Unreadable, see `Snapshot`."""
        meter = self._meter("snapshot", None)
        Snapshot(self.database, batch, label, source).run(meter, self.new_failpoints())
        return meter.done

    def map(self, batch: Batch, understanding: Understanding) -> int:
        """Map a batch; return how many rows were mapped now. Refused `batch.not_read`."""
        run = map_step.begin_run(self.database, batch, understanding, self.clock())
        with reading(self.database) as work:
            meter = self._meter("map", raw.count(work, batch.id))
        job = MapRows(batch, run.id, run.mapping, understanding)
        work_off(self.database, run.id, job, self.jobs, (meter, self.new_failpoints()))
        return meter.done

    def load(self, batch: Batch) -> int:
        """Check and load a batch; return how many rows were decided now. Refused `batch.not_mapped`."""
        failpoints = self.new_failpoints()
        run = load_step.begin_run(self.database, batch, self.clock(), failpoints)
        digests = load_step.deploy(self.database, batch, run)
        with reading(self.database) as work:
            meter = self._meter("load", raw.count(work, batch.id))
        work_off(self.database, run.id, LoadRows(batch, run, digests), self.jobs, (meter, failpoints))
        with begin(self.database) as work:
            files.settle(work, batch.id, run.id)
        return meter.done

    def status(self, batch: Batch) -> "Status":
        """Return where a batch stands."""
        with reading(self.database) as work:
            return Status(
                batch,
                self._steps(batch),
                tuple(outcomes.balance(work, batch.id)),
                tuple(outcomes.quarantine(work, batch.id)),
                mapped.dossiers(work, batch.id),
            )

    def _steps(self, batch: Batch) -> dict[str, tuple[int, int]]:
        with reading(self.database) as work:
            known = {step: runs.last_run(work, batch.id, step) for step in (map_step.STEP, load_step.STEP)}
            return {
                step: (0, 0) if run is None else runs.open_chunks(work, run.id) for step, run in known.items()
            }

    def _meter(self, step: str, total: int | None) -> Meter:
        return Meter(step, total, self.tell, self.seconds)


@dataclass(frozen=True, slots=True)
class Status:
    """Where a batch stands. `steps` holds, by step, chunks still open and all chunks; (0, 0) before its first run."""

    batch: Batch
    steps: dict[str, tuple[int, int]]
    balance: tuple[BalanceLine, ...]
    quarantine: tuple[tuple[str, int], ...]
    dossiers: int

    @property
    def is_balanced(self) -> bool:
        """Tell whether every row that was read has its outcome."""
        return all(line.without_outcome == 0 for line in self.balance)

    @property
    def quarantined(self) -> int:
        """Return how many rows wait for people."""
        return sum(line.quarantined for line in self.balance)
