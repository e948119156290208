"""Legacy batches for technical staff: where each stands, what is red and why; pages that only look."""

from fastapi import APIRouter, Response

from api.web.batches import desk_of, sees, technician_of
from api.web.request import PersonPage
from api.web.units import unit_name
from engine.errors import Refused
from engine.store.work import reading
from migration_tools.standing import STEPS
from migration_tools.store import standing

router = APIRouter(prefix="/batches")


@router.get("")
def list_batches(page: PersonPage) -> Response:
    """List the batches of the units that the person brings over, and of those below them."""
    with reading(page.services.database) as work:
        found = [batch for batch in standing.all_batches(work) if sees(page, batch)]
        steps = {batch.id: standing.steps(work, batch.id) for batch in found}
    if not found and not technician_of(page):
        raise Refused("batch.not_yours")
    units = {batch.unit: unit_name(page, batch.unit) for batch in found}
    return page.show("batches.html", rows=found, steps=steps, names=STEPS, units=units)


@router.get("/{name}")
def show_batch(page: PersonPage, name: str) -> Response:
    """Show one batch. Refused `batch.unknown` for one of a unit that is none of the person's."""
    return desk_of(page, name).show()
