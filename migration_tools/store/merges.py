"""Records of one dossier: which were merged, which people keep apart, and which may be one and nobody said so."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from engine.store.work import Work
from migration_tools.store.outcomes import OutcomeKind


@dataclass(frozen=True, slots=True)
class Merge:
    """A dossier's row that was merged into another's; `same_key` is the stronger reason of the two."""

    table_id: int
    table: str
    position: int
    number: str | None
    applicant: str | None
    received_on: date | None
    into: UUID
    into_code: str | None
    same_key: bool


class Separation(NamedTuple):
    """A person's word that a row is no second record of the dossier it was merged into."""

    table: int
    position: int
    by: str
    basis: str
    at: datetime


class LoadedRow(NamedTuple):
    """A dossier that was brought over, by what people would know it again."""

    unit: str
    procedure: str
    received_on: date
    id: UUID
    code: str
    applicant: str


def merges(work: Work, batch: int) -> list[Merge]:
    """Return the dossiers' rows of a batch that were merged, by table and position."""
    found = work.run(
        """
        SELECT t.id AS table_id, t.name AS "table", o.position, m.fields ->> 'number' AS number,
               m.fields ->> 'applicant' AS applicant, m.received_on, o.dossier_id AS "into", d.code AS into_code,
               m.dossier_id = o.dossier_id AS same_key
        FROM legacy_table t
        JOIN outcome o ON o.table_id = t.id AND o.kind = :merged
        JOIN mapped_row m ON m.table_id = o.table_id AND m.position = o.position AND m.kind = 'dossier'
        LEFT JOIN dossier d ON d.id = o.dossier_id
        WHERE t.batch_id = :batch ORDER BY t.id, o.position
        """,
        {"batch": batch, "merged": OutcomeKind.MERGED.value},
    ).mappings()
    return [Merge(**row) for row in found]


def separate(work: Work, separation: Separation) -> None:
    """Store a person's word; the first one stands."""
    work.run(
        """
        INSERT INTO legacy_separation (table_id, position, by, basis, at)
        VALUES (:table, :position, :by, :basis, :at) ON CONFLICT DO NOTHING
        """,
        separation._asdict(),
    )


def decisions(work: Work, batch: int) -> int:
    """Return how many decisions of people bear on a batch: approved exclusions, and rows kept apart."""
    row = work.run(
        """
        SELECT (SELECT count(*) FROM legacy_exclusion WHERE batch_id = :batch)
             + (SELECT count(*) FROM legacy_separation s JOIN legacy_table t ON t.id = s.table_id
                WHERE t.batch_id = :batch) AS n
        """,
        {"batch": batch},
    ).one()
    return int(row.n)


def loaded(work: Work, batch: int) -> Iterator[LoadedRow]:
    """Yield the loaded dossiers of a batch by unit, procedure and day of reception."""
    found = work.run(
        """
        SELECT d.unit_code, d.procedure_code, m.received_on, d.id, d.code, m.fields ->> 'applicant' AS applicant
        FROM mapped_row m
        JOIN outcome o ON o.table_id = m.table_id AND o.position = m.position AND o.kind = 'loaded'
        JOIN dossier d ON d.id = m.dossier_id
        WHERE m.batch_id = :batch AND m.kind = 'dossier' AND m.fields ->> 'applicant' IS NOT NULL
          AND m.received_on IS NOT NULL
        ORDER BY d.unit_code, d.procedure_code, m.received_on, d.id
        """,
        {"batch": batch},
    )
    return (LoadedRow._make(row) for row in found.yield_per(5_000))
