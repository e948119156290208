"""Office time between two moments, and where an amount of it ends."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from engine.model.calendar import MORNING, WorkingCalendar, week
from engine.model.holidays import national_days
from engine.model.working_time import add_office_time, close_of_office, office_time_between, opening_after
from tests.support.hanoi import hanoi, on_the_wall

CALENDAR = WorkingCalendar(national_days())
START = hanoi("2018-12-20 00:00")
moments = st.integers(0, 60 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))
amounts = st.integers(1, 10 * 8 * 60).map(lambda minutes: timedelta(minutes=minutes))


def test_a_whole_day_holds_eight_hours() -> None:
    time = office_time_between(CALENDAR, hanoi("2018-11-21 00:00"), hanoi("2018-11-22 00:00"))

    assert time == timedelta(hours=8)


def test_the_lunch_break_is_no_office_time() -> None:
    time = office_time_between(CALENDAR, hanoi("2018-11-21 11:00"), hanoi("2018-11-21 14:00"))

    assert time == timedelta(hours=1, minutes=30)


def test_there_is_no_office_time_backwards() -> None:
    time = office_time_between(CALENDAR, hanoi("2018-11-21 14:00"), hanoi("2018-11-21 09:00"))

    assert time == timedelta()


def test_tet_holds_no_office_time() -> None:
    time = office_time_between(CALENDAR, hanoi("2019-02-01 17:30"), hanoi("2019-02-11 08:00"))

    assert time == timedelta()


def test_eight_hours_from_the_opening_end_at_the_close_and_not_at_the_next_opening() -> None:
    end_at = add_office_time(CALENDAR, hanoi("2018-11-21 08:00"), timedelta(hours=8))

    assert on_the_wall(end_at) == "2018-11-21 17:30"


def test_four_hours_from_the_opening_end_before_the_lunch_break() -> None:
    end_at = add_office_time(CALENDAR, hanoi("2018-11-21 08:00"), timedelta(hours=4))

    assert on_the_wall(end_at) == "2018-11-21 12:00"


def test_no_time_at_all_ends_where_it_starts() -> None:
    end_at = add_office_time(CALENDAR, hanoi("2018-11-24 09:00"), timedelta())

    assert on_the_wall(end_at) == "2018-11-24 09:00"


@given(moments, amounts)
def test_what_is_added_lies_between_start_and_end(start_at: datetime, amount: timedelta) -> None:
    end_at = add_office_time(CALENDAR, start_at, amount)

    assert office_time_between(CALENDAR, start_at, end_at) == amount


@given(moments, amounts)
def test_the_end_is_the_first_moment_with_the_whole_amount(start_at: datetime, amount: timedelta) -> None:
    end_at = add_office_time(CALENDAR, start_at, amount)

    assert office_time_between(CALENDAR, start_at, end_at - timedelta(minutes=1)) < amount


@given(moments, amounts, amounts)
def test_adding_twice_equals_adding_the_sum(start_at: datetime, first: timedelta, second: timedelta) -> None:
    in_two_steps = add_office_time(CALENDAR, add_office_time(CALENDAR, start_at, first), second)

    assert in_two_steps == add_office_time(CALENDAR, start_at, first + second)


def test_the_office_closes_at_noon_where_only_the_saturday_morning_is_worked() -> None:
    calendar = WorkingCalendar(office=week(saturday=MORNING))

    assert on_the_wall(close_of_office(calendar, date(2018, 11, 24))) == "2018-11-24 12:00"


def test_the_close_of_a_day_off_is_that_of_the_next_working_day() -> None:
    assert on_the_wall(close_of_office(CALENDAR, date(2019, 2, 4))) == "2019-02-11 17:30"


def test_the_opening_after_a_working_day_is_on_another_day() -> None:
    assert on_the_wall(opening_after(CALENDAR, date(2018, 11, 23))) == "2018-11-26 08:00"


@given(moments, amounts)
def test_an_amount_ends_at_the_first_minute_by_which_it_has_passed(
    start_at: datetime, amount: timedelta
) -> None:
    end_at = add_office_time(CALENDAR, start_at, amount)

    assert office_time_between(CALENDAR, start_at, end_at) == amount
    assert office_time_between(CALENDAR, start_at, end_at - timedelta(minutes=1)) < amount
