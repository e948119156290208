"""The papers of a dossier as PDF: for those who work on it, and the receipt for whoever holds its key."""

from fastapi import APIRouter, Response

from api.papers.find import Wanted, dossier_paper, require_inside
from api.web.request import Page, PersonPage
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


def shown(paper: Paper, name: str) -> Response:
    """Answer with a PDF that the browser shows and prints."""
    disposition = f'inline; filename="{name}.pdf"'
    return Response(paper.pdf(), media_type=PDF, headers={"Content-Disposition": disposition})


def root_of(page: Page) -> str:
    """Return the address under which this page was reached; the QR codes of papers begin with it."""
    return str(page.request.base_url).rstrip("/")
