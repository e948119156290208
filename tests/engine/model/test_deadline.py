"""Due dates before any pause: the oracles of the orders, both ways of counting, and the cut-off."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta

import pytest

from engine.errors import Broken
from engine.model.calendar import MORNING, STANDARD_DAY, Interval, WorkingCalendar, week
from engine.model.counting import PLAIN_COUNTING, Counting, CountingMode
from engine.model.deadline import due_at
from engine.model.holidays import national_days
from engine.model.limit import Limit
from tests.support.hanoi import hanoi, on_the_wall

CALENDAR = WorkingCalendar(national_days())
WITH_SATURDAY_MORNING = WorkingCalendar(national_days(), office=week(saturday=MORNING))
CIVIL = Counting(CountingMode.CIVIL_CODE)


def due_on_the_wall(
    received: str,
    limit: str,
    counting: Counting = PLAIN_COUNTING,
    calendar: WorkingCalendar = CALENDAR,
) -> str:
    """Return the due moment for `2018-11-21 09:24` and a limit as `P5D`, or `P5D ngày` for calendar days."""
    duration, *unit = limit.split()
    parsed = Limit.parse(duration, calendar=bool(unit))
    return on_the_wall(due_at(hanoi(received), parsed, calendar, counting).at)


# By the minute, working days


def test_monday_ten_and_two_working_days_is_wednesday_ten() -> None:
    assert due_on_the_wall("2018-11-19 10:00", "P2D") == "2018-11-21 10:00"


def test_the_dossier_of_21_november_2018_is_due_on_the_28th_at_the_same_minute() -> None:
    assert due_on_the_wall("2018-11-21 09:24", "P5D") == "2018-11-28 09:24"


def test_friday_ten_and_one_working_day_is_monday_ten() -> None:
    assert due_on_the_wall("2018-11-23 10:00", "P1D") == "2018-11-26 10:00"


def test_a_saturday_morning_in_the_office_hours_counts_as_half_a_day() -> None:
    after_one = due_on_the_wall("2018-11-23 10:00", "P1D", calendar=WITH_SATURDAY_MORNING)
    after_a_week = due_on_the_wall("2018-11-19 10:00", "P5.5D", calendar=WITH_SATURDAY_MORNING)

    # Friday still holds six hours, Saturday gives the other two.
    assert after_one == "2018-11-24 10:00"
    assert after_a_week == "2018-11-26 10:00"


@pytest.mark.parametrize("calendar", [CALENDAR, WITH_SATURDAY_MORNING])
def test_eighty_working_hours_are_ten_working_days(calendar: WorkingCalendar) -> None:
    in_hours = due_on_the_wall("2018-11-21 09:24", "PT80H", calendar=calendar)

    assert in_hours == due_on_the_wall("2018-11-21 09:24", "P10D", calendar=calendar)


def test_one_working_day_is_not_twenty_four_working_hours() -> None:
    assert due_on_the_wall("2018-11-19 10:00", "P1D") == "2018-11-20 10:00"
    assert due_on_the_wall("2018-11-19 10:00", "PT24H") == "2018-11-22 10:00"


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2018-11-21 06:10", "2018-11-21 12:00"),
        ("2018-11-21 12:40", "2018-11-21 17:30"),
        ("2018-11-21 19:00", "2018-11-22 12:00"),
        ("2018-11-24 09:00", "2018-11-26 12:00"),
        ("2019-02-05 09:00", "2019-02-11 12:00"),
    ],
)
def test_a_dossier_received_outside_office_hours_starts_at_the_next_opening(received: str, due: str) -> None:
    assert due_on_the_wall(received, "P0.5D") == due


def test_tet_is_not_counted() -> None:
    assert due_on_the_wall("2019-01-31 10:00", "P3D") == "2019-02-12 10:00"


def test_a_worked_saturday_counts_as_a_full_working_day() -> None:
    assert due_on_the_wall("2019-01-04 10:00", "P1D") == "2019-01-05 10:00"
    assert due_on_the_wall("2019-01-04 10:00", "P2D") == "2019-01-07 10:00"


@pytest.mark.parametrize("calendar", [CALENDAR, WITH_SATURDAY_MORNING])
def test_a_worked_saturday_is_full_even_where_saturdays_are_mornings(calendar: WorkingCalendar) -> None:
    assert due_on_the_wall("2019-01-04 10:00", "P2D", calendar=calendar) == "2019-01-07 10:00"


def test_a_swapped_monday_off_is_not_counted() -> None:
    assert due_on_the_wall("2018-12-28 10:00", "P1D") == "2019-01-02 10:00"


def test_a_working_day_is_the_units_own_standard_day() -> None:
    seven_hours = (Interval(time(8), time(11, 30)), Interval(time(13, 30), time(17)))
    calendar = WorkingCalendar(office=week(weekday=seven_hours))

    assert due_on_the_wall("2018-11-19 10:00", "P2D", calendar=calendar) == "2018-11-21 10:00"


# By the minute, calendar days


def test_calendar_days_keep_the_wall_time() -> None:
    assert due_on_the_wall("2018-11-21 09:24", "P5D ngày") == "2018-11-26 09:24"


def test_calendar_days_that_end_on_a_day_off_roll_to_the_next_opening() -> None:
    assert due_on_the_wall("2018-11-21 09:24", "P3D ngày") == "2018-11-26 08:00"
    assert due_on_the_wall("2019-01-31 10:00", "P5D ngày") == "2019-02-11 08:00"


def test_calendar_days_start_at_the_next_opening_too() -> None:
    assert due_on_the_wall("2018-11-24 09:24", "P3D ngày") == "2018-11-29 08:00"


# By days, as the civil code counts


@pytest.mark.parametrize("received", ["2018-11-19 00:01", "2018-11-19 10:00", "2018-11-19 23:59"])
def test_the_first_day_is_not_counted_and_the_last_ends_with_the_office(received: str) -> None:
    assert due_on_the_wall(received, "P2D", CIVIL) == "2018-11-21 17:30"


def test_civil_calendar_days_that_end_on_a_day_off_end_with_the_next_working_day() -> None:
    assert due_on_the_wall("2018-11-21 09:24", "P3D ngày", CIVIL) == "2018-11-26 17:30"


def test_a_dossier_received_on_a_sunday_has_that_sunday_as_its_first_day() -> None:
    assert due_on_the_wall("2018-11-25 10:00", "P1D", CIVIL) == "2018-11-26 17:30"


def test_civil_days_end_at_noon_on_a_saturday_that_is_a_morning() -> None:
    due = due_on_the_wall("2018-11-23 10:00", "P1D ngày", CIVIL, WITH_SATURDAY_MORNING)

    assert due == "2018-11-24 12:00"


def test_half_a_saturday_is_half_a_civil_day() -> None:
    due = due_on_the_wall("2018-11-23 10:00", "P1D", CIVIL, WITH_SATURDAY_MORNING)

    assert due == "2018-11-26 17:30"


@pytest.mark.parametrize("limit", ["PT4H", "P0.5D", "P1.5D"])
def test_hours_and_parts_of_a_day_run_by_the_minute_even_under_the_civil_code(limit: str) -> None:
    by_the_minute = due_on_the_wall("2018-11-19 10:00", limit)

    assert due_on_the_wall("2018-11-19 10:00", limit, CIVIL) == by_the_minute


# Cut-off and same-day limits

DESK = Counting(cut_off=time(15))
ONLINE = Counting(cut_off=time(17))


def test_a_dossier_received_at_the_cut_off_counts_at_once() -> None:
    assert due_on_the_wall("2018-11-21 15:00:59", "P1D", DESK) == "2018-11-22 15:00"


def test_a_dossier_received_after_the_cut_off_counts_from_the_next_opening() -> None:
    assert due_on_the_wall("2018-11-21 15:01", "P1D", DESK) == "2018-11-22 17:30"


def test_after_the_cut_off_on_a_friday_before_tet_it_counts_from_the_end_of_tet() -> None:
    assert due_on_the_wall("2019-02-01 15:01", "PT4H", DESK) == "2019-02-11 12:00"


def test_an_online_dossier_after_five_counts_from_eight_of_the_next_working_day() -> None:
    assert due_on_the_wall("2018-11-21 17:10", "PT2H", ONLINE) == "2018-11-22 10:00"


def test_an_online_dossier_on_a_holiday_counts_from_eight_of_the_next_working_day() -> None:
    assert due_on_the_wall("2019-02-05 09:00", "PT8H", ONLINE) == "2019-02-11 17:30"


def test_the_cut_off_moves_the_first_day_of_the_civil_code() -> None:
    civil_with_cut_off = Counting(CountingMode.CIVIL_CODE, cut_off=time(15))

    assert due_on_the_wall("2018-11-19 14:00", "P1D", civil_with_cut_off) == "2018-11-20 17:30"
    assert due_on_the_wall("2018-11-19 15:30", "P1D", civil_with_cut_off) == "2018-11-21 17:30"


@pytest.mark.parametrize("mode", list(CountingMode))
@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2018-11-21 07:00", "2018-11-21 17:30"),
        ("2018-11-21 14:59", "2018-11-21 17:30"),
        ("2018-11-21 15:01", "2018-11-22 17:30"),
        ("2018-11-24 09:00", "2018-11-26 17:30"),
    ],
)
def test_a_same_day_result_is_due_at_the_close_of_the_day_it_counts_from(
    mode: CountingMode, received: str, due: str
) -> None:
    assert due_on_the_wall(received, "P0D", Counting(mode, cut_off=time(15))) == due


def test_without_a_cut_off_a_same_day_result_is_due_that_day_until_the_office_closes() -> None:
    assert due_on_the_wall("2018-11-21 17:00", "P0D") == "2018-11-21 17:30"
    assert due_on_the_wall("2018-11-21 18:00", "P0D") == "2018-11-22 17:30"


# Moments in and out


def test_seconds_do_not_count_because_papers_print_minutes() -> None:
    assert due_on_the_wall("2018-11-21 09:24:59", "P5D") == due_on_the_wall("2018-11-21 09:24", "P5D")


def test_a_due_date_is_given_in_utc_and_does_not_depend_on_the_zone_of_the_reception() -> None:
    received_at = hanoi("2018-11-21 09:24")
    limit = Limit.parse("P5D")

    from_hanoi, from_utc = (due_at(at, limit, CALENDAR) for at in (received_at, received_at.astimezone(UTC)))

    assert from_hanoi == from_utc
    assert from_hanoi.at.utcoffset() == timedelta()


def test_a_reception_without_a_time_zone_is_a_fault_of_ours() -> None:
    with pytest.raises(Broken, match=r"moment\.naive"):
        due_at(datetime(2018, 11, 21, 9, 24), Limit.parse("P5D"), CALENDAR)


def test_units_with_different_hours_do_not_disturb_each_other_in_parallel_threads() -> None:
    summer = (Interval(time(7, 30), time(11, 30)), Interval(time(13), time(17)))
    calendars = [
        WorkingCalendar(national_days(), office=week(hours)) for hours in (STANDARD_DAY, summer)
    ] * 200

    with ThreadPoolExecutor(max_workers=8) as threads:
        dues = list(
            threads.map(
                lambda calendar: due_on_the_wall("2018-11-21 07:00", "P1D", calendar=calendar), calendars
            )
        )

    assert dues == ["2018-11-21 17:30", "2018-11-21 17:00"] * 200
