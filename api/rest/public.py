"""What anybody may ask: how a dossier stands, without a word about persons."""

from fastapi import APIRouter

from api.rest.caller import ServicesDependency
from api.rest.schemas import PublicState
from engine.clock import in_hanoi
from engine.reports.public_state import public_state
from engine.store.work import reading

router = APIRouter(prefix="/public", tags=["public"])


@router.get("/dossiers/{code}")
def read_public(services: ServicesDependency, code: str) -> PublicState:
    """Read how a dossier stands: procedure, state, due date and the steps open now; no personal data."""
    with reading(services.database) as work:
        state = public_state(work, code)
    return PublicState(
        code=state.code,
        procedure=state.procedure,
        state=state.state,
        received_on=in_hanoi(state.received_at).date(),
        due_at=state.due_at,
        steps=list(state.steps),
    )
