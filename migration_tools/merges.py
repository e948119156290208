"""Records that may be one dossier: pairs for people to look at, and a merge taken back on a person's word."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from engine.errors import Refused
from engine.model.folding import folded
from engine.store.work import Work, begin
from migration_tools.batch import Workshop
from migration_tools.store import merges
from migration_tools.store.batches import Batch
from migration_tools.store.merges import LoadedRow, Merge, Separation

ALIKE_WITHIN = timedelta(days=3)
MOST_NAMES = 10_000
"""Names remembered before those that are out of reach are forgotten: memory stays bounded whatever the size."""


@dataclass(frozen=True, slots=True)
class Word:
    """Who says so, and on what basis."""

    by: str
    basis: str


def undo(shop: Workshop, batch: Batch, place: tuple[str, int], word: Word) -> Merge:
    """Keep a merged row (table, position) apart from now on, and load the batch again; return what it was.

    Every raw row stays where it is and so does the outcome it had, in the past. Refused `merge.unknown`.
    """
    with begin(shop.database) as work:
        found = next(
            (each for each in merges.merges(work, batch.id) if (each.table, each.position) == place), None
        )
        if found is None:
            raise Refused("merge.unknown", table=place[0], row=place[1], batch=batch.name)
        merges.separate(work, Separation(found.table_id, found.position, word.by, word.basis, shop.clock()))
    shop.load(batch)
    return found


@dataclass(frozen=True, slots=True)
class Alike:
    """Two dossiers that may be one: same unit, procedure and, but for accents and case, applicant, days apart."""

    first: LoadedRow
    second: LoadedRow

    @property
    def days_between(self) -> int:
        """Return how many days lie between the receptions, 3 at most."""
        return (self.second.received_on - self.first.received_on).days


def alike(work: Work, batch: Batch) -> Iterator[Alike]:
    """Yield pairs that only people can tell to be one; nothing is done about them."""
    rows = merges.loaded(work, batch.id)
    for _, of_procedure in groupby(rows, key=lambda row: (row.unit, row.procedure)):
        latest: dict[str, LoadedRow] = {}
        for row in of_procedure:
            before = latest.get(name := folded(row.applicant))
            if before is not None and row.received_on - before.received_on <= ALIKE_WITHIN:
                yield Alike(before, row)
            latest[name] = row
            if len(latest) > MOST_NAMES:
                latest = {
                    name: each
                    for name, each in latest.items()
                    if row.received_on - each.received_on <= ALIKE_WITHIN
                }
