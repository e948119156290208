"""The worklist: what waits for this person, late first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response

from api import cursor
from api.web.asked_tasks import Asked, Due, asked, tabs
from api.web.request import Page, PersonPage
from api.web.units import unit_name
from engine.bpmn.deployment import Deployment
from engine.model.city_data import HANOI, read_fields
from engine.reports.dossier_head import DossierHead, dossier_head
from engine.reports.open_tasks import OpenTask, open_tasks
from engine.reports.worklist import COUNTED_TO, Facets, Row, Wanted, counts, facets, wanted_tasks
from engine.reports.worklist_lanes import Scope, may_use, persons
from engine.store.work import Work, reading

router = APIRouter()
PAGE_ROWS = 50
_FIELDS = read_fields(HANOI)
OPTIONS = 60
"""As many units as a person chooses from a list; where there are more, part of a name is typed."""


@dataclass(frozen=True, slots=True)
class _Listed:
    """A page of tasks with the deployments of their dossiers, and how many tasks stand elsewhere."""

    rows: Sequence[Row]
    found: dict[str, Deployment]
    known: Facets
    tabs: dict[Scope, int]
    dues: dict[str, int]


@router.get("/tasks")
def tasks(
    page: PersonPage, scope: Scope = Scope.SEATS, after: str = "", done: str = "", seen: str = ""
) -> Response:
    """Show open tasks, earliest due first; `done` is the dossier that the person has just worked on.

    A browser that asks again says what it has `seen`; where nothing else is to be seen, the answer is empty.
    """
    wish = asked(page)
    if not may_use(page.person.actor, scope, page.today) and tabs(page):
        return page.go(replace(wish, scope=tabs(page)[0]).url())
    with reading(page.services.database) as work:
        known = facets(work, page.person.actor, page.today, scope)
        wanted = replace(
            wish.wanted(page, known), after=cursor.read(after) if after else None, limit=PAGE_ROWS
        )
        rows = wanted_tasks(work, page.person.actor, page.today, wanted)
        if seen == fingerprint(page, rows):
            return Response(status_code=204)
        listed = _listed(page, work, (known, wanted, rows))
    more = wish.url(after=cursor.write(rows[-1])) if len(rows) == PAGE_ROWS else None
    return page.show(
        "worklist.html",
        **_said(page, wish, listed),
        here=wish.url(after=after, seen=fingerprint(page, rows)),
        more=more,
        just=_just_done(page, done),
    )


def fingerprint(page: Page, rows: Sequence[Row]) -> str:
    """Return what changes whenever the page would look otherwise: the tasks, their holders, and which are late."""
    seen = [(str(row.id), row.assignee, row.due_at is not None and row.due_at < page.now) for row in rows]
    return sha256(repr((page.language, seen)).encode()).hexdigest()[:16]


def _listed(page: Page, work: Work, shown: tuple[Facets, Wanted, Sequence[Row]]) -> _Listed:
    (known, wanted, rows), actor, deployments = shown, page.person.actor, page.services.engine.deployments
    scopes, dues = tabs(page), [due.value for due in Due]
    here = replace(wanted, after=None)
    others = [Wanted(scope) for scope in scopes]
    spans = [replace(here, due=Due(due).span(page.now)) for due in dues]
    counted = counts(work, actor, page.today, others + spans)
    return _Listed(
        rows,
        {digest: deployments.get(work, digest) for digest in {row.digest for row in rows}},
        known,
        dict(zip(scopes, counted, strict=False)),
        dict(zip(dues, counted[len(scopes) :], strict=True)),
    )


def _said(page: Page, wish: Asked, listed: _Listed) -> dict[str, Any]:
    mine = persons(page.person.actor, page.today)
    units = listed.known.units
    return {
        "rows": listed.rows,
        "asked": wish,
        "tabs": listed.tabs,
        "dues": listed.dues,
        "counted_to": COUNTED_TO,
        "procedures": {digest: each.procedure for digest, each in listed.found.items()},
        "procedure_codes": sorted({procedure for procedure, _ in listed.known.kinds}),
        "unit_codes": units if len(units) <= OPTIONS else (),
        "many_units": wish.scope is Scope.CITY or len(units) > OPTIONS,
        "fields": {code: name for code, name in _FIELDS.items() if code in listed.known.fields},
        "formless": _formless(wish, listed, mine),
        "mine": mine,
        "unit_name": lambda code: unit_name(page, code),
        "key": token_urlsafe(16),
    }


def _formless(wish: Asked, listed: _Listed, mine: set[str]) -> dict[UUID, str]:
    """Tasks that are completed with one click, each with a key of its own: they ask for nothing."""
    if wish.scope not in (Scope.SEATS, Scope.MINE):
        return {}
    return {
        row.id: token_urlsafe(16)
        for row in listed.rows
        if (element := listed.found[row.digest].element(row.element)) is not None
        and element.form is None
        and (row.assignee is None or row.assignee in mine)
    }


def _just_done(page: Page, code: str) -> tuple[DossierHead, list[OpenTask]] | None:
    """Tell where the dossier went that the person has just worked on."""
    if not code:
        return None
    with reading(page.services.database) as work:
        return dossier_head(work, page.person.actor, code, page.today), open_tasks(work, code)
