"""Who may do what: by unit, role and field in charge, on the day it is done (BPMN.md §4, DOMAIN.md §5)."""

from uuid import UUID

from engine.commands.desk import Case, Desk
from engine.errors import Refused, Stuck
from engine.model.actor import Actor
from engine.model.dossier import Task
from engine.model.request import supplement_open
from engine.model.role import Role
from engine.model.unit import Unit
from engine.store import firsts

PREPARING = frozenset({Role.RECEPTION_CLERK, Role.HANDLER, Role.HEAD_OF_DIVISION})
"""Who files, drafts and appraises: whoever did one of these for a dossier may not approve it as its leader."""

MAX_REASON = 2_000
"""Characters."""


def require_actor(desk: Desk) -> Actor:
    """Return who acts; Refused `actor.missing` where only a person may."""
    if desk.actor is None:
        raise Refused("actor.missing")
    return desk.actor


def require_role(desk: Desk, unit: str, role: Role, field: str) -> Actor:
    """Return the actor, who holds the role in the unit for the field today. Refused `actor.not_allowed`."""
    actor = require_actor(desk)
    if not actor.may_act(desk.city.units.at(unit, desk.today), role, field, desk.today):
        raise Refused("actor.not_allowed", unit=unit, role=role.value, field=field)
    return actor


def require_unit(desk: Desk, code: str) -> Unit:
    """Return a unit that exists today. Refused `unit.unknown`: a mistyped code is the caller's to mend."""
    try:
        return desk.city.units.at(code, desk.today)
    except Stuck as unknown:
        raise Refused("unit.unknown", unit=code) from unknown


def require_reason(text: str) -> str:
    """Return a reason as it is kept. Refused `reason.missing`, `reason.too_long`."""
    reason = text.strip()
    if not reason:
        raise Refused("reason.missing")
    if len(reason) > MAX_REASON:
        raise Refused("reason.too_long", limit=MAX_REASON)
    return reason


def require_open_task(desk: Desk, case: Case, task: UUID) -> Task:
    """Return an open task of the dossier. Refused `task.not_open`, with who was first and when."""
    for each in case.parts.tasks:
        if each.id == task:
            return each
    facts = {"task": str(task), "dossier": case.dossier.code, "state": case.dossier.state.value}
    raise Refused("task.not_open", **facts, **firsts.closed(desk.work, task))


def require_other_hands(case: Case) -> None:
    """Let nobody approve what the same person filed, drafted or appraised. Refused `task.own_work`."""
    own = case.parts.done_as & PREPARING
    if own:
        raise Refused("task.own_work", dossier=case.dossier.code, roles=sorted(own))


def require_no_supplement(case: Case) -> None:
    """Let nobody settle a dossier that waits for the applicant's papers. Refused `dossier.supplement_open`."""
    if supplement_open(case.parts.requests) is not None:
        raise Refused("dossier.supplement_open", dossier=case.dossier.code)


def require_task(desk: Desk, case: Case, task: UUID) -> tuple[Task, Actor]:
    """Return an open task and the actor who may work on it: of its seat, and the assignee where there is one."""
    found = require_open_task(desk, case, task)
    actor, role = require_actor(desk), Role(found.role)
    unit = desk.city.units.at(found.unit, desk.today)
    if not actor.may_act(unit, role, found.field, desk.today, found.assignee):
        require_role(desk, found.unit, role, found.field)
        facts = {"task": str(task), "dossier": case.dossier.code, "assignee": found.assignee}
        raise Refused("task.assigned_to_other", **facts, **firsts.taken(desk.work, case.dossier.id, task))
    return found, actor
