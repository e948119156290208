"""Rows that wait for people, with what is wrong with each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Row

from engine.store.work import Work
from migration_tools.store.batches import StoredTable
from migration_tools.store.raw import Patch


class WaitingRow(NamedTuple):
    """A quarantined row: its raw content, the corrections on it, and the mapping's problems as JSON."""

    table: StoredTable
    files: tuple[str, ...]
    position: int
    kind: str
    payload: bytes
    sha256: bytes
    reason: str
    problems: str


def rows(work: Work, batch: int, without: str) -> Iterator[WaitingRow]:
    """Yield the quarantined rows of a batch by table and position, but for those of one reason."""
    found = work.run(
        """
        SELECT t.id, t.source, t.name, t.columns, o.position, m.kind, r.payload, r.sha256, o.reason, m.problems::text,
               ARRAY(SELECT f.name FROM legacy_file f WHERE f.batch_id = t.batch_id AND f.source = t.source ORDER BY 1)
                   AS files
        FROM legacy_table t
        JOIN outcome o ON o.table_id = t.id AND o.kind = 'quarantined'
        JOIN raw_row r ON r.table_id = o.table_id AND r.position = o.position
        JOIN mapped_row m ON m.table_id = o.table_id AND m.position = o.position
        WHERE t.batch_id = :batch AND o.reason <> :without ORDER BY t.id, o.position
        """,
        {"batch": batch, "without": without},
    )
    for row in found.yield_per(5_000):
        yield WaitingRow(
            StoredTable(row.id, row.source, row.name, tuple(row.columns)),
            tuple(row.files),
            row.position,
            row.kind,
            bytes(row.payload),
            bytes(row.sha256),
            row.reason,
            row.problems,
        )


PatchesOfRows = Mapping[tuple[int, int], Sequence[Patch]]
"""Corrections by table and position of their row, in the order in which they were made."""


def patches(work: Work, batch: int) -> PatchesOfRows:
    """Return every correction in a batch."""
    found = work.run(
        """
        SELECT p.table_id, p.id, p.position, p.column_name, p.old, p.new, p.by, p.basis, p.at
        FROM raw_patch p JOIN legacy_table t ON t.id = p.table_id WHERE t.batch_id = :batch ORDER BY p.id
        """,
        {"batch": batch},
    )
    return patches_of_rows(found)


def patches_of_rows(found: Iterable[Row[Any]]) -> PatchesOfRows:
    """Sort corrections, each behind the number of its table, by their row."""
    on_rows: dict[tuple[int, int], list[Patch]] = {}
    for row in found:
        patch = Patch._make(row[1:])
        patch = patch._replace(old=bytes(patch.old), new=bytes(patch.new))
        on_rows.setdefault((row[0], patch.position), []).append(patch)
    return on_rows


def payload(work: Work, table: int, position: int) -> tuple[bytes, bytes] | None:
    """Return payload and hash of one raw row; None where there is none."""
    row = work.run(
        "SELECT payload, sha256 FROM raw_row WHERE table_id = :table AND position = :position",
        {"table": table, "position": position},
    ).first()
    return None if row is None else (bytes(row.payload), bytes(row.sha256))
