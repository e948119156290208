"""What a page needs of a request: who asks, what was posted, in which language, and how to answer."""

import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import FormData, UploadFile
from starlette.requests import ClientDisconnect

from api.auth.sign_in import SignedIn
from api.services import Services, services_of
from api.web.render import render
from engine.clock import in_hanoi
from engine.errors import Refused, TryAgain
from engine.model.role import Role
from engine.model.unit import is_within

SESSION_COOKIE, LANGUAGE_COOKIE = "motcua_session", "motcua_language"
PASSWORD_PAGE = "/password"
OPEN_AT_FIRST = frozenset({PASSWORD_PAGE, "/sign-out"})
MAX_FIELDS, MAX_FILES, MAX_PART_BYTES = 2_000, 20, 2_000_000


class NotSignedIn(Exception):
    """A page that needs a person was asked for by nobody; the answer is the sign-in page."""


class PasswordHandedOut(Exception):
    """Who asks came in with a password that somebody handed out; the answer is the page that changes it."""


@dataclass(frozen=True, slots=True)
class Page:
    """One request for a page. `who` is None on public pages that nobody signed in for."""

    request: Request
    services: Services
    who: SignedIn | None

    @property
    def person(self) -> SignedIn:
        """Return who asks; only for pages that need a person."""
        if self.who is None:
            raise NotSignedIn
        return self.who

    @property
    def language(self) -> str:
        """Return `vi` or `en`, as chosen by the switch."""
        return "en" if self.request.cookies.get(LANGUAGE_COOKIE) == "en" else "vi"

    @property
    def now(self) -> datetime:
        """Return the city's present moment."""
        return self.services.engine.clock()

    @property
    def today(self) -> date:
        """Return the city's day."""
        return in_hanoi(self.now).date()

    @property
    def roles(self) -> frozenset[Role]:
        """Return the roles that who asks holds today, wherever; a menu shows what they can use."""
        held = () if self.who is None else self.who.actor.appointments
        return frozenset(
            each.role for each in held if is_within(self.today, each.valid_from, each.valid_until)
        )

    def t(self, vietnamese: str, english: str) -> str:
        """Return a text in the language of the page."""
        return english if self.language == "en" else vietnamese

    def show(self, template: str, status: int = 200, **context: Any) -> HTMLResponse:
        """Answer with a page; templates write every text as `t(vietnamese, english)`."""
        common = {
            "page": self,
            "who": self.who,
            "csrf": "" if self.who is None else self.who.session.csrf,
            "language": self.language,
            "now": self.now,
            "demo": self.services.demo is not None,
            "roles": self.roles,
            "t": self.t,
        }
        return HTMLResponse(render(template, common | context), status_code=status)

    def go(self, path: str) -> RedirectResponse:
        """Answer a post by sending the browser to a page, so that reloading repeats nothing."""
        return RedirectResponse(path, status_code=303)


def signed_in(request: Request) -> SignedIn | None:
    """Return who the session cookie stands for."""
    token = request.cookies.get(SESSION_COOKIE)
    return None if token is None else services_of(request).sign_in.find(token)


def public_page(request: Request) -> Page:
    """Give a page that anybody may see."""
    return Page(request, services_of(request), signed_in(request))


def person_page(request: Request) -> Page:
    """Give a page that needs a person; nobody is sent to the sign-in page."""
    page = public_page(request)
    _require_own_password(request, page.who)
    return page


def _require_own_password(request: Request, who: SignedIn | None) -> SignedIn:
    if who is None:
        raise NotSignedIn
    if who.session.kind == "first" and request.url.path not in OPEN_AT_FIRST:
        raise PasswordHandedOut
    return who


PublicPage = Annotated[Page, Depends(public_page)]
PersonPage = Annotated[Page, Depends(person_page)]


@dataclass(frozen=True, slots=True)
class Posted:
    """A posted form whose origin was checked."""

    fields: FormData

    def text(self, name: str, default: str = "") -> str:
        """Return one field as text."""
        value = self.fields.get(name, default)
        return value if isinstance(value, str) else default

    def texts(self, name: str) -> list[str]:
        """Return every value of a repeated field."""
        return [value for value in self.fields.getlist(name) if isinstance(value, str)]

    def files(self, name: str) -> list[UploadFile]:
        """Return uploaded files; an empty file input counts as none."""
        return [f for f in self.fields.getlist(name) if isinstance(f, UploadFile) and f.filename]


async def posted(request: Request) -> AsyncIterator[Posted]:
    """Read a form that a signed-in person posted from one of our own pages. Refused `csrf.*` otherwise."""
    who = _require_own_password(request, signed_in(request))
    async with _read(request) as form:
        token = form.fields.get("csrf") or request.headers.get("x-csrf-token") or ""
        if not isinstance(token, str) or not hmac.compare_digest(token.encode(), who.session.csrf.encode()):
            raise Refused("csrf.token")
        yield form


async def posted_by_anybody(request: Request) -> AsyncIterator[Posted]:
    """Read a form of a public page: there is no session to protect, but it must come from our own page."""
    async with _read(request) as form:
        yield form


@asynccontextmanager
async def _read(request: Request) -> AsyncIterator[Posted]:
    """Read the posted fields; the files among them are closed once the request is answered."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Refused("csrf.origin")
    try:
        fields = await request.form(max_files=MAX_FILES, max_fields=MAX_FIELDS, max_part_size=MAX_PART_BYTES)
    except ClientDisconnect as gone:  # a later request of the same form has taken its place
        raise TryAgain("request.cut_off") from gone
    try:
        yield Posted(fields)
    finally:
        await fields.close()


PostedForm = Annotated[Posted, Depends(posted)]
PublicForm = Annotated[Posted, Depends(posted_by_anybody)]


def keep_session(response: Response, token: str, *, secure: bool) -> None:
    """Give the browser its session: unreadable for scripts, sent to nobody else."""
    response.set_cookie(SESSION_COOKIE, token, httponly=True, samesite="lax", secure=secure, path="/")
