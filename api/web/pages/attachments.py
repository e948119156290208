"""Files that were handed in, for those who may read them: saved, or looked at as pictures."""

from urllib.parse import quote

from fastapi import APIRouter, Response

from api.previews.drawing import Picture, draw
from api.web.attached import readable
from api.web.request import PersonPage

router = APIRouter(prefix="/attachments/{digest}/{name}")
_KEPT = "private, max-age=600"
"""A page of a file never changes: its address holds the digest. It is kept for as long as somebody looks at it."""


@router.get("")
def download(page: PersonPage, digest: str, name: str, dossier: str = "") -> Response:
    """Give a file to who handed it in, or to who may see the dossier that holds it; to others it does not exist."""
    found = readable(page, f"{digest}/{name}", dossier)
    return saved(found.content, found.media_type, name)


@router.get("/pages/{number}")
def show_page(page: PersonPage, digest: str, name: str, number: int, dossier: str = "") -> Response:
    """Give one page, counted from 1, as a picture."""
    found = readable(page, f"{digest}/{name}", dossier)
    return shown(draw(found.media_type, found.content, number - 1))


@router.get("/view")
def view(page: PersonPage, digest: str, name: str, dossier: str = "") -> Response:
    """Show every page of a file as pictures, or only those pages where a script puts them into its own page."""
    found = readable(page, f"{digest}/{name}", dossier)
    pages = draw(found.media_type, found.content, 0).pages
    template = "pages_of_file.html" if "hx-request" in page.request.headers else "view_file.html"
    return page.show(template, file=f"{digest}/{name}", dossier=dossier, pages=pages)


def saved(content: bytes, media_type: str, name: str) -> Response:
    """Answer with a file that is saved, never shown by the browser itself: it shall not run in our pages."""
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return Response(content, media_type=media_type, headers=headers)


def shown(picture: Picture) -> Response:
    """Answer with a picture; what it is was found out from its content, and nothing else is made of it."""
    headers = {"Content-Security-Policy": "sandbox; default-src 'none'", "Cache-Control": _KEPT}
    return Response(picture.content, media_type=picture.media_type, headers=headers)
