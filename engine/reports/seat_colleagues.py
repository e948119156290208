"""Who could take some tasks over: people who hold every seat of theirs, by an appointment or standing in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from engine.model.role import Role
from engine.store.rows import as_json
from engine.store.substitutions import BY_SUBSTITUTE
from engine.store.work import Work


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person to choose."""

    id: str
    name: str
    account: str


def colleagues(work: Work, seats: Iterable[tuple[str, Role, str]], on: date) -> list[Colleague]:
    """Return the people who hold each of the seats (unit, role and field) on a day, by account."""
    asked = [{"unit": unit, "role": role, "field": field} for unit, role, field in sorted(set(seats))]
    rows = work.run(
        f"""
        SELECT p.id, p.name, p.account
        FROM jsonb_to_recordset(CAST(:seats AS jsonb)) AS s(unit text, role text, field text)
        JOIN (
            SELECT person_id, unit_code, role, fields, valid_from, valid_until FROM appointment
            UNION ALL
            SELECT person_id, unit_code, role, fields, valid_from, valid_until FROM ({BY_SUBSTITUTE}) AS stood
        ) AS a ON a.unit_code = s.unit AND a.role = s.role
              AND (a.fields = '[]' OR s.field = '' OR a.fields ? s.field)
              AND COALESCE(a.valid_from, '-infinity') <= :on AND :on <= COALESCE(a.valid_until, 'infinity')
        JOIN person p ON p.id = a.person_id
        GROUP BY p.id HAVING count(DISTINCT (s.unit, s.role, s.field)) = :all ORDER BY p.account
        """,
        {"seats": as_json(asked), "on": on, "all": len(asked)},
    )
    return [Colleague(row.id, row.name, row.account) for row in rows]
