"""Dossiers whose due date a changed calendar moves: the list first, then the recalculation with its document."""

from datetime import date
from itertools import islice
from urllib.parse import urlencode

from fastapi import APIRouter, Response

from api import problems
from api.web.request import Page, PersonPage, PostedForm
from api.web.units import unit_name
from engine.commands.recalculate_due_date import RecalculateDueDate, administered, may_recalculate
from engine.errors import EngineError, Refused
from engine.reports.affected_dossiers import Affected, Changed, affected
from engine.store.work import reading

router = APIRouter(prefix="/calendar/affected")
MOST = 200
"""Dossiers listed, and recalculated, at once; what is left is listed next."""


@router.get("")
def show(page: PersonPage, day: str = "", unit: str = "", done: int = 0) -> Response:
    """List the dossiers that a changed day, or a unit's changed hours, affects. Nothing is changed by looking."""
    changed = _changed(page, day, unit)
    rows = [] if changed is None else _affected(page, changed)
    return page.show(
        "affected.html",
        day=day,
        unit=unit,
        asked=changed is not None,
        rows=rows[:MOST],
        is_more=len(rows) > MOST,
        done=done,
        failed=[],
        unit_name=lambda code: unit_name(page, code),
    )


@router.post("")
def recalculate(page: PersonPage, form: PostedForm) -> Response:
    """Recalculate the dossiers that were listed, each by itself: one that cannot be leaves the others alone."""
    day, unit, document = form.text("day"), form.text("unit"), form.text("document")
    _changed(page, day, unit)
    failed: list[tuple[str, str]] = []
    codes = form.texts("dossier")[:MOST]
    for code in codes:
        try:
            page.services.engine.handle(RecalculateDueDate(code, document), page.person.actor)
        except EngineError as error:
            failed.append((code, problems.sentence(error)))
    if not failed:
        return page.go(f"/calendar/affected?{urlencode({'day': day, 'unit': unit, 'done': len(codes)})}")
    return page.show(
        "affected.html",
        status=422,
        day=day,
        unit=unit,
        asked=True,
        rows=[],
        is_more=True,
        done=len(codes) - len(failed),
        failed=failed,
        unit_name=lambda code: unit_name(page, code),
    )


def _changed(page: Page, day: str, unit: str) -> Changed | None:
    """Return what is asked about, None where nothing is. Refused `due.not_administrator`, `review.day_unreadable`."""
    theirs = administered(page.person.actor, page.services.engine.city.units, page.today)
    if theirs is not None and not theirs:
        raise Refused("due.not_administrator")
    try:
        on = date.fromisoformat(day) if day else None
    except ValueError as error:
        raise Refused("review.day_unreadable") from error
    if unit:
        if not may_recalculate(page.person.actor, page.services.engine.city.units, unit, page.today):
            raise Refused("due.not_administrator")
        return Changed(on, (unit,), page.today)
    return None if on is None else Changed(on, theirs, page.today)


def _affected(page: Page, changed: Changed) -> list[Affected]:
    engine = page.services.engine
    with reading(page.services.database) as work:
        return list(islice(affected(work, engine.city, engine.deployments, changed), MOST + 1))
