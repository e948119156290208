"""The papers of a dossier as PDF: for those who work on it, and the receipt for whoever holds its key."""

from uuid import UUID

from fastapi import APIRouter, Response

from api.papers.find import Wanted, dossier_paper, require_inside
from api.papers.heading import heading_of
from api.papers.refusal import refusal_paper
from api.web.request import Page, PersonPage
from engine.clock import in_hanoi
from engine.errors import Refused
from engine.model.unit import is_within
from engine.store import refusals
from engine.store.work import reading
from forms.papers.paper import Paper

router = APIRouter()
PDF = "application/pdf"


@router.get("/dossiers/{code}/papers/{kind}")
def show_paper(page: PersonPage, code: str, kind: str, no: int | None = None) -> Response:
    """Show a paper of a dossier, the last of its kind unless `no` counts another from 1."""
    with reading(page.services.database) as work:
        require_inside(work, page.person.actor, code, page.today)
        paper = dossier_paper(work, page.services.engine, Wanted(code, kind, no), root_of(page))
    return shown(paper, f"{code}-{kind}")


@router.get("/refusals/{refusal}/paper")
def show_refusal(page: PersonPage, refusal: UUID) -> Response:
    """Show the slip of a refusal at reception to people of the unit that refused. Refused `refusal.unknown`."""
    posts = page.person.actor.appointments
    theirs = {each.unit_code for each in posts if is_within(page.today, each.valid_from, each.valid_until)}
    with reading(page.services.database) as work:
        found = refusals.find(work, refusal)
        if found is None or found.unit not in theirs:
            raise Refused("refusal.unknown")
        on = in_hanoi(found.refused_at).date()
        heading = heading_of(work, page.services.engine.city.units, found.unit, on, on)
    return shown(refusal_paper(found, heading), f"tu-choi-{found.paper.year}-{found.paper.number}")


def shown(paper: Paper, name: str) -> Response:
    """Answer with a PDF that the browser shows and prints."""
    disposition = f'inline; filename="{name}.pdf"'
    return Response(paper.pdf(), media_type=PDF, headers={"Content-Disposition": disposition})


def root_of(page: Page) -> str:
    """Return the address under which this page was reached; the QR codes of papers begin with it."""
    return str(page.request.base_url).rstrip("/")
