"""Packages: upload one as a draft, check it, and bring it into force through the hands of several persons."""

from collections.abc import Callable
from hashlib import sha256
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, UploadFile

from api.rest.caller import Caller, CallerDependency, IdempotencyKey
from api.rest.schemas import ApproveRequest, FindingBody, PackageBody, PublishRequest
from engine.bpmn.finding import Finding
from engine.errors import Refused
from engine.store import answers, package_drafts
from engine.store.package_drafts import Draft
from engine.store.work import begin, reading
from processes.check import verdict
from processes.draft import Upload, draw, read_upload, submit
from processes.guarded import judge
from processes.publish import publish
from processes.review import approve
from processes.rights import Hand, units_of_designer
from processes.source import MAX_TOTAL_BYTES

router = APIRouter(prefix="/packages", tags=["packages"])


@router.post("", status_code=201)
def upload_package(
    caller: CallerDependency,
    package: UploadFile,
    unit: Annotated[str, Form(max_length=20)] = "",
    key: IdempotencyKey = None,
) -> PackageBody:
    """Upload a .bpmn or a .zip as a draft of the caller's unit; its findings come with the answer."""
    units = units_of_designer(caller.actor, caller.today)
    if not units or (unit and unit not in units):
        raise Refused("review.not_yours", deed="draw")
    upload = Upload(package.filename or "package", package.file.read(MAX_TOTAL_BYTES + 1))
    content = read_upload(upload)
    chosen = caller.services.engine.city.units.at(unit or units[0], caller.today)
    known = caller.services.engine.deployments
    return _once(
        caller, key, f"upload {chosen.code} {content.digest}", lambda hand: draw(hand, chosen, content, known)
    )


@router.post("/{draft}/check")
def check_package(caller: CallerDependency, draft: UUID) -> PackageBody:
    """Check a draft again, as the engine stands now; nothing is changed."""
    with reading(caller.services.database) as work:
        found = Hand(work, caller.actor, caller.services.engine.clock()).look(draft)
    texts = {name: content.decode() for name, content in found.content.files.items()}
    return _body(found, judge(texts).findings)


@router.post("/{draft}/submit")
def submit_package(caller: CallerDependency, draft: UUID, key: IdempotencyKey = None) -> PackageBody:
    """Hand a draft in for review; 422 names every error that stands in the way."""

    def act(hand: Hand) -> UUID:
        submit(hand, draft)
        return draft

    return _once(caller, key, f"submit {draft}", act)


@router.post("/{draft}/approve")
def approve_package(
    caller: CallerDependency, draft: UUID, body: ApproveRequest, key: IdempotencyKey = None
) -> PackageBody:
    """Approve what another person drew; 422 names every warning that was not accepted."""

    def act(hand: Hand) -> UUID:
        approve(hand, draft, body.digest, body.accepted)
        return draft

    return _once(caller, key, f"approve {draft} {body.model_dump_json()}", act)


@router.post("/{draft}/publish")
def publish_package(
    caller: CallerDependency, draft: UUID, body: PublishRequest, key: IdempotencyKey = None
) -> PackageBody:
    """Put an approved draft in force, now or from a day on."""

    def act(hand: Hand) -> UUID:
        publish(hand, draft, body.digest, caller.services.engine.deployments, body.from_on)
        return draft

    return _once(caller, key, f"publish {draft} {body.model_dump_json()}", act)


def _once(caller: Caller, key: str | None, asked: str, act: Callable[[Hand], UUID]) -> PackageBody:
    """Do an act in one transaction; under a key that was used before, give the first answer and do nothing."""
    digest = sha256(asked.encode()).hexdigest()
    person, at = caller.actor.person_id, caller.services.engine.clock()
    with begin(caller.services.database) as work:
        found = None if key is None else answers.find_exclusively(work, person, key)
        if found is not None:
            if found[0] != digest:
                raise Refused("idempotency.key_reused")
            return PackageBody.model_validate(found[1])
        draft = package_drafts.get(work, act(Hand(work, caller.actor, at)))
        answer = _body(draft, draft.content.findings)
        if key is not None:
            answers.store(work, person, key, digest, (answer.model_dump(mode="json"), at))
    return answer


def _body(draft: Draft, findings: tuple[Finding, ...]) -> PackageBody:
    content = draft.content
    return PackageBody(
        id=draft.id,
        digest=content.digest,
        name=content.name,
        procedure=content.procedure_code,
        case=content.case_code,
        unit=draft.unit_code,
        state=draft.state,
        verdict=verdict(list(findings)),
        findings=[FindingBody.model_validate(finding.as_json()) for finding in findings],
        in_force_from=draft.in_force_from,
    )
