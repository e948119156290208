"""Incidents: the list for those who mend them, and the five ways to mend one."""

from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Response

from api import problems
from api.web import incidents
from api.web.request import Page, PersonPage, Posted, PostedForm
from api.web.units import unit_name
from engine.commands.cancel_dossier import CancelDossier
from engine.commands.choose_unit import ChooseUnit
from engine.commands.correct_data import CorrectData
from engine.commands.retry_incident import RetryIncident
from engine.commands.take_step import TakeStep
from engine.errors import Refused
from engine.reports.incidents import is_mender

router = APIRouter(prefix="/incidents")
_OVER = ("incident.closed", "incident.unknown", "incident.may_not_mend")


@router.get("")
def show_incidents(page: PersonPage) -> Response:
    """List the open incidents that the person may mend, oldest first. Refused `incident.may_not_mend`."""
    if not is_mender(incidents.mender(page)):
        raise Refused("incident.may_not_mend")
    return page.show(
        "incidents.html", cards=incidents.cards(page), unit_name=lambda code: unit_name(page, code)
    )


@router.get("/{incident}")
def show_incident(page: PersonPage, incident: UUID) -> Response:
    """Show one open incident with what can be done."""
    return page.show("incident.html", card=incidents.card(page, incident))


@router.post("/{incident}/retry")
def retry(page: PersonPage, form: PostedForm, incident: UUID) -> Response:
    """Try again what the incident stopped."""
    return _mend(page, form, "retry", RetryIncident(incident))


@router.post("/{incident}/correct-data")
def correct_data(page: PersonPage, form: PostedForm, incident: UUID) -> Response:
    """Correct the data that were read, then try again."""
    known = incidents.card(page, incident)
    given = incidents.values(form, incidents.VALUE, known.kinds)
    data = {
        name: value
        for name, value in given.items()
        if form.text(incidents.VALUE + name) != known.read.get(name)
    }
    return _mend(page, form, "correct-data", CorrectData(incident, form.text("reason"), data))


@router.post("/{incident}/take-step")
def take_step(page: PersonPage, form: PostedForm, incident: UUID) -> Response:
    """Take the step by hand."""
    data = incidents.values(form, incidents.RESULT, {})
    command = TakeStep(incident, form.text("reason"), tuple(form.texts("flow")), data)
    return _mend(page, form, "take-step", command)


@router.post("/{incident}/choose-unit")
def choose_unit(page: PersonPage, form: PostedForm, incident: UUID) -> Response:
    """Choose which part of a divided unit goes on."""
    return _mend(page, form, "choose-unit", ChooseUnit(incident, form.text("unit"), form.text("reason")))


@router.post("/{incident}/cancel")
def cancel(page: PersonPage, form: PostedForm, incident: UUID) -> Response:
    """End the dossier."""
    return _mend(page, form, "cancel", CancelDossier(incident, form.text("reason")))


def _mend(
    page: Page,
    form: Posted,
    action: str,
    command: RetryIncident | CorrectData | TakeStep | ChooseUnit | CancelDossier,
) -> Response:
    try:
        answer = page.services.engine.handle(command, page.person.actor, form.text("key") or None)
    except Refused as refused:
        if refused.code in _OVER:
            raise
        shown = incidents.card(page, command.incident, incidents.tried(form, action, refused))
        return page.show("incident.html", status=problems.status(refused), card=shown)
    return page.go(f"/dossiers/{quote(answer['dossier'])}")
