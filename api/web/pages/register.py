"""The register book of a unit (sổ theo dõi hồ sơ) on a page, as PDF and as a workbook."""

from datetime import date, datetime
from urllib.parse import urlencode

from fastapi import APIRouter, Response

from api.papers.heading import heading_of
from api.papers.register import Named, lines, register_paper
from api.papers.register_sheet import workbook
from api.papers.settled import settled_by
from api.papers.words import day
from api.web.pages.papers import shown
from api.web.request import Page, PersonPage
from api.web.units import unit_name
from engine.errors import Refused
from engine.model.paper import PaperKind
from engine.model.unit import is_within
from engine.reports.register_book import Book, RegisterRow, register_book
from engine.reports.visible import SEES_EVERYTHING
from engine.store.work import Work, reading

router = APIRouter(prefix="/register")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PREVIEWED = 100


@router.get("")
def show_register(page: PersonPage, unit: str = "", first: str = "", last: str = "") -> Response:
    """Show the book's first lines, and where the whole of it is printed."""
    book = _book(page, unit, first, last)
    with reading(page.services.database) as work:
        found = _lines(page, work, book)
    asked = urlencode({"unit": book.unit, "first": day(book.first_on), "last": day(book.last_on)})
    return page.show(
        "register.html",
        book=book,
        lines=found[:PREVIEWED],
        total=len(found),
        asked=asked,
        units=[(code, unit_name(page, code)) for code in _units(page)],
        unit_name=unit_name(page, book.unit),
        may_choose_any=bool(page.roles & SEES_EVERYTHING),
    )


@router.get("/book.pdf")
def print_register(page: PersonPage, unit: str = "", first: str = "", last: str = "") -> Response:
    """Give the book as PDF (A4)."""
    book = _book(page, unit, first, last)
    with reading(page.services.database) as work:
        found = _lines(page, work, book)
        heading = heading_of(work, page.services.engine.city.units, book.unit, book.last_on, book.first_on)
    return shown(register_paper(book, heading, found, page.now), _name(book))


@router.get("/book.xlsx")
def give_workbook(page: PersonPage, unit: str = "", first: str = "", last: str = "") -> Response:
    """Give the book as a workbook."""
    book = _book(page, unit, first, last)
    with reading(page.services.database) as work:
        found = _lines(page, work, book)
    period = f"{day(book.first_on)}–{day(book.last_on)}"
    title = f"{PaperKind.REGISTER.label} · {unit_name(page, book.unit)} · {period}"
    headers = {"Content-Disposition": f'attachment; filename="{_name(book)}.xlsx"'}
    return Response(workbook(title, found, page.now), media_type=XLSX, headers=headers)


def _lines(page: Page, work: Work, book: Book) -> list[list[str]]:
    engine = page.services.engine
    rows = register_book(work, page.person.actor, page.today, book)
    known: dict[tuple[str, str], Named] = {}

    def named(row: RegisterRow) -> Named:
        key = (row.digest, row.place)
        if key not in known:
            procedure = engine.deployments.get(work, row.digest).procedure
            who = "" if procedure is None else settled_by(engine, procedure, row.place, row.received_at)
            known[key] = Named("" if procedure is None else procedure.name, who)
        return known[key]

    return lines(rows, named)


def _book(page: Page, unit: str, first: str, last: str) -> Book:
    """Return the book asked for; by default the person's first unit and the month so far. Refused `register.period`."""
    first_on = _day(first) if first else page.today.replace(day=1)
    last_on = _day(last) if last else page.today
    return Book(unit.strip() or next(iter(_units(page)), ""), first_on, last_on)


def _day(typed: str) -> date:
    """Read a day as people write it here; what a browser offers for days follows its own language."""
    try:
        return datetime.strptime(typed.strip(), "%d/%m/%Y").date()
    except ValueError as error:
        raise Refused("register.period") from error


def _units(page: Page) -> list[str]:
    held = page.person.actor.appointments
    return sorted({a.unit_code for a in held if is_within(page.today, a.valid_from, a.valid_until)})


def _name(book: Book) -> str:
    return f"so-theo-doi-{book.unit}-{book.first_on:%Y%m%d}-{book.last_on:%Y%m%d}"
