"""Refusals at reception: what was not taken in, and the form that refuses."""

from datetime import datetime
from secrets import token_urlsafe
from urllib.parse import quote
from uuid import NAMESPACE_URL, UUID, uuid5

from fastapi import APIRouter, Response

from api import problems
from api.web.reception import Receivable, choose
from api.web.request import Page, PersonPage, PostedForm
from api.web.units import unit_name
from engine.commands.refuse_reception import APPLICANT_NAMES, RefuseReception
from engine.errors import Refused
from engine.model.unit import is_within
from engine.store import refusals
from engine.store.refusals import Wanted
from engine.store.work import reading

router = APIRouter(prefix="/refusals")
PAGE_ROWS = 50


@router.get("")
def list_refusals(page: PersonPage, after: str = "") -> Response:
    """List what units of the person refused, latest first."""
    posts = page.person.actor.appointments
    units = {each.unit_code for each in posts if is_within(page.today, each.valid_from, each.valid_until)}
    with reading(page.services.database) as work:
        found = refusals.listed(work, Wanted(units, _after(after), PAGE_ROWS))
    more = f"{found[-1].refused_at.isoformat()}~{found[-1].id}" if len(found) == PAGE_ROWS else ""
    return page.show("refusals.html", found=found, more=more, unit_name=lambda code: unit_name(page, code))


@router.get("/new/{procedure}")
def open_form(page: PersonPage, procedure: str, case: str = "", unit: str = "") -> Response:
    """Show the form that refuses papers for a procedure."""
    return _show(page, choose(page, procedure, case, unit), {}, token_urlsafe(16))


@router.post("/new/{procedure}")
def refuse(page: PersonPage, form: PostedForm, procedure: str, case: str = "", unit: str = "") -> Response:
    """Refuse; what is not yet right is shown again with everything that was typed."""
    chosen, key = choose(page, procedure, case, unit), form.text("key") or token_urlsafe(16)
    typed = {name: form.text(name) for name in (*APPLICANT_NAMES, "reasons")}
    refusal = uuid5(NAMESPACE_URL, f"refusal {page.person.actor.person_id} {key}")
    reasons = tuple(typed["reasons"].splitlines())
    command = RefuseReception(refusal, procedure, case, chosen.unit.code, typed, reasons)
    try:
        page.services.engine.take(command, page.person.actor)
    except Refused as refused:
        if problems.status(refused) != 422:
            raise
        return _show(page, chosen, typed, key, problems.sentence(refused))
    return page.go(f"/refusals?done={refusal}")


def _show(page: Page, chosen: Receivable, typed: dict[str, str], key: str, said: str = "") -> Response:
    return page.show(
        "refuse.html",
        status=422 if said else 200,
        chosen=chosen,
        unit_name=unit_name(page, chosen.unit.code),
        typed={name: typed.get(name, "") for name in (*APPLICANT_NAMES, "reasons")},
        said=said,
        key=key,
        action=f"/refusals/new/{quote(chosen.procedure.code)}"
        f"?case={quote(chosen.procedure.case)}&unit={quote(chosen.unit.code)}",
    )


def _after(cursor: str) -> tuple[datetime, UUID] | None:
    if not cursor:
        return None
    at, _, id_ = cursor.partition("~")
    try:
        return datetime.fromisoformat(at), UUID(id_)
    except ValueError as error:
        raise Refused("list.cursor_unreadable") from error
