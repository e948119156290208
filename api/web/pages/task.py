"""One task: its form, who does it, what was done before, and the actions on it."""

from dataclasses import dataclass
from secrets import token_urlsafe
from uuid import UUID

from fastapi import APIRouter, Response

from api.web import forms
from api.web.forms import Filled, Sheet
from api.web.request import Page, PersonPage, PostedForm
from api.web.steps import done_steps
from api.web.workable import holds_seat, is_workable, may_assign
from engine.bpmn.definition import Element
from engine.bpmn.deployment import Deployment
from engine.commands.assign_task import AssignTask
from engine.commands.claim_task import ClaimTask
from engine.commands.complete_task import CompleteTask
from engine.commands.release_task import ReleaseTask
from engine.errors import Refused
from engine.model.derivation import sentences
from engine.model.request import supplement_open
from engine.model.result import SENDS_BACK, Deed, Result, current
from engine.reports.dossier_head import DossierHead, dossier_head
from engine.reports.open_tasks import OpenTask, open_tasks
from engine.reports.task_place import task_place
from engine.reports.timeline import timeline
from engine.store import people, requests, results
from engine.store.work import reading

router = APIRouter(prefix="/tasks/{task}")


@dataclass(frozen=True, slots=True)
class _Typed:
    """What stands in the page's form: its fields, None where it has none, and why the unit answers late."""

    filled: Filled | None
    late_reason: str = ""
    lacks_reason: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """A task of a dossier that the person may see; `element` is None where another file holds its process."""

    task: UUID
    head: DossierHead
    deployment: Deployment
    element: Element | None

    @property
    def sheet(self) -> Sheet | None:
        """The task's form at its place, None where it has none."""
        form = None if self.element is None else self.deployment.forms.get(self.element.form or "")
        action, subject = f"/tasks/{self.task}/complete", f"task/{self.task}"
        return None if form is None else Sheet(form, action, subject, self.head.data, self.head.code)


@router.get("")
def show_task(page: PersonPage, task: UUID) -> Response:
    """Show a task to whoever may do or assign it."""
    found, opened = _open(page, task)
    sheet = found.sheet
    filled = forms.opened(page, sheet) if sheet is not None and is_workable(page, opened) else None
    return _show(page, (found, opened), _Typed(filled), token_urlsafe(16))


@router.post("/complete")
def complete(page: PersonPage, posted: PostedForm, task: UUID) -> Response:
    """Complete the task and let the dossier go on; a form that is not right yet is shown again as typed."""
    key = posted.text("key") or token_urlsafe(16)
    engine, actor = page.services.engine, page.person.actor
    # A task that is over keeps its form: one that is sent twice is read alike, and answered alike by its key.
    sheet = _find(page, task).sheet
    filled = None if sheet is None else forms.read(page, posted, sheet)
    reason = posted.text("late_reason").replace("\0", "")
    if filled is not None and not filled.is_ready:
        return _show(page, _open(page, task), _Typed(filled, reason), key)
    command = CompleteTask(task, {} if filled is None else filled.data, late_reason=reason or None)
    try:
        answer = engine.handle(command, actor, key)
    except Refused as refused:
        if refused.code != "task.late_reason_required":
            raise
        return _show(page, _open(page, task), _Typed(filled, reason, lacks_reason=True), token_urlsafe(16))
    if sheet is not None:
        forms.forget(page, sheet)
    return page.go(f"/tasks?done={answer['dossier']}")


@router.post("/claim")
def claim(page: PersonPage, posted: PostedForm, task: UUID) -> Response:
    """Take the task for oneself."""
    page.services.engine.handle(ClaimTask(task), page.person.actor, posted.text("key") or None)
    return page.go(f"/tasks/{task}")


@router.post("/release")
def release(page: PersonPage, posted: PostedForm, task: UUID) -> Response:
    """Hand the task back to everybody of its seat."""
    page.services.engine.handle(ReleaseTask(task), page.person.actor, posted.text("key") or None)
    return page.go(f"/tasks/{task}")


@router.post("/assign")
def assign(page: PersonPage, posted: PostedForm, task: UUID) -> Response:
    """Give the task to a lead handler and to those who work beside."""
    lead = posted.text("lead")
    beside = tuple(person for person in posted.texts("coordinating") if person != lead)
    page.services.engine.handle(AssignTask(task, lead, beside), page.person.actor, posted.text("key") or None)
    return page.go(f"/tasks/{task}")


def _find(page: Page, task: UUID) -> _Found:
    """Find a task, open or done. Refused `task.unknown` where the person may not see its dossier."""
    with reading(page.services.database) as work:
        place = task_place(work, task)
        try:
            head = dossier_head(work, page.person.actor, place.dossier, page.today)
        except Refused as unseen:
            raise Refused("task.unknown", task=str(task)) from unseen
        deployment = page.services.engine.deployments.get(work, head.digest)
    return _Found(task, head, deployment, deployment.element(place.element))


def _open(page: Page, task: UUID) -> tuple[_Found, OpenTask]:
    """Find an open task that the person may do or assign. Refused `task.not_open`, `actor.not_allowed`."""
    found = _find(page, task)
    with reading(page.services.database) as work:
        tasks = open_tasks(work, found.head.code)
    opened = next((each for each in tasks if each.id == task), None)
    if opened is None:
        raise Refused("task.not_open", task=str(task), dossier=found.head.code, state=found.head.state)
    if not holds_seat(page, opened) and not may_assign(page, opened):
        raise Refused("actor.not_allowed", unit=opened.unit_name, dossier=found.head.code)
    return found, opened


def _show(page: Page, at: tuple[_Found, OpenTask], typed: _Typed, key: str) -> Response:
    (found, task), sheet, filled = at, at[0].sheet, typed.filled
    with reading(page.services.database) as work:
        steps = done_steps(page, found.deployment, timeline(work, found.head.code))
        seat = people.acting_as(work, task.unit, task.role, task.field, page.today)
        document = current(results.of_dossier(work, found.head.code))
        asked = supplement_open(tuple(requests.of_dossier(work, found.head.code)))
    return page.show(
        "task.html",
        status=422 if typed.lacks_reason else 200 if filled is None else filled.status,
        typed=typed,
        answers_late=_answers_late(page, found, task),
        task=task,
        head=found.head,
        procedure=found.deployment.procedure,
        documentation="" if found.element is None else found.element.documentation,
        why=sentences(task.derivation),
        steps=steps,
        seat=seat,
        has_form=sheet is not None,
        fields=None if sheet is None or filled is None else forms.draw(page, sheet, filled),
        sends_back=sheet is not None and _sends_back(sheet),
        is_workable=is_workable(page, task),
        may_assign=may_assign(page, task),
        deeds=() if found.element is None else found.element.deeds,
        document=_document(found, document),
        asked=asked,
        key=key,
    )


def _document(found: _Found, document: Result | None) -> str:
    """Return where a person does the step's deeds: drafts are attached on the dossier's own page."""
    drafts = found.element is not None and Deed.DRAFT in found.element.deeds
    path = f"/dossiers/{found.head.code}"
    return f"{path}#results" if document is None or drafts else f"{path}/results/{document.id}"


def _answers_late(page: Page, found: _Found, task: OpenTask) -> bool:
    is_asked = found.element is not None and found.element.consulted
    return is_asked and task.due_at is not None and page.now > task.due_at


def _sends_back(sheet: Sheet) -> bool:
    choices = (each.get("oneOf", ()) for each in sheet.form.schema.get("properties", {}).values())
    return any(choice.get("const") == SENDS_BACK for some in choices for choice in some)
