"""A reading that only guesses is shown for what it is; one that knows the truth is perfect."""

from collections.abc import Iterable
from pathlib import Path

from migration_tools.faults.catalogue import Outcome
from migration_tools.faults.generate.run import Kind
from migration_tools.faults.generate.truth import read_planted, read_right
from migration_tools.faults.measure import measure
from migration_tools.faults.score import Found
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
