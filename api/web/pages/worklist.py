"""The worklist: what waits for this person, late first."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Response

from api.web.request import PersonPage
from engine.clock import in_hanoi
from engine.errors import Refused
from engine.reports.worklist import After, worklist
from engine.store.work import reading

router = APIRouter()
PAGE_ROWS = 50


@router.get("/tasks")
def tasks(page: PersonPage, after: str = "") -> Response:
    """Show open tasks of the person's seats, earliest due first."""
    now = page.services.engine.clock()
    with reading(page.services.database) as work:
        rows = worklist(work, page.person.actor, in_hanoi(now).date(), _after(after), PAGE_ROWS)
    more = _cursor(rows[-1].due_at, rows[-1].id) if len(rows) == PAGE_ROWS else None
    return page.show("worklist.html", rows=rows, more=more)


def _cursor(due_at: datetime | None, task: UUID) -> str:
    return f"{'' if due_at is None else due_at.isoformat()}~{task}"


def _after(cursor: str) -> After | None:
    if not cursor:
        return None
    due_at, _, task = cursor.partition("~")
    try:
        return After(datetime.fromisoformat(due_at) if due_at else None, UUID(task))
    except ValueError as error:
        raise Refused("list.cursor_unreadable") from error
