"""What a rule says of a mapped row, and what it may know beyond the row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from engine.clock import in_hanoi
from engine.model.unit_tree import UnitTree
from migration_tools.faults.catalogue import catalogue
from migration_tools.mapping.record import Problem, Value

Values = Mapping[str, Value]


class Finding(NamedTuple):
    """A fault, and the value that puts it right where its treatment is to fix."""

    problem: Problem
    right: Value = None


@dataclass(frozen=True, slots=True)
class Known:
    """What the city knows at the time of the batch; None is "nobody has told us", and nothing is judged by it.

    `units_from` is the day on which a unit that has ended since is looked for by its code (the city's data begin
    in 2018). `retired` names the code that followed a procedure's old one, None where the procedure was abolished;
    `named` the code behind a procedure's folded name. `users` are the accounts of the unit's people, `steps` the
    names of the steps of its processes, `attachments` the paths of the scans that came with it.
    """

    snapshot_on: date | None
    units_from: date
    is_day_off: Callable[[date], bool]
    units: UnitTree
    procedures: frozenset[str] | None = None
    retired: Mapping[str, str | None] = field(default_factory=dict)
    named: Mapping[str, str] = field(default_factory=dict)
    users: frozenset[str] | None = None
    shared_users: frozenset[str] = frozenset()
    steps: frozenset[str] | None = None
    attachments: frozenset[str] | None = None


Rule = Callable[[Values, Known], list[Finding]]


def found(code: str, name: str, values: Values, right: Value = None) -> Finding:
    """Return the finding of a catalogue class in the field of that name."""
    value = values.get(name)
    return Finding(catalogue()[code].problem(name, "" if value is None else str(value)), right)


def day(values: Values, moment: str) -> tuple[str, date | None]:
    """Return the field of a moment (`received`: `received_on` or `received_at`) and its day in Hanoi."""
    on, at = values.get(f"{moment}_on"), values.get(f"{moment}_at")
    if isinstance(at, datetime):
        return f"{moment}_at", in_hanoi(at).date()
    return f"{moment}_on", on if isinstance(on, date) else None


def text(values: Values, name: str) -> str:
    """Return a field as text without blanks around it, "" for none."""
    value = values.get(name)
    return "" if value is None else str(value).strip()
