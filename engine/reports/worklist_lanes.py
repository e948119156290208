"""Where the tasks of a worklist lie: each lane is one stretch of an index, in the order of due dates.

A worklist is merged from its lanes (seats, assignees or steps) and never sorted as a whole, so that its first page
costs the same for ten tasks and for a million.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from engine.commands.assign_task import ASSIGNING_ROLES
from engine.model.actor import Actor, Appointment
from engine.model.role import TASK_ROLES
from engine.reports.visible import SEES_EVERYTHING
from engine.store.rows import as_json


class Scope(StrEnum):
    """Whose tasks: `seats` what the actor may work on now, `mine` what was claimed by or given to the actor,
    `unit` every task of units where the actor assigns work (phân công), `city` every task there is."""

    SEATS = "seats"
    MINE = "mine"
    UNIT = "unit"
    CITY = "city"


@dataclass(frozen=True, slots=True)
class Lanes:
    """`relation` gives one row a lane, called s; `condition` says which tasks t are in it.

    `beside` is a condition on the few tasks that lie in no lane, empty where there are none.
    """

    relation: str
    condition: str
    parameters: dict[str, Any]
    beside: str = ""


def may_use(actor: Actor, scope: Scope, on: date) -> bool:
    """Tell whether a worklist is for people with the actor's roles."""
    roles = {each.role for each in actor.held_on(on)}
    if scope is Scope.CITY:
        return not roles.isdisjoint(SEES_EVERYTHING)
    return not roles.isdisjoint(ASSIGNING_ROLES if scope is Scope.UNIT else TASK_ROLES)


def lanes(actor: Actor, scope: Scope, on: date, units: Sequence[str] | None = None) -> Lanes:
    """Return the lanes of a worklist, of some units or of all of them.

    The whole city is one lane; nobody sees it who may not see everything.
    """
    if scope is Scope.CITY and units is None:
        return Lanes("(SELECT 1 WHERE :everything) AS s", "true", {"everything": may_use(actor, scope, on)})
    seats = {"seats": as_json(_seats(actor, scope, on, units))}
    if scope is Scope.CITY:
        return Lanes(_SEATS, OF_SEAT, seats)
    if scope is Scope.UNIT:
        return Lanes(_SEATS, OF_SEAT, seats)
    known = seats | {"persons": sorted(persons(actor, on))}
    if scope is Scope.SEATS:
        return Lanes(_SEATS, f"{OF_SEAT} AND (t.assignee IS NULL OR t.assignee = ANY (:persons))", known)
    return Lanes(_PERSONS, f"t.assignee = s.person AND {_HELD}", known | {"person": actor.person_id}, _BESIDE)


def steps(kinds: Sequence[tuple[str, str]], allowed: bool) -> Lanes:
    """Return the lanes of some steps, each a procedure and a name, of the whole city."""
    named = [{"procedure": procedure, "name": name} for procedure, name in kinds] if allowed else []
    return Lanes(
        "jsonb_to_recordset(CAST(:kinds AS jsonb)) AS s(procedure text, name text)",
        "t.procedure_code = s.procedure AND t.name = s.name",
        {"kinds": as_json(named)},
    )


def persons(actor: Actor, on: date) -> set[str]:
    """Return the actor and everybody the actor stands in for on a day."""
    return {actor.person_id} | {each.on_behalf_of for each in actor.held_on(on) if each.on_behalf_of}


def _seats(actor: Actor, scope: Scope, on: date, units: Sequence[str] | None) -> list[dict[str, Any]]:
    """One lane a unit and role, however many appointments lead there: nothing is listed twice."""
    if scope is Scope.CITY:
        allowed = (units or ()) if may_use(actor, scope, on) else ()
        return [{"unit": unit, "role": role} for unit in allowed for role in _TASK_ROLES]
    merged: dict[tuple[str, str], set[str] | None] = {}
    for held in actor.held_on(on):
        for role in _roles(held, scope):
            key = (held.unit_code, role)
            known = merged.get(key, set())
            merged[key] = None if known is None or not held.fields else known | held.fields
    return [
        {"unit": unit, "role": role, "fields": None if fields is None else sorted(fields)}
        for (unit, role), fields in merged.items()
        if units is None or unit in units
    ]


def _roles(held: Appointment, scope: Scope) -> Sequence[str]:
    if scope is not Scope.UNIT:
        return (held.role.value,)
    return _TASK_ROLES if held.role in ASSIGNING_ROLES else ()


_TASK_ROLES = tuple(sorted(role.value for role in TASK_ROLES))
_SEATS = "jsonb_to_recordset(CAST(:seats AS jsonb)) AS s(unit text, role text, fields text[])"
OF_SEAT = """t.unit_code = s.unit AND t.role = s.role
    AND (s.fields IS NULL OR t.field = '' OR t.field = ANY (s.fields))"""
_PERSONS = "unnest(CAST(:persons AS text[])) AS s(person)"
_HELD = """(t.unit_code, t.role) IN (
    SELECT unit, role FROM jsonb_to_recordset(CAST(:seats AS jsonb)) AS held(unit text, role text))"""
_BESIDE = f"t.coordinating <> '[]' AND t.coordinating ? :person AND {_HELD}"
