"""The communes that a person chooses from by typing a part of the name, with or without marks."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from api.web.request import Page
from engine.model.folding import folded
from engine.model.unit import Body, Level
from engine.model.unit_tree import UnitTree

MOST = 12
"""As many as a person reads before typing another letter."""


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune as it is chosen: its name with the district's, for many are called Minh Khai."""

    code: str
    label: str
    folded: str


def search(page: Page, typed: str) -> list[Commune]:
    """List today's communes, best first: each word typed begins a word of the label, or the code is typed."""
    words, text = folded(typed).split(), folded(typed)
    if not words:
        return []
    found = [
        each
        for each in _communes(page.services.engine.city.units, page.today)
        if each.code == typed.strip() or all(f" {word}" in f" {each.folded}" for word in words)
    ]
    return sorted(found, key=lambda each: (each.folded != text, text not in each.folded, each.label))[:MOST]


def label(page: Page, code: str) -> str:
    """Write a code as the label of its commune; any other text stays."""
    known = {each.code: each.label for each in _communes(page.services.engine.city.units, page.today)}
    return known.get(code, code)


def resolve(page: Page, typed: str) -> str:
    """Give the code of the one commune that was meant; a text that means none, or several, stays."""
    found = search(page, typed)
    exact = [each for each in found if folded(typed) == each.folded or typed.strip() == each.code]
    meant = exact or found
    return meant[0].code if len(meant) == 1 else typed


@lru_cache(maxsize=4)
def _communes(units: UnitTree, on: date) -> tuple[Commune, ...]:
    """Every commune of a day; kept, for a key pressed shall not walk the whole city."""
    communes = []
    for unit in units.valid_on(on):
        if unit.level is Level.COMMUNE and unit.body is Body.COMMITTEE:
            above = units.parent(unit, on)
            name = unit.name if above is None or above.level is Level.CITY else f"{unit.name}, {above.name}"
            communes.append(Commune(unit.code, name, folded(name)))
    return tuple(communes)
