"""Who issues a paper: what stands at its head and foot, as in force for the unit on the day of the paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from api.papers.words import day_in_words
from engine.errors import Stuck
from engine.model.official_name import official_name
from engine.model.paper import PaperKind, regime_on
from engine.model.unit import Body, Unit
from engine.model.unit_tree import UnitTree
from engine.store.directories.headings import heading_on
from engine.store.work import Work

_DESK = "Bộ phận Tiếp nhận và Trả kết quả"
_CITY = "Hà Nội"
_COMMITTEE, _COMMITTEE_IN_FULL = "UBND ", "Ủy ban nhân dân "


@dataclass(frozen=True, slots=True)
class Heading:
    """The issuing unit by its names; `above` is the body above it, `written` what administrators wrote for it."""

    unit: str
    is_committee: bool
    above: str
    written: Mapping[str, str]

    @property
    def desk(self) -> str:
        """The name of the one-stop desk in a sentence: with the unit it belongs to, unless its name says so."""
        name = self.written.get("desk") or _DESK
        return name if self.unit in name else f"{name} của {self.unit}"

    @property
    def place(self) -> str:
        """Where papers are dated."""
        return self.written.get("place") or _CITY

    @property
    def phone(self) -> str:
        """The desk's telephone, empty where none is known."""
        return self.written.get("phone", "")

    @property
    def contact(self) -> str:
        """The line at the foot."""
        named = {"Địa chỉ": "address", "Điện thoại": "phone", "Thư điện tử": "email"}
        known = [f"{label}: {self.written[name]}" for label, name in named.items() if self.written.get(name)]
        return "; ".join([*known, *filter(None, [self.written.get("note")])])

    def of_desk(self) -> dict[str, str]:
        """Return the two lines of a paper that the desk issues: its unit, and the desk itself."""
        above = self.written.get("above") or _in_full(self.unit)
        return {"above": above, "body": self.written.get("desk") or _DESK}

    def of_unit(self) -> dict[str, str]:
        """Return the lines of a paper that the unit's leader signs; a committee has nobody above it on papers."""
        if not self.is_committee:
            return {"above": self.above, "body": self.unit}
        return {
            "above": "",
            "body": _in_full(self.unit).replace(_COMMITTEE_IN_FULL, f"{_COMMITTEE_IN_FULL.strip()}\n"),
        }


def headed(heading: Heading, names: Mapping[str, str], kind: PaperKind, on: date) -> dict[str, str]:
    """Return what stands at the head of a paper of a day but its number; `names` are the lines of who issues it."""
    return {
        **names,
        "desk": heading.desk,
        "place": heading.place,
        "day": day_in_words(on),
        "form": regime_on(on).heading(kind),
    }


def heading_of(work: Work, units: UnitTree, code: str, on: date, known_on: date) -> Heading:
    """Return the heading of a unit on a day; of one that is gone by then, on the day on which it was known.

    Raises Stuck `unit.not_valid_on` where there was no such unit on either.
    """
    try:
        unit = units.at(code, on)
    except Stuck:
        unit, on = units.at(code, known_on), known_on
    above = units.parent(unit, on)
    return Heading(
        unit=_name(unit),
        is_committee=unit.body is Body.COMMITTEE,
        above="" if above is None else _name(above),
        written=heading_on(work, code, on) or {},
    )


def _name(unit: Unit) -> str:
    return official_name(unit.name, unit.body, unit.level)


def _in_full(name: str) -> str:
    return _COMMITTEE_IN_FULL + name.removeprefix(_COMMITTEE) if name.startswith(_COMMITTEE) else name
