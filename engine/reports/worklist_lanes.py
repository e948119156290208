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
class Narrow:
    """What a worklist is narrowed to: units, kinds (procedures and names of steps), None for all; a field."""

    units: Sequence[str] | None = None
    kinds: Sequence[tuple[str, str]] | None = None
    field: str = ""

    @property
    def is_of_kinds(self) -> bool:
        """Tell whether only some kinds of tasks are meant."""
        return self.kinds is not None or bool(self.field)

    @property
    def parameters(self) -> dict[str, Any]:
        """Those of `_AMONG` and `_THESE`."""
        named = [{"procedure": procedure, "name": name} for procedure, name in self.kinds or ()]
        return {"kinds": as_json(named), "all_kinds": self.kinds is None, "field": self.field}


EVERYTHING = Narrow()


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


def lanes(actor: Actor, scope: Scope, on: date, narrow: Narrow = EVERYTHING) -> Lanes:
    """Return the lanes of a worklist: its seats, or, narrowed to kinds of tasks, a lane for each of those.

    The whole city is one lane; nobody sees it who may not see everything.
    """
    if scope is Scope.CITY and narrow.units is None:
        return _of_city(may_use(actor, scope, on), narrow)
    known: dict[str, Any] = {"seats": as_json(_seats(actor, scope, on, narrow.units))}
    if scope is Scope.MINE:
        known |= {"persons": sorted(persons(actor, on)), "person": actor.person_id}
        these = f"{_HELD} AND {_THESE}" if narrow.is_of_kinds else _HELD
        known |= narrow.parameters if narrow.is_of_kinds else {}
        return Lanes(_PERSONS, f"t.assignee = s.person AND {these}", known, f"{_COORDINATED} AND {these}")
    relation, condition = (_SEAT_KINDS, _OF_SEAT_KIND) if narrow.is_of_kinds else (_SEATS, OF_SEAT)
    known |= narrow.parameters if narrow.is_of_kinds else {}
    if scope is not Scope.SEATS:
        return Lanes(relation, condition, known)
    free = "(t.assignee IS NULL OR t.assignee = ANY (:persons))"
    return Lanes(relation, f"{condition} AND {free}", known | {"persons": sorted(persons(actor, on))})


def _of_city(is_allowed: bool, narrow: Narrow) -> Lanes:
    allowed = {"everything": is_allowed}
    if not narrow.is_of_kinds:
        return Lanes("(SELECT 1 WHERE :everything) AS s", "true", allowed)
    relation = _CITY_KINDS if narrow.kinds is None else f"({_GIVEN} WHERE :everything) AS s"
    return Lanes(relation, _OF_CITY_KIND, allowed | narrow.parameters)


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
"""Whether a task t belongs to a seat s."""

_PERSONS = "unnest(CAST(:persons AS text[])) AS s(person)"
_HELD = """(t.unit_code, t.role) IN (
    SELECT unit, role FROM jsonb_to_recordset(CAST(:seats AS jsonb)) AS held(unit text, role text))"""
_COORDINATED = "t.coordinating <> '[]' AND t.coordinating ? :person"
_GIVEN = "SELECT procedure, name FROM jsonb_to_recordset(CAST(:kinds AS jsonb)) AS given(procedure text, name text)"
_THESE = f"(:all_kinds OR (t.procedure_code, t.name) IN ({_GIVEN})) AND :field IN ('', t.field)"
_AMONG = f"(:all_kinds OR (k.procedure_code, k.name) IN ({_GIVEN})) AND :field IN ('', k.field)"
_SEAT_KINDS = f"""(
    SELECT k.unit_code AS unit, k.role, k.procedure_code AS procedure, k.name, k.field
    FROM jsonb_to_recordset(CAST(:seats AS jsonb)) AS w(unit text, role text, fields text[])
    JOIN task_kind k ON k.unit_code = w.unit AND k.role = w.role
     AND (w.fields IS NULL OR k.field = '' OR k.field = ANY (w.fields))
    WHERE {_AMONG}) AS s"""
_OF_SEAT_KIND = """t.unit_code = s.unit AND t.procedure_code = s.procedure AND t.name = s.name
    AND t.role = s.role AND t.field = s.field"""
_CITY_KINDS = f"""(
    SELECT DISTINCT k.procedure_code AS procedure, k.name FROM task_kind k WHERE :everything AND {_AMONG}) AS s"""
_OF_CITY_KIND = "t.procedure_code = s.procedure AND t.name = s.name AND :field IN ('', t.field)"
