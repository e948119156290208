"""The papers of a dossier, as PDF."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from api.papers.find import Wanted, dossier_paper, require_inside
from api.rest.caller import CallerDependency
from engine.model.paper import PRINTED
from engine.store.work import reading

router = APIRouter(prefix="/dossiers", tags=["dossiers"])
PDF = "application/pdf"
Kind = Annotated[str, Path(description=", ".join(PRINTED))]
No = Annotated[int | None, Query(ge=1, description="đếm từ 1 trong các giấy cùng loại / counts from 1")]


@router.get(
    "/{code}/papers/{kind}",
    response_class=Response,
    responses={200: {"content": {PDF: {"schema": {"type": "string", "format": "binary"}}}}},
)
def read_paper(caller: CallerDependency, request: Request, code: str, kind: Kind, no: No = None) -> Response:
    """Read a paper of a dossier that the caller's units work on, the last of its kind unless `no` names another."""
    root = f"{request.url.scheme}://{request.url.netloc}"
    with reading(caller.services.database) as work:
        require_inside(work, caller.actor, code, caller.today)
        paper = dossier_paper(work, caller.services.engine, Wanted(code, kind, no), root)
    return Response(paper.pdf(), media_type=PDF)
