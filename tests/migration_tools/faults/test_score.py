"""A score is hard on whoever misses a fault, changes a value in silence, or quarantines what is right."""

from datetime import UTC, date, datetime

import pytest

from migration_tools.faults.catalogue import Outcome
from migration_tools.faults.generate.truth import PlantedFault, RightRow
from migration_tools.faults.score import Found, WrongValue, as_text, score
from migration_tools.mapping.record import Value

FIXED = PlantedFault("so", 7, "applicant", "text.tcvn3", Outcome.FIXED, "Nguyễn Văn Hùng")
QUARANTINED = PlantedFault("so", 8, "received_on", "date.impossible", Outcome.QUARANTINED, None)
KEPT = PlantedFault("so", 9, "applicant", "text.tone_place", Outcome.KEPT, "Nguyễn Thị Thuý")
FLAGGED = PlantedFault("so", 10, "due_on", "date.due_on_holiday", Outcome.FLAGGED, "2018-04-30")
CLEAN = RightRow("so", 11, {"applicant": "Lê Thị Tuyết", "received_on": "2018-11-05"})


def found(fault: PlantedFault, value: Value = None, code: str | None = None) -> Found:
    seen = fault.code if code is None else code
    return Found(fault.table, fault.position, fault.field, seen, fault.outcome, value)


def clean(
    field: str = "applicant",
    value: Value = "Lê Thị Tuyết",
    code: str = "",
    outcome: Outcome = Outcome.KEPT,
) -> Found:
    return Found("so", 11, field, code, outcome, value)


def recall(fault: PlantedFault, *seen: Found) -> float:
    return score([fault], [], seen).classes[fault.code].recall


@pytest.mark.parametrize(
    ("fault", "value"),
    [(FIXED, "Nguyễn Văn Hùng"), (QUARANTINED, None), (FLAGGED, date(2018, 4, 30))],
)
def test_the_right_outcome_under_the_right_code_counts(fault: PlantedFault, value: Value) -> None:
    assert recall(fault, found(fault, value)) == 1.0


def test_a_fault_that_nobody_reports_is_missed() -> None:
    result = score([FIXED, QUARANTINED], [], [found(QUARANTINED)])

    assert result.missed == ("text.tcvn3",)


def test_a_fix_to_a_wrong_value_is_missed_and_wrong() -> None:
    result = score([FIXED], [], [found(FIXED, "Nguyễn Văn Hưng")])

    assert result.missed == ("text.tcvn3",)
    assert result.wrong_values == (WrongValue("so", 7, "applicant", "Nguyễn Văn Hùng", "Nguyễn Văn Hưng"),)


def test_another_code_does_not_count() -> None:
    assert recall(QUARANTINED, found(QUARANTINED, code="date.unreadable")) == 0.0


def test_what_is_to_be_kept_must_come_through_unchanged() -> None:
    assert recall(KEPT, found(KEPT, "Nguyễn Thị Thuý", code="")) == 1.0
    assert recall(KEPT, found(KEPT, "Nguyễn Thị Thúy", code="")) == 0.0


def test_what_is_to_be_kept_must_not_be_quarantined() -> None:
    quarantined = Found("so", 9, "", "text.lost_letters", Outcome.QUARANTINED, None)

    assert recall(KEPT, found(KEPT, "Nguyễn Thị Thuý", code=""), quarantined) == 0.0


def test_a_clean_row_that_changed_is_a_silent_wrong_value() -> None:
    result = score([], [CLEAN], [clean(value="Lê Thị Tuyêt")])

    assert result.wrong_values == (WrongValue("so", 11, "applicant", "Lê Thị Tuyết", "Lê Thị Tuyêt"),)


def test_a_clean_row_in_quarantine_is_false() -> None:
    result = score([], [CLEAN], [clean("", None, "text.ambiguous", Outcome.QUARANTINED)])

    assert result.falsely_quarantined == (("so", 11),)
    assert result.false_quarantine == 1.0


def test_a_value_in_quarantine_is_not_taken_over_in_silence() -> None:
    result = score([], [CLEAN], [clean(value=None, code="text.lost_letters", outcome=Outcome.QUARANTINED)])

    assert result.wrong_values == ()


def test_a_day_is_met_by_any_minute_of_it() -> None:
    at = datetime(2018, 11, 5, 1, 30, tzinfo=UTC)

    assert score([], [CLEAN], [clean("received_on", at)]).wrong_values == ()
    assert score([], [CLEAN], [clean("received_on", date(2018, 11, 6))]).wrong_values != ()


def test_a_row_without_truth_is_not_judged() -> None:
    stranger = Found("so", 99, "applicant", "", Outcome.KEPT, "Ai đó")

    assert score([], [CLEAN], [stranger]).wrong_values == ()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (date(2018, 11, 5), "2018-11-05"),
        (datetime(2018, 11, 4, 22, 15, tzinfo=UTC), "2018-11-05 05:15"),
        (1637, "1637"),
        ("Hạnh", "Hạnh"),
    ],
)
def test_values_are_compared_as_the_truth_writes_them(value: Value, text: str) -> None:
    assert as_text(value) == text


def test_a_cell_that_two_encodings_write_alike_may_go_by_either_name() -> None:
    other = FIXED._replace(code="text.vps")

    assert recall(other, found(other, "Nguyễn Văn Hùng", code="text.cp1258")) == 1.0
    assert recall(other, found(other, "Nguyễn Văn Hựng", code="text.cp1258")) == 0.0
    assert recall(other, found(other, "Nguyễn Văn Hùng", code="text.line_break")) == 0.0


def test_an_ambiguous_cell_left_to_a_person_is_counted_apart() -> None:
    asked = found(FIXED, None, "text.ambiguous")._replace(outcome=Outcome.QUARANTINED)

    (counted,) = score([FIXED], [], [asked]).classes.values()

    assert (counted.planted, counted.treated, counted.asked, counted.missed) == (1, 0, 1, 0)
    assert counted.recall == 1.0


def test_a_class_that_can_be_read_in_one_way_only_may_not_be_left_to_a_person() -> None:
    bom = FIXED._replace(code="text.invisible")
    asked = found(bom, None, "text.ambiguous")._replace(outcome=Outcome.QUARANTINED)

    assert recall(bom, asked) == 0.0


def test_a_wrong_value_is_counted_in_its_class() -> None:
    classes = score(
        [FIXED, KEPT], [], [found(FIXED, "Nguyễn Văn Hưng"), found(KEPT, "Nguyễn Thị Thuý")]
    ).classes

    assert {code: each.wrong for code, each in classes.items()} == {"text.tcvn3": 1, "text.tone_place": 0}


def test_what_a_person_had_to_say_and_nobody_was_asked_is_a_silent_wrong_value() -> None:
    taken = Found("so", 8, "received_on", "", Outcome.KEPT, date(2018, 3, 2))

    result = score([QUARANTINED], [], [taken])

    assert result.wrong_values == (WrongValue("so", 8, "received_on", "", "2018-03-02"),)
    assert result.classes["date.impossible"].wrong == 1


def test_a_step_that_waits_for_its_dossier_is_not_quarantined_for_nothing() -> None:
    held = Found("nhat_ky", 3, "", "row.dossier_held", Outcome.QUARANTINED, None)
    own = held._replace(position=4, code="date.impossible")

    assert score([], [CLEAN], [held, own]).falsely_quarantined == (("nhat_ky", 4),)


def test_the_total_adds_the_classes_up() -> None:
    result = score([FIXED, QUARANTINED, KEPT], [], [found(FIXED, "Nguyễn Văn Hùng"), found(QUARANTINED)])

    assert (result.total.planted, result.total.treated, result.total.missed) == (3, 2, 1)
    assert round(result.total.recall, 3) == 0.667


def test_nothing_planted_is_nothing_missed() -> None:
    assert score([], [CLEAN], []).total.recall == 1.0


def test_no_clean_row_means_no_false_quarantine() -> None:
    assert score([FIXED], [], []).false_quarantine == 0.0
