"""Attachments of a batch: files that were hashed in a folder, and files that its rows name."""

from collections.abc import Iterator

from engine.store.work import Work


def hashed(work: Work, batch: int, table: str) -> Iterator[tuple[str, bytes]]:
    """Yield source and raw payload of each entry of the folders copied into a batch, in order."""
    found = work.run(
        """
        SELECT t.source, r.payload FROM legacy_table t JOIN raw_row r ON r.table_id = t.id
        WHERE t.batch_id = :batch AND t.name = :table ORDER BY t.id, r.position
        """,
        {"batch": batch, "table": table},
    )
    for row in found.yield_per(5_000):
        yield row.source, bytes(row.payload)


def named(work: Work, batch: int) -> Iterator[str]:
    """Yield each path that a row of a batch gives for a file, once, in order."""
    found = work.run(
        """
        SELECT DISTINCT fields ->> 'file' AS path FROM mapped_row
        WHERE batch_id = :batch AND kind = 'component' AND fields ->> 'file' IS NOT NULL ORDER BY 1
        """,
        {"batch": batch},
    )
    for row in found.yield_per(5_000):
        yield row.path
