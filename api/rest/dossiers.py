"""Dossiers: receive one, read it, read what happened, hand it a message."""

from fastapi import APIRouter

from api.rest.caller import CallerDependency, IdempotencyKey
from api.rest.schemas import (
    ConsultationBody,
    Consultations,
    DossierBody,
    DossierState,
    DueDate,
    HappeningBody,
    MessageRequest,
    OpenTaskBody,
    Received,
    ReceiveRequest,
    Timeline,
)
from engine.commands.deliver_message import DeliverMessage
from engine.commands.open_dossier import OpenDossier
from engine.model.derivation import sentences
from engine.model.dossier import Channel
from engine.reports.consultation import consultations
from engine.reports.dossier_head import dossier_head
from engine.reports.due_entries import due_entries
from engine.reports.open_tasks import open_tasks
from engine.reports.timeline import timeline
from engine.store.work import reading

router = APIRouter(prefix="/dossiers", tags=["dossiers"])


@router.post("", status_code=201)
def receive(caller: CallerDependency, body: ReceiveRequest, key: IdempotencyKey = None) -> Received:
    """Receive a dossier: it gets its code and due date, and its first task opens."""
    command = OpenDossier(
        body.procedure, body.case, body.unit, body.data, body.place, Channel(body.channel), body.components
    )
    return Received.model_validate(caller.services.engine.open(command, caller.actor, key))


@router.get("/{code}")
def read(caller: CallerDependency, code: str) -> DossierBody:
    """Read a dossier that the caller's units work on; any other answers 404."""
    with reading(caller.services.database) as work:
        head = dossier_head(work, caller.actor, code, caller.today)
        tasks = open_tasks(work, head.code)
        entries = due_entries(work, head.code)
    return DossierBody(
        code=head.code,
        procedure=head.procedure_code,
        case=head.case_code,
        unit=head.unit,
        place=head.place,
        state=head.state,
        version=head.version,
        data=head.data,
        received_at=head.received_at,
        due_at=head.due_at,
        ended_at=head.ended_at,
        channel=head.channel,
        rescheduled_due_at=head.rescheduled_due_at,
        due_dates=[
            DueDate(kind=e.kind, at=e.at, due_at=e.due_at, sentences=sentences(e.derivation)) for e in entries
        ],
        tasks=[OpenTaskBody.model_validate(task, from_attributes=True) for task in tasks],
    )


@router.get("/{code}/timeline")
def read_timeline(caller: CallerDependency, code: str) -> Timeline:
    """Read everything that happened to a dossier, oldest first."""
    with reading(caller.services.database) as work:
        code = dossier_head(work, caller.actor, code, caller.today).code
        happenings = timeline(work, code)
    return Timeline(
        dossier=code,
        happenings=[HappeningBody.model_validate(each, from_attributes=True) for each in happenings],
    )


@router.get("/{code}/consultations")
def read_consultations(caller: CallerDependency, code: str) -> Consultations:
    """Read which units a dossier consulted, when each answered and how, and why late."""
    with reading(caller.services.database) as work:
        code = dossier_head(work, caller.actor, code, caller.today).code
        rows = consultations(work, code, caller.services.engine.clock())
    return Consultations(
        dossier=code,
        consultations=[ConsultationBody.model_validate(row, from_attributes=True) for row in rows],
    )


@router.post("/{code}/messages")
def hand_message(
    caller: CallerDependency, code: str, body: MessageRequest, key: IdempotencyKey = None
) -> DossierState:
    """Hand a dossier a message that it waits for."""
    command = DeliverMessage(code, body.message, body.data)
    return DossierState.model_validate(caller.services.engine.handle(command, caller.actor, key))
