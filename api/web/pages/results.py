"""The documents of a dossier: drafted, initialled, signed, numbered, sealed, revoked, each on its own page."""

from secrets import token_urlsafe
from typing import TypeVar
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Response
from starlette.datastructures import UploadFile

from api.previews.drawing import draw
from api.signing import acts
from api.signing.acts import Order
from api.web.attached import readable, take_clean
from api.web.dossier_results import deeds_here, may_revoke, persons, possible
from api.web.request import Page, PersonPage, Posted, PostedForm
from api.web.workable import is_workable
from engine.commands.desk import Command
from engine.commands.draft_result import DraftResult
from engine.commands.initial_result import InitialResult
from engine.commands.number_result import NumberResult
from engine.commands.revoke_result import RevokeResult
from engine.commands.sign_result import SignResult
from engine.errors import Refused
from engine.model.result import Capacity, Result, ResultKind
from engine.model.role import Role
from engine.reports.dossier_head import dossier_head
from engine.reports.open_tasks import open_tasks
from engine.reports.visible import works_on
from engine.store import people, results
from engine.store.work import Work, reading

router = APIRouter(prefix="/dossiers/{code}/results")
_Kind = TypeVar("_Kind", ResultKind, Capacity)


@router.post("")
def draft(page: PersonPage, posted: PostedForm, code: str) -> Response:
    """Attach a draft."""
    file = take_clean(page, _file(posted))
    kind = _choice(ResultKind, posted.text("kind"), ResultKind.RESULT)
    command = DraftResult(code, kind, posted.text("title"), file)
    answer = page.services.engine.handle(command, page.person.actor, posted.text("key") or None)
    return page.go(_address(code, answer["result"]))


@router.get("/{result}")
def show(page: PersonPage, code: str, result: UUID) -> Response:
    """Show a document: its pages, who did what to it, whether its signatures hold, and what may be done now."""
    with reading(page.services.database) as work:
        head = dossier_head(work, page.person.actor, code, page.today)
        found = _find(page, work, code, result)
        deployment = page.services.engine.deployments.get(work, head.digest)
        tasks = [task for task in open_tasks(work, code) if is_workable(page, task)]
        names = people.names(work, persons(found))
    content = readable(page, found.file, code)
    field = "" if deployment.procedure is None else deployment.procedure.field
    return page.show(
        "result.html",
        head=head,
        procedure=deployment.procedure,
        result=found,
        names=names,
        may=possible(page, found, deeds_here(page, deployment, tasks)),
        tasks=tasks,
        may_revoke=may_revoke(page, found, field),
        signatures=page.services.signing.verify(content.content, page.now),
        pages=draw(content.media_type, content.content, 0).pages,
        file=found.file,
        dossier=code,
        passphrase=page.services.signing.default_passphrase or "",
        key=token_urlsafe(16),
    )


@router.post("/{result}/initial")
def initial(page: PersonPage, posted: PostedForm, code: str, result: UUID) -> Response:
    """Initial the draft that the page showed."""
    return _handle(page, posted, InitialResult(code, result, posted.text("file")))


@router.post("/{result}/sign")
def sign(page: PersonPage, posted: PostedForm, code: str, result: UUID) -> Response:
    """Sign with the person's own key."""
    services = page.services
    acts.sign(services.engine, services.signing, page.person.actor, order(posted, code, result))
    return page.go(_address(code, result))


@router.post("/{result}/signed-file")
def take_signed(page: PersonPage, posted: PostedForm, code: str, result: UUID) -> Response:
    """Take a file that the person signed elsewhere, with a token or at a provider."""
    file = take_clean(page, _file(posted))
    evidence = acts.evidence_of(page.services.engine, page.services.signing, file)
    asked = order(posted, code, result)
    command = SignResult(code, result, file, evidence, asked.capacity, asked.on_behalf_of)
    return _handle(page, posted, command)


@router.post("/{result}/number")
def number(page: PersonPage, posted: PostedForm, code: str, result: UUID) -> Response:
    """Give the document its registry number."""
    return _handle(page, posted, NumberResult(code, result, posted.text("symbol")))


@router.post("/{result}/seal")
def seal(page: PersonPage, posted: PostedForm, code: str, result: UUID) -> Response:
    """Seal with the key of the person's unit."""
    services = page.services
    acts.seal(services.engine, services.signing, page.person.actor, order(posted, code, result))
    return page.go(_address(code, result))


@router.post("/{result}/revoke")
def revoke(page: PersonPage, posted: PostedForm, code: str, result: UUID) -> Response:
    """Revoke the document with a reason."""
    return _handle(page, posted, RevokeResult(code, result, posted.text("reason")))


def order(posted: Posted, code: str, result: UUID) -> Order:
    """Read in which capacity something is to be signed, and what opens the key."""
    capacity = _choice(Capacity, posted.text("capacity"), Capacity.OWN)
    key = posted.text("key") or None
    return Order(code, result, posted.text("passphrase"), capacity, posted.text("on_behalf_of"), key)


def _handle(page: Page, posted: Posted, command: Command) -> Response:
    answer = page.services.engine.handle(command, page.person.actor, posted.text("key") or None)
    return page.go(_address(answer["dossier"], answer["result"]))


def _find(page: Page, work: Work, code: str, result: UUID) -> Result:
    """Return a document of a dossier that the person's unit works on; to others it does not exist."""
    if Role.AUDITOR in page.roles or works_on(work, page.person.actor, code, page.today):
        for each in results.of_dossier(work, code):
            if each.id == result:
                return each
    raise Refused("result.unknown", dossier=code, result=str(result))


def _file(posted: Posted) -> UploadFile:
    files = posted.files("file")
    if not files:
        raise Refused("result.no_file")
    return files[0]


def _choice(kinds: type[_Kind], text: str, default: _Kind) -> _Kind:
    return kinds(text) if text in set(kinds) else default


def _address(code: str, result: object) -> str:
    return f"/dossiers/{quote(code)}/results/{result}"
