"""A legacy batch as technical staff of its unit see it: who may, and its page."""

from dataclasses import dataclass
from itertools import islice
from typing import Any

from fastapi.responses import HTMLResponse

from api.web.request import Page
from api.web.units import unit_name
from engine.errors import Refused, Stuck
from engine.model.role import Role
from engine.model.unit import is_within
from engine.store.work import reading
from migration_tools.batch import Workshop
from migration_tools.progress import silent
from migration_tools.record.words import part_in_words, reason_in_words
from migration_tools.standing import STEPS, standing_of
from migration_tools.store import batches, holding
from migration_tools.store.batches import Batch

SHOWN_FILES = 200
"""Files of nobody that a page lists; the command lists them all."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One batch before somebody who may see it."""

    page: Page
    batch: Batch
    shop: Workshop

    def show(self, status: int = 200, **told: Any) -> HTMLResponse:
        """Answer with the page; `said` is a sentence about what was refused, `corrected` what became of answers."""
        with reading(self.shop.database) as work:
            files = list(islice(holding.orphans(work, self.batch.id), SHOWN_FILES + 1))
        standing = standing_of(self.shop, self.batch)
        return self.page.show(
            "batch.html",
            status,
            standing=standing,
            unit_name=unit_name(self.page, self.batch.unit),
            is_under_way=any(not step.is_done for step in standing.steps.values()),
            names=STEPS,
            files=files[:SHOWN_FILES],
            has_more_files=len(files) > SHOWN_FILES,
            reason=reason_in_words,
            part=part_in_words,
            **{"said": "", "corrected": None, **told},
        )


def desk_of(page: Page, name: str) -> Desk:
    """Return a batch for who asks. Refused `batch.unknown`, as well for one of a unit that is none of theirs."""
    with reading(page.services.database) as work:
        batch = batches.find(work, name)
    if not sees(page, batch):
        raise Refused("batch.unknown", batch=name)
    return Desk(page, batch, Workshop(page.services.database, page.services.engine.clock, float, silent))


def sees(page: Page, batch: Batch) -> bool:
    """Tell whether a person brings over the unit of a batch, or one above it."""
    tree = page.services.engine.city.units
    try:
        above = {unit.code for unit in tree.chain(tree.at(batch.unit, page.today), page.today)}
    except Stuck:
        above = {batch.unit}
    return not above.isdisjoint(technician_of(page))


def technician_of(page: Page) -> set[str]:
    """Return the units that a person brings over today."""
    return {
        each.unit_code
        for each in page.person.actor.appointments
        if each.role is Role.MIGRATION_TECHNICIAN and is_within(page.today, each.valid_from, each.valid_until)
    }
