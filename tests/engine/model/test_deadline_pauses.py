"""Pauses: what they move, what they cannot move, and what is late or left at a moment."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import Refused
from engine.model.calendar import WorkingCalendar
from engine.model.counting import PLAIN_COUNTING, AfterPause, Counting, CountingMode
from engine.model.deadline import due, due_at, is_late, slack
from engine.model.derivation import sentences
from engine.model.holidays import national_days
from engine.model.ledger import Ledger, Pause
from engine.model.limit import Limit
from engine.model.working_time import add_office_time, office_time_between
from tests.support.hanoi import hanoi, on_the_wall

CALENDAR = WorkingCalendar(national_days())
CIVIL = Counting(CountingMode.CIVIL_CODE)
RESTART = Counting(after_pause=AfterPause.RESTART)
FIVE_DAYS = Limit.parse("P5D")
RECEIVED = "2018-11-19 10:00"


def ledger(
    *pauses: tuple[str, str | None], limit: Limit = FIVE_DAYS, counting: Counting = PLAIN_COUNTING
) -> Ledger:
    stood_still = tuple(Pause(hanoi(start), hanoi(end) if end else None) for start, end in pauses)
    return Ledger(hanoi(RECEIVED), limit, counting, stood_still)


def due_on_the_wall(of: Ledger) -> str:
    return on_the_wall(due(of, CALENDAR).at)


def test_a_pause_of_three_working_days_moves_the_date_by_exactly_three() -> None:
    assert due_on_the_wall(ledger()) == "2018-11-26 10:00"
    assert due_on_the_wall(ledger(("2018-11-20 14:00", "2018-11-23 14:00"))) == "2018-11-29 10:00"


def test_two_pauses_compose() -> None:
    twice = ledger(("2018-11-20 14:00", "2018-11-23 14:00"), ("2018-11-26 09:00", "2018-11-29 09:00"))

    assert due_on_the_wall(twice) == "2018-12-04 10:00"


def test_a_pause_over_a_weekend_moves_the_date_by_its_working_time_only() -> None:
    assert due_on_the_wall(ledger(("2018-11-23 17:30", "2018-11-26 08:00"))) == "2018-11-26 10:00"


def test_a_pause_moves_a_limit_of_calendar_days_by_its_wall_time() -> None:
    of = ledger(("2018-11-20 09:00", "2018-11-21 11:00"), limit=Limit.parse("P7D", calendar=True))

    assert due_on_the_wall(of) == "2018-11-27 12:00"


@pytest.mark.parametrize("hour", ["00:00", "10:00", "23:59"])
def test_by_civil_days_a_pause_moves_the_date_by_the_working_days_after_its_first(hour: str) -> None:
    of = ledger((f"2018-11-20 {hour}", f"2018-11-23 {hour}"), counting=CIVIL)

    assert due_on_the_wall(of) == "2018-11-29 17:30"


def test_by_civil_days_a_pause_within_one_day_moves_nothing() -> None:
    of = ledger(("2018-11-20 09:00", "2018-11-20 16:00"), counting=CIVIL)

    assert due_on_the_wall(of) == due_on_the_wall(ledger(counting=CIVIL))


def test_a_pause_on_the_last_civil_day_still_moves_the_date() -> None:
    of = ledger(("2018-11-26 10:00", "2018-11-28 10:00"), counting=CIVIL)

    assert due_on_the_wall(of) == "2018-11-28 17:30"


def test_a_same_day_result_held_back_by_a_pause_is_due_on_the_day_it_resumes() -> None:
    of = ledger(("2018-11-19 11:00", "2018-11-21 09:00"), limit=Limit.parse("P0D"))

    assert due_on_the_wall(of) == "2018-11-21 17:30"


def test_a_restart_gives_the_full_limit_from_the_resumption() -> None:
    assert (
        due_on_the_wall(ledger(("2018-11-20 14:00", "2018-11-21 14:00"), counting=RESTART))
        == "2018-11-28 14:00"
    )


@pytest.mark.parametrize("counting", [PLAIN_COUNTING, RESTART, CIVIL])
def test_a_pause_after_the_due_date_does_not_make_a_late_dossier_on_time(counting: Counting) -> None:
    paused_late = ledger(("2018-12-03 09:00", "2018-12-10 09:00"), counting=counting)

    assert due_on_the_wall(paused_late) == due_on_the_wall(ledger(counting=counting))
    assert is_late(paused_late, CALENDAR, hanoi("2018-12-10 10:00"))


@pytest.mark.parametrize("counting", [PLAIN_COUNTING, RESTART])
def test_a_pause_begun_in_the_due_minute_finds_no_time_left_to_save(counting: Counting) -> None:
    assert (
        due_on_the_wall(ledger(("2018-11-26 10:00", "2018-11-28 10:00"), counting=counting))
        == "2018-11-26 10:00"
    )


def test_a_limit_that_ran_out_on_a_weekend_is_due_at_once_after_a_pause_begun_there() -> None:
    five_days = Limit.parse("P5D", calendar=True)

    assert due_on_the_wall(ledger(limit=five_days)) == "2018-11-26 08:00"
    assert (
        due_on_the_wall(ledger(("2018-11-24 12:00", "2018-11-27 09:00"), limit=five_days))
        == "2018-11-27 09:00"
    )


def test_a_pause_before_the_time_counts_moves_only_what_it_covers() -> None:
    received_late = Ledger(
        hanoi("2018-11-24 09:00"),
        FIVE_DAYS,
        pauses=(Pause(hanoi("2018-11-24 10:00"), hanoi("2018-11-25 10:00")),),
    )

    assert due_on_the_wall(received_late) == "2018-11-30 17:30"


def test_a_dossier_under_an_open_pause_has_no_due_date() -> None:
    with pytest.raises(Refused, match=r"ledger\.paused"):
        due(ledger(("2018-11-20 14:00", None)), CALENDAR)


def test_an_open_pause_begun_after_the_due_date_does_not_take_the_date_away() -> None:
    assert due_on_the_wall(ledger(("2018-12-03 09:00", None))) == "2018-11-26 10:00"


def test_every_unusable_pause_is_named_at_once() -> None:
    with pytest.raises(Refused) as refused:
        ledger(
            ("2018-11-18 10:00", "2018-11-21 10:00"),
            ("2018-11-20 10:00", "2018-11-19 10:00"),
            ("2018-11-22 10:00", None),
            ("2018-11-23 10:00", "2018-11-24 10:00"),
        )

    assert refused.value.code == "ledger.unusable"
    assert refused.value.facts["problems"] == [
        "pause 1 begins before the reception",
        "pause 2 ends before it begins",
        "pause 2 begins before pause 1 has ended",
        "pause 4 begins before pause 3 has ended",
    ]


def test_pauses_that_touch_do_not_overlap() -> None:
    of = ledger(("2018-11-20 14:00", "2018-11-21 14:00"), ("2018-11-21 14:00", "2018-11-23 14:00"))

    assert due_on_the_wall(of) == "2018-11-29 10:00"


# Late or not, and what is left


def test_a_dossier_is_on_time_in_its_due_minute_and_late_in_the_next() -> None:
    assert not is_late(ledger(), CALENDAR, hanoi("2018-11-26 10:00:59"))
    assert is_late(ledger(), CALENDAR, hanoi("2018-11-26 10:01"))


def test_a_dossier_does_not_become_late_during_a_pause() -> None:
    assert not is_late(ledger(("2018-11-20 14:00", None)), CALENDAR, hanoi("2019-06-01 10:00"))


def test_a_dossier_that_was_late_when_its_pause_began_stays_late() -> None:
    assert is_late(ledger(("2018-12-03 09:00", None)), CALENDAR, hanoi("2018-12-05 10:00"))


def test_what_happens_later_does_not_change_what_was_late() -> None:
    of = ledger(("2018-11-20 14:00", "2018-11-23 14:00"))

    assert not is_late(of, CALENDAR, hanoi("2018-11-29 10:00"))
    assert slack(of, CALENDAR, hanoi("2018-11-20 10:00")) == slack(
        ledger(), CALENDAR, hanoi("2018-11-20 10:00")
    )


def test_the_slack_is_the_office_time_left() -> None:
    assert slack(ledger(), CALENDAR, hanoi("2018-11-23 16:30")) == timedelta(hours=3)


def test_the_slack_stands_still_during_a_pause() -> None:
    of = ledger(("2018-11-20 14:00", "2018-11-23 14:00"))

    slacks = [
        slack(of, CALENDAR, hanoi(at)) for at in ("2018-11-20 14:00", "2018-11-22 09:00", "2018-11-23 14:00")
    ]

    # 40 h, less 6 h of Monday and 4 h 30 of Tuesday.
    assert slacks == [timedelta(hours=29, minutes=30)] * 3


def test_a_negative_slack_says_how_late_it_is() -> None:
    assert slack(ledger(), CALENDAR, hanoi("2018-11-27 11:00")) == -timedelta(hours=9)


pauses_in_minutes = st.lists(st.tuples(st.integers(0, 900), st.integers(0, 3000)), max_size=3)


@given(pauses_in_minutes)
def test_a_resumed_clock_runs_for_exactly_the_limit(
    office_then_wall: list[tuple[int, int]],
) -> None:
    at, pauses, stood_still = hanoi(RECEIVED), [], timedelta()
    for running, standing in office_then_wall:
        paused_at = add_office_time(CALENDAR, at, timedelta(minutes=running))
        at = paused_at + timedelta(minutes=standing)
        pauses.append(Pause(paused_at, at))
        stood_still += office_time_between(CALENDAR, paused_at, at)
    of = Ledger(hanoi(RECEIVED), Limit.parse("P10D"), pauses=tuple(pauses))

    due_moment = due(of, CALENDAR).at

    assert office_time_between(CALENDAR, of.received_at, due_moment) == timedelta(hours=80) + stood_still


@given(
    st.integers(0, 20 * 24 * 60),
    st.sampled_from(["P0D", "P1D", "P5D", "PT4H"]),
    st.sampled_from([PLAIN_COUNTING, CIVIL]),
)
def test_a_later_reception_is_never_due_earlier(minutes: int, limit: str, counting: Counting) -> None:
    received_at = hanoi("2019-01-25 00:00") + timedelta(minutes=minutes)

    earlier, later = (
        due_at(at, Limit.parse(limit), CALENDAR, counting).at
        for at in (received_at, received_at + timedelta(minutes=37))
    )

    assert earlier <= later


def test_a_pause_may_restart_the_limit_whatever_the_procedure_does_after_others() -> None:
    start, end = hanoi("2018-11-20 14:00"), hanoi("2018-11-23 14:00")
    of_its_own = Ledger(hanoi(RECEIVED), FIVE_DAYS, pauses=(Pause(start, end, AfterPause.RESTART),))

    assert due_on_the_wall(of_its_own) == "2018-11-30 14:00"
    assert "tính lại từ đầu toàn bộ thời hạn" in " ".join(sentences(due(of_its_own, CALENDAR).derivation))
