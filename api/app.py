"""The application: every route, security headers on every answer, every error as a page or a problem body."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from api import health, problems
from api.rest.app import create_rest
from api.services import Services
from api.web.pages import ROUTERS
from api.web.pages.errors import error_page
from api.web.request import PASSWORD_PAGE, NotSignedIn, PasswordHandedOut
from engine.errors import EngineError

STATIC = Path(__file__).parent / "web" / "static"

# bpmn-js sets styles from script, so styles stay open; scripts come from our own files only, never from text.
_CONTENT_SECURITY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _CONTENT_SECURITY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def create_app(services: Services) -> FastAPI:
    """Return the application on given services."""
    app = FastAPI(title="motcua", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.services = services
    app.include_router(health.router)
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/api/v1", create_rest(services))
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.middleware("http")(_with_headers)
    app.add_exception_handler(NotSignedIn, _to_sign_in)
    app.add_exception_handler(PasswordHandedOut, _to_password)
    app.add_exception_handler(EngineError, _explain)
    app.add_exception_handler(HTTPException, _explain_http)
    return app


async def _with_headers(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await call_next(request)
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if request.url.path.startswith("/static/built/"):
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    else:
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _to_sign_in(_request: Request, _: Exception) -> Response:
    return RedirectResponse("/sign-in", status_code=303)


def _to_password(_request: Request, _: Exception) -> Response:
    return RedirectResponse(PASSWORD_PAGE, status_code=303)


def _explain(request: Request, error: Exception) -> Response:
    assert isinstance(error, EngineError)
    status = problems.status(error)
    response = error_page(request, status, problems.sentence(error), error.facts.get("dossier"))
    response.headers.update(problems.headers(error))
    return response


def _explain_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return error_page(request, error.status_code, None)
