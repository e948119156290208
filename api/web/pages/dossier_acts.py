"""What the law lets people do with a dossier besides its tasks, each one posted from the dossier's page."""

from datetime import datetime
from urllib.parse import quote

from fastapi import APIRouter, Response

from api import problems
from api.web.attached import take_files
from api.web.dossier_acts import Tried
from api.web.pages.dossier import draw
from api.web.request import Page, PersonPage, Posted, PostedForm
from engine.bpmn.seen import at
from engine.clock import HANOI
from engine.commands.answer_supplement import AnswerSupplement
from engine.commands.approve_supplement import ApproveSupplement
from engine.commands.correct_reception import CorrectReception
from engine.commands.decline_supplement import DeclineSupplement
from engine.commands.decline_withdrawal import DeclineWithdrawal
from engine.commands.desk import Command
from engine.commands.extend_due_date import ExtendDueDate
from engine.commands.request_supplement import RequestSupplement
from engine.commands.stop_dossier import StopDossier
from engine.commands.void_dossier import VoidDossier
from engine.commands.withdraw_dossier import WithdrawDossier
from engine.errors import Refused
from engine.reports.dossier_head import dossier_head
from engine.store.work import reading

router = APIRouter(prefix="/dossiers/{code}")
VALUE = "value:"
"""What the name of a box with a value to correct begins with."""


@router.post("/supplement-request")
def request_supplement(page: PersonPage, form: PostedForm, code: str) -> Response:
    """Ask the applicant for what is missing, one paper a line."""
    items = tuple(form.text("items").splitlines())
    command = RequestSupplement(code, items, form.text("reason"), form.text("contact"))
    return _do(page, form, "supplement-request", command)


@router.post("/supplement-approve")
def approve_supplement(page: PersonPage, form: PostedForm, code: str) -> Response:
    """Approve what was proposed to ask the applicant for."""
    return _do(page, form, "supplement-approve", ApproveSupplement(code))


@router.post("/supplement-decline")
def decline_supplement(page: PersonPage, form: PostedForm, code: str) -> Response:
    """Decline what was proposed."""
    return _do(page, form, "supplement-decline", DeclineSupplement(code, form.text("reason")))


@router.post("/supplement")
def answer_supplement(page: PersonPage, form: PostedForm, code: str) -> Response:
    """Record what the applicant handed in, on paper or as files."""
    files, refused = take_files(page, form, {})
    if refused:
        return draw(page, code, Tried("supplement", " ".join(refused.values()), _typed(form)))
    on_paper = tuple(int(each) for each in form.texts("on_paper") if each.isdecimal())
    command = AnswerSupplement(code, on_paper, files, form.text("note"))
    return _do(page, form, "supplement", command)


@router.post("/extend")
def extend(page: PersonPage, form: PostedForm, code: str) -> Response:
    """Apologise and name the one new date."""
    try:
        new_due_at = datetime.fromisoformat(form.text("new_due_at")).replace(tzinfo=HANOI)
    except ValueError:
        unreadable = problems.sentence(Refused("extension.unreadable"))
        return draw(page, code, Tried("extend", unreadable, _typed(form)))
    return _do(page, form, "extend", ExtendDueDate(code, new_due_at, form.text("reason")))


@router.post("/correct")
def correct(page: PersonPage, form: PostedForm, code: str) -> Response:
    """Correct values of reception; those that were left as they are do not count."""
    with reading(page.services.database) as work:
        data = dossier_head(work, page.person.actor, code, page.today).data
    given = {
        name.removeprefix(VALUE): value for name, value in _typed(form).items() if name.startswith(VALUE)
    }
    changed = {name: value for name, value in given.items() if value != str(at(data, name) or "")}
    return _do(page, form, "correct", CorrectReception(code, changed, form.text("reason")))


@router.post("/withdraw")
def withdraw(page: PersonPage, form: PostedForm, code: str) -> Response:
    """Give the dossier back on the applicant's wish."""
    return _do(page, form, "withdraw", WithdrawDossier(code, form.text("reason")))


@router.post("/withdrawal-decline")
def decline_withdrawal(page: PersonPage, form: PostedForm, code: str) -> Response:
    """Decline a withdrawal that was asked online."""
    return _do(page, form, "withdrawal-decline", DeclineWithdrawal(code, form.text("reason")))


@router.post("/stop")
def stop(page: PersonPage, form: PostedForm, code: str) -> Response:
    """Stop the dossier: it ends without a result."""
    return _do(page, form, "stop", StopDossier(code, form.text("reason"), form.text("legal_basis")))


@router.post("/void")
def void(page: PersonPage, form: PostedForm, code: str) -> Response:
    """Void a dossier that should never have been received."""
    return _do(page, form, "void", VoidDossier(code, form.text("reason")))


def _do(page: Page, form: Posted, act: str, command: Command) -> Response:
    """Send the command; what is refused is shown on the page again, with everything that was typed.

    Who may not see the dossier learns nothing of it (Refused `dossier.unknown`).
    """
    code = str(page.request.path_params["code"])
    with reading(page.services.database) as work:
        dossier_head(work, page.person.actor, code, page.today)
    try:
        answer = page.services.engine.handle(command, page.person.actor, form.text("key") or None)
    except Refused as refused:
        status = problems.status(refused)
        if status == 403:
            raise
        return draw(page, code, Tried(act, _said(refused), _typed(form), status))
    # What was issued by it is printed next.
    return page.go(f"/dossiers/{quote(code)}{'#papers' if 'paper' in answer else ''}")


def _said(refused: Refused) -> str:
    """Return the sentence, with those about each field where a form judged."""
    return " ".join(
        [problems.sentence(refused), *(each.message for each in refused.facts.get("problems", ()))]
    )


def _typed(form: Posted) -> dict[str, str]:
    return {name: value for name, value in form.fields.items() if isinstance(value, str)}
