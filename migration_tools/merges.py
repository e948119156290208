"""Undo a merge on a person's word: the row is loaded as a dossier of its own, or waits where it has no own key."""

from dataclasses import dataclass

from engine.errors import Refused
from engine.store.work import begin
from migration_tools.batch import Workshop
from migration_tools.store import merges
from migration_tools.store.batches import Batch
from migration_tools.store.merges import Merge, Separation


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
