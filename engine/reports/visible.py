"""Which dossiers an actor may see: those that a unit of theirs received, or has or had a task of."""

from datetime import date
from typing import Any

from engine.model.actor import Actor
from engine.model.role import Role
from engine.store.rows import as_json
from engine.store.work import Work

SEES_EVERYTHING = frozenset({Role.AUDITOR, Role.CITY_VIEWER, Role.OFFICE_REVIEWER, Role.OFFICE_PUBLISHER})

OF_THEIR_UNITS = """EXISTS (
    SELECT 1 FROM jsonb_to_recordset(CAST(:seats AS jsonb)) AS s(unit text, fields jsonb)
    WHERE (d.unit_code = s.unit AND (s.fields = '[]' OR EXISTS (
              SELECT 1 FROM task t WHERE t.dossier_id = d.id AND s.fields ? t.field)))
       OR EXISTS (SELECT 1 FROM task t WHERE t.dossier_id = d.id AND t.unit_code = s.unit
              AND (s.fields = '[]' OR t.field = '' OR s.fields ? t.field)))"""
"""A condition on dossier `d`: a unit of the actor works on it, in a field that the actor has in charge."""

VISIBLE = f"(:everything OR {OF_THEIR_UNITS})"
"""A condition on dossier `d`; its parameters are those of `rights`."""


def rights(actor: Actor, on: date) -> dict[str, Any]:
    """Return the parameters of `VISIBLE` for the appointments that an actor holds on a day."""
    held = [a for a in actor.appointments if (a.valid_from or on) <= on <= (a.valid_until or on)]
    return {
        "everything": any(a.role in SEES_EVERYTHING for a in held),
        "seats": as_json([{"unit": a.unit_code, "fields": sorted(a.fields)} for a in held]),
    }


def works_on(work: Work, actor: Actor, code: str, on: date) -> bool:
    """Tell whether a unit of the actor works on a dossier: only such people see who else does."""
    row = work.run(
        f"SELECT 1 FROM dossier d WHERE d.code = :code AND {OF_THEIR_UNITS}",
        {"code": code, "seats": rights(actor, on)["seats"]},
    )
    return row.first() is not None
