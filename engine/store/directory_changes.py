"""Who changed which entry of which list, when and on what ground; append-only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.model.directory import Entry
from engine.model.directory_plan import Change, key_of
from engine.store.directories.base import Directory
from engine.store.rows import as_rows
from engine.store.work import Work

MAX_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Changed:
    """One change as it stands in the record; `by` is the person's name."""

    at: datetime
    by: str
    basis: str
    entry: str
    before: Entry | None
    after: Entry | None


def lock(work: Work, directory: Directory) -> None:
    """Keep others off one list until the transaction ends."""
    work.run("SELECT pg_advisory_xact_lock(hashtext('directory:' || :code))", {"code": directory.code})


def append(
    work: Work, directory: Directory, changes: Iterable[Change], by: str, at_and_basis: tuple[datetime, str]
) -> None:
    """Write changes into the record."""
    at, basis = at_and_basis
    column = directory.unit_column
    work.run(
        """
        INSERT INTO directory_change (directory, entry, unit_code, at, actor, basis, before, after)
        SELECT r.directory, r.entry, r.unit, r.at, r.actor, r.basis, NULLIF(r.before, 'null'), NULLIF(r.after, 'null')
        FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS r(
            directory text, entry text, unit text, at timestamptz, actor text, basis text, before jsonb, after jsonb)
        """,
        as_rows(
            {
                "directory": directory.code,
                "entry": key_of(directory.key, each.entry),
                "unit": None if column is None else each.entry[column],
                "at": at,
                "actor": by,
                "basis": basis,
                "before": None if each.before is None else dict(each.before),
                "after": None if each.after is None else dict(each.after),
            }
            for each in changes
        ),
    )


def latest(work: Work, directory: Directory, units: Sequence[str] | None) -> list[Changed]:
    """Return the latest changes, newest first; `units` limits them to those units (None: all)."""
    rows = work.run(
        """
        SELECT c.at, p.name AS by, c.basis, c.entry, c.before, c.after
        FROM directory_change c JOIN person p ON p.id = c.actor
        WHERE c.directory = :directory
          AND (CAST(:units AS text[]) IS NULL OR c.unit_code = ANY (CAST(:units AS text[])))
        ORDER BY c.id DESC LIMIT :limit
        """,
        {
            "directory": directory.code,
            "units": None if units is None else list(units),
            "limit": MAX_SHOWN,
        },
    )
    return [Changed(**row) for row in rows.mappings()]
