"""Is the server alive, and is it ready: for whoever starts, watches or balances it."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from api.revisions.upgrade import is_current
from api.services import Services
from engine.store.database import answers

router = APIRouter()


@router.get("/healthz")
def healthz() -> dict[str, str]:
    """Answer that the process runs."""
    return {"status": "ok"}


@router.get("/readyz")
def readyz(request: Request) -> JSONResponse:
    """Answer 200 only when the database is up and has the newest revision."""
    services: Services = request.app.state.services
    ready = answers(services.database) and is_current(services.database)
    return JSONResponse({"ready": ready, "demo": services.demo is not None}, 200 if ready else 503)
