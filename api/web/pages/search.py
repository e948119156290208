"""What boxes that are searched offer while a person types."""

from fastapi import APIRouter, Response

from api.web import unit_search
from api.web.request import PersonPage
from engine.reports.dossier_search import Sought, dossier_search
from engine.store.work import reading

router = APIRouter(prefix="/search")
MOST_DOSSIERS = 8
"""As many as fit below the box without scrolling."""


@router.get("/units")
def search_units(page: PersonPage, source: str = "units", q: str = "", box: str = "") -> Response:
    """Offer units by a part of the name, with or without marks; a box of a form sends itself by its own name."""
    typed = q or page.request.query_params.get(box, "")
    return page.show("form/offers.html", offers=unit_search.search(page, source, typed))


@router.get("/dossiers")
def search_dossiers(page: PersonPage, q: str = "") -> Response:
    """Offer the newest dossiers that fit what was typed so far, among those that the person may see."""
    with reading(page.services.database) as work:
        sought = Sought(q)
        rows = dossier_search(work, page.person.actor, page.today, sought, MOST_DOSSIERS) if q.strip() else []
    return page.show("search_offers.html", rows=rows, q=q)
