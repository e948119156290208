"""The open tasks of one dossier, with the names people know."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from engine.model.derivation import Derivation
from engine.model.official_name import official_name
from engine.model.role import Role
from engine.model.unit import Body, Level
from engine.store.work import Work


@dataclass(frozen=True, slots=True)
class OpenTask:
    """One row: a task, the unit whose turn it is, and why it is due when it is.

    `holder` and `coordinating` are names: who has claimed or was given it, and who works beside.
    """

    id: UUID
    element: str
    name: str
    unit: str
    unit_name: str
    level: Level
    role: Role
    field: str
    assignee: str | None
    opened_at: datetime
    due_at: datetime | None
    derivation: Derivation
    holder: str | None
    coordinating: tuple[str, ...]


def open_tasks(work: Work, dossier: str) -> list[OpenTask]:
    """Return the open tasks of a dossier by code, first opened first."""
    rows = work.run(
        """
        SELECT t.id, t.element, t.name, t.unit_code AS unit, u.name AS unit_name, u.body, u.level, t.role, t.field,
               t.assignee, t.opened_at, t.due_at, t.derivation, p.name AS holder,
               ARRAY(SELECT c.name FROM person c WHERE t.coordinating ? c.id ORDER BY c.name) AS coordinating
        FROM task t JOIN dossier d ON d.id = t.dossier_id
        LEFT JOIN person p ON p.id = t.assignee
        JOIN unit u ON u.code = t.unit_code AND u.valid_from <= (t.opened_at AT TIME ZONE INTERVAL '07:00')::date
                   AND (t.opened_at AT TIME ZONE INTERVAL '07:00')::date <= COALESCE(u.valid_until, 'infinity')
        WHERE d.code = :dossier AND t.closed_at IS NULL ORDER BY t.opened_at, t.id
        """,
        {"dossier": dossier},
    ).mappings()
    return [_open_task(dict(row)) for row in rows]


def _open_task(row: dict[str, Any]) -> OpenTask:
    name, body, level = row["unit_name"], Body(row.pop("body")), Level(row["level"])
    read = {"role": Role(row["role"]), "derivation": tuple(row["derivation"]), "level": level}
    return OpenTask(
        **row
        | read
        | {"unit_name": official_name(name, body, level), "coordinating": tuple(row["coordinating"])}
    )
