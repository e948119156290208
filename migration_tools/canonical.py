"""One hash over everything a batch brought into the city: equal however it was read, killed, resumed or shared out."""

from hashlib import sha256

from sqlalchemy import Engine as Database

from engine.store.work import reading
from migration_tools.store import loaded
from migration_tools.store.batches import Batch


def canonical_hash(database: Database, batch: Batch) -> str:
    """Return the hash over dossiers, old numbers, due dates, journals, and how many rows came to which outcome.

    What differs between two honest runs is left out: the moment of loading, look-up keys, positions in files.
    """
    total = sha256()
    with reading(database) as work:
        for line in loaded.lines(work, batch.id):
            total.update(line.encode())
            total.update(b"\n")
    return total.hexdigest()
