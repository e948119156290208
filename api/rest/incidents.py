"""Incidents: those that the caller may mend, and the five ways to mend one."""

from uuid import UUID

from fastapi import APIRouter

from api import problems
from api.rest.caller import Caller, CallerDependency, IdempotencyKey
from api.rest.incident_schemas import (
    ChooseUnitRequest,
    CorrectRequest,
    IncidentBody,
    IncidentList,
    ReasonRequest,
    TakeStepRequest,
    WayBody,
)
from api.rest.schemas import DossierState
from engine.commands.cancel_dossier import CancelDossier
from engine.commands.choose_unit import ChooseUnit
from engine.commands.correct_data import CorrectData
from engine.commands.desk import Command
from engine.commands.retry_incident import RetryIncident
from engine.commands.take_step import TakeStep
from engine.errors import Refused, Stuck
from engine.reports.incidents import Mender, OpenIncident, is_mender, open_incidents
from engine.store.work import reading

router = APIRouter(prefix="/incidents", tags=["incidents"])


@router.get("")
def list_incidents(caller: CallerDependency, dossier: str | None = None) -> IncidentList:
    """List open incidents that the caller may mend, oldest first: all, or those of one dossier."""
    engine = caller.services.engine
    who = Mender(caller.actor, engine.city.units, caller.today)
    if not is_mender(who):
        raise Refused("incident.may_not_mend")
    with reading(caller.services.database) as work:
        found = open_incidents(work, engine.deployments, who, dossier)
    return IncidentList(incidents=[_body(each) for each in found])


@router.post("/{incident}/retry")
def retry(caller: CallerDependency, incident: UUID, key: IdempotencyKey = None) -> DossierState:
    """Run once more what the incident stopped."""
    return _handle(caller, RetryIncident(incident), key)


@router.post("/{incident}/correct-data")
def correct_data(
    caller: CallerDependency, incident: UUID, body: CorrectRequest, key: IdempotencyKey = None
) -> DossierState:
    """Give data other values, with a reason, and run once more what the incident stopped."""
    return _handle(caller, CorrectData(incident, body.reason, body.data), key)


@router.post("/{incident}/take-step")
def take_step(
    caller: CallerDependency, incident: UUID, body: TakeStepRequest, key: IdempotencyKey = None
) -> DossierState:
    """Choose ways out of the stuck gateway, give a table's results, or complete the task without its form."""
    return _handle(caller, TakeStep(incident, body.reason, tuple(body.flows), body.data), key)


@router.post("/{incident}/choose-unit")
def choose_unit(
    caller: CallerDependency, incident: UUID, body: ChooseUnitRequest, key: IdempotencyKey = None
) -> DossierState:
    """Choose which successor of a divided unit goes on, and run once more what the division stopped."""
    return _handle(caller, ChooseUnit(incident, body.unit, body.reason), key)


@router.post("/{incident}/cancel")
def cancel(
    caller: CallerDependency, incident: UUID, body: ReasonRequest, key: IdempotencyKey = None
) -> DossierState:
    """End the dossier of the incident."""
    return _handle(caller, CancelDossier(incident, body.reason), key)


def _handle(caller: Caller, command: Command, key: str | None) -> DossierState:
    return DossierState.model_validate(caller.services.engine.handle(command, caller.actor, key))


def _body(each: OpenIncident) -> IncidentBody:
    facts = {name: value for name, value in each.facts.items() if name != "code"}
    return IncidentBody(
        id=each.id,
        code=each.code,
        element=each.element,
        step=each.step,
        sentence=problems.sentence(Stuck(each.code, **facts)),
        read=each.facts.get("read", {}),
        facts=each.facts,
        command=each.asked,
        dossier=each.dossier,
        unit=each.unit,
        procedure=each.procedure.code,
        opened_at=each.opened_at,
        ways=[WayBody(flow=way.flow, text=way.text, is_default=way.is_default) for way in each.choices.ways],
        results=list(each.choices.results),
    )
