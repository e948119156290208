"""Upload a package: every finding at once, beside a diagram where it can be shown."""

from uuid import UUID

from fastapi import APIRouter, Response

from api import problems
from api.web.request import Page, PersonPage, Posted, PostedForm
from api.web.units import unit_name
from engine.errors import Refused
from engine.store.package_drafts import Content
from engine.store.work import begin
from processes.draft import Upload, draw, read_upload, redraw
from processes.rights import Hand, units_of_designer
from processes.source import MAX_TOTAL_BYTES

router = APIRouter()


def draws(page: Page) -> bool:
    """Say whether who asks draws procedures for some unit."""
    return bool(units_of_designer(page.person.actor, page.today))


@router.get("/procedures/upload")
def upload_page(page: PersonPage) -> Response:
    """Show where a file is chosen."""
    _demand_designer(page)
    return _show(page)


@router.post("/procedures/upload")
def upload(page: PersonPage, form: PostedForm) -> Response:
    """Keep a file as a new draft, or say everything that stands in the way."""
    _demand_designer(page)
    try:
        content = _read(form)
        unit = page.services.engine.city.units.at(form.text("unit") or _units(page)[0], page.today)
        with begin(page.services.database) as work:
            hand = Hand(work, page.person.actor, page.now)
            draft = draw(hand, unit, content, page.services.engine.deployments)
    except Refused as refused:
        return _show(page, refused)
    return page.go(f"/drafts/{draft}")


@router.post("/drafts/{draft}/upload")
def upload_again(page: PersonPage, draft: UUID, form: PostedForm) -> Response:
    """Put a better file in the place of a draft."""
    _demand_designer(page)
    try:
        content = _read(form)
        with begin(page.services.database) as work:
            hand = Hand(work, page.person.actor, page.now)
            unit = page.services.engine.city.units.at(hand.look(draft).unit_code, page.today)
            redraw(hand, draft, unit, content, page.services.engine.deployments)
    except Refused as refused:
        if refused.code.startswith("package."):
            return _show(page, refused, f"/drafts/{draft}")
        raise
    return page.go(f"/drafts/{draft}")


def _read(form: Posted) -> Content:
    files = form.files("package")
    if not files:
        raise Refused("package.no_file")
    return read_upload(Upload(files[0].filename or "package", files[0].file.read(MAX_TOTAL_BYTES + 1)))


def _demand_designer(page: Page) -> None:
    if not draws(page):
        raise Refused("review.not_yours", deed="draw")


def _units(page: Page) -> list[str]:
    return units_of_designer(page.person.actor, page.today)


def _show(page: Page, refused: Refused | None = None, back: str = "/procedures") -> Response:
    return page.show(
        "upload.html",
        status=200 if refused is None else problems.status(refused),
        units=[(code, unit_name(page, code)) for code in _units(page)],
        said=None if refused is None else problems.sentence(refused),
        findings=[] if refused is None else refused.facts.get("findings", []),
        action="/procedures/upload" if back == "/procedures" else f"{back}/upload",
        back=back,
    )
