"""The head of a dossier as an actor may see it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from engine.errors import Refused
from engine.model.actor import Actor
from engine.model.role import Role
from engine.store.rows import as_json
from engine.store.work import Work

SEES_EVERYTHING = frozenset({Role.AUDITOR, Role.CITY_VIEWER, Role.OFFICE_REVIEWER, Role.OFFICE_PUBLISHER})


@dataclass(frozen=True, slots=True)
class DossierHead:
    """What is told of a dossier to those who work on it."""

    code: str
    procedure_code: str
    case_code: str
    digest: str
    unit: str
    place: str
    state: str
    version: int
    data: dict[str, Any]
    received_at: datetime
    due_at: datetime | None
    ended_at: datetime | None


def dossier_head(work: Work, actor: Actor, code: str, on: date) -> DossierHead:
    """Return a dossier that a unit of the actor received, or has or had a task of, in a field of the actor's.

    Refused `dossier.unknown` otherwise, as where there is none: nobody learns which codes exist.
    """
    held = [a for a in actor.appointments if (a.valid_from or on) <= on <= (a.valid_until or on)]
    row = (
        work.run(
            """
            SELECT d.code, d.procedure_code, d.case_code, d.digest, d.unit_code AS unit, d.place_code AS place,
                   d.state, d.version, d.data, d.received_at, d.due_at, d.ended_at
            FROM dossier d
            WHERE d.code = :code AND (:everything OR EXISTS (
                SELECT 1 FROM jsonb_to_recordset(CAST(:seats AS jsonb)) AS s(unit text, fields jsonb)
                WHERE (d.unit_code = s.unit AND (s.fields = '[]' OR EXISTS (
                          SELECT 1 FROM task t WHERE t.dossier_id = d.id AND s.fields ? t.field)))
                   OR EXISTS (SELECT 1 FROM task t WHERE t.dossier_id = d.id AND t.unit_code = s.unit
                          AND (s.fields = '[]' OR s.fields ? t.field))))
            """,
            {
                "code": code,
                "everything": any(a.role in SEES_EVERYTHING for a in held),
                "seats": as_json([{"unit": a.unit_code, "fields": sorted(a.fields)} for a in held]),
            },
        )
        .mappings()
        .first()
    )
    if row is None:
        raise Refused("dossier.unknown", dossier=code)
    return DossierHead(**row)
