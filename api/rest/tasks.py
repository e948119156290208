"""Tasks: the worklist, the form of a task, and what can be done with it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from api import cursor
from api.rest.caller import Caller, CallerDependency, IdempotencyKey
from api.rest.schemas import AssignRequest, CompleteRequest, DossierState, TaskForm, TaskPage, TaskRow
from engine.commands.assign_task import AssignTask
from engine.commands.claim_task import ClaimTask
from engine.commands.complete_task import CompleteTask
from engine.commands.desk import Command
from engine.commands.release_task import ReleaseTask
from engine.reports.dossier_head import dossier_head
from engine.reports.task_place import task_place
from engine.reports.worklist import MAX_ROWS, Row, Wanted, wanted_tasks
from engine.reports.worklist_lanes import Scope
from engine.store.work import reading

router = APIRouter(prefix="/tasks", tags=["tasks"])
Limit = Annotated[int, Query(ge=1, le=MAX_ROWS)]


@router.get("")
def list_tasks(
    caller: CallerDependency,
    scope: Scope = Scope.SEATS,
    unit: str | None = None,
    after: str | None = None,
    limit: Limit = 50,
) -> TaskPage:
    """List open tasks, earliest due first: of the caller's seats, `mine`, of the `unit` one leads, of the `city`.

    `unit` is a unit's code, none for all of them; `after` of the answer asks for the next page.
    """
    wanted = Wanted(
        scope,
        units=None if unit is None else (unit,),
        after=None if after is None else cursor.read(after),
        limit=limit,
    )
    with reading(caller.services.database) as work:
        rows = wanted_tasks(work, caller.actor, caller.today, wanted)
    more = cursor.write(rows[-1]) if len(rows) == limit else None
    return TaskPage(tasks=[_row(row) for row in rows], after=more)


@router.get("/{task}/form")
def read_form(caller: CallerDependency, task: UUID) -> TaskForm:
    """Read the JSON Schema of what an open task asks for."""
    with reading(caller.services.database) as work:
        place = task_place(work, task)
        head = dossier_head(work, caller.actor, place.dossier, caller.today)
        deployment = caller.services.engine.deployments.get(work, head.digest)
    element = deployment.element(place.element)
    form = None if element is None else deployment.forms.get(element.form or "")
    return TaskForm(id=task, form=None if form is None else dict(form.schema))


@router.post("/{task}/claim")
def claim(caller: CallerDependency, task: UUID, key: IdempotencyKey = None) -> DossierState:
    """Take a task for oneself."""
    return _handle(caller, ClaimTask(task), key)


@router.post("/{task}/release")
def release(caller: CallerDependency, task: UUID, key: IdempotencyKey = None) -> DossierState:
    """Hand a task back."""
    return _handle(caller, ReleaseTask(task), key)


@router.post("/{task}/complete")
def complete(
    caller: CallerDependency, task: UUID, body: CompleteRequest, key: IdempotencyKey = None
) -> DossierState:
    """Complete a task with the data of its form; 422 lists every problem, or asks why a consulted unit is late."""
    command = CompleteTask(task, body.data, body.expected_version, body.late_reason)
    return _handle(caller, command, key)


@router.post("/{task}/reassign")
def reassign(
    caller: CallerDependency, task: UUID, body: AssignRequest, key: IdempotencyKey = None
) -> DossierState:
    """Assign a task, as head of division or leader of its unit, to a lead handler and coordinating ones."""
    return _handle(caller, AssignTask(task, body.lead, tuple(body.coordinating)), key)


def _handle(caller: Caller, command: Command, key: str | None) -> DossierState:
    return DossierState.model_validate(caller.services.engine.handle(command, caller.actor, key))


def _row(row: Row) -> TaskRow:
    return TaskRow(
        id=row.id,
        element=row.element,
        name=row.step,
        dossier=row.dossier,
        procedure=row.procedure_code,
        applicant=row.applicant,
        unit=row.unit,
        role=row.role,
        assignee=row.assignee,
        opened_at=row.opened_at,
        due_at=row.due_at,
        dossier_due_at=row.dossier_due_at,
    )
