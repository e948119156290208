"""Substitutions as stored. They are part of what an actor may do: `BY_SUBSTITUTE` is read with the appointments."""

from datetime import datetime
from typing import Any
from uuid import UUID

from engine.model.role import Role
from engine.model.substitution import Substitution
from engine.store.rows import as_json
from engine.store.work import Work

BY_SUBSTITUTE = """
    SELECT s.substitute AS person_id, a.unit_code, a.role,
           CASE WHEN s.fields = '[]' THEN a.fields ELSE s.fields END AS fields,
           GREATEST(s.valid_from, a.valid_from) AS valid_from, LEAST(s.valid_until, a.valid_until) AS valid_until,
           s.absent AS on_behalf_of
    FROM substitution s JOIN appointment a
      ON a.person_id = s.absent AND a.unit_code = s.unit_code AND a.role = s.role
    WHERE s.revoked_at IS NULL
"""
"""The posts of absent people, as appointments of those who stand in; a post that the absent person loses is lost."""


def add(work: Work, made: Substitution, by: str, at: datetime) -> None:
    """Store a substitution."""
    work.run(
        """
        INSERT INTO substitution (id, absent, substitute, unit_code, role, fields, valid_from, valid_until, reason,
                                  made_by, made_at)
        VALUES (:id, :absent, :substitute, :unit, :role, CAST(:fields AS jsonb), :valid_from, :valid_until, :reason,
                :by, :at)
        """,
        {
            "id": made.id,
            "absent": made.absent,
            "substitute": made.substitute,
            "unit": made.unit,
            "role": made.role,
            "fields": as_json(made.fields),
            "valid_from": made.valid_from,
            "valid_until": made.valid_until,
            "reason": made.reason,
            "by": by,
            "at": at,
        },
    )


def of_post(work: Work, absent: str, unit: str, role: Role) -> list[Substitution]:
    """Return who stands in for a person in a post, or will, and keep others from adding meanwhile."""
    # The absent person's row is the lock: two administrators at once do not arrange the same days twice.
    work.run("SELECT 1 FROM person WHERE id = :absent FOR UPDATE", {"absent": absent})
    rows = work.run(
        f"{_FIND} WHERE revoked_at IS NULL AND absent = :absent AND unit_code = :unit AND role = :role",
        {"absent": absent, "unit": unit, "role": role},
    ).mappings()
    return [_substitution(dict(row)) for row in rows]


def lock(work: Work, id_: UUID) -> Substitution | None:
    """Return a substitution that was not revoked, locked; None where there is none."""
    row = (
        work.run(f"{_FIND} WHERE id = :id AND revoked_at IS NULL FOR UPDATE", {"id": id_}).mappings().first()
    )
    return None if row is None else _substitution(dict(row))


def revoke(work: Work, id_: UUID, by: str, at: datetime) -> None:
    """End a substitution at once; what was arranged stays on record."""
    work.run(
        "UPDATE substitution SET revoked_by = :by, revoked_at = :at WHERE id = :id",
        {"id": id_, "by": by, "at": at},
    )


_FIND = """
    SELECT id, absent, substitute, unit_code AS unit, role, fields, valid_from, valid_until, reason FROM substitution
"""


def _substitution(row: dict[str, Any]) -> Substitution:
    return Substitution(**row | {"role": Role(row["role"]), "fields": frozenset(row["fields"])})
