"""A unit's calendar: weekly hours, special days, and the desk's own hours."""

from datetime import date, datetime, time

import pytest

from engine.errors import Broken, Refused
from engine.model.calendar import (
    CLOSED,
    MORNING,
    STANDARD_DAY,
    DayKind,
    Interval,
    SpecialDay,
    WorkingCalendar,
    week,
)
from tests.support.hanoi import hanoi, on_the_wall

SATURDAY = date(2018, 11, 24)
MONDAY = date(2018, 11, 26)


def off(day: date) -> SpecialDay:
    return SpecialDay(day, DayKind.OFF, "nghỉ", "quyết định")


def worked(day: date) -> SpecialDay:
    return SpecialDay(day, DayKind.WORKED, "làm bù", "quyết định")


def test_a_weekday_has_the_standard_office_hours() -> None:
    assert WorkingCalendar().office_hours(MONDAY) == STANDARD_DAY


def test_a_saturday_is_no_working_day_by_default() -> None:
    assert not WorkingCalendar().is_working_day(SATURDAY)


def test_a_saturday_morning_makes_the_saturday_a_working_day() -> None:
    calendar = WorkingCalendar(office=week(saturday=MORNING))

    assert calendar.office_hours(SATURDAY) == MORNING


def test_a_day_off_has_no_hours_at_all() -> None:
    calendar = WorkingCalendar((off(MONDAY),))

    assert calendar.office_hours(MONDAY) == CLOSED
    assert calendar.reception_hours(MONDAY) == CLOSED


@pytest.mark.parametrize("saturday", [CLOSED, MORNING])
def test_a_worked_saturday_has_the_hours_of_a_monday(saturday: tuple[Interval, ...]) -> None:
    calendar = WorkingCalendar((worked(SATURDAY),), office=week(saturday=saturday))

    assert calendar.office_hours(SATURDAY) == STANDARD_DAY


@pytest.mark.parametrize(
    ("moment", "next_moment"),
    [
        ("2018-11-21 07:15", "2018-11-21 08:00"),
        ("2018-11-21 08:00", "2018-11-21 08:00"),
        ("2018-11-21 09:24", "2018-11-21 09:24"),
        ("2018-11-21 12:00", "2018-11-21 12:00"),
        ("2018-11-21 12:01", "2018-11-21 13:30"),
        ("2018-11-21 17:30", "2018-11-21 17:30"),
        ("2018-11-21 17:31", "2018-11-22 08:00"),
        ("2018-11-23 18:00", "2018-11-26 08:00"),
    ],
)
def test_the_next_office_moment_is_the_moment_itself_or_the_next_opening(
    moment: str, next_moment: str
) -> None:
    assert on_the_wall(WorkingCalendar().next_office_moment(hanoi(moment))) == next_moment


def test_the_next_office_moment_is_given_in_utc() -> None:
    next_moment = WorkingCalendar().next_office_moment(hanoi("2018-11-21 07:15"))

    assert next_moment.isoformat() == "2018-11-21T01:00:00+00:00"


def test_the_desk_may_be_closed_while_the_office_works() -> None:
    calendar = WorkingCalendar(reception=week(weekday=MORNING))

    assert calendar.is_desk_open(hanoi("2018-11-21 11:59"))
    assert not calendar.is_desk_open(hanoi("2018-11-21 14:00"))
    assert on_the_wall(calendar.next_office_moment(hanoi("2018-11-21 14:00"))) == "2018-11-21 14:00"


def test_the_desk_may_be_open_on_a_saturday_morning_that_is_not_office_time() -> None:
    calendar = WorkingCalendar(reception=week(saturday=MORNING))

    assert calendar.next_reception(hanoi("2018-11-23 18:00")) == hanoi("2018-11-24 08:00")


def test_the_desk_is_open_in_every_second_of_an_open_minute() -> None:
    assert WorkingCalendar().is_desk_open(hanoi("2018-11-21 17:30:59"))


def test_a_unit_without_a_desk_has_no_next_reception() -> None:
    calendar = WorkingCalendar(reception=week(weekday=CLOSED))

    assert calendar.next_reception(hanoi("2018-11-21 09:00")) is None
    assert not calendar.is_desk_open(hanoi("2018-11-21 09:00"))


def test_the_desk_opens_on_a_worked_saturday() -> None:
    assert WorkingCalendar((worked(SATURDAY),)).is_desk_open(hanoi("2018-11-24 16:00"))


def test_a_moment_without_a_time_zone_is_a_fault_of_ours() -> None:
    with pytest.raises(Broken, match=r"moment\.naive"):
        WorkingCalendar().next_office_moment(datetime(2018, 11, 21, 9, 24))


def test_hours_that_close_before_they_open_are_refused() -> None:
    with pytest.raises(Refused, match=r"calendar\.interval_unusable"):
        Interval(time(12), time(8))


def test_every_problem_of_a_calendar_is_named_at_once() -> None:
    overlapping = (Interval(time(8), time(12)), Interval(time(11), time(17)))

    with pytest.raises(Refused) as refused:
        WorkingCalendar(
            (off(MONDAY), worked(MONDAY)), office=week(weekday=CLOSED), reception=week(saturday=overlapping)
        )

    assert refused.value.facts["problems"] == [
        "overlap 12:00 11:00",
        "repeated 2018-11-26",
        "no office hours on Monday",
    ]
