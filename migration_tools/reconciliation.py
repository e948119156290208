"""What reconciling a batch came to: rows compared, what differs, control sums of both sides, and the verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.store.work import reading
from migration_tools import control_sums
from migration_tools.batch import Status, Workshop
from migration_tools.control_sums import ControlLine
from migration_tools.mapping.model import Control
from migration_tools.progress import Meter
from migration_tools.steps import reconcile as step
from migration_tools.steps.reconcile import ReconcileRows
from migration_tools.store import raw, reconciliation, runs
from migration_tools.store.batches import Batch
from migration_tools.store.reconciliation import KindOfDifference
from migration_tools.understanding import Understanding
from migration_tools.workers import work_off


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A finished comparison of a batch with the city. `at` is when it was begun."""

    status: Status
    at: datetime
    rows_read: int
    rows_compared: int
    differences: tuple[KindOfDifference, ...]
    controls: tuple[ControlLine, ...]

    @property
    def is_balanced(self) -> bool:
        """Tell whether every row has its outcome, every value stands on both sides, and every sum is equal."""
        return (
            self.status.is_balanced
            and self.rows_read == self.rows_compared
            and not self.differences
            and all(line.is_equal for line in self.controls)
        )

    @classmethod
    def last(cls, shop: Workshop, batch: Batch) -> "Reconciliation | None":
        """Return what the newest finished reconciliation found; None where there is none."""
        status = shop.status(batch)
        with reading(shop.database) as work:
            run = runs.last_run(work, batch.id, step.STEP)
            if run is None or runs.open_chunks(work, run.id)[0]:
                return None
            return cls(
                status,
                run.begun_at,
                raw.count(work, batch.id),
                runs.rows_done(work, run.id),
                tuple(reconciliation.differences(work, run.id)),
                tuple(control_sums.lines(reconciliation.sums(work, run.id))),
            )


def reconcile(
    shop: Workshop, batch: Batch, understanding: Understanding, controls: Sequence[Control] = ()
) -> Reconciliation:
    """Compare every row and value of a batch with the city, both ways. Refused `batch.not_loaded`."""
    run = step.begin_run(shop.database, batch, shop.clock())
    with reading(shop.database) as work:
        meter = Meter(step.STEP, raw.count(work, batch.id), shop.tell, shop.seconds)
    job = ReconcileRows(batch, run, understanding, tuple(controls))
    work_off(shop.database, run.id, job, shop.jobs, (meter, shop.new_failpoints()))
    found = Reconciliation.last(shop, batch)
    assert found is not None, "its run has just been worked off"
    return found
