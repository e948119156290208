"""Files that no dossier claims: which they are, where each is held, and what people decided about them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from engine.store.work import Work

FILE = "file"
"""The kind of a mapped row that is a file of a folder."""


class FileRow(NamedTuple):
    """A file with the outcome it has, the outcome of the row that names it, and what a person decided about it.

    `owner` is `loaded`, `merged`, `quarantined` or `excluded`, None where no row names the file.
    """

    table: int
    position: int
    generation: int | None
    owner: str | None
    dossier: UUID | None
    reason: str | None
    approver: str | None
    unit: str | None
    month: datetime | None
    decided: bool
    decided_dossier: UUID | None
    decided_by: str | None


@dataclass(frozen=True, slots=True)
class Orphan:
    """A file of nobody. `folder` is the holding area it was copied to; `by` and `dossier` say what was decided."""

    table_id: int
    position: int
    path: str
    size: int
    sha256: str | None
    folder: str | None
    held_at: datetime | None
    by: str | None
    basis: str | None
    dossier: str | None


class Decision(NamedTuple):
    """A person's word on a file: the dossier it belongs to, None where it is left behind."""

    table: int
    position: int
    dossier: UUID | None
    by: str
    basis: str
    at: datetime


def files(work: Work, batch: int) -> list[FileRow]:
    """Return every file of a batch's folders."""
    found = work.run(
        """
        WITH owner AS (
            SELECT DISTINCT ON (m.fields ->> 'file') m.fields ->> 'file' AS path, o.kind, o.dossier_id, o.reason,
                   o.approver, o.unit_code, o.month
            FROM mapped_row m JOIN outcome o ON o.table_id = m.table_id AND o.position = m.position
            WHERE m.batch_id = :batch AND m.kind = 'component' AND m.fields ->> 'file' IS NOT NULL
            ORDER BY 1, array_position(ARRAY['loaded', 'merged', 'quarantined', 'excluded'], o.kind), o.dossier_id
        )
        SELECT f.table_id, f.position, x.generation, w.kind, w.dossier_id, w.reason, w.approver, w.unit_code, w.month,
               c.table_id IS NOT NULL, c.dossier_id, c.by
        FROM mapped_row f
        LEFT JOIN outcome x ON x.table_id = f.table_id AND x.position = f.position
        LEFT JOIN owner w ON w.path = f.fields ->> 'path' AND f.fields ->> 'sha256' IS NOT NULL
        LEFT JOIN legacy_file_decision c ON c.table_id = f.table_id AND c.position = f.position
        WHERE f.batch_id = :batch AND f.kind = :file ORDER BY f.table_id, f.position
        """,
        {"batch": batch, "file": FILE},
    )
    return [FileRow._make(row) for row in found]


def orphans(work: Work, batch: int, path: str | None = None) -> Iterator[Orphan]:
    """Yield the files of nobody by their paths, or the one of a path; those that were decided about stay listed."""
    found = work.run(
        """
        SELECT f.table_id, f.position, f.fields ->> 'path' AS path, COALESCE((f.fields ->> 'size')::bigint, 0) AS size,
               f.fields ->> 'sha256' AS sha256, h.folder, h.held_at, c.by, c.basis, d.code AS dossier
        FROM mapped_row f
        JOIN outcome o ON o.table_id = f.table_id AND o.position = f.position
        LEFT JOIN legacy_held_file h ON h.batch_id = f.batch_id AND h.sha256 = f.fields ->> 'sha256'
        LEFT JOIN legacy_file_decision c ON c.table_id = f.table_id AND c.position = f.position
        LEFT JOIN dossier d ON d.id = c.dossier_id
        WHERE f.batch_id = :batch AND f.kind = :file AND (o.reason = :orphan OR c.table_id IS NOT NULL)
          AND f.fields ->> 'path' = COALESCE(:path, f.fields ->> 'path')
        ORDER BY path, f.table_id
        """,
        {"batch": batch, "file": FILE, "orphan": ORPHAN_FILE, "path": path},
    ).mappings()
    return (Orphan(**row) for row in found)


ORPHAN_FILE = "file.orphan_attachment"
"""Why a file of nobody waits (a class of the fault catalogue)."""


def hold(work: Work, batch: int, sha256: str, folder: str, at: datetime) -> None:
    """Store that the holding area has a content; the first place stands."""
    work.run(
        """
        INSERT INTO legacy_held_file (batch_id, sha256, folder, held_at) VALUES (:batch, :sha256, :folder, :at)
        ON CONFLICT DO NOTHING
        """,
        {"batch": batch, "sha256": sha256, "folder": folder, "at": at},
    )


def decide(work: Work, decision: Decision) -> None:
    """Store a person's word on a file."""
    work.run(
        """
        INSERT INTO legacy_file_decision (table_id, position, dossier_id, by, basis, at)
        VALUES (:table, :position, :dossier, :by, :basis, :at)
        """,
        decision._asdict(),
    )


def dossiers_named(work: Work, name: str) -> list[UUID]:
    """Return the dossiers of a code, or of a number in an old system."""
    found = work.run(
        """
        SELECT id FROM dossier WHERE code = :name UNION SELECT dossier_id FROM dossier_alias WHERE alias = :name
        """,
        {"name": name},
    )
    return [row.id for row in found]
