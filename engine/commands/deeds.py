"""What steps owe to the document of a dossier, and who may do it: the process drives, the law holds."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.bpmn.definition import Element
from engine.bpmn.run import Place, find
from engine.commands.desk import Case, Desk
from engine.commands.guard import require_actor, require_no_supplement
from engine.errors import Refused
from engine.events import Event, EventKind
from engine.model.actor import Actor
from engine.model.dossier import Task
from engine.model.result import (
    SENDS_BACK,
    SIGNABLE,
    Deed,
    Hand,
    Result,
    ResultState,
    current,
    is_done,
)
from engine.model.role import Role

USUAL = {
    Deed.DRAFT: {Role.HANDLER},
    Deed.INITIAL: {Role.HEAD_OF_DIVISION},
    Deed.SIGN: {Role.LEADER},
    Deed.NUMBER: {Role.RECORDS_CLERK},
    Deed.SEAL: {Role.RECORDS_CLERK},
    Deed.RETURN: {Role.RETURN_CLERK},
}
"""Whose work a deed is at a step whose diagram names none."""

_MISSING = {
    Deed.DRAFT: "result.not_drafted",
    Deed.INITIAL: "result.not_initialled",
    Deed.SIGN: "result.not_signed",
    Deed.NUMBER: "result.not_numbered",
    Deed.SEAL: "result.not_sealed",
    Deed.RETURN: "result.not_sealed",
}
_REASON = "ly_do"
"""What the names of the fields begin with in which forms ask for a reason."""

Told = tuple[tuple[Result, ...], tuple[Event, ...]]


def may(deed: Deed, element: Element, role: str) -> bool:
    """Say whether a deed may be done at a step: where its diagram says so, else where its role usually does it."""
    return deed in element.deeds or Role(role) in USUAL[deed]


def require_turn(desk: Desk, case: Case, deed: Deed) -> tuple[Task, Actor]:
    """Return the open step at which the actor may do a deed.

    Refused `result.not_your_turn`, `dossier.supplement_open`.
    """
    actor = require_actor(desk)
    require_no_supplement(case)
    run = desk.load_run(case.dossier)
    for task in case.parts.tasks:
        place = Place(*task.position)
        element = find(run, place).definition.element(place.node)
        if may(deed, element, task.role) and _works_on(desk, actor, task):
            return task, actor
    raise Refused("result.not_your_turn", dossier=case.dossier.code, deed=deed.value)


def required(desk: Desk, case: Case, step: tuple[Task, Element], given: Mapping[str, Any]) -> Told:
    """Return what completing a step does to the document, with the events that say so.

    Refused where a deed of the step was not done: `result.not_drafted`, `result.not_initialled`,
    `result.not_signed`, `result.not_numbered`, `result.not_sealed`.
    """
    task, element = step
    result = current(case.parts.results)
    chosen = {each for each in given.values() if isinstance(each, str)}
    if chosen & element.deeds_unless:
        is_reviewed = may(Deed.INITIAL, element, task.role) or may(Deed.SIGN, element, task.role)
        if SENDS_BACK in chosen and is_reviewed and result is not None and result.state in SIGNABLE:
            return _sent_back(task, result, given)
        return (), ()
    for deed in element.deeds:
        if not is_done(deed, result, task.opened_at):
            raise Refused(_MISSING[deed], dossier=case.dossier.code, task=str(task.id))
    if Deed.RETURN in element.deeds and result is not None and result.state is ResultState.SEALED:
        return _returned(desk, task, result)
    return (), ()


def _sent_back(task: Task, result: Result, given: Mapping[str, Any]) -> Told:
    reason = next((str(text) for name, text in given.items() if name.startswith(_REASON)), "")
    facts = {**about(result), "reason": reason, "initials_dropped": len(result.initials)}
    return (result.sent_back(),), (Event(EventKind.RESULT_SENT_BACK, task.unit, facts),)


def _returned(desk: Desk, task: Task, result: Result) -> Told:
    hand = Hand(require_actor(desk).person_id, desk.now)
    after = replace(result, state=ResultState.RETURNED, returned=hand)
    return (after,), (Event(EventKind.RESULT_RETURNED, task.unit, about(after)),)


def about(result: Result) -> dict[str, Any]:
    """Return what every event of a document says of it."""
    return {"result": str(result.id), "title": result.title, "result_kind": result.kind.value}


def _works_on(desk: Desk, actor: Actor, task: Task) -> bool:
    unit = desk.city.units.at(task.unit, desk.today)
    return actor.may_act(unit, Role(task.role), task.field, desk.today, task.assignee)
