"""Receive a dossier: choose the procedure, fill the form of reception, get code, due date and QR code."""

from secrets import token_urlsafe
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Response

from api import problems
from api.web import forms, unit_search
from api.web.forms import Filled, Sheet
from api.web.qr import qr_picture
from api.web.reception import (
    Brought,
    Receivable,
    choose,
    missing_components,
    receivable,
    receive,
    take_components,
)
from api.web.request import Page, PersonPage, PostedForm
from api.web.units import unit_name
from api.web.workable import is_workable
from engine.commands.components import Given
from engine.errors import Refused, TryAgain
from engine.model.derivation import sentences
from engine.model.dossier import Channel
from engine.model.folding import folded
from engine.reports.dossier_head import dossier_head
from engine.reports.due_entries import due_entries
from engine.reports.looked_up import lookup_key
from engine.reports.open_tasks import open_tasks
from engine.store.work import reading

router = APIRouter()
NOTHING_BROUGHT = (Brought(), "")
AT_THE_DESK = (Channel.DESK, Channel.POST)


@router.get("/dossiers/new")
def choose_procedure(page: PersonPage, q: str = "") -> Response:
    """List the procedures that the person may receive; `q` narrows by code or name, marks aside."""
    words = folded(q).split()
    found = [
        each
        for each in receivable(page)
        if all(word in folded(f"{each.procedure.code} {each.procedure.name}") for word in words)
    ]
    return page.show("receive_choose.html", found=found, q=q, unit_name=lambda code: unit_name(page, code))


@router.get("/dossiers/new/{procedure}")
def open_form(page: PersonPage, procedure: str, case: str = "", unit: str = "") -> Response:
    """Show the form of reception with the components that the dossier needs."""
    chosen = choose(page, procedure, case, unit)
    sheet = _sheet(chosen)
    filled = None if sheet is None else forms.opened(page, sheet)
    return _show(page, chosen, filled, token_urlsafe(16))


@router.post("/dossiers/new/{procedure}")
def take_in(page: PersonPage, form: PostedForm, procedure: str, case: str = "", unit: str = "") -> Response:
    """Receive the dossier; what is not yet right is shown again with everything that was typed."""
    chosen = choose(page, procedure, case, unit)
    key = form.text("key") or token_urlsafe(16)
    sheet = _sheet(chosen)
    filled = None if sheet is None else forms.read(page, form, sheet)
    brought, said = _brought(page, form, chosen)
    if filled is not None and filled.wants is not None:
        said = ""  # Somebody is still filling in.
    if said or (filled is not None and not filled.is_ready):
        return _show(page, chosen, filled, key, (brought, said))
    code = receive(page, chosen, {} if filled is None else filled.data, key, brought)
    if sheet is not None:
        forms.forget(page, sheet)
    return page.go(_next(page, chosen, code))


@router.get("/dossiers/{code}/received")
def received(page: PersonPage, code: str) -> Response:
    """Tell the code, the due date and why it is that date, and show the QR code of the slip."""
    with reading(page.services.database) as work:
        head = dossier_head(work, page.person.actor, code, page.today)
        deployment = page.services.engine.deployments.get(work, head.digest)
        entries = due_entries(work, code)
        tasks = open_tasks(work, code)
        key = lookup_key(work, code)
    address = f"{str(page.request.base_url).rstrip('/')}/lookup/{code}?k={key}"
    return page.show(
        "received.html",
        head=head,
        procedure=deployment.procedure,
        why=sentences(entries[0].derivation),
        tasks=tasks,
        address=address,
        picture=qr_picture(address),
    )


def _brought(page: Page, form: PostedForm, chosen: Receivable) -> tuple[Brought, str]:
    """Return what was brought, and the sentences about what is wrong with it, empty where nothing is."""
    given, said = _components(page, form, chosen)
    channel = Channel.POST if form.text("channel") == Channel.POST else Channel.DESK
    typed = form.text("place").strip()
    place = unit_search.resolve(page, "all_units", typed) if typed else ""
    if place and unit_search.label(page, "all_units", place) == place:
        said = f"{said} {problems.sentence(Refused('unit.unknown', unit=typed))}".strip()
    return Brought(given, channel, place), said


def _components(page: Page, form: PostedForm, chosen: Receivable) -> tuple[Given, str]:
    """Return the components handed in, and the sentence about what is wrong with them, empty where nothing is."""
    try:
        given = take_components(page, form, chosen.procedure)
    except (Refused, TryAgain) as error:
        return {code: form.text(f"scan:{code}") for code in form.texts("component")}, problems.sentence(error)
    missing = missing_components(chosen.procedure, given)
    if not missing:
        return given, ""
    lacking = Refused("component.missing", names="; ".join(missing), count=len(missing))
    return given, problems.sentence(lacking)


def _sheet(chosen: Receivable) -> Sheet | None:
    if chosen.form is None:
        return None
    address = _address(chosen)
    return Sheet(chosen.form, address, address)


def _address(chosen: Receivable) -> str:
    asked = urlencode({"case": chosen.procedure.case, "unit": chosen.unit.code})
    return f"/dossiers/new/{quote(chosen.procedure.code)}?{asked}"


def _show(
    page: Page,
    chosen: Receivable,
    filled: Filled | None,
    key: str,
    typed: tuple[Brought, str] = NOTHING_BROUGHT,
) -> Response:
    sheet, (brought, said) = _sheet(chosen), typed
    return page.show(
        "receive.html",
        status=422 if said else 200 if filled is None else filled.status,
        chosen=chosen,
        given=brought.components,
        brought=brought,
        place=unit_search.label(page, "all_units", brought.place) if brought.place else "",
        channels=AT_THE_DESK,
        said=said,
        unit_name=unit_name(page, chosen.unit.code),
        action=_address(chosen),
        fields=None if sheet is None or filled is None else forms.draw(page, sheet, filled),
        key=key,
    )


def _next(page: Page, chosen: Receivable, code: str) -> str:
    """A same-day procedure goes straight on to the next step where it is the same person's turn."""
    if chosen.procedure.limit.is_same_day:
        with reading(page.services.database) as work:
            for task in open_tasks(work, code):
                if is_workable(page, task):
                    return f"/tasks/{task.id}"
    return f"/dossiers/{code}/received"
