"""How pages write a unit: by its official name on the day, by its code where it is gone."""

from api.web.request import Page
from engine.errors import Stuck
from engine.model.official_name import official_name


def unit_name(page: Page, code: str) -> str:
    """Return the official name of a unit today."""
    try:
        unit = page.services.engine.city.units.at(code, page.today)
    except Stuck:
        return code
    return official_name(unit.name, unit.body, unit.level)
