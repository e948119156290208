"""Find what only all rows together tell, and give every accepted dossier its number; one transaction."""

from sqlalchemy import Engine as Database

from engine.store import bulk
from engine.store.work import Work, begin
from migration_tools.failpoints import Failpoints, Point
from migration_tools.store import codes, objections
from migration_tools.store.batches import Batch


def check(database: Database, batch: Batch, failpoints: Failpoints) -> None:
    """Check a mapped batch. Again on the same rows it finds the same and gives no number twice."""
    with begin(database) as work:
        objections.find(work, batch.id)
        failpoints.pass_by(Point.CHECK_WRITTEN)


def give_numbers(work: Work, batch: Batch, failpoints: Failpoints) -> None:
    """Number what has none, behind the numbers that live work was given on those days."""
    wanted = codes.wanted(work, batch.id)
    if not wanted:
        return
    taken = bulk.reserve_numbers(work, wanted)
    failpoints.pass_by(Point.CODES_RESERVED)
    codes.give(work, batch.id, [(series, taken[series.unit, series.day]) for series in wanted])
    failpoints.pass_by(Point.CODES_WRITTEN)
