"""The documents of a dossier: hand files in, draft, initial, sign, number, seal, revoke, and verify."""

from uuid import UUID

from fastapi import APIRouter, UploadFile

from api.hand_in import hand_in
from api.rest.caller import Caller, CallerDependency, IdempotencyKey
from api.rest.result_schemas import (
    DraftRequest,
    HandedIn,
    InitialRequest,
    NumberRequest,
    ResultAnswer,
    ResultBody,
    ResultList,
    RevokeRequest,
    SealRequest,
    SignatureBody,
    SignRequest,
)
from api.signing import acts
from api.signing.acts import Order
from api.signing.verify import Verified
from engine.commands.desk import Command
from engine.commands.draft_result import DraftResult
from engine.commands.initial_result import InitialResult
from engine.commands.number_result import NumberResult
from engine.commands.revoke_result import RevokeResult
from engine.commands.seal_result import SealResult
from engine.commands.sign_result import SignResult
from engine.errors import Refused
from engine.model.attachment import MAX_BYTES
from engine.model.result import Result
from engine.reports.dossier_head import dossier_head
from engine.reports.visible import works_on
from engine.store import attachments, results
from engine.store.work import Work, reading

router = APIRouter(tags=["results"])


@router.post("/attachments", status_code=201)
def hand_in_file(caller: CallerDependency, file: UploadFile) -> HandedIn:
    """Hand a file in (PDF, JPEG or PNG, told by its content); later requests refer to it."""
    content = file.file.read(MAX_BYTES + 1)
    return HandedIn(file=hand_in(caller.services, caller.actor, content, file.filename or ""))


@router.get("/dossiers/{code}/results")
def read_results(caller: CallerDependency, code: str) -> ResultList:
    """Read the documents of a dossier that the caller's units work on, each signature verified now."""
    with reading(caller.services.database) as work:
        dossier_head(work, caller.actor, code, caller.today)
        if not works_on(work, caller.actor, code, caller.today):
            raise Refused("dossier.unknown", dossier=code)
        found = [_body(caller, work, each) for each in results.of_dossier(work, code)]
    return ResultList(dossier=code, results=found)


@router.post("/dossiers/{code}/results")
def draft(
    caller: CallerDependency, code: str, body: DraftRequest, key: IdempotencyKey = None
) -> ResultAnswer:
    """Attach a draft; it takes the place of an earlier one, whose initials are void."""
    return _handle(caller, DraftResult(code, body.kind, body.title, body.file), key)


@router.post("/dossiers/{code}/results/{result}/initial")
def initial(
    caller: CallerDependency, code: str, result: UUID, body: InitialRequest, key: IdempotencyKey = None
) -> ResultAnswer:
    """Initial a draft."""
    return _handle(caller, InitialResult(code, result, body.file), key)


@router.post("/dossiers/{code}/results/{result}/sign")
def sign(
    caller: CallerDependency, code: str, result: UUID, body: SignRequest, key: IdempotencyKey = None
) -> ResultAnswer:
    """Sign a document with the caller's key, or take the file that the caller signed elsewhere."""
    services = caller.services
    if body.file:
        evidence = acts.evidence_of(services.engine, services.signing, body.file)
        command = SignResult(code, result, body.file, evidence, body.capacity, body.on_behalf_of)
        return _handle(caller, command, key)
    order = Order(code, result, body.passphrase, body.capacity, body.on_behalf_of, key)
    return ResultAnswer.model_validate(acts.sign(services.engine, services.signing, caller.actor, order))


@router.post("/dossiers/{code}/results/{result}/number")
def number(
    caller: CallerDependency, code: str, result: UUID, body: NumberRequest, key: IdempotencyKey = None
) -> ResultAnswer:
    """Give a signed document its registry number."""
    return _handle(caller, NumberResult(code, result, body.symbol), key)


@router.post("/dossiers/{code}/results/{result}/seal")
def seal(
    caller: CallerDependency, code: str, result: UUID, body: SealRequest, key: IdempotencyKey = None
) -> ResultAnswer:
    """Seal a numbered document with the key of the caller's unit, or take the file that was sealed elsewhere."""
    services = caller.services
    if body.file:
        evidence = acts.evidence_of(services.engine, services.signing, body.file)
        return _handle(caller, SealResult(code, result, body.file, evidence), key)
    order = Order(code, result, body.passphrase, key=key)
    return ResultAnswer.model_validate(acts.seal(services.engine, services.signing, caller.actor, order))


@router.post("/dossiers/{code}/results/{result}/revoke")
def revoke(
    caller: CallerDependency, code: str, result: UUID, body: RevokeRequest, key: IdempotencyKey = None
) -> ResultAnswer:
    """Revoke a signed document; its number stays used."""
    return _handle(caller, RevokeResult(code, result, body.reason), key)


def _handle(caller: Caller, command: Command, key: str | None) -> ResultAnswer:
    return ResultAnswer.model_validate(caller.services.engine.handle(command, caller.actor, key))


def _body(caller: Caller, work: Work, result: Result) -> ResultBody:
    found = attachments.find(work, result.file.partition("/")[0])
    if found is None:
        raise Refused("attachment.missing", file=result.file.partition("/")[2])
    verified = caller.services.signing.verify(found.content, caller.services.engine.clock())
    return ResultBody(
        id=result.id,
        unit=result.unit,
        kind=result.kind,
        title=result.title,
        state=result.state,
        number=result.written_number,
        file=result.file,
        drafted_by=result.drafted.by,
        drafted_at=result.drafted.at,
        initialled_by=[hand.by for hand in result.initials],
        signed_by=None if result.signed is None else result.signed.by,
        capacity=None if result.signed is None else result.signed.capacity,
        on_behalf_of="" if result.signed is None else result.signed.on_behalf_of,
        signatures=[_signature(each) for each in verified],
    )


def _signature(verified: Verified) -> SignatureBody:
    evidence = verified.evidence
    return SignatureBody(
        signer=evidence.signer,
        certificate=evidence.certificate,
        signed_at=verified.at,
        is_valid=verified.is_valid,
        is_intact=evidence.is_intact,
        covers_whole=evidence.covers_whole,
        is_trusted=evidence.is_trusted,
    )
