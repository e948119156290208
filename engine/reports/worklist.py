"""The worklist: open tasks that a person may work on, earliest due first, by keyset (never OFFSET)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from engine.commands.assign_task import ASSIGNING_ROLES
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


class Scope(StrEnum):
    """Whose tasks: `seats` what the actor may work on now, `mine` what was claimed by or given to the actor,
    `unit` every task of units where the actor assigns work (phân công)."""

    SEATS = "seats"
    MINE = "mine"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tasks to list; `steps` are names of steps, None for all of them."""

    scope: Scope = Scope.SEATS
    procedure: str = ""
    unit: str = ""
    steps: tuple[str, ...] | None = None
    after: After | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One task with what a clerk decides by; `holder` is the name of whoever has it."""

    id: UUID
    element: str
    step: str
    dossier: str
    digest: str
    procedure_code: str
    applicant: str
    unit: str
    role: Role
    assignee: str | None
    holder: str | None
    opened_at: datetime
    due_at: datetime | None
    dossier_due_at: datetime | None


def worklist(
    work: Work, actor: Actor, on: date, after: After | None = None, limit: int = 50
) -> Sequence[Row]:
    """Return tasks of the seats that an actor holds today, and not assigned to somebody else."""
    return wanted_tasks(work, actor, on, Wanted(after=after, limit=limit))


def wanted_tasks(work: Work, actor: Actor, on: date, wanted: Wanted) -> Sequence[Row]:
    """Return the tasks that an actor wants to see, earliest due first, so that late ones lead."""
    rows = work.run(
        f"""
        SELECT DISTINCT ON (COALESCE(t.due_at, 'infinity'), t.id)
               t.id, t.element, t.name AS step, d.code AS dossier, d.digest, d.procedure_code,
               COALESCE(d.data ->> 'ho_ten', '') AS applicant, t.unit_code AS unit, t.role, t.assignee,
               p.name AS holder, t.opened_at, t.due_at, d.due_at AS dossier_due_at
        FROM {_TASKS_OF[wanted.scope]}
        LEFT JOIN person p ON p.id = t.assignee
        WHERE (:procedure = '' OR d.procedure_code = :procedure) AND (:unit = '' OR t.unit_code = :unit)
          AND (CAST(:steps AS text[]) IS NULL OR t.name = ANY (CAST(:steps AS text[])))
          AND (CAST(:after_id AS uuid) IS NULL
               OR (COALESCE(t.due_at, 'infinity'), t.id)
                  > (COALESCE(CAST(:after_due AS timestamptz), 'infinity'), CAST(:after_id AS uuid)))
        ORDER BY COALESCE(t.due_at, 'infinity'), t.id LIMIT :limit
        """,
        _seats(actor, on, wanted.scope)
        | {
            "procedure": wanted.procedure,
            "unit": wanted.unit,
            "steps": None if wanted.steps is None else list(wanted.steps),
            "after_id": None if wanted.after is None else wanted.after.id,
            "after_due": None if wanted.after is None else wanted.after.due_at,
            "limit": min(wanted.limit, MAX_ROWS),
        },
    ).mappings()
    return [Row(**row | {"role": Role(row["role"])}) for row in map(dict, rows)]


@dataclass(frozen=True, slots=True)
class Facet:
    """A procedure, unit and step that tasks of a worklist have: what the list can be narrowed to."""

    procedure: str
    unit: str
    step: str


def facets(work: Work, actor: Actor, on: date, scope: Scope) -> list[Facet]:
    """Return every facet of a whole worklist, by procedure, unit and step."""
    rows = work.run(
        f"""
        SELECT DISTINCT d.procedure_code AS procedure, t.unit_code AS unit, t.name AS step
        FROM {_TASKS_OF[scope]} ORDER BY 1, 2, 3
        """,
        _seats(actor, on, scope),
    ).mappings()
    return [Facet(**row) for row in rows]


def _seats(actor: Actor, on: date, scope: Scope) -> dict[str, Any]:
    seats = [
        {"unit": a.unit_code, "role": a.role.value, "fields": sorted(a.fields)}
        for a in actor.appointments
        if (a.valid_from or on) <= on <= (a.valid_until or on)
        and (scope is not Scope.UNIT or a.role in ASSIGNING_ROLES)
    ]
    return {"seats": as_json(seats), "person": actor.person_id}


_OPEN_TASKS = """
    jsonb_to_recordset(CAST(:seats AS jsonb)) AS s(unit text, role text, fields jsonb)
    JOIN task t ON t.unit_code = s.unit AND t.closed_at IS NULL
     AND (s.fields = '[]' OR t.field = '' OR s.fields ? t.field) AND {condition}
    JOIN dossier d ON d.id = t.dossier_id
"""
_TASKS_OF = {
    Scope.SEATS: _OPEN_TASKS.format(
        condition="t.role = s.role AND (t.assignee IS NULL OR t.assignee = :person)"
    ),
    Scope.MINE: _OPEN_TASKS.format(
        condition="t.role = s.role AND (t.assignee = :person OR t.coordinating ? :person)"
    ),
    Scope.UNIT: _OPEN_TASKS.format(condition="CAST(:person AS text) IS NOT NULL"),
}
