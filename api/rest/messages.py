"""Messages between dossiers: hand one in from outside, and see those that went nowhere yet."""

from uuid import UUID

from fastapi import APIRouter, Response

from api.rest.caller import CallerDependency
from api.rest.message_schemas import (
    Accepted,
    AwaitedBody,
    Exchange,
    PassedBody,
    PostedMessage,
    UnawaitedBody,
    UndeliveredBody,
    Undone,
)
from api.unawaited import unawaited_sentence
from engine.commands.post_message import PostMessage
from engine.commands.release_message import ReleaseMessage
from engine.reports.awaited_messages import awaited_messages
from engine.reports.dossier_head import dossier_head
from engine.reports.incidents import Mender
from engine.reports.messages import Unawaited, messages_of, unawaited
from engine.reports.undelivered import undelivered
from engine.store.work import reading

router = APIRouter(tags=["messages"])


@router.post("/messages", status_code=202)
def post(caller: CallerDependency, body: PostedMessage) -> Accepted:
    """Hand in a message; it reaches the dossier of that unit that awaits it, now or later, once."""
    command = PostMessage(body.id, body.name, body.correlation, body.unit, body.data)
    caller.services.engine.take(command, caller.actor)
    return Accepted(id=body.id)


@router.get("/messages")
def read_undone(caller: CallerDependency) -> Undone:
    """Read what went nowhere yet, of the units whose dossiers the caller mends."""
    engine = caller.services.engine
    who = Mender(caller.actor, engine.city.units, caller.today)
    with reading(caller.services.database) as work:
        waiting, left = unawaited(work, who, engine.clock()), undelivered(work, who)
    return Undone(
        messages=[_unawaited(each) for each in waiting],
        deliveries=[UndeliveredBody.model_validate(each, from_attributes=True) for each in left],
    )


def _unawaited(each: Unawaited) -> UnawaitedBody:
    return UnawaitedBody(
        id=each.id,
        name=each.name,
        correlation=each.correlation,
        sender=each.sender,
        unit=each.unit,
        sent_at=each.sent_at,
        reason=each.reason,
        sentence=unawaited_sentence(each),
        is_overdue=each.is_overdue,
    )


@router.post("/messages/{message}/release", status_code=204)
def release(caller: CallerDependency, message: UUID) -> Response:
    """Let a held message go on its way again."""
    caller.services.engine.take(ReleaseMessage(message), caller.actor)
    return Response(status_code=204)


@router.get("/dossiers/{code}/messages")
def read_exchange(caller: CallerDependency, code: str) -> Exchange:
    """Read what a dossier exchanged with others, and what it waits to hear."""
    with reading(caller.services.database) as work:
        code = dossier_head(work, caller.actor, code, caller.today).code
        passed = messages_of(work, code, caller.actor, caller.today)
        awaited = awaited_messages(work, caller.services.engine.deployments, code)
    return Exchange(
        passed=[PassedBody.model_validate(each, from_attributes=True) for each in passed],
        awaited=[AwaitedBody.model_validate(each, from_attributes=True) for each in awaited],
    )
