"""What boxes that are searched offer while a person types."""

from fastapi import APIRouter, Response

from api.web import communes
from api.web.request import PersonPage

router = APIRouter(prefix="/search")


@router.get("/units")
def search_units(page: PersonPage, q: str = "", box: str = "") -> Response:
    """Offer communes by a part of the name, with or without marks; a box of a form sends itself by its own name."""
    typed = q or page.request.query_params.get(box, "")
    return page.show("form/offers.html", offers=communes.search(page, typed))
