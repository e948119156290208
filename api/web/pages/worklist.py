"""The worklist: what waits for this person, late first."""

from dataclasses import replace
from secrets import token_urlsafe
from urllib.parse import urlencode

from fastapi import APIRouter, Response

from api import cursor
from api.web.request import Page, PersonPage
from api.web.units import unit_name
from engine.commands.assign_task import ASSIGNING_ROLES
from engine.model.folding import folded
from engine.reports.dossier_head import DossierHead, dossier_head
from engine.reports.open_tasks import OpenTask, open_tasks
from engine.reports.worklist import Facet, Scope, Wanted, facets, wanted_tasks
from engine.store.work import reading

router = APIRouter()
PAGE_ROWS = 50


@router.get("/tasks")
def tasks(page: PersonPage, scope: Scope = Scope.SEATS, after: str = "", done: str = "") -> Response:
    """Show open tasks, earliest due first; `done` is the dossier that the person has just worked on."""
    asked = {name: page.request.query_params.get(name, "") for name in ("procedure", "unit", "step")}
    actor, engine = page.person.actor, page.services.engine
    with reading(page.services.database) as work:
        known = facets(work, actor, page.today, scope)
        wanted = Wanted(
            scope,
            asked["procedure"],
            asked["unit"],
            _steps(known, asked["step"]),
            None if not after else cursor.read(after),
        )
        rows = wanted_tasks(work, actor, page.today, replace(wanted, limit=PAGE_ROWS))
        found = {digest: engine.deployments.get(work, digest) for digest in {row.digest for row in rows}}
    formless = {
        row.id for row in rows if (e := found[row.digest].element(row.element)) is not None and e.form is None
    }
    asked = {"scope": scope.value} | asked
    return page.show(
        "worklist.html",
        rows=rows,
        procedures={digest: each.procedure for digest, each in found.items()},
        formless={id_: token_urlsafe(16) for id_ in formless if scope is not Scope.UNIT},
        asked=asked,
        known=known,
        unit_name=lambda code: unit_name(page, code),
        here=f"/tasks?{urlencode(asked | {'after': after})}",
        more=f"/tasks?{urlencode(asked | {'after': cursor.write(rows[-1])})}"
        if len(rows) == PAGE_ROWS
        else None,
        assigns=not page.roles.isdisjoint(ASSIGNING_ROLES),
        just=_just_done(page, done),
    )


def _just_done(page: Page, code: str) -> tuple[DossierHead, list[OpenTask]] | None:
    """Tell where the dossier went that the person has just worked on."""
    if not code:
        return None
    with reading(page.services.database) as work:
        return dossier_head(work, page.person.actor, code, page.today), open_tasks(work, code)


def _steps(known: list[Facet], text: str) -> tuple[str, ...] | None:
    """Return the names of steps that hold every word of a text, marks and capitals aside."""
    words = folded(text).split()
    if not words:
        return None
    names = {facet.step for facet in known}
    return tuple(sorted(name for name in names if all(word in folded(name) for word in words)))
