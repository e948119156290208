"""The public look-up: by the QR code of the slip, or by code and the last digits of a number on it."""

import hmac
from secrets import token_urlsafe
from uuid import UUID

from fastapi import APIRouter, Response

from api import problems
from api.papers.find import Wanted, dossier_paper, issued_papers
from api.web.dossier_acts import NOTHING_TRIED, Tried
from api.web.issued import issued, issued_file
from api.web.pages.attachments import saved
from api.web.pages.papers import root_of, shown
from api.web.request import Page, PublicForm, PublicPage
from engine.commands.documents import PDF
from engine.errors import EngineError, Refused, TryAgain
from engine.model.derivation import sentences
from engine.model.paper import PaperKind
from engine.model.request import RequestKind, in_progress, supplement_open
from engine.reports.due_entries import due_entries
from engine.reports.looked_up import LookedUp, looked_up
from engine.reports.open_tasks import open_tasks
from engine.reports.papers import paper_head
from engine.reports.timeline import timeline
from engine.store import lookup_failures, requests
from engine.store.work import begin, reading

router = APIRouter(prefix="/lookup")
MAX_FAILURES_OF_CODE, MAX_FAILURES_FROM_ADDRESS = 5, 20


@router.get("")
def ask(page: PublicPage) -> Response:
    """Show where to type code and digits."""
    return _ask(page, "")


@router.post("")
def open_by_digits(page: PublicPage, form: PublicForm) -> Response:
    """Open a dossier by its code and the last four digits of the applicant's identity or telephone number."""
    code, digits = form.text("code").strip().upper(), form.text("digits").strip()
    try:
        found = opened(page, code, digits=digits)
    except EngineError as error:
        return _ask(page, code, error)
    return page.go(f"/lookup/{found.code}?k={found.key}")


@router.get("/{code}/receipt")
def show_receipt(page: PublicPage, code: str, k: str = "") -> Response:
    """Give the receipt to whoever has its key. Refused `lookup.wrong`, `paper.unknown`; TryAgain `lookup.throttled`."""
    found = opened(page, code, key=k)
    with reading(page.services.database) as work:
        wanted = Wanted(found.code, PaperKind.RECEIPT)
        paper = dossier_paper(work, page.services.engine, wanted, root_of(page))
    return shown(paper, f"{found.code}-{PaperKind.RECEIPT}")


@router.get("/{code}/results/{result}")
def save_result(page: PublicPage, code: str, result: UUID, k: str = "") -> Response:
    """Give an issued document to whoever has the dossier's key.

    Refused `lookup.wrong`, `result.unknown`, `attachment.missing`; TryAgain `lookup.throttled`.
    """
    found = opened(page, code, key=k)
    with reading(page.services.database) as work:
        name, content = issued_file(work, found.code, result)
    return saved(content, PDF, name)


@router.get("/{code}")
def show(page: PublicPage, code: str, k: str = "") -> Response:
    """Show how a dossier stands to whoever has its key; without one, ask for the digits."""
    if not k:
        return _ask(page, code)
    try:
        found = opened(page, code, key=k)
    except EngineError as error:
        return _ask(page, code, error)
    return draw(page, found)


def draw(page: Page, found: LookedUp, tried: Tried = NOTHING_TRIED) -> Response:
    """Draw a dossier for its applicant, with the act that was refused just now, if any."""
    with reading(page.services.database) as work:
        deployment = page.services.engine.deployments.get(work, found.digest)
        tasks = open_tasks(work, found.code)
        entries = due_entries(work, found.code)
        head = paper_head(work, found.code)
        papers = issued_papers(head, deployment, timeline(work, found.code))
        documents = issued(page, work, found.code)
        asked = tuple(requests.of_dossier(work, found.code))
    return page.show(
        "lookup_state.html",
        status=tried.status,
        tried=tried,
        asked=supplement_open(asked),
        withdrawal=in_progress(asked, RequestKind.WITHDRAWAL),
        key=token_urlsafe(16),
        found=found,
        procedure=deployment.procedure,
        tasks=tasks,
        issued=documents,
        has_receipt=any(each.kind is PaperKind.RECEIPT for each in papers),
        entries=[(entry, sentences(entry.derivation)) for entry in entries],
    )


def opened(page: Page, code: str, *, key: str = "", digits: str = "") -> LookedUp:
    """Return the dossier that a key or digits open.

    Refused `lookup.wrong` whatever was wrong, so that nobody learns which codes exist; TryAgain
    `lookup.throttled` after too many failures: for digits, few enough to guess, also those for the code.
    """
    address = page.request.client.host if page.request.client else "unknown"
    with begin(page.services.database) as work:
        of_code, from_address = lookup_failures.recent(work, code, address)
        if from_address >= MAX_FAILURES_FROM_ADDRESS or (digits and of_code >= MAX_FAILURES_OF_CODE):
            raise TryAgain("lookup.throttled", minutes=lookup_failures.WINDOW_MINUTES)
        for found in looked_up(work, code):
            if _fits(found, key, digits):
                return found
        lookup_failures.note(work, code, address)
    raise Refused("lookup.wrong")


def _fits(found: LookedUp, key: str, digits: str) -> bool:
    return hmac.compare_digest(key.encode(), found.key.encode()) or digits in found.digits


def _ask(page: Page, code: str, error: EngineError | None = None) -> Response:
    status = 200 if error is None else problems.status(error)
    said = None if error is None else problems.sentence(error)
    return page.show("lookup.html", status=status, code=code, said=said)
