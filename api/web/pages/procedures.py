"""Procedures in force: the list, and of each its diagram, its steps with seat and time, its papers and sources."""

from dataclasses import dataclass

from fastapi import APIRouter, Response

from api.web.pages.upload import draws
from api.web.request import Page, PersonPage
from api.web.xml import xml_answer
from engine.bpmn.deployment import Deployment
from engine.errors import Refused
from engine.model.city_data import HANOI, read_fields
from engine.model.procedure import Procedure
from engine.reports.procedures_in_force import InForce, procedures_in_force
from engine.store import deployments
from engine.store.work import reading
from processes.checks.people import TASKS
from processes.rights import is_office
from processes.seat_words import LEVELS, seat_in_words

router = APIRouter(prefix="/procedures")
FIELDS = read_fields(HANOI)


@dataclass(frozen=True, slots=True)
class Listed:
    """One procedure with the version that dossiers received now run on."""

    procedure: Procedure
    version: InForce


@router.get("")
def list_procedures(page: PersonPage) -> Response:
    """List the procedures in force, by code."""
    known = page.services.engine.deployments
    with reading(page.services.database) as work:
        versions = procedures_in_force(work, page.now)
        found = [(known.get(work, version.digest).procedure, version) for version in versions]
    rows = [Listed(procedure, version) for procedure, version in found if procedure is not None]
    is_drawing = draws(page) or is_office(page.person.actor, page.today)
    return page.show(
        "procedures.html", rows=rows, levels=LEVELS, fields=FIELDS, draws=draws(page), sees_drafts=is_drawing
    )


@router.get("/{code}")
def show_procedure(page: PersonPage, code: str, case: str = "") -> Response:
    """Show one procedure as it is in force now."""
    version, deployment = _in_force(page, code, case)
    elements = [element for process in deployment.processes.values() for element in process.elements.values()]
    return page.show(
        "procedure.html",
        procedure=deployment.procedure,
        version=version,
        levels=LEVELS,
        fields=FIELDS,
        steps=[element for element in elements if element.tag in TASKS],
        seat_in_words=seat_in_words,
        forms={key: form.schema.get("title", key) for key, form in deployment.forms.items()},
    )


@router.get("/{code}/diagram")
def show_diagram(page: PersonPage, code: str, case: str = "") -> Response:
    """Give the diagram of the version in force."""
    version, _ = _in_force(page, code, case)
    with reading(page.services.database) as work:
        return xml_answer(deployments.diagram(work, version.digest))


def _in_force(page: Page, code: str, case: str) -> tuple[InForce, Deployment]:
    with reading(page.services.database) as work:
        for version in procedures_in_force(work, page.now):
            if (version.code, version.case) == (code, case):
                return version, page.services.engine.deployments.get(work, version.digest)
    raise Refused("procedure.not_in_force", code=code, case=case, at=page.now.isoformat())
