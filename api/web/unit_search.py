"""The units that a person chooses from by typing a part of the name, with or without marks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from api.web.request import Page
from engine.model.folding import folded
from engine.model.official_name import official_name
from engine.model.unit import Body, Level, Unit
from engine.model.unit_tree import UnitTree

MOST = 12
"""As many as a person reads before typing another letter."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A unit as it is chosen: a commune by its name with the district's, for many are called Minh Khai."""

    code: str
    label: str
    folded: str


def search(page: Page, source: str, typed: str) -> list[Offer]:
    """List today's units of a source (`x-source` of forms), best first.

    Each word typed begins a word of the label, or the code is typed. A source that forms do not know offers none.
    """
    words, text = folded(typed).split(), folded(typed)
    if not words:
        return []
    found = [
        each
        for each in _offers(page.services.engine.city.units, page.today, source)
        if each.code == typed.strip() or all(f" {word}" in f" {each.folded}" for word in words)
    ]
    return sorted(found, key=lambda each: (each.folded != text, text not in each.folded, each.label))[:MOST]


def label(page: Page, source: str, code: str) -> str:
    """Write a code as the label of its unit; any other text stays."""
    offers = _offers(page.services.engine.city.units, page.today, source)
    return next((each.label for each in offers if each.code == code), code)


def resolve(page: Page, source: str, typed: str) -> str:
    """Give the code of the one unit that was meant; a text that means none, or several, stays."""
    found = search(page, source, typed)
    exact = [each for each in found if folded(typed) == each.folded or typed.strip() == each.code]
    meant = exact or found
    return meant[0].code if len(meant) == 1 else typed


def _is_commune(unit: Unit) -> bool:
    return (unit.level, unit.body) == (Level.COMMUNE, Body.COMMITTEE)


def _is_any(_: Unit) -> bool:
    return True


def _is_department(unit: Unit) -> bool:
    return (unit.level, unit.body) == (Level.CITY, Body.DEPARTMENT)


_SOURCES: Mapping[str, Callable[[Unit], bool]] = {
    "units": _is_commune,
    "departments": _is_department,
    "all_units": _is_any,
}


@lru_cache(maxsize=12)
def _offers(units: UnitTree, on: date, source: str) -> tuple[Offer, ...]:
    """Every unit of a source on a day; kept, for a key pressed shall not walk the whole city."""
    belongs = _SOURCES.get(source)
    offers = []
    for unit in units.valid_on(on):
        if belongs is not None and belongs(unit):
            name = _name(units, unit, on, source)
            offers.append(Offer(unit.code, name, folded(name)))
    return tuple(offers)


def _name(units: UnitTree, unit: Unit, on: date, source: str) -> str:
    """Communes are places where somebody lives; any other source names whoever is asked, officially."""
    name = unit.name if source == "units" else official_name(unit.name, unit.body, unit.level)
    above = units.parent(unit, on)
    return name if above is None or above.level is Level.CITY else f"{name}, {above.name}"
