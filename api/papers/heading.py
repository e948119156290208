"""Who issues a paper: what stands at its head and foot, as in force for the unit on the day of the paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from engine.model.official_name import official_name
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
        phone = f"Điện thoại: {self.phone}" if self.phone else ""
        known = (self.written.get("address"), phone, self.written.get("email"), self.written.get("note"))
        return " · ".join(each for each in known if each)

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


def heading_of(work: Work, units: UnitTree, code: str, on: date) -> Heading:
    """Return the heading of a unit on a day. Raises Stuck `unit.not_valid_on` where there was no such unit then."""
    unit = units.at(code, on)
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
