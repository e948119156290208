"""How an incident is mended: who may, for what reason, and the command that found it asked once more.

Those who may are the leaders and the administrator of the unit that received the dossier, because it answers to
the citizen, and whoever puts processes in force for the whole city, because the process is at fault as often. Where a
unit was divided, also those of the unit above it.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from engine.commands.complete_task import CompleteTask
from engine.commands.deliver_message import DeliverMessage
from engine.commands.desk import CLOCK_ITSELF, Case, Command, Desk, Outcome
from engine.commands.finish_delivery import FinishDelivery
from engine.commands.fire_timer import FireTimer
from engine.commands.follow_unit import FollowUnit
from engine.commands.guard import require_actor
from engine.commands.receive_message import ReceiveMessage
from engine.commands.report_unstaffed import ReportUnstaffed
from engine.commands.retry_delivery import RetryDelivery
from engine.commands.settle import procedure_of
from engine.errors import Refused, Stuck
from engine.model.actor import Actor
from engine.model.dossier import Dossier
from engine.model.incident import Incident
from engine.model.role import Role
from engine.model.unit_tree import UnitTree
from engine.store import dossiers, incidents, people

MENDING_ROLES = (Role.LEADER, Role.UNIT_ADMINISTRATOR)
MENDING_EVERYWHERE = Role.OFFICE_PUBLISHER

REPEATABLE = {
    "CompleteTask": CompleteTask,
    "DeliverMessage": DeliverMessage,
    "FinishDelivery": FinishDelivery,
    "FireTimer": FireTimer,
    "FollowUnit": FollowUnit,
    "GiveUpDelivery": RetryDelivery,
    "ReceiveMessage": ReceiveMessage,
    "ReportUnstaffed": ReportUnstaffed,
}
"""What is asked when the command of this name is to be asked again."""

GONE = frozenset({"task.not_open", "timer.not_due", "message.not_awaited", "delivery.over"})
"""Refusals by which a command tells that what it was about is over."""

NOTHING: Mapping[str, Any] = {}


def may_mend(actor: Actor, units: UnitTree, unit: str, field: str, on: date) -> bool:
    """Tell whether a person may mend dossiers of a field that a unit received."""
    if any(each.covers(MENDING_EVERYWHERE, field, on) for each in actor.appointments):
        return True
    try:
        received = units.at(unit, on)
    except Stuck:  # The unit is gone; the city is left.
        return False
    return any(actor.may_act(received, role, field, on) for role in MENDING_ROLES)


def lock(desk: Desk, incident: UUID) -> Dossier:
    """Find the dossier of an incident, locked. Refused `incident.unknown`."""
    return dossiers.lock(desk.work, incidents.dossier_of(desk.work, incident))


def require_open(desk: Desk, case: Case, incident: UUID) -> Incident:
    """Return an open incident that the actor may mend. Refused `incident.may_not_mend`, `incident.closed`."""
    dossier, actor = case.dossier, require_actor(desk)
    field = procedure_of(desk, dossier.digest).field
    found = next((each for each in case.parts.incidents if each.id == incident), None)
    units = (dossier.unit, found.facts.get("above") if found is not None else None)
    if not any(
        may_mend(actor, desk.city.units, unit, field, desk.today) for unit in units if unit is not None
    ):
        raise Refused("incident.may_not_mend", dossier=dossier.code, unit=dossier.unit)
    if found is not None:
        return found
    raise Refused("incident.closed", incident=str(incident), dossier=dossier.code)


def again(desk: Desk, case: Case, incident: Incident, corrected: Mapping[str, Any] = NOTHING) -> Outcome:
    """Ask once more what was asked, in the name of who asked it, under the rules of today.

    Names that are `corrected` stand in for those it gave. Refused `incident.not_repeatable`, and
    `incident.still_stuck` with the error that stands in the way now: the incident stays as it is.
    """
    kind = REPEATABLE.get(incident.asked.get("command", ""))
    if kind is None:
        raise Refused("incident.not_repeatable", incident=str(incident.id))
    who = incident.asked["actor"]
    actor = None if who is None else people.actor_of(desk.work, who)
    try:
        command = _command(kind, incident.asked["values"], corrected)
        outcome = command.run(replace(desk, actor=actor), _released(case, incident))
    except (Refused, Stuck) as still:
        raise Refused("incident.still_stuck", dossier=case.dossier.code, because=still) from still
    return replace(outcome, events=tuple(replace(each, actor=who or CLOCK_ITSELF) for each in outcome.events))


def _command(kind: Any, values: Mapping[str, Any], corrected: Mapping[str, Any]) -> Command:
    given: dict[str, Any] = {
        name: UUID(each) if name in ("task", "timer") else each for name, each in values.items()
    }
    given.pop("expected_version", None)  # The incident itself was a version; what matters is judged anew.
    if "data" in given:
        given["data"] = {name: corrected.get(name, value) for name, value in given["data"].items()}
    command: Command = kind(**given)
    return command


def _released(case: Case, incident: Incident) -> Case:
    """The timer that was held because of this incident may fire."""
    timers = tuple(
        replace(timer, held=False) if str(timer.id) == incident.about else timer
        for timer in case.parts.timers
    )
    return replace(case, parts=replace(case.parts, timers=timers))
