"""Sign in and out, choose the language, move the demo city's date on."""

from datetime import datetime, timedelta

from fastapi import APIRouter, Request, Response

from api import problems
from api.demo.city import DEMO_PASSWORD
from api.demo.people import cast
from api.web.request import (
    LANGUAGE_COOKIE,
    SESSION_COOKIE,
    Page,
    PersonPage,
    PostedForm,
    PublicForm,
    PublicPage,
    keep_session,
)
from engine.clock import in_hanoi
from engine.errors import EngineError, Refused
from engine.model.official_name import official_name
from engine.model.role import TASK_ROLES, Role
from engine.reports.visible import SEES_EVERYTHING

router = APIRouter()
DEMO_STEPS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(days=7)}


@router.get("/")
def home(page: PublicPage) -> Response:
    """Send a person to what the person's roles begin with, anybody else to the sign-in page."""
    if page.who is None:
        return page.go("/sign-in")
    starts = (
        (TASK_ROLES, "/tasks"),
        (SEES_EVERYTHING, "/dossiers"),
        ({Role.PROCESS_DESIGNER}, "/procedures"),
        ({Role.UNIT_ADMINISTRATOR}, "/administration"),
    )
    return page.go(next((path for roles, path in starts if not page.roles.isdisjoint(roles)), "/tasks"))


@router.get("/sign-in")
def sign_in_page(page: PublicPage) -> Response:
    """Show the sign-in page; on a demo city with one-click accounts."""
    return _show(page)


@router.post("/sign-in")
def sign_in(page: PublicPage, form: PublicForm) -> Response:
    """Sign in with a password."""
    account = form.text("account").strip()
    try:
        token = page.services.sign_in.with_password(account, form.text("password"), _address(page.request))
    except EngineError as error:
        return _show(page, account, error)
    return _signed_in(page, token)


@router.post("/sign-in/demo")
def demo_sign_in(page: PublicPage, form: PublicForm) -> Response:
    """Sign in as anybody of the demo city with one click; a real city has no such way in."""
    account = form.text("account").strip()
    if page.services.demo is None:
        raise Refused("demo.not_here")
    return _signed_in(page, page.services.sign_in.without_password(account))


@router.post("/sign-out")
def sign_out(page: PersonPage, form: PostedForm) -> Response:  # noqa: ARG001
    """End the session at once."""
    page.services.sign_in.sign_out(page.request.cookies[SESSION_COOKIE])
    response = page.go("/sign-in")
    response.delete_cookie(SESSION_COOKIE, path="/")
    return response


@router.post("/language")
def language(page: PublicPage, form: PublicForm) -> Response:
    """Switch between Vietnamese and English, and stay on the page."""
    response = page.go(_back(form.text("back", "/")))
    response.set_cookie(LANGUAGE_COOKIE, "en" if form.text("to") == "en" else "vi", samesite="lax", path="/")
    return response


@router.post("/demo/date")
def move_date(page: PersonPage, form: PostedForm) -> Response:
    """Move the demo city's date on; timers and deadlines follow."""
    demo = page.services.demo
    if demo is None:
        raise Refused("demo.not_here")
    now: datetime = demo()
    page.services.move_demo_to(now + DEMO_STEPS.get(form.text("step"), DEMO_STEPS["day"]))
    return page.go(_back(form.text("back", "/tasks")))


def _show(page: Page, account: str = "", error: EngineError | None = None) -> Response:
    return page.show(
        "sign_in.html",
        status=200 if error is None else problems.status(error),
        account=account,
        said=None if error is None else problems.sentence(error),
        cast=_cast(page) if page.services.demo is not None else (),
        demo_password=DEMO_PASSWORD,
    )


def _cast(page: Page) -> list[dict[str, str]]:
    """Return whom the demo lets in with one click: account, role, name and unit."""
    units, on = page.services.engine.city.units, in_hanoi(page.services.engine.clock()).date()
    rows = []
    for person, appointment in cast():
        unit = units.at(appointment.unit_code, on)
        office = official_name(unit.name, unit.body, unit.level)
        rows.append(
            {"account": person.account, "role": appointment.role.label, "name": person.name, "unit": office}
        )
    return rows


def _signed_in(page: Page, token: str) -> Response:
    response = page.go("/")
    keep_session(response, token, secure=page.request.url.scheme == "https")
    return response


def _back(path: str) -> str:
    """Only a path of our own: never a way to send people elsewhere."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"


def _address(request: Request) -> str:
    return request.client.host if request.client else "unknown"
