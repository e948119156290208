"""What a mapping makes of one legacy row: values, where each came from, and every fault found on the way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

Value = str | int | Decimal | datetime | date | bool | None
"""A mapped value. A `datetime` is aware and in UTC; None is "nothing stood there", never 0 and never ''."""


class Treatment(StrEnum):
    """What becomes of a row with a fault (MIGRATION §3)."""

    FIX = "fix"
    QUARANTINE = "quarantine"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault found in one cell or row: `field` and `column` are empty for the row, `raw` is what stood there.

    `code` is of the fault catalogue, such as `date.impossible`; `note` the rule applied or the evidence.
    """

    code: str
    treatment: Treatment
    field: str
    column: str
    raw: str
    note: str = ""


class Trace(NamedTuple):
    """Where a value came from: source columns, what stood there as text, the operators applied in order."""

    columns: tuple[str, ...]
    raw: str
    operators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mapped:
    """One legacy row understood. `kind` is the target of its table, `key` the source's key, parts joined by "|"."""

    kind: str
    key: str
    values: Mapping[str, Value]
    problems: tuple[Problem, ...]
    traces: Mapping[str, Trace]

    @property
    def is_quarantined(self) -> bool:
        """Return whether a person must decide before anything of this row is loaded."""
        return bool(self.problems) and any(
            problem.treatment is Treatment.QUARANTINE for problem in self.problems
        )
