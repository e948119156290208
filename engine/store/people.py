"""People and their appointments as stored."""

from collections.abc import Collection, Iterable
from dataclasses import asdict
from datetime import date

from engine.errors import Refused
from engine.model.actor import Actor, Appointment, Person
from engine.model.role import Role
from engine.store.rows import as_rows
from engine.store.substitutions import BY_SUBSTITUTE
from engine.store.work import Work


def add(work: Work, staff: Iterable[tuple[Person, Appointment]]) -> None:
    """Store people and what they are appointed to; a person who is there already keeps name and account."""
    staff = list(staff)
    work.run(
        """
        INSERT INTO person (id, name, account)
        SELECT DISTINCT ON (id) id, name, account
        FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS r(id text, name text, account text)
        ON CONFLICT (id) DO NOTHING
        """,
        as_rows(asdict(person) for person, _ in staff),
    )
    work.run(
        """
        INSERT INTO appointment (person_id, unit_code, role, fields, valid_from, valid_until)
        SELECT person_id, unit_code, role, fields, valid_from, valid_until
        FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS r(
            person_id text, unit_code text, role text, fields jsonb, valid_from date, valid_until date)
        """,
        as_rows(asdict(appointment) for _, appointment in staff),
    )


def actor(work: Work, account: str) -> Actor:
    """Return who signs in under an account. Refused `person.unknown`."""
    return _actor(work, "p.account = :who", account)


def actor_of(work: Work, person: str) -> Actor:
    """Return who acts where a person does, by the person's id. Refused `person.unknown`."""
    return _actor(work, "p.id = :who", person)


def _actor(work: Work, condition: str, who: str) -> Actor:
    """`condition` is one of the two written above, never anybody's input."""
    rows = work.run(
        f"""
        SELECT p.id AS person_id, p.name, a.unit_code, a.role, a.fields, a.valid_from, a.valid_until, a.on_behalf_of
        FROM person p LEFT JOIN LATERAL (
            SELECT unit_code, role, fields, valid_from, valid_until, NULL AS on_behalf_of, id
            FROM appointment WHERE person_id = p.id
            UNION ALL
            SELECT unit_code, role, fields, valid_from, valid_until, on_behalf_of, NULL
            FROM ({BY_SUBSTITUTE}) AS stood WHERE person_id = p.id
        ) AS a ON true WHERE {condition} ORDER BY a.id, a.on_behalf_of, a.unit_code, a.role
        """,
        {"who": who},
    ).mappings()
    found = list(rows)
    if not found:
        raise Refused("person.unknown", account=who)
    appointments = (
        Appointment(
            row["person_id"],
            row["unit_code"],
            Role(row["role"]),
            frozenset(row["fields"]),
            row["valid_from"],
            row["valid_until"],
            row["on_behalf_of"],
        )
        for row in found
        if row["unit_code"] is not None
    )
    return Actor(found[0]["person_id"], found[0]["name"], tuple(appointments))


def acting_as(work: Work, unit: str, role: Role, field: str, on: date) -> list[Actor]:
    """Return who holds a role in a unit for a field (`ANY_FIELD`: any) on a day or stands in for it, by account."""
    rows = work.run(
        f"""
        SELECT DISTINCT p.account FROM (
            SELECT person_id, unit_code, role, fields, valid_from, valid_until FROM appointment
            UNION ALL
            SELECT person_id, unit_code, role, fields, valid_from, valid_until FROM ({BY_SUBSTITUTE}) AS stood
        ) AS a JOIN person p ON p.id = a.person_id
        WHERE a.unit_code = :unit AND a.role = :role AND (a.fields = '[]' OR :field = '' OR a.fields ? :field)
          AND COALESCE(a.valid_from, '-infinity') <= :on AND :on <= COALESCE(a.valid_until, 'infinity')
        ORDER BY p.account
        """,
        {"unit": unit, "role": role, "field": field, "on": on},
    )
    return [actor(work, account) for account in rows.scalars()]


def is_known(work: Work, account: str) -> bool:
    """Say whether somebody signs in under an account."""
    return work.run("SELECT 1 FROM person WHERE account = :account", {"account": account}).first() is not None


def account(work: Work, person: str) -> str | None:
    """Return under which account a person signs in, None for a person who is unknown."""
    found: str | None = work.run("SELECT account FROM person WHERE id = :id", {"id": person}).scalar()
    return found


def names(work: Work, persons: Collection[str]) -> dict[str, str]:
    """Return the name of each person by id; one that is unknown is left out."""
    rows = work.run("SELECT id, name FROM person WHERE id = ANY (:persons)", {"persons": list(persons)})
    return {row.id: row.name for row in rows}
