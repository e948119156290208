"""The REST application, mounted under /api/v1, with its own OpenAPI document and problem bodies."""

from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from api import problems
from api.rest import (
    dossier_life,
    dossiers,
    incidents,
    messages,
    packages,
    papers,
    procedures,
    public,
    results,
    tasks,
    tokens,
)
from api.rest.schemas import Problem
from api.services import Services
from engine.errors import EngineError

PARTS = (
    tokens.router,
    procedures.router,
    packages.router,
    dossiers.router,
    dossier_life.router,
    incidents.router,
    messages.router,
    papers.router,
    results.router,
    tasks.router,
    public.router,
)
VERSION = "1"
MEDIA_TYPE = "application/problem+json"
_SAID = {
    401: "Chưa đăng nhập",
    403: "Không được phép",
    404: "Không có",
    409: "Đã thay đổi",
    422: "Chưa đúng",
    429: "Quá nhiều",
    503: "Bận",
}


def create_rest(services: Services) -> FastAPI:
    """Return the REST application on given services."""
    responses: dict[int | str, dict[str, Any]] = {
        status: {"model": Problem, "description": said, "content": {MEDIA_TYPE: {}}}
        for status, said in _SAID.items()
    }
    app = FastAPI(
        title="motcua REST",
        version=VERSION,
        openapi_url="/openapi.json",
        docs_url=None,
        redoc_url=None,
        responses=responses,
    )
    app.state.services = services
    for part in PARTS:
        app.include_router(part)
    app.add_exception_handler(EngineError, _explain)
    app.add_exception_handler(RequestValidationError, _explain_invalid)
    app.add_exception_handler(HTTPException, _explain_http)
    return app


def _explain(_: Request, error: Exception) -> Response:
    assert isinstance(error, EngineError)
    return JSONResponse(
        problems.body(error), problems.status(error), problems.headers(error), media_type=MEDIA_TYPE
    )


def _explain_invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = [{"path": "/".join(map(str, each["loc"])), "message": each["msg"]} for each in error.errors()]
    body = {
        "type": "urn:motcua:problem:request.invalid",
        "title": "request.invalid",
        "status": 422,
        "detail": "Yêu cầu chưa đúng dạng; hãy sửa các mục được nêu rồi gửi lại.",
        "facts": {"problems": found},
    }
    return JSONResponse(body, 422, media_type=MEDIA_TYPE)


def _explain_http(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    body = {"type": "about:blank", "title": str(error.detail), "status": error.status_code}
    return JSONResponse(body, error.status_code, media_type=MEDIA_TYPE)
