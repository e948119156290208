"""The worklist: open tasks that a person may work on, earliest due first, by keyset (never OFFSET)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from engine.model.actor import Actor
from engine.model.role import Role
from engine.store.rows import as_json
from engine.store.work import Work

MAX_ROWS = 200


@dataclass(frozen=True, slots=True)
class After:
    """Where the page before ended; a task without a due date sorts last."""

    due_at: datetime | None
    id: UUID


@dataclass(frozen=True, slots=True)
class Row:
    """One task with what a clerk decides by."""

    id: UUID
    element: str
    step: str
    dossier: str
    procedure_code: str
    applicant: str
    unit: str
    role: Role
    assignee: str | None
    opened_at: datetime
    due_at: datetime | None
    dossier_due_at: datetime | None


def worklist(
    work: Work, actor: Actor, on: date, after: After | None = None, limit: int = 50
) -> Sequence[Row]:
    """Return tasks of the seats that an actor holds today, and not assigned to somebody else."""
    seats = [
        {"unit": a.unit_code, "role": a.role.value, "fields": sorted(a.fields)}
        for a in actor.appointments
        if (a.valid_from or on) <= on <= (a.valid_until or on)
    ]
    rows = work.run(
        """
        SELECT t.id, t.element, t.name AS step, d.code AS dossier, d.procedure_code,
               COALESCE(d.data ->> 'ho_ten', '') AS applicant, t.unit_code AS unit, t.role, t.assignee, t.opened_at,
               t.due_at, d.due_at AS dossier_due_at
        FROM jsonb_to_recordset(CAST(:seats AS jsonb)) AS s(unit text, role text, fields jsonb)
        JOIN task t ON t.unit_code = s.unit AND t.role = s.role AND t.closed_at IS NULL
         AND (s.fields = '[]' OR s.fields ? t.field)
        JOIN dossier d ON d.id = t.dossier_id
        WHERE (t.assignee IS NULL OR t.assignee = :person)
          AND (CAST(:after_id AS uuid) IS NULL
               OR (COALESCE(t.due_at, 'infinity'), t.id)
                  > (COALESCE(CAST(:after_due AS timestamptz), 'infinity'), CAST(:after_id AS uuid)))
        ORDER BY COALESCE(t.due_at, 'infinity'), t.id LIMIT :limit
        """,
        {
            "seats": as_json(seats),
            "person": actor.person_id,
            "after_id": None if after is None else after.id,
            "after_due": None if after is None else after.due_at,
            "limit": min(limit, MAX_ROWS),
        },
    ).mappings()
    return [_row(dict(row)) for row in rows]


def _row(row: dict[str, Any]) -> Row:
    return Row(**row | {"role": Role(row["role"])})
