"""Raw rows as they were read, the marks of how far, and patches that lie on top of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from engine.store.work import Work


class RawRow(NamedTuple):
    """One row at its position, written down by `cell.dump_row`; `sha256` is of the payload."""

    position: int
    payload: bytes
    sha256: bytes


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the copy of a table came: `number` counts chunks from 1, `digest` covers all rows so far."""

    number: int
    last_position: int
    rows: int
    digest: bytes
    is_last: bool


NOTHING_READ = Mark(0, 0, 0, b"", False)


class Patch(NamedTuple):
    """A correction of one cell, decided by a person; `old` and `new` are rows of one cell written down."""

    id: int
    position: int
    column: str
    old: bytes
    new: bytes
    by: str
    basis: str
    at: datetime


def add_rows(work: Work, table: int, rows: Iterable[RawRow]) -> None:
    """Store rows behind those already read."""
    work.copy("raw_row (table_id, position, payload, sha256)", ((table, *row) for row in rows))


def rows(work: Work, table: int, after: int, upto: int) -> list[tuple[int, bytes]]:
    """Return position and payload of the rows of a stretch, by position."""
    found = work.rows(
        """
        SELECT position, payload FROM raw_row
        WHERE table_id = :table AND position > :after AND position <= :upto ORDER BY position
        """,
        {"table": table, "after": after, "upto": upto},
    )
    return [(position, bytes(payload)) for position, payload in found]


def marks(work: Work, table: int) -> list[Mark]:
    """Return the marks of a table from the first on."""
    found = work.run(
        """
        SELECT number, last_position, rows, digest, is_last FROM raw_mark
        WHERE table_id = :table ORDER BY number
        """,
        {"table": table},
    ).mappings()
    return [Mark(**{**row, "digest": bytes(row["digest"])}) for row in found]


def add_mark(work: Work, table: int, mark: Mark) -> None:
    """Store how far a table was read, in the transaction of the rows themselves."""
    work.run(
        """
        INSERT INTO raw_mark (table_id, number, last_position, rows, digest, is_last)
        VALUES (:table, :number, :last_position, :rows, :digest, :is_last)
        """,
        {
            "table": table,
            "number": mark.number,
            "last_position": mark.last_position,
            "rows": mark.rows,
            "digest": mark.digest,
            "is_last": mark.is_last,
        },
    )


def add_patch(work: Work, table: int, patch: Patch) -> None:
    """Lay a correction on a row; its `id` is given by the database."""
    work.run(
        """
        INSERT INTO raw_patch (table_id, position, column_name, old, new, by, basis, at)
        VALUES (:table, :position, :column, :old, :new, :by, :basis, :at)
        """,
        {"table": table, **patch._asdict()},
    )


def patches(work: Work, table: int, after: int, upto: int) -> list[Patch]:
    """Return the corrections of a stretch of rows in the order in which they were made."""
    found = work.run(
        """
        SELECT id, position, column_name, old, new, by, basis, at FROM raw_patch
        WHERE table_id = :table AND position > :after AND position <= :upto ORDER BY id
        """,
        {"table": table, "after": after, "upto": upto},
    )
    return [Patch._make(row)._replace(old=bytes(row.old), new=bytes(row.new)) for row in found]


def newest_patches(work: Work, places: Sequence[tuple[int, int]]) -> dict[tuple[int, int], Patch]:
    """Return the newest correction on each of these rows (table, position) that has one."""
    found = work.run(
        """
        SELECT DISTINCT ON (p.table_id, p.position) p.table_id, p.id, p.position, p.column_name, p.old, p.new, p.by,
               p.basis, p.at
        FROM unnest(CAST(:tables AS integer[]), CAST(:positions AS bigint[])) AS row(t, n)
        JOIN raw_patch p ON p.table_id = row.t AND p.position = row.n
        ORDER BY p.table_id, p.position, p.id DESC
        """,
        {"tables": [table for table, _ in places], "positions": [position for _, position in places]},
    )
    return {
        (row.table_id, row.position): Patch._make(row[1:])._replace(old=bytes(row.old), new=bytes(row.new))
        for row in found
    }


def last_patch(work: Work, batch: int) -> int:
    """Return the number of the newest correction in a batch, 0 where there is none."""
    row = work.run(
        """
        SELECT COALESCE(max(p.id), 0) AS last FROM raw_patch p JOIN legacy_table t ON t.id = p.table_id
        WHERE t.batch_id = :batch
        """,
        {"batch": batch},
    ).one()
    return int(row.last)


def count(work: Work, batch: int) -> int:
    """Return how many rows of a batch were read, as the marks tell."""
    row = work.run(
        """
        SELECT COALESCE(sum(m.rows), 0) AS n FROM raw_mark m JOIN legacy_table t ON t.id = m.table_id
        WHERE t.batch_id = :batch
        """,
        {"batch": batch},
    ).one()
    return int(row.n)
