"""Legacy batches for technical staff: where each stands, what is red and why; a page that only looks."""

from fastapi import APIRouter, Response

from api.web.request import Page, PersonPage
from engine.errors import Refused, Stuck
from engine.model.role import Role
from engine.model.unit import is_within
from engine.store.work import reading
from migration_tools.batch import Workshop
from migration_tools.progress import silent
from migration_tools.record.words import part_in_words, reason_in_words
from migration_tools.standing import STEPS, standing_of
from migration_tools.store import batches, standing
from migration_tools.store.batches import Batch

router = APIRouter(prefix="/batches")


@router.get("")
def list_batches(page: PersonPage) -> Response:
    """List the batches of the units that the person brings over, and of those below them."""
    with reading(page.services.database) as work:
        found = [batch for batch in standing.all_batches(work) if _sees(page, batch)]
        steps = {batch.id: standing.steps(work, batch.id) for batch in found}
    if not found and not _technician_of(page):
        raise Refused("batch.not_yours")
    return page.show("batches.html", rows=found, steps=steps, names=STEPS)


@router.get("/{name}")
def show_batch(page: PersonPage, name: str) -> Response:
    """Show one batch. Refused `batch.unknown` for one of a unit that is none of the person's."""
    with reading(page.services.database) as work:
        batch = batches.find(work, name)
    if not _sees(page, batch):
        raise Refused("batch.unknown", batch=name)
    shop = Workshop(page.services.database, page.services.engine.clock, float, silent)
    return page.show(
        "batch.html",
        standing=standing_of(shop, batch),
        names=STEPS,
        reason=reason_in_words,
        part=part_in_words,
    )


def _technician_of(page: Page) -> set[str]:
    return {
        each.unit_code
        for each in page.person.actor.appointments
        if each.role is Role.MIGRATION_TECHNICIAN and is_within(page.today, each.valid_from, each.valid_until)
    }


def _sees(page: Page, batch: Batch) -> bool:
    tree = page.services.engine.city.units
    try:
        above = {unit.code for unit in tree.chain(tree.at(batch.unit, page.today), page.today)}
    except Stuck:
        above = {batch.unit}
    return not above.isdisjoint(_technician_of(page))
