"""What applicants do online with their own dossier, opened by the key of its slip."""

from fastapi import APIRouter, Response
from starlette.datastructures import UploadFile

from api import problems
from api.hand_in import hand_in_for_applicant
from api.web.attached import FILE
from api.web.dossier_acts import Tried
from api.web.pages.lookup import draw, opened
from api.web.request import Page, Posted, PublicForm, PublicPage
from engine.commands.answer_supplement import AnswerSupplement
from engine.commands.ask_withdrawal import AskWithdrawal
from engine.commands.desk import Command
from engine.errors import EngineError, Refused, TryAgain
from engine.model.attachment import MAX_BYTES
from engine.reports.looked_up import LookedUp

router = APIRouter(prefix="/lookup/{code}")


@router.post("/supplement")
def answer_supplement(page: PublicPage, form: PublicForm, code: str) -> Response:
    """Take in the files that the applicant was asked for. Refused `lookup.wrong`; TryAgain `lookup.throttled`."""
    found = opened(page, code, key=form.text("k"))
    try:
        files = _files(page, form)
    except (Refused, TryAgain) as error:
        return draw(page, found, _tried("supplement", form, error))
    command = AnswerSupplement(found.code, files=files, note=form.text("note"), by_applicant=True)
    return _do(page, form, found, ("supplement", command))


@router.post("/withdrawal")
def ask_withdrawal(page: PublicPage, form: PublicForm, code: str) -> Response:
    """Pass on the wish to withdraw. Refused `lookup.wrong`; TryAgain `lookup.throttled`."""
    found = opened(page, code, key=form.text("k"))
    return _do(page, form, found, ("withdrawal", AskWithdrawal(found.code, form.text("reason"))))


def _do(page: Page, form: Posted, found: LookedUp, named: tuple[str, Command]) -> Response:
    act, command = named
    try:
        page.services.engine.handle(command, None, f"{found.code} {act} {form.text('key')}")
    except (Refused, TryAgain) as error:
        return draw(page, found, _tried(act, form, error))
    return page.go(f"/lookup/{found.code}?k={found.key}")


def _tried(act: str, form: Posted, error: EngineError) -> Tried:
    typed = {name: value for name, value in form.fields.items() if isinstance(value, str)}
    return Tried(act, problems.sentence(error), typed, problems.status(error))


def _files(page: Page, form: Posted) -> dict[str, str]:
    """Store the files and return their references by the number of the item."""
    return {
        name.removeprefix(FILE): hand_in_for_applicant(
            page.services, file.file.read(MAX_BYTES + 1), file.filename
        )
        for name, file in form.fields.multi_items()
        if name.startswith(FILE) and isinstance(file, UploadFile) and file.filename
    }
