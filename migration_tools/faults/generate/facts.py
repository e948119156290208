"""What the synthetic city is made of: its working days, communes, procedures and words, all of our own making."""

import json
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from engine.model.calendar import DayKind
from engine.model.city_data import hanoi
from engine.model.holidays import national_days
from engine.model.unit import Level, Unit

DATA = Path(__file__).parent / "data"
FIRST_ON = date(2018, 1, 2)
LAST_ON = date(2025, 5, 30)
SNAPSHOT_ON = date(2025, 6, 20)
"""Before the reform of 1/7/2025 and after communes merged (2020) and ended (2024), so that all three are met."""
# Capitals that TCVN3 has no byte of their own for: a name without them is the same in every encoding.
_PLAIN_CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZĂÂĐÊÔƠƯ")


class ProcedureFact(NamedTuple):
    """A procedure; `retired` is the code it bore before the list of 2018, `days` are working days."""

    code: str
    name: str
    days: int
    fee: int
    retired: str


class Communes(NamedTuple):
    """`lasting` exist during the whole period; the others ended within it and became what the name says."""

    lasting: tuple[Unit, ...]
    merged: tuple[Unit, ...]
    split: tuple[Unit, ...]
    closed: tuple[Unit, ...]


@cache
def words() -> dict[str, Any]:
    """Return the word lists of data/words.json."""
    return dict(json.loads((DATA / "words.json").read_text(encoding="utf-8")))


@cache
def procedures() -> tuple[ProcedureFact, ...]:
    """Return the procedures that the synthetic units handle."""
    return tuple(ProcedureFact(**each) for each in words()["procedures"])


@cache
def working_days() -> tuple[date, ...]:
    """Return every working day from the first receipt to the end of 2025."""
    special = {each.on: each.kind is DayKind.OFF for each in national_days()}
    days = (FIRST_ON + timedelta(days=n) for n in range((date(2025, 12, 31) - FIRST_ON).days + 1))
    return tuple(day for day in days if not special.get(day, day.weekday() >= 5))


@cache
def days_off() -> tuple[date, ...]:
    """Return the national days off inside the period."""
    return tuple(
        each.on for each in national_days() if each.kind is DayKind.OFF and FIRST_ON <= each.on <= LAST_ON
    )


@cache
def communes() -> Communes:
    """Return the communes of 2018, sorted by what became of them until the snapshot."""
    tree = hanoi()
    lasting, merged, split, closed = [], [], [], []
    for unit in tree.valid_on(FIRST_ON):
        if unit.level is not Level.COMMUNE or not is_plain(unit.name):
            continue
        heirs = tree.successors(unit.code, FIRST_ON)
        if unit.is_valid_on(LAST_ON):
            lasting.append(unit)
        elif not heirs:
            closed.append(unit)
        elif len(heirs) > 1 or heirs[0][1]:
            split.append(unit)
        elif heirs[0][0].code != unit.code:
            # An heir that kept the code is found under it, so nothing would be wrong in the row.
            merged.append(unit)
    return Communes(tuple(lasting), tuple(merged), tuple(split), tuple(closed))


def heirs(unit: Unit) -> tuple[Unit, ...]:
    """Return the communes that took over from a commune of 2018."""
    return tuple(heir for heir, _ in hanoi().successors(unit.code, FIRST_ON))


def district(commune: Unit) -> Unit:
    """Return the district above a commune of 2018."""
    above = hanoi().parent(commune, FIRST_ON)
    assert above is not None
    return above


def is_plain(text: str) -> bool:
    """Say whether every capital of a text has a letter of its own in every legacy encoding."""
    return all(letter in _PLAIN_CAPITALS for letter in text if letter.isupper())
