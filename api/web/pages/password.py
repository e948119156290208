"""Choose another password: everybody whenever they like, and whoever was handed one before anything else."""

from fastapi import APIRouter, Response

from api import problems
from api.web.request import PASSWORD_PAGE, SESSION_COOKIE, Page, PersonPage, PostedForm, keep_session
from engine.errors import EngineError, Refused

router = APIRouter()


@router.get(PASSWORD_PAGE)
def form_page(page: PersonPage) -> Response:
    """Show the form."""
    return _show(page)


@router.post(PASSWORD_PAGE)
def change(page: PersonPage, form: PostedForm) -> Response:
    """Change the password; every session ends but a new one for this browser."""
    account, new = page.person.account, form.text("new")
    try:
        if new != form.text("again"):
            raise Refused("sign_in.not_the_same")
        page.services.sign_in.change_password(account, form.text("old"), new)
    except EngineError as error:
        return _show(page, error)
    response = page.go("/")
    response.delete_cookie(SESSION_COOKIE, path="/")
    token = page.services.sign_in.without_password(account)
    keep_session(response, token, secure=page.request.url.scheme == "https")
    return response


def _show(page: Page, error: EngineError | None = None) -> Response:
    return page.show(
        "password.html",
        status=200 if error is None else problems.status(error),
        said=None if error is None else problems.sentence(error),
        first=page.person.session.kind == "first",
    )
