"""What boxes that are searched offer while a person types."""

from fastapi import APIRouter, Response

from api.web import unit_search
from api.web.request import PersonPage

router = APIRouter(prefix="/search")


@router.get("/units")
def search_units(page: PersonPage, source: str = "units", q: str = "", box: str = "") -> Response:
    """Offer units by a part of the name, with or without marks; a box of a form sends itself by its own name."""
    typed = q or page.request.query_params.get(box, "")
    return page.show("form/offers.html", offers=unit_search.search(page, source, typed))
