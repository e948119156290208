"""Dossiers: find them, and see of one where it is, what happened, and why it is due when it is."""

import json
from datetime import datetime
from secrets import token_urlsafe
from urllib.parse import quote

from fastapi import APIRouter, Response

from api.web import incidents
from api.web.dossier_acts import NOTHING_TRIED, Tried, dossier_acts
from api.web.dossier_papers import dossier_papers
from api.web.dossier_results import dossier_results
from api.web.dossier_shown import Shown
from api.web.happened import Teller, persons_named
from api.web.request import Page, PersonPage, PostedForm
from api.web.steps import written
from api.web.units import unit_name
from api.web.workable import holds_seat, may_assign
from engine.bpmn.deployment import Deployment
from engine.commands.deliver_message import DeliverMessage
from engine.errors import Refused
from engine.events import EventKind
from engine.model.derivation import sentences
from engine.model.role import Role
from engine.reports.awaited_messages import Awaited, awaited_messages
from engine.reports.consultation import consultations
from engine.reports.control_slip import control_slip
from engine.reports.dossier_head import DossierHead, dossier_head
from engine.reports.dossier_search import PAGE_ROWS, Found, Sought, dossier_search
from engine.reports.due_entries import due_entries
from engine.reports.messages import messages_of
from engine.reports.open_tasks import OpenTask, open_tasks
from engine.reports.timeline import Happening, timeline
from engine.reports.visible import works_on
from engine.store import deployments, people
from engine.store.work import reading

router = APIRouter(prefix="/dossiers")


@router.get("")
def search(page: PersonPage, q: str = "", after: str = "") -> Response:
    """Find dossiers by part of the code or of the applicant's name, newest first."""
    with reading(page.services.database) as work:
        rows = dossier_search(work, page.person.actor, page.today, Sought(q, _after(after)))
        known = page.services.engine.deployments
        procedures = {row.digest: known.get(work, row.digest).procedure for row in rows}
    more = _cursor(rows[-1]) if len(rows) == PAGE_ROWS else None
    return page.show("dossiers.html", rows=rows, procedures=procedures, q=q, more=more)


@router.get("/{code}")
def show_dossier(page: PersonPage, code: str) -> Response:
    """Show one dossier; who has no part in it sees neither names nor what people wrote."""
    return draw(page, code)


def draw(page: Page, code: str, tried: Tried = NOTHING_TRIED) -> Response:
    """Draw a dossier's page, with the act that was refused just now, if any."""
    engine = page.services.engine
    with reading(page.services.database) as work:
        head = dossier_head(work, page.person.actor, code, page.today)
        code = head.code
        deployment = engine.deployments.get(work, head.digest)
        tasks = open_tasks(work, code)
        happenings = timeline(work, code)
        awaited = awaited_messages(work, engine.deployments, code)
        passed = messages_of(work, code, page.person.actor, page.today)
        entries = due_entries(work, code)
        slip = control_slip(work, code)
        asked = consultations(work, code, page.now)
        is_inside = Role.AUDITOR in page.roles or works_on(work, page.person.actor, code, page.today)
        names = people.names(work, persons_named(happenings)) if is_inside else None
        shown = Shown(page, work, head, deployment, tasks, happenings, is_inside)
        acts, papers, results = dossier_acts(shown, tried), dossier_papers(shown), dossier_results(shown)
    told = Teller(page, deployment, names).tell(happenings)
    return page.show(
        "dossier.html",
        status=tried.status,
        head=head,
        procedure=deployment.procedure,
        unit_name=unit_name(page, head.unit),
        unit_of=lambda code: unit_name(page, code),
        tasks=tasks,
        works={task.id for task in tasks if holds_seat(page, task) or may_assign(page, task)},
        told=told,
        marks=json.dumps(_marks(page, deployment, happenings, (tasks, awaited))),
        awaited=awaited,
        passed=passed,
        incidents=incidents.cards(page, code),
        records=_may_record(page, head, deployment),
        entries=[(entry, sentences(entry.derivation)) for entry in entries],
        slip=slip,
        asked=[
            (each, written(page, deployment, each.element, each.answer, each.late_reason)) for each in asked
        ],
        is_inside=is_inside,
        acts=acts,
        papers=papers,
        results=results,
        key=token_urlsafe(16),
    )


@router.get("/{code}/diagram")
def show_diagram(page: PersonPage, code: str) -> Response:
    """Give the diagram that the dossier runs on, as it was put in force."""
    with reading(page.services.database) as work:
        head = dossier_head(work, page.person.actor, code, page.today)
        xml = deployments.diagram(work, head.digest)
    return Response(xml, media_type="application/xml")


@router.post("/{code}/messages")
def record_message(page: PersonPage, form: PostedForm, code: str) -> Response:
    """Record what arrived from outside, such as the papers asked for; the dossier goes on with it."""
    with reading(page.services.database) as work:
        dossier_head(work, page.person.actor, code, page.today)
    command = DeliverMessage(code, form.text("message"), {})
    page.services.engine.handle(command, page.person.actor, form.text("key") or None)
    return page.go(f"/dossiers/{quote(code)}")


def _marks(
    page: Page,
    deployment: Deployment,
    happenings: list[Happening],
    waiting: tuple[list[OpenTask], list[Awaited]],
) -> dict[str, str]:
    """Return what each element of the diagram is: done, current or late. Called processes are not drawn in it."""
    tasks, awaited = waiting
    steps = [each.facts["passed"] for each in happenings if each.kind is EventKind.STEP_TAKEN]
    marks = {element: "done" for passed in steps for element in passed}
    marks |= {each.element: "current" for each in awaited}
    for task in tasks:
        marks[task.element] = "late" if task.due_at is not None and task.due_at < page.now else "current"
    return {element: mark for element, mark in marks.items() if deployment.element(element) is not None}


def _may_record(page: Page, head: DossierHead, deployment: Deployment) -> bool:
    if deployment.procedure is None:
        return False
    unit = page.services.engine.city.units.at(head.unit, page.today)
    field = deployment.procedure.field
    return page.person.actor.may_act(unit, Role.RECEPTION_CLERK, field, page.today)


def _cursor(row: Found) -> str:
    return f"{row.received_at.isoformat()}~{row.code}"


def _after(cursor: str) -> tuple[datetime, str] | None:
    if not cursor:
        return None
    at, _, code = cursor.partition("~")
    try:
        return datetime.fromisoformat(at), code
    except ValueError as error:
        raise Refused("list.cursor_unreadable") from error
