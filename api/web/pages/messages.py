"""Messages and deliveries that went nowhere yet, for those who mend what stands in their way."""

from uuid import UUID

from fastapi import APIRouter, Response

from api.unawaited import unawaited_sentence
from api.web import incidents
from api.web.request import PersonPage, PostedForm
from api.web.units import unit_name
from engine.commands.release_message import ReleaseMessage
from engine.errors import Refused
from engine.reports.incidents import is_mender
from engine.reports.messages import unawaited
from engine.reports.undelivered import undelivered
from engine.store.work import reading

router = APIRouter(prefix="/messages")


@router.get("")
def show_messages(page: PersonPage) -> Response:
    """List what nobody has taken or no connector has delivered. Refused `incident.may_not_mend`."""
    who = incidents.mender(page)
    if not is_mender(who):
        raise Refused("incident.may_not_mend")
    with reading(page.services.database) as work:
        waiting, left = unawaited(work, who, page.now), undelivered(work, who)
    return page.show(
        "messages.html",
        waiting=[(each, unawaited_sentence(each)) for each in waiting],
        left=left,
        unit_name=lambda code: unit_name(page, code),
    )


@router.post("/{message}/release")
def release(page: PersonPage, _: PostedForm, message: UUID) -> Response:
    """Let a held message go on its way again."""
    page.services.engine.take(ReleaseMessage(message), page.person.actor)
    return page.go("/messages")
