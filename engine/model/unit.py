"""A unit of the city for the days on which it existed, and what became of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Level(StrEnum):
    """The three levels of government before 01/7/2025; the district level is empty from then on."""

    COMMUNE = "commune"
    DISTRICT = "district"
    CITY = "city"


class Body(StrEnum):
    """What kind of body a unit is."""

    COMMITTEE = "committee"  # ủy ban nhân dân
    DEPARTMENT = "department"  # sở, ban, ngành
    FACILITY = "facility"  # cơ sở trực thuộc sở
    AGENCY = "agency"  # cơ quan ngành dọc: thuế, công an, bảo hiểm xã hội, đăng ký đất đai


USUAL_BODY = {Level.CITY: Body.DEPARTMENT, Level.DISTRICT: Body.COMMITTEE, Level.COMMUNE: Body.COMMITTEE}
"""Which body of a level deals with dossiers unless something names another."""


def is_within(on: date, first: date | None, last: date | None) -> bool:
    """Say whether a day lies in a period of whole days, both ends counted; None leaves an end open."""
    return (first is None or first <= on) and (last is None or on <= last)


@dataclass(frozen=True, slots=True)
class Charge:
    """A field of procedures that a unit has in charge from one day to another (both counted)."""

    field: str
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit during one period; code and period together are its key, for codes are used again.

    `parent` is the code of the unit above on the same days (None for the city). `identifier` is what dossier
    codes begin with (QCVN 102:2016). `serves` holds the codes of the places whose dossiers come to it; empty
    means the whole city. `valid_until` is the last day; a `valid_from` of None lies before our data begin.
    """

    code: str
    name: str
    level: Level
    body: Body
    kind: str
    parent: str | None
    identifier: str
    serves: frozenset[str] = frozenset()
    charges: tuple[Charge, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None

    def is_valid_on(self, on: date) -> bool:
        """Say whether the unit exists on that day."""
        return is_within(on, self.valid_from, self.valid_until)

    def has_ended_by(self, on: date) -> bool:
        """Say whether the unit's last day lies before that day."""
        return self.valid_until is not None and self.valid_until < on

    def is_in_charge_of(self, field: str, on: date) -> bool:
        """Say whether the unit exists and has the field in charge on that day."""
        return self.is_valid_on(on) and any(
            charge.field == field and is_within(on, charge.valid_from, charge.valid_until)
            for charge in self.charges
        )


@dataclass(frozen=True, slots=True)
class Succession:
    """On one day a new unit took over the land of an old one that ended the day before, wholly or partly."""

    old_code: str
    new_code: str
    succeeded_on: date
    partly: bool
