"""Files that were handed in, for those who may read them."""

from urllib.parse import quote

from fastapi import APIRouter, Response

from api.web.attached import not_theirs
from api.web.request import PersonPage
from engine.errors import Refused
from engine.reports.dossier_head import dossier_head
from engine.store import attachments
from engine.store.work import reading

router = APIRouter(prefix="/attachments")


@router.get("/{digest}/{name}")
def download(page: PersonPage, digest: str, name: str, dossier: str = "") -> Response:
    """Give a file to who handed it in, or to who may see the dossier that holds it; to others it does not exist."""
    with reading(page.services.database) as work:
        shown = dossier_head(work, page.person.actor, dossier, page.today).data if dossier else {}
        found = None if not_theirs(page, [f"{digest}/{name}"], shown) else attachments.find(work, digest)
    if found is None:
        raise Refused("attachment.unknown")
    # Always saved, never shown by the browser itself: what a citizen handed in shall not run in our pages.
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return Response(found.content, media_type=found.media_type, headers=headers)
