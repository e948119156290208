"""The one loop that makes every synthetic database: true dossiers, planted faults, rows, ground truth."""

from random import Random
from typing import Protocol

from migration_tools.faults.generate.case import cases
from migration_tools.faults.generate.draft import Draft, Planted
from migration_tools.faults.generate.plant import Plan
from migration_tools.faults.generate.style import Handwritten, Typed, right_values
from migration_tools.faults.generate.truth import TruthFiles


class Sink(Protocol):
    """Where rows go. `style` says how the system writes, `add` writes."""

    @property
    def style(self) -> Typed | Handwritten:
        """Return how the system writes a dossier."""

    def add(self, draft: Draft) -> list[tuple[str, int]]:
        """Write a dossier with its twin and orphan; return table and position of these rows in that order."""


def write_dossiers(sink: Sink, plan: Plan, truth: TruthFiles, dossiers: int, seed: int) -> None:
    """Write that many dossiers; the same plan, number and seed write the same bytes."""
    random = Random(f"plant {seed}")
    style = sink.style
    for case in cases(seed, dossiers):
        draft = Draft(case, style, random, style.cells(case))
        planted = plan.plant(draft)
        places = sink.add(draft)
        _tell(truth, draft, planted, places)


def _tell(
    truth: TruthFiles, draft: Draft, planted: tuple[Planted, ...], places: list[tuple[str, int]]
) -> None:
    style = draft.style
    fields = [style.target(fault.field) for fault in planted]
    # One fault of two rows stands in the row written last, two faults in one row each.
    for (table, position), fault, field in zip(places[-len(planted) :], planted, fields, strict=False):
        truth.plant(table, position, fault._replace(field=field))
    if draft.twin is None:
        values = right_values(style, draft.case)
        for field in fields:
            values.pop(field, None)
        truth.right(*places[0], values)
