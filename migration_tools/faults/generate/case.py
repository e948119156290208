"""One synthetic dossier as it truly was, before any legacy system wrote it down."""

from collections.abc import Callable, Iterator
from datetime import date
from random import Random
from typing import NamedTuple

from engine.model.unit import Unit
from migration_tools.faults.generate import facts
from migration_tools.faults.generate.facts import ProcedureFact

IN_FLIGHT_SHARE = 0.08
"""Fewer than 8 % of the dossiers are not finished (MIGRATION, opening paragraph); they are the newest."""


class Case(NamedTuple):
    """The truth about one dossier. `minute` is the minute of the working day at which things happened.

    Times are local (Hanoi). `returned_on` is None while the dossier is in flight; `status` is canonical.
    """

    serial: int
    number: str
    procedure: ProcedureFact
    unit: Unit
    applicant: str
    identity_no: str
    address: str
    phone: str
    received_on: date
    minute: int
    due_on: date
    returned_on: date | None
    status: str
    handler: str
    note: str
    asked: int
    answered: int


def cases(seed: int, count: int) -> Iterator[Case]:
    """Yield `count` dossiers by day of receipt; the same seed and count give the same dossiers."""
    pick = Random(seed).random
    days, units, kinds = facts.working_days(), facts.communes().lasting, facts.procedures()
    handlers, notes = facts.words()["handlers"], facts.words()["notes"]
    last = days.index(facts.LAST_ON)
    in_flight_from = count - int(count * IN_FLIGHT_SHARE)
    for serial in range(1, count + 1):
        index = (serial - 1) * last // count
        kind = kinds[int(pick() * len(kinds))]
        unit = units[int(pick() * len(units))]
        finished = serial <= in_flight_from
        received_on = days[index]
        # Most are returned on the day they are due, a few one day earlier or later.
        returned = index + kind.days + (0 if pick() < 0.9 else 1)
        asked = int(pick() * 10)
        yield Case(
            serial,
            f"{serial:07d}/{received_on.year}",
            kind,
            unit,
            person(pick),
            f"001{serial * 7919 % 10**9:09d}",
            _address(pick, unit),
            f"09{serial * 37 % 10**8:08d}",
            received_on,
            480 + int(pick() * 480),
            days[index + kind.days],
            days[returned] if finished and days[returned] <= facts.SNAPSHOT_ON else None,
            "done" if finished and days[returned] <= facts.SNAPSHOT_ON else _open_status(pick()),
            handlers[int(pick() * len(handlers))],
            notes[int(pick() * len(notes))],
            asked,
            int(pick() * (asked + 1)),
        )


def _open_status(chance: float) -> str:
    return "processing" if chance < 0.7 else "waiting" if chance < 0.9 else "receiving"


def person(pick: Callable[[], float]) -> str:
    """Return a name with marks on its letters, so that a wrong encoding can be seen in it."""
    lists = facts.words()
    parts = (lists["families"], lists["middles"], lists["givens"])
    return " ".join([part[int(pick() * len(part))] for part in parts])


def _address(pick: Callable[[], float], unit: Unit) -> str:
    hamlets = facts.words()["hamlets"]
    return f"{hamlets[int(pick() * len(hamlets))]}, {unit.name}"
