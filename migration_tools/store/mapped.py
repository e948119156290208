"""What the mapping made of each row, ready to be joined by dossier; it can always be made anew from raw."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from engine.store.work import Work
from migration_tools.store.runs import Stretch


class MappedRow(NamedTuple):
    """One row understood. `dossier` is its own id, or that of the dossier it belongs to; `fields` is JSON."""

    table: int
    position: int
    kind: str
    bucket: int
    dossier: UUID
    twin: UUID | None
    unit: str | None
    received_on: date | None
    is_quarantined: bool
    fields: str
    problems: str


class JoinedRow(NamedTuple):
    """A mapped row with everything else that decides what becomes of it."""

    table: int
    position: int
    kind: str
    dossier: UUID
    unit: str | None
    received_on: date | None
    is_quarantined: bool
    fields: str
    problems: str
    objection: str | None
    merged_into: UUID | None
    number: int | None
    generation: int | None
    """Of the outcome it already has, which is `was`."""

    was: str | None


def replace(work: Work, batch: int, run: int, stretch: Stretch, rows: Iterable[MappedRow]) -> None:
    """Store what a stretch of one table was mapped to, instead of what it was mapped to before."""
    work.run(
        "DELETE FROM mapped_row WHERE table_id = :table AND position > :first AND position <= :last",
        stretch._asdict(),
    )
    work.copy(
        "mapped_row (batch_id, run_id, table_id, position, kind, bucket, dossier_id, twin, unit_code, received_on,"
        " is_quarantined, fields, problems)",
        ((batch, run, *row) for row in rows),
    )


def joined(work: Work, batch: int, stretch: Stretch) -> list[JoinedRow]:
    """Return the rows of a run of buckets, each dossier's own row first, then what belongs to it."""
    found = work.rows(
        """
        SELECT m.table_id, m.position, m.kind, m.dossier_id, m.unit_code, m.received_on, m.is_quarantined,
               m.fields::text, m.problems::text, b.code, b.merged_into, c.number, o.generation, o.kind
        FROM mapped_row m
        LEFT JOIN legacy_objection b ON b.table_id = m.table_id AND b.position = m.position
        LEFT JOIN legacy_code c ON c.dossier_id = m.dossier_id
        LEFT JOIN outcome o ON o.table_id = m.table_id AND o.position = m.position
        WHERE m.batch_id = :batch AND m.bucket BETWEEN :first AND :last AND m.kind <> 'file'
        ORDER BY m.dossier_id, m.kind <> 'dossier', m.table_id, m.position
        """,
        {"batch": batch, "first": stretch.first, "last": stretch.last},
    )
    return [JoinedRow._make(row) for row in found]


def dossiers(work: Work, batch: int) -> int:
    """Return how many rows of a batch were mapped to dossiers."""
    row = work.run(
        "SELECT count(*) AS n FROM mapped_row WHERE batch_id = :batch AND kind = 'dossier'", {"batch": batch}
    ).one()
    return int(row.n)


def has_history(work: Work, batch: int) -> bool:
    """Tell whether the steps of a batch's dossiers were recorded at all."""
    row = work.run(
        "SELECT EXISTS (SELECT 1 FROM mapped_row WHERE batch_id = :batch AND kind = 'history') AS found",
        {"batch": batch},
    ).one()
    return bool(row.found)


def procedures(work: Work, batch: int) -> list[tuple[str, str, str]]:
    """Return code, case and one name of every procedure that a batch's dossiers speak of; '' where none is said."""
    found = work.run(
        """
        SELECT COALESCE(fields ->> 'procedure_code', '') AS code, COALESCE(fields ->> 'case_code', '') AS case_code,
               min(COALESCE(fields ->> 'procedure_name', '')) AS name
        FROM mapped_row WHERE batch_id = :batch AND kind = 'dossier' GROUP BY 1, 2 ORDER BY 1, 2
        """,
        {"batch": batch},
    )
    return [(row.code, row.case_code, row.name) for row in found]
