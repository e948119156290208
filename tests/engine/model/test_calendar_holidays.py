"""The seeded table of national days, checked against what the law fixes and what was announced."""

from collections import Counter
from datetime import date, timedelta

import pytest

from engine.model.calendar import Certainty, DayKind, SpecialDay, WorkingCalendar
from engine.model.holidays import national_days

YEARS = range(2018, 2028)


def days_off(name: str, year: int) -> list[date]:
    return [
        special.on
        for special in national_days()
        if special.kind is DayKind.OFF and special.name == name and special.on.year == year
    ]


def on(day: date) -> SpecialDay | None:
    return WorkingCalendar(national_days()).special_day(day)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(("month", "day"), [(1, 1), (4, 30), (5, 1), (9, 2)])
def test_the_fixed_holidays_are_off_every_year(year: int, month: int, day: int) -> None:
    special = on(date(year, month, day))

    assert special is not None
    assert special.kind is DayKind.OFF


@pytest.mark.parametrize(
    ("year", "first_day_of_the_lunar_year"),
    [
        (2018, date(2018, 2, 16)),
        (2019, date(2019, 2, 5)),
        (2020, date(2020, 1, 25)),
        (2021, date(2021, 2, 12)),
        (2022, date(2022, 2, 1)),
        (2023, date(2023, 1, 22)),
        (2024, date(2024, 2, 10)),
        (2025, date(2025, 1, 29)),
        (2026, date(2026, 2, 17)),
        (2027, date(2027, 2, 6)),
    ],
)
def test_tet_takes_five_working_days_around_the_lunar_new_year(
    year: int, first_day_of_the_lunar_year: date
) -> None:
    days = days_off("Tết Nguyên đán", year)

    weekdays = [day for day in days if day.weekday() < 5]

    assert first_day_of_the_lunar_year in days
    assert first_day_of_the_lunar_year - timedelta(days=1) in days
    assert len(weekdays) == 5


@pytest.mark.parametrize(
    "day",
    [
        date(2018, 4, 25),
        date(2019, 4, 14),
        date(2020, 4, 2),
        date(2021, 4, 21),
        date(2022, 4, 10),
        date(2023, 4, 29),
        date(2024, 4, 18),
        date(2025, 4, 7),
        date(2026, 4, 26),
        date(2027, 4, 16),
    ],
)
def test_the_hung_kings_day_is_off(day: date) -> None:
    assert days_off("Giỗ Tổ Hùng Vương", day.year) == [day]


@pytest.mark.parametrize("year", YEARS)
def test_the_national_day_has_two_days_from_2021_on(year: int) -> None:
    assert len(days_off("Quốc khánh", year)) == (2 if year >= 2021 else 1)


def test_every_holiday_on_a_weekend_is_made_up_for_on_a_weekday() -> None:
    national = [special for special in national_days() if special.kind is DayKind.OFF]
    lost = [
        s for s in national if s.on.weekday() >= 5 and s.name != "Tết Nguyên đán"
    ]  # Tết's are in its 5 days

    made_up = Counter(
        s.name.removesuffix(" (nghỉ bù)")
        for s in national
        if s.name.endswith("(nghỉ bù)") and s.on.weekday() < 5
    )

    assert made_up == Counter(special.name for special in lost)


@pytest.mark.parametrize(
    ("day_off", "worked_day"),
    [
        (date(2018, 12, 31), date(2019, 1, 5)),
        (date(2019, 4, 29), date(2019, 5, 4)),
        (date(2024, 4, 29), date(2024, 5, 4)),
        (date(2025, 5, 2), date(2025, 4, 26)),
        (date(2026, 1, 2), date(2026, 1, 10)),
        (date(2026, 8, 31), date(2026, 8, 22)),
    ],
)
def test_a_swapped_day_off_is_worked_on_a_saturday_by_the_same_document(
    day_off: date, worked_day: date
) -> None:
    off, worked = on(day_off), on(worked_day)

    assert off is not None
    assert worked is not None
    assert (off.kind, worked.kind) == (DayKind.OFF, DayKind.WORKED)
    assert off.document == worked.document
    assert (day_off.weekday() < 5, worked_day.weekday()) == (True, 5)


def test_no_other_day_is_worked() -> None:
    assert sum(special.kind is DayKind.WORKED for special in national_days()) == 6


def test_exactly_the_days_of_2027_are_only_expected() -> None:
    expected = {s.on.year for s in national_days() if s.certainty is Certainty.EXPECTED}
    announced = {s.on.year for s in national_days() if s.certainty is Certainty.ANNOUNCED}

    assert (expected, announced) == ({2027}, set(range(2018, 2027)))


def test_every_day_names_its_document() -> None:
    assert all(special.name and special.document for special in national_days())


def test_the_culture_day_is_not_off_until_the_law_says_so() -> None:
    assert on(date(2026, 11, 24)) is None
