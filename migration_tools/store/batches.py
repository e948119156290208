"""Batches with the files and tables they were copied from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.errors import Refused
from engine.store.rows import as_json
from engine.store.work import Work
from migration_tools.sources.base import SourceFile, Table


@dataclass(frozen=True, slots=True)
class Batch:
    """One unit's legacy system brought over; `system` is the name ids are derived from and never changes."""

    id: int
    name: str
    unit: str
    system: str


@dataclass(frozen=True, slots=True)
class StoredTable:
    """A table of a source as it was copied."""

    id: int
    source: str
    name: str
    columns: tuple[str, ...]


def find(work: Work, name: str) -> Batch:
    """Return a batch by name; Refused `batch.unknown`."""
    row = work.run(f"{_BATCH} WHERE name = :name", {"name": name}).mappings().first()
    if row is None:
        raise Refused("batch.unknown", batch=name)
    return Batch(**row)


def find_or_add(work: Work, batch: Batch, at: datetime) -> Batch:
    """Return a batch, new where there is none of its name; Refused `batch.other` where that one is another's."""
    work.run(
        """
        INSERT INTO legacy_batch (name, unit_code, system, begun_at) VALUES (:name, :unit, :system, :at)
        ON CONFLICT (name) DO NOTHING
        """,
        {"name": batch.name, "unit": batch.unit, "system": batch.system, "at": at},
    )
    found = find(work, batch.name)
    if (found.unit, found.system) != (batch.unit, batch.system):
        raise Refused("batch.other", batch=found.name, unit=found.unit, system=found.system)
    return found


_BATCH = "SELECT id, name, unit_code AS unit, system FROM legacy_batch"


def files(work: Work, batch: int, source: str) -> set[SourceFile]:
    """Return the manifest of a source as it was first read."""
    rows = work.run(
        "SELECT name, size, sha256 FROM legacy_file WHERE batch_id = :batch AND source = :source",
        {"batch": batch, "source": source},
    ).mappings()
    return {SourceFile(**row) for row in rows}


def add_files(work: Work, batch: int, source: str, found: Sequence[SourceFile]) -> None:
    """Store the manifest of a source."""
    work.copy(
        "legacy_file (batch_id, source, name, size, sha256)",
        ((batch, source, each.name, each.size, each.sha256) for each in found),
    )


def tables(work: Work, batch: int, source: str | None = None) -> list[StoredTable]:
    """Return the tables of a batch, or of one source of it, in the order they were found."""
    rows = work.run(
        """
        SELECT id, source, name, columns FROM legacy_table
        WHERE batch_id = :batch AND source = COALESCE(:source, source) ORDER BY id
        """,
        {"batch": batch, "source": source},
    )
    return [StoredTable(row.id, row.source, row.name, tuple(row.columns)) for row in rows]


def add_tables(work: Work, batch: int, source: str, found: Sequence[Table]) -> None:
    """Store the tables of a source."""
    for each in found:
        work.run(
            """
            INSERT INTO legacy_table (batch_id, source, name, columns, notes)
            VALUES (:batch, :source, :name, CAST(:columns AS jsonb), CAST(:notes AS jsonb))
            """,
            {
                "batch": batch,
                "source": source,
                "name": each.name,
                "columns": as_json(each.columns),
                "notes": as_json(each.notes),
            },
        )
