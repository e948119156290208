"""Running dossiers whose due date a changed calendar moves: exactly those, with the date that it gives them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import RowMapping

from engine.commands.desk import City
from engine.model.dossier import DueEntry, EntryKind
from engine.model.recalculation import recalculated
from engine.store.deployments import Deployments
from engine.store.work import Work

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Changed:
    """What was changed: one day of the whole city's calendar, or (`day` None) the hours of `units`.

    `units` are those whose dossiers are asked about, None for all.
    """

    day: date | None
    units: tuple[str, ...] | None
    on: date
    """The day on which is asked; hours count as in force then."""


@dataclass(frozen=True, slots=True)
class Affected:
    """One dossier: what was promised, and what today's calendar gives."""

    code: str
    applicant: str
    unit: str
    due_at: datetime
    new_due_at: datetime


def affected(
    work: Work, city: City, deployments: Deployments, changed: Changed, after: str = ""
) -> Iterator[Affected]:
    """Yield affected dossiers by code, those behind `after`; as many are read as are asked for.

    A day outside the time from reception to due date cannot have counted, so such dossiers are not even read.
    """
    while rows := _running(work, changed, after):
        for row in rows:
            found = _recalculated(work, city, deployments, changed.on, row)
            if found is not None:
                yield found
        after = rows[-1]["code"]


def _running(work: Work, changed: Changed, after: str) -> list[RowMapping]:
    rows = work.run(
        """
        SELECT d.code, COALESCE(d.data ->> 'ho_ten', '') AS applicant, d.unit_code AS unit, d.digest, d.received_at,
               d.due_at, (SELECT jsonb_agg(jsonb_build_array(l.kind, l.at, l.derivation) ORDER BY l.seq)
                          FROM due_ledger l WHERE l.dossier_id = d.id) AS entries
        FROM dossier d
        WHERE d.state = 'processing' AND d.due_at IS NOT NULL AND d.code > :after
          AND (CAST(:units AS text[]) IS NULL OR d.unit_code = ANY (CAST(:units AS text[])))
          AND (CAST(:day AS date) IS NULL OR CAST(:day AS date)
               BETWEEN (d.received_at AT TIME ZONE INTERVAL '07:00')::date
                   AND (d.due_at AT TIME ZONE INTERVAL '07:00')::date)
        ORDER BY d.code LIMIT :size
        """,
        {
            "after": after,
            "units": None if changed.units is None else list(changed.units),
            "day": changed.day,
            "size": _AT_ONCE,
        },
    )
    return list(rows.mappings())


def _recalculated(
    work: Work, city: City, deployments: Deployments, on: date, row: RowMapping
) -> Affected | None:
    procedure = deployments.get(work, row["digest"]).procedure
    if procedure is None:
        return None
    entries = tuple(
        DueEntry(EntryKind(kind), datetime.fromisoformat(at), None, tuple(derivation))
        for kind, at, derivation in row["entries"] or ()
    )
    found = recalculated(row["received_at"], entries, procedure, city.calendars.of(row["unit"], on))
    if found is None or found.at == row["due_at"]:
        return None
    return Affected(row["code"], row["applicant"], row["unit"], row["due_at"], found.at)
