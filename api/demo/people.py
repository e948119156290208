"""The people of the demo city: invented, and the same at every start.

Each unit has one person for every task role that exists there; a few people are written by hand: the four
deputies of one district, each with fields in charge, and the cast whose accounts the sign-in page lists.
"""

import csv
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path
from zlib import crc32

from engine.model.actor import Appointment, Person
from engine.model.city_data import role_places
from engine.model.role import TASK_ROLES, Role, roles_at
from engine.model.unit import Unit
from engine.model.unit_tree import UnitTree

_FOLDER = Path(__file__).parent

_ACCOUNT_WORDS = {
    Role.RECEPTION_CLERK: "tiepnhan",
    Role.HANDLER: "thuly",
    Role.HEAD_OF_DIVISION: "truongphong",
    Role.LEADER: "lanhdao",
    Role.RECORDS_CLERK: "vanthu",
    Role.RETURN_CLERK: "traketqua",
    Role.COUNCIL_MEMBER: "hoidong",
}

Staff = tuple[Person, Appointment]


def people(tree: UnitTree, on: date) -> Iterator[Staff]:
    """Yield who works on dossiers on a day: by unit code and role, then the deputies whose unit exists."""
    units = {unit.code: unit for unit in tree.valid_on(on)}
    for unit in units.values():
        for role in sorted(TASK_ROLES & roles_at(role_places(), unit.level, unit.body, on)):
            yield _holder(unit, role)
    for person, appointment in _read("people_deputies.csv"):
        if appointment.unit_code in units:
            yield person, appointment


def cast() -> tuple[Staff, ...]:
    """Return the few people whose accounts are listed on the demo's sign-in page, one for each role shown."""
    return tuple(_read("cast.csv"))


def _holder(unit: Unit, role: Role) -> Staff:
    account = f"{_ACCOUNT_WORDS[role]}.{unit.code.lower()}"
    person = Person(id=account, name=invented_name(account), account=account)
    return person, Appointment(person.id, unit.code, role, frozenset(), unit.valid_from, unit.valid_until)


def invented_name(account: str) -> str:
    """Return the name of somebody who is nobody, the same for the same text at every start."""
    families, personal_names = _names()
    # A checksum spreads neighbouring accounts over the lists and never changes between machines.
    rest, family = divmod(crc32(account.encode()), len(families))
    return f"{families[family]} {personal_names[rest % len(personal_names)]}"


@cache
def _names() -> tuple[list[str], list[str]]:
    parts: dict[str, list[str]] = {}
    for row in _rows("people_names.csv"):
        parts.setdefault(row["part"], []).append(row["name"])
    women = product(parts["woman_middle"], parts["woman_given"])
    men = product(parts["man_middle"], parts["man_given"])
    return parts["family"], [f"{middle} {given}" for middle, given in (*women, *men) if middle != given]


def _read(file: str) -> Iterator[Staff]:
    for row in _rows(file):
        person = Person(id=row["account"], name=row["name"], account=row["account"])
        yield (
            person,
            Appointment(person.id, row["unit_code"], Role(row["role"]), frozenset(row["fields"].split())),
        )


def _rows(file: str) -> Iterator[dict[str, str]]:
    with (_FOLDER / file).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
