"""Reads the dated tables of units, fields and roles (data/*.csv) into the model's values."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from engine.model.role import Role, RolePlace
from engine.model.unit import Body, Charge, Level, Succession, Unit
from engine.model.unit_tree import UnitTree

_DATA = Path(__file__).parent / "data"
HANOI = _DATA / "hanoi"


@cache
def hanoi() -> UnitTree:
    """Return Ha Noi's units from 2018 on; data/hanoi/README.md says how far each row can be trusted."""
    return UnitTree(read_units(HANOI), read_successions(HANOI))


def read_units(folder: Path) -> list[Unit]:
    """Read units.csv with the fields each unit has in charge (charges.csv)."""
    charges: defaultdict[str, list[Charge]] = defaultdict(list)
    for row in _rows(folder / "charges.csv"):
        charges[row["unit_code"]].append(Charge(row["field_code"], *_period(row)))
    return [_unit(row, tuple(charges[row["code"]])) for row in _rows(folder / "units.csv")]


def read_successions(folder: Path) -> list[Succession]:
    """Read successions.csv: which unit took over from which, on which day, wholly or partly."""
    return [
        Succession(
            old_code=row["old_code"],
            new_code=row["new_code"],
            succeeded_on=date.fromisoformat(row["succeeded_on"]),
            partly=row["partly"] == "true",
        )
        for row in _rows(folder / "successions.csv")
    ]


def read_fields(folder: Path) -> dict[str, str]:
    """Read fields.csv: the Vietnamese name of each field of procedures, by its code."""
    return {row["code"]: row["name"] for row in _rows(folder / "fields.csv")}


@cache
def role_places() -> tuple[RolePlace, ...]:
    """Return at which level and kind of body each role exists, and since when (roles.csv)."""
    return tuple(
        RolePlace(Role(row["role"]), Level(row["level"]), Body(row["body"]), *_period(row))
        for row in _rows(_DATA / "roles.csv")
    )


def _unit(row: dict[str, str], charges: tuple[Charge, ...]) -> Unit:
    valid_from, valid_until = _period(row)
    return Unit(
        code=row["code"],
        name=row["name"],
        level=Level(row["level"]),
        body=Body(row["body"]),
        kind=row["kind"],
        parent=row["parent"] or None,
        identifier=row["identifier"],
        serves=frozenset(row["serves"].split()),
        charges=charges,
        valid_from=valid_from,
        valid_until=valid_until,
    )


def _period(row: dict[str, str]) -> tuple[date | None, date | None]:
    return _day(row["valid_from"]), _day(row["valid_until"])


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
