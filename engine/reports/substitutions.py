"""Who stands in for whom: what was arranged in some units, also what is over or was revoked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from engine.model.role import Role
from engine.store.work import Work

MAX_ROWS = 200


@dataclass(frozen=True, slots=True)
class Arranged:
    """One substitution with names; `revoked_by` is None where nobody revoked it."""

    id: UUID
    absent: str
    absent_name: str
    substitute: str
    substitute_name: str
    unit: str
    role: Role
    fields: tuple[str, ...]
    valid_from: date
    valid_until: date
    reason: str
    made_by: str
    made_at: datetime
    revoked_by: str | None
    revoked_at: datetime | None

    def is_open(self, on: date) -> bool:
        """Say whether it counts on a day or will."""
        return self.revoked_at is None and on <= self.valid_until


@dataclass(frozen=True, slots=True)
class Post:
    """A post that somebody holds and in which somebody else could stand in."""

    person: str
    name: str
    unit: str
    role: Role


def arranged(work: Work, person: str, units: Sequence[str]) -> list[Arranged]:
    """Return what was arranged in some units, and for or with a person anywhere; the latest first."""
    rows = work.run(
        """
        SELECT s.id, s.absent, a.name AS absent_name, s.substitute, b.name AS substitute_name, s.unit_code AS unit,
               s.role, s.fields, s.valid_from, s.valid_until, s.reason, m.name AS made_by, s.made_at,
               r.name AS revoked_by, s.revoked_at
        FROM substitution s JOIN person a ON a.id = s.absent JOIN person b ON b.id = s.substitute
        JOIN person m ON m.id = s.made_by LEFT JOIN person r ON r.id = s.revoked_by
        WHERE s.unit_code = ANY (:units) OR :person IN (s.absent, s.substitute)
        ORDER BY s.valid_until DESC, s.made_at DESC LIMIT :limit
        """,
        {"units": list(units), "person": person, "limit": MAX_ROWS},
    ).mappings()
    return [
        Arranged(**row | {"role": Role(row["role"]), "fields": tuple(row["fields"])})
        for row in map(dict, rows)
    ]


def posts(work: Work, units: Sequence[str], on: date) -> list[Post]:
    """Return the posts that people hold in some units on a day, by unit, role and name."""
    rows = work.run(
        """
        SELECT DISTINCT p.id AS person, p.name, a.unit_code AS unit, a.role
        FROM appointment a JOIN person p ON p.id = a.person_id
        WHERE a.unit_code = ANY (:units) AND COALESCE(a.valid_from, '-infinity') <= :on
          AND :on <= COALESCE(a.valid_until, 'infinity')
        ORDER BY a.unit_code, a.role, p.name LIMIT 2000
        """,
        {"units": list(units), "on": on},
    ).mappings()
    return [Post(**row | {"role": Role(row["role"])}) for row in map(dict, rows)]
