"""What the law gives every dossier beside its process: supplements, extension, withdrawal, stopping, voiding."""

from uuid import UUID

from fastapi import APIRouter

from api.rest.caller import Caller, CallerDependency, IdempotencyKey
from api.rest.life_schemas import (
    BecauseRequest,
    CorrectionRequest,
    ExtensionRequest,
    Issued,
    RefusalBody,
    RefusalRequest,
    RequestBody,
    RequestList,
    StopRequest,
    SupplementAnswer,
    SupplementRequest,
)
from engine.commands.answer_supplement import AnswerSupplement
from engine.commands.approve_supplement import ApproveSupplement
from engine.commands.correct_reception import CorrectReception
from engine.commands.decline_supplement import DeclineSupplement
from engine.commands.decline_withdrawal import DeclineWithdrawal
from engine.commands.desk import Command
from engine.commands.extend_due_date import ExtendDueDate
from engine.commands.refuse_reception import RefuseReception
from engine.commands.request_supplement import RequestSupplement
from engine.commands.stop_dossier import StopDossier
from engine.commands.void_dossier import VoidDossier
from engine.commands.withdraw_dossier import WithdrawDossier
from engine.errors import Refused
from engine.model.refusal import Refusal
from engine.model.unit import is_within
from engine.reports.dossier_head import dossier_head
from engine.store import attachments, refusals, requests
from engine.store.work import reading

router = APIRouter(tags=["dossiers"])


@router.get("/dossiers/{code}/requests")
def list_requests(caller: CallerDependency, code: str) -> RequestList:
    """Read what was asked on a dossier, by whom and what became of it."""
    with reading(caller.services.database) as work:
        known = dossier_head(work, caller.actor, code, caller.today).code
        found = requests.of_dossier(work, known)
    return RequestList(
        dossier=known, requests=[RequestBody.model_validate(each, from_attributes=True) for each in found]
    )


@router.post("/dossiers/{code}/supplement-request")
def request_supplement(
    caller: CallerDependency, code: str, body: SupplementRequest, key: IdempotencyKey = None
) -> Issued:
    """Ask the applicant for what is missing; the clock stands still until it is handed in."""
    command = RequestSupplement(code, tuple(body.items), body.reason, body.contact)
    return _handle(caller, code, command, key)


@router.post("/dossiers/{code}/supplement-approve")
def approve_supplement(caller: CallerDependency, code: str, key: IdempotencyKey = None) -> Issued:
    """Approve, as a leader, what was proposed to ask for."""
    return _handle(caller, code, ApproveSupplement(code), key)


@router.post("/dossiers/{code}/supplement-decline")
def decline_supplement(
    caller: CallerDependency, code: str, body: BecauseRequest, key: IdempotencyKey = None
) -> Issued:
    """Decline, as a leader, what was proposed to ask for."""
    return _handle(caller, code, DeclineSupplement(code, body.reason), key)


@router.post("/dossiers/{code}/supplement")
def answer_supplement(
    caller: CallerDependency, code: str, body: SupplementAnswer, key: IdempotencyKey = None
) -> Issued:
    """Record everything that was asked for, on paper or as files that the caller has uploaded."""
    digests = {reference.partition("/")[0] for reference in body.files.values()}
    with reading(caller.services.database) as work:
        if digests - attachments.given_by(work, caller.actor.person_id, digests):
            raise Refused("attachment.unknown")
    command = AnswerSupplement(code, tuple(body.on_paper), body.files, body.note)
    return _handle(caller, code, command, key)


@router.post("/dossiers/{code}/extend")
def extend(caller: CallerDependency, code: str, body: ExtensionRequest, key: IdempotencyKey = None) -> Issued:
    """Apologise, as a leader, and name the one new date; lateness is judged by the first one."""
    return _handle(caller, code, ExtendDueDate(code, body.new_due_at, body.reason), key)


@router.post("/dossiers/{code}/withdraw")
def withdraw(caller: CallerDependency, code: str, body: BecauseRequest, key: IdempotencyKey = None) -> Issued:
    """Give the dossier back on the applicant's wish, before the decision."""
    return _handle(caller, code, WithdrawDossier(code, body.reason), key)


@router.post("/dossiers/{code}/withdrawal-decline")
def decline_withdrawal(
    caller: CallerDependency, code: str, body: BecauseRequest, key: IdempotencyKey = None
) -> Issued:
    """Decline a withdrawal that was asked online."""
    return _handle(caller, code, DeclineWithdrawal(code, body.reason), key)


@router.post("/dossiers/{code}/stop")
def stop(caller: CallerDependency, code: str, body: StopRequest, key: IdempotencyKey = None) -> Issued:
    """Stop the dossier, as a leader: it ends without a result."""
    return _handle(caller, code, StopDossier(code, body.reason, body.legal_basis), key)


@router.post("/dossiers/{code}/void")
def void(caller: CallerDependency, code: str, body: BecauseRequest, key: IdempotencyKey = None) -> Issued:
    """Void a dossier that should never have been received; its code is never used again."""
    return _handle(caller, code, VoidDossier(code, body.reason), key)


@router.post("/dossiers/{code}/correct")
def correct(
    caller: CallerDependency, code: str, body: CorrectionRequest, key: IdempotencyKey = None
) -> Issued:
    """Correct what was mistyped at reception; the journal keeps both."""
    return _handle(caller, code, CorrectReception(code, body.data, body.reason), key)


@router.post("/refusals", status_code=201)
def refuse(caller: CallerDependency, body: RefusalRequest) -> RefusalBody:
    """Refuse to take papers in, with a numbered slip; no dossier comes of it."""
    command = RefuseReception(
        body.id, body.procedure, body.case, body.unit, body.applicant, tuple(body.reasons)
    )
    caller.services.engine.take(command, caller.actor)
    return _refusal(_find(caller, body.id))


@router.get("/refusals/{refusal}")
def read_refusal(caller: CallerDependency, refusal: UUID) -> RefusalBody:
    """Read a refusal of a unit of the caller's."""
    return _refusal(_find(caller, refusal))


def _handle(caller: Caller, code: str, command: Command, key: str | None) -> Issued:
    """Send a command about a dossier that the caller may see; of any other nothing is told."""
    with reading(caller.services.database) as work:
        dossier_head(work, caller.actor, code, caller.today)
    return Issued.model_validate(caller.services.engine.handle(command, caller.actor, key))


def _find(caller: Caller, refusal: UUID) -> Refusal:
    with reading(caller.services.database) as work:
        found = refusals.find(work, refusal)
    posts = caller.actor.appointments
    theirs = {each.unit_code for each in posts if is_within(caller.today, each.valid_from, each.valid_until)}
    if found is None or found.unit not in theirs:
        raise Refused("refusal.unknown")
    return found


def _refusal(found: Refusal) -> RefusalBody:
    return RefusalBody(
        id=found.id,
        number=found.paper.written,
        unit=found.unit,
        procedure=found.procedure_code,
        applicant=dict(found.applicant),
        reasons=list(found.reasons),
        refused_at=found.refused_at,
    )
