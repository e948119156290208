"""Several tasks at once: claim them, hand them back, give them out, hand them over to a colleague or the next shift."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from secrets import token_urlsafe
from uuid import UUID, uuid5

from fastapi import APIRouter, Response

from api import problems
from api.web.request import Page, PersonPage, Posted, PostedForm
from api.web.units import unit_name
from engine.commands.assign_task import AssignTask
from engine.commands.claim_task import ClaimTask
from engine.commands.desk import Command
from engine.commands.hand_over_task import HandOverTask
from engine.commands.release_task import ReleaseTask
from engine.errors import Refused, TryAgain
from engine.reports.handover import handed_over
from engine.reports.seat_colleagues import colleagues
from engine.reports.worklist import Row, tasks_by_id
from engine.store.work import reading

router = APIRouter()
MOST = 200
_NEXT_SHIFT = ""
_HANDOVERS = UUID("8a1d54fe-55a5-5d0c-9b62-0d1a7b6f7a11")


class Deed(StrEnum):
    """What is done with every task that was ticked."""

    CLAIM = "claim"
    RELEASE = "release"
    ASSIGN = "assign"
    HAND_OVER = "hand-over"


@dataclass(frozen=True, slots=True)
class _Failed:
    """A task with which it was not possible, and why."""

    row: Row
    why: str


@router.get("/tasks/batch")
def prepare(page: PersonPage, act: Deed, back: str = "/tasks") -> Response:
    """Ask to whom the ticked tasks shall go, with the list of them."""
    rows = _ticked(page, page.request.query_params.getlist("task"))
    with reading(page.services.database) as work:
        seats = {(row.unit, row.role, row.field) for row in rows}
        people = colleagues(work, seats, page.today)
    return page.show(
        "batch_prepare.html",
        act=act.value,
        rows=rows,
        people=[each for each in people if each.id != page.person.actor.person_id or act is Deed.ASSIGN],
        back=_inside(back),
        key=token_urlsafe(16),
        unit_name=lambda code: unit_name(page, code),
    )


@router.post("/tasks/batch")
def do(page: PersonPage, posted: PostedForm) -> Response:
    """Do it with each task in a transaction of its own; what was not possible is listed by name, the rest is done."""
    act, key, back = posted.text("act"), posted.text("key") or token_urlsafe(16), _inside(posted.text("back"))
    if act not in set(Deed):
        raise Refused("tasks.unknown_act")
    rows = _ticked(page, posted.texts("task"))
    list_id = uuid5(_HANDOVERS, f"{page.person.actor.person_id} {key}")
    failed = _each(page, rows, _command(Deed(act), posted, list_id), key)
    is_listed = act == Deed.HAND_OVER and len(failed) < len(rows)
    if not failed:
        return page.go(f"/handovers/{list_id}" if is_listed else back)
    return page.show(
        "batch_done.html",
        done=len(rows) - len(failed),
        failed=failed,
        back=back,
        handover=list_id if is_listed else None,
    )


@router.get("/handovers/{handover}")
def show_handover(page: PersonPage, handover: UUID) -> Response:
    """Show the list of one handing-over, to be printed and signed. Refused `handover.unknown`."""
    with reading(page.services.database) as work:
        rows = handed_over(work, handover, page.person.actor, page.today)
    if not rows:
        raise Refused("handover.unknown")
    return page.show("handover.html", rows=rows, unit_name=lambda code: unit_name(page, code))


def _command(act: Deed, posted: Posted, list_id: UUID) -> Callable[[UUID], Command]:
    to, note = posted.text("to"), posted.text("note").replace("\0", "")
    match act:
        case Deed.CLAIM:
            return ClaimTask
        case Deed.RELEASE:
            return ReleaseTask
        case Deed.ASSIGN:
            return lambda task: AssignTask(task, to)
        case Deed.HAND_OVER:
            return lambda task: HandOverTask(task, list_id, None if to == _NEXT_SHIFT else to, note)


def _each(page: Page, rows: Sequence[Row], command: Callable[[UUID], Command], key: str) -> list[_Failed]:
    failed = []
    for row in rows:
        try:
            page.services.engine.handle(command(row.id), page.person.actor, f"{key} {row.id}")
        except (Refused, TryAgain) as error:
            failed.append(_Failed(row, problems.sentence(error)))
    return failed


def _ticked(page: Page, ids: Sequence[str]) -> Sequence[Row]:
    """Return the ticked tasks that the person may see, open or not. Refused `tasks.none_ticked`, `tasks.too_many`."""
    if len(ids) > MOST:
        raise Refused("tasks.too_many", most=MOST)
    try:
        tasks = [UUID(each) for each in ids]
    except ValueError as unreadable:
        raise Refused("task.unknown", task=str(ids)) from unreadable
    with reading(page.services.database) as work:
        rows = tasks_by_id(work, page.person.actor, page.today, tasks)
    if not rows:
        raise Refused("tasks.none_ticked")
    return rows


def _inside(path: str) -> str:
    """Only the worklist itself: never a way to send people elsewhere."""
    return path if path.startswith("/tasks?") or path == "/tasks" else "/tasks"
