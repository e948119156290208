"""A reading that only guesses is shown for what it is; one that knows the truth is perfect; ours is measured."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from migration_tools.batch import Workshop
from migration_tools.faults.catalogue import Outcome
from migration_tools.faults.generate.run import Kind, generate
from migration_tools.faults.generate.truth import read_planted, read_right
from migration_tools.faults.measure import FALSE_QUARANTINE_LIMIT, Measured, measure, measure_chain
from migration_tools.faults.score import ClassScore, Found, Score, WrongValue
from migration_tools.progress import silent
from tests.support.city import Town
from tests.support.hanoi import hanoi
from tests.support.legacy_made import settings


def perfect(database: Path) -> Iterable[Found]:
    for fault in read_planted(database.parent):
        yield Found(fault.table, fault.position, fault.field, fault.code, fault.outcome, fault.value)
    for row in read_right(database.parent):
        for field, value in row.values.items():
            yield Found(row.table, row.position, field, "", Outcome.KEPT, value)


def blind(database: Path) -> Iterable[Found]:
    return (each._replace(code="", outcome=Outcome.KEPT) for each in perfect(database))


def test_a_perfect_reading_misses_nothing_and_changes_nothing(tmp_path: Path) -> None:
    result = measure(settings(Kind.REGISTER_CSV, tmp_path / "made"), perfect)

    assert (result.missed, result.wrong_values, result.falsely_quarantined) == ((), (), ())
    assert result.clean_rows > 0


def test_a_reading_that_sees_no_fault_is_right_only_about_what_is_kept(tmp_path: Path) -> None:
    result = measure(settings(Kind.REGISTER_CSV, tmp_path / "made"), blind)

    assert "key.number_in_two_units" not in result.missed
    assert {"text.tcvn3", "date.impossible", "date.due_on_holiday", "key.twice_identical"} <= set(
        result.missed
    )


@pytest.mark.parametrize("kind", [Kind.REGISTER_CSV, Kind.EPAR])
def test_the_whole_chain_finds_what_was_planted_and_harms_nothing(
    kind: Kind, town: Town, tmp_path: Path
) -> None:
    # In fewer rows one odd day would be a habit of its column.
    rows, ticks = 1_000, count()
    shop = Workshop(town.database, lambda: hanoi("2025-06-20 20:00"), lambda: float(next(ticks)), silent)

    asked = settings(kind, tmp_path / "made", rows, 1)

    measured = measure_chain(asked, generate(asked), shop)

    assert (measured.score.missed, measured.score.wrong_values) == ((), ())
    assert measured.score.falsely_quarantined == ()
    assert measured.is_right
    assert measured.rows >= rows
    assert measured.seconds > 0


RIGHT = Measured(
    settings(Kind.EPAR, Path("/nowhere")),
    rows=2_000,
    seconds=1.0,
    is_balanced=True,
    score=Score({"text.vni": ClassScore(2, 1, 1, 0)}, (), 2_000, ()),
)


def test_a_cell_left_to_a_person_is_no_miss() -> None:
    assert RIGHT.is_right


@pytest.mark.parametrize(
    "change",
    [
        {"classes": {"text.vni": ClassScore(2, 1, 0, 0)}},
        {"wrong_values": (WrongValue("so", 1, "applicant", "Hồng", "Hoàng"),)},
        {"falsely_quarantined": (("so", 1), ("so", 2), ("so", 3))},
    ],
)
def test_one_figure_that_misses_is_enough(change: dict[str, object]) -> None:
    assert not replace(RIGHT, score=replace(RIGHT.score, **change)).is_right  # type: ignore[arg-type]


def test_a_batch_out_of_balance_is_never_right() -> None:
    assert not replace(RIGHT, is_balanced=False).is_right


def test_as_many_rows_as_the_limit_allows_may_wait_for_nothing() -> None:
    waiting = tuple(("so", position) for position in range(int(2_000 * FALSE_QUARANTINE_LIMIT)))

    assert replace(RIGHT, score=replace(RIGHT.score, falsely_quarantined=waiting)).is_right
