"""The national days off and worked days that every unit starts from, as an administrator first finds them.

24 November (Nghị quyết 80-NQ/TW) is not in the table: it is a day off only once the law says so.
"""

import csv
from datetime import date
from functools import cache
from importlib.resources import files

from engine.model.calendar import Certainty, DayKind, SpecialDay


@cache
def national_days() -> tuple[SpecialDay, ...]:
    """Return the seeded days of 2018-2027, oldest first; the days of a year not yet announced are `expected`."""
    text = (files("engine.model") / "data" / "holidays.csv").read_text(encoding="utf-8")
    return tuple(_special_day(row) for row in csv.DictReader(text.splitlines()))


def _special_day(row: dict[str, str]) -> SpecialDay:
    return SpecialDay(
        on=date.fromisoformat(row["on"]),
        kind=DayKind(row["kind"]),
        name=row["name"],
        document=row["document"],
        certainty=Certainty(row["certainty"]),
    )
