"""Drafts: findings pinned on the diagram, what changes against the version in force, and who does what next."""

from datetime import date
from uuid import UUID

from fastapi import APIRouter, Response

from api import problems
from api.web.drafts import DraftView, view
from api.web.request import Page, PersonPage, PostedForm
from api.web.xml import xml_answer
from engine.bpmn.deployment import PROCESS_FILE
from engine.errors import EngineError, Refused
from engine.reports.draft_list import drafts_in, drafts_of_units
from engine.store.package_drafts import DraftState
from engine.store.work import begin, reading
from processes.draft import submit
from processes.publish import publish
from processes.review import approve, give_back
from processes.rights import Hand, is_office, units_of_designer

router = APIRouter()
WAITING = (DraftState.SUBMITTED, DraftState.APPROVED)


@router.get("/drafts")
def list_drafts(page: PersonPage) -> Response:
    """List the drafts of the units that the person draws for."""
    units = units_of_designer(page.person.actor, page.today)
    with reading(page.services.database) as work:
        rows = drafts_of_units(work, units)
    return page.show("drafts.html", rows=rows, draws=bool(units))


@router.get("/office")
def office(page: PersonPage) -> Response:
    """List for the Office what waits for review or publication, and what was put in force lately."""
    if not is_office(page.person.actor, page.today):
        raise Refused("review.not_yours", deed="review")
    with reading(page.services.database) as work:
        waiting = drafts_in(work, WAITING)
        done = drafts_in(work, (DraftState.RETURNED, DraftState.PUBLISHED))
    return page.show(
        "office.html", waiting=waiting, done=[row for row in done if row.submitted_at is not None]
    )


@router.get("/drafts/{draft}")
def show_draft(page: PersonPage, draft: UUID) -> Response:
    """Show one draft."""
    return _show(page, draft)


@router.get("/drafts/{draft}/diagram")
def show_diagram(page: PersonPage, draft: UUID) -> Response:
    """Give the diagram of a draft."""
    with reading(page.services.database) as work:
        found = Hand(work, page.person.actor, page.now).look(draft)
    return xml_answer(found.content.files[PROCESS_FILE].decode())


@router.post("/drafts/{draft}/submit")
def submit_draft(page: PersonPage, draft: UUID, form: PostedForm) -> Response:  # noqa: ARG001
    """Hand a draft in for review."""
    with begin(page.services.database) as work:
        submit(Hand(work, page.person.actor, page.now), draft)
    return page.go(f"/drafts/{draft}")


@router.post("/drafts/{draft}/approve")
def approve_draft(page: PersonPage, draft: UUID, form: PostedForm) -> Response:
    """Approve a draft with the warnings that were ticked."""
    accepted = form.texts("accepted")
    try:
        with begin(page.services.database) as work:
            approve(Hand(work, page.person.actor, page.now), draft, form.text("digest"), accepted)
    except Refused as refused:
        if not refused.code.startswith("package."):
            raise
        return _show(page, draft, refused, ticked=accepted)
    return page.go(f"/drafts/{draft}")


@router.post("/drafts/{draft}/return")
def return_draft(page: PersonPage, draft: UUID, form: PostedForm) -> Response:
    """Give a draft back with a note."""
    try:
        with begin(page.services.database) as work:
            give_back(Hand(work, page.person.actor, page.now), draft, form.text("note"))
    except Refused as refused:
        if refused.code != "review.no_note":
            raise
        return _show(page, draft, refused)
    return page.go(f"/drafts/{draft}")


@router.post("/drafts/{draft}/publish")
def publish_draft(page: PersonPage, draft: UUID, form: PostedForm) -> Response:
    """Put a draft in force, now or from a day on."""
    try:
        from_on = _day(form.text("from_on"))
        with begin(page.services.database) as work:
            hand = Hand(work, page.person.actor, page.now)
            publish(hand, draft, form.text("digest"), page.services.engine.deployments, from_on)
    except Refused as refused:
        if refused.code not in ("review.day_is_past", "review.day_unreadable", "package.rejected"):
            raise
        return _show(page, draft, refused)
    return page.go(f"/drafts/{draft}")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Refused("review.day_unreadable") from error


def _show(
    page: Page, draft: UUID, refused: EngineError | None = None, ticked: list[str] | None = None
) -> Response:
    shown: DraftView = view(page, draft)
    return page.show(
        "draft.html",
        status=200 if refused is None else problems.status(refused),
        view=shown,
        draft=shown.draft,
        said=None if refused is None else problems.sentence(refused),
        ticked=ticked or [],
    )
