"""Times of the day, years and months, working time, and what a point asks of them (DMN 1.3 Tables 57 and 65)."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.bpmn.expressions import compile_expression
from engine.bpmn.expressions.values import Months, WorkingDuration
from tests.support.expressions import Case, check

MONTHS = [
    Case('duration("P1Y6M")', {}, Months(18)),
    Case('duration("P0M")', {}, Months(0)),
    Case('duration("-P1M")', {}, Months(-1)),
    Case('-duration("P1M")', {}, Months(-1)),
    Case('duration("P1M") + duration("P1Y")', {}, Months(13)),
    Case('duration("P1M") - duration("P1Y")', {}, Months(-11)),
    Case('duration("P1M") * 2.5', {}, Months(2)),
    Case('3 * duration("P1M")', {}, Months(3)),
    Case('duration("P1Y") / 5', {}, Months(2)),
    Case('duration("P1Y") / duration("P6M")', {}, 2),
    Case('duration("P1Y") / 0', {}, None),
    Case('duration("P1Y") / duration("P0M")', {}, None),
    Case('duration("P1Y") * 10 ** 999', {}, None),
    Case('duration("P1Y") = duration("P12M")', {}, True),
    Case('duration("P1Y") > duration("P11M")', {}, True),
    # How many days a month has is not known without a date.
    Case('duration("P1M") < duration("P31D")', {}, None),
    Case('duration("P1M") = duration("P30D")', {}, None),
    Case('duration("P1M") + duration("P1D")', {}, None),
    Case('sum(duration("P1M"), duration("P2M"))', {}, Months(3)),
    Case('abs(duration("-P2M"))', {}, Months(2)),
    Case('string(duration("-P18M"))', {}, "-P1Y6M"),
    Case('string(duration("P0Y"))', {}, "P0M"),
    Case('date("2024-01-31") + duration("P1M")', {}, date(2024, 2, 29)),
    Case('duration("P1M") + date("2023-01-31")', {}, date(2023, 2, 28)),
    Case('date("2024-02-29") - duration("P1Y")', {}, date(2023, 2, 28)),
    Case('date("2018-01-15") - duration("P1M")', {}, date(2017, 12, 15)),
    Case('date("9999-12-01") + duration("P1M")', {}, None),
    Case('date("0001-01-01") - duration("P1M")', {}, None),
    Case('date("2018-01-01") + duration("P999999999Y")', {}, None),
    Case('date and time("2018-11-30T15:00:00") + duration("P3M")', {}, datetime(2019, 2, 28, 15)),
    Case('duration("P1M") + date and time("2018-11-30T15:00:00")', {}, datetime(2018, 12, 30, 15)),
    Case('years and months duration(date("2018-01-31"), date("2018-03-01"))', {}, Months(1)),
    Case('years and months duration(date("2018-03-01"), date("2018-01-31"))', {}, Months(-1)),
    Case('years and months duration(date("2018-03-31"), date("2018-03-01"))', {}, Months(0)),
    Case('years and months duration(date("2000-05-20"), date("2018-05-20")) >= duration("P18Y")', {}, True),
    Case('years and months duration(date("2000-05-20"), date("2018-05-19")) >= duration("P18Y")', {}, False),
    Case('years and months duration("2018-01-31", date("2018-03-01"))', {}, None),
]

CLOCK = [
    Case('time("17:00:00")', {}, time(17)),
    Case('time("17:00:00.5")', {}, time(17, 0, 0, 500_000)),
    Case("time(x)", {"x": "24:00:00"}, None),
    Case("time(x)", {"x": "17:00"}, None),
    Case("time(x)", {"x": "17:00:00Z"}, None),
    Case('time(time("17:00:00"))', {}, time(17)),
    Case('time(date("2018-11-09"))', {}, None),
    # 18:30 in UTC is half past one on the next morning in Hanoi.
    Case("time(now())", {}, time(1, 30)),
    Case('time("08:00:00") < time("17:00:00")', {}, True),
    Case('time("08:00:00") in [time("08:00:00")..time("11:30:00")]', {}, True),
    Case('time("08:00:00") = "08:00:00"', {}, None),
    Case('time("17:00:00") - time("08:30:00")', {}, timedelta(hours=8, minutes=30)),
    Case('time("08:00:00") - time("17:00:00")', {}, timedelta(hours=-9)),
    Case('time("23:00:00") + duration("PT2H")', {}, time(1)),
    Case('duration("P1D") + time("23:00:00")', {}, time(23)),
    Case('time("01:00:00") - duration("PT2H")', {}, time(23)),
    Case('time("01:00:00") + time("01:00:00")', {}, None),
    Case('time("01:00:00") + duration("P1M")', {}, None),
    Case('string(time("17:05:00"))', {}, "17:05:00"),
    Case('date and time(date("2018-11-09"), time("15:00:00"))', {}, datetime(2018, 11, 9, 15)),
    Case('date and time(date("2018-11-09"), "15:00:00")', {}, None),
    Case('date and time(now(), time("15:00:00"))', {}, None),
]

WORKING = [
    Case("working days(3)", {}, WorkingDuration(3, 0)),
    Case("working days(n)", {"n": 0}, WorkingDuration(0, 0)),
    Case("working hours(4)", {}, WorkingDuration(0, 240)),
    Case("working hours(1.5)", {}, WorkingDuration(0, 90)),
    Case("working days(1.5)", {}, None),
    Case("working days(-1)", {}, None),
    Case('working days("3")', {}, None),
    Case("working days(n)", {}, None),
    Case("working hours(-1)", {}, None),
    Case("working hours(1 / 7)", {}, None),
    Case('working hours("3")', {}, None),
    Case("working days(1) = working hours(8)", {}, True),
    Case('working days(n) > working duration("P3D")', {"n": 4}, True),
    Case('working days(1) = duration("P1D")', {}, None),
    Case("string(working days(1) + working hours(4))", {}, "P1DT4H"),
    Case("string(working days(3) - working days(1))", {}, "P2D"),
    # Days and hours stay as they are written until one of them does not suffice.
    Case('string(working duration("P1DT10H") - working hours(9))', {}, "P1DT1H"),
    Case("string(working days(3) - working hours(4))", {}, "P2DT4H"),
    Case("string(working hours(12) - working days(1))", {}, "PT4H"),
    Case("working hours(4) - working days(1)", {}, None),
    Case("string(sum(working days(1), working hours(4)))", {}, "P1DT4H"),
    Case("max(working days(1), working hours(9)) = working hours(9)", {}, True),
    Case('date("2018-11-09") + working days(1)', {}, None),
]

DAY = 'date("2018-11-09")'
MOMENT = 'date and time("2018-11-11T15:20:35")'

PROPERTIES = [
    Case(f"[{DAY}.year, {DAY}.month, {DAY}.day, {DAY}.weekday]", {}, [2018, 11, 9, 5]),
    Case(f"[{MOMENT}.day, {MOMENT}.weekday]", {}, [11, 7]),
    Case(f"[{MOMENT}.hour, {MOMENT}.minute, {MOMENT}.second]", {}, [15, 20, 35]),
    Case('[time("08:30:15").hour, time("08:30:15").second]', {}, [8, 15]),
    Case(f"{DAY}.hour", {}, None),
    Case(f"{DAY}.max", {}, None),
    Case("now().tzinfo", {}, None),
    Case("today().weekday = 1", {}, True),
    Case('[@"P1DT2H30M5S".days, @"P1DT2H30M5S".hours, @"P1DT2H30M5S".minutes]', {}, [1, 2, 30]),
    Case('@"P1DT2H30M5S".seconds', {}, 5),
    Case('[@"-PT36H".days, @"-PT36H".hours, @"-PT30M".hours]', {}, [-1, -12, 0]),
    Case('[@"P1Y2M".years, @"P1Y2M".months, @"-P1Y2M".years, @"-P1Y2M".months]', {}, [1, 2, -1, -2]),
    Case('@"P1Y2M".days', {}, None),
    Case("working days(3).days", {}, None),
    Case('"2018-11-09".year', {}, None),
]


@pytest.mark.parametrize("case", MONTHS, ids=lambda case: case.text)
def test_years_and_months_are_a_length_of_their_own(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", CLOCK, ids=lambda case: case.text)
def test_a_time_of_the_day_goes_round_the_clock(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", WORKING, ids=lambda case: case.text)
def test_working_time_is_kept_apart_from_time(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", PROPERTIES, ids=lambda case: case.text)
def test_a_point_asks_for_a_part(case: Case) -> None:
    check(case)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(-1_000, 1_000))
def test_moving_by_months_keeps_the_day_or_takes_the_last_of_the_month(day: date, count: int) -> None:
    moved = compile_expression('date(day) + n * duration("P1M")').evaluate({"day": str(day), "n": count})

    assert isinstance(moved, date)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == count
    assert moved.day == day.day or (moved.day < day.day and (moved + timedelta(days=1)).day == 1)


worked = st.builds(WorkingDuration, st.integers(0, 50), st.integers(0, 2_000))


@given(worked, worked)
def test_working_time_taken_off_can_be_put_back(left: WorkingDuration, right: WorkingDuration) -> None:
    data = {"a": left, "b": right}

    less = compile_expression("a - b").evaluate(data)

    if isinstance(less, WorkingDuration):
        assert compile_expression("c + b = a").test({**data, "c": less})
    else:
        assert left < right
