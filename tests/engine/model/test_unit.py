"""A unit exists and has fields in charge for whole days, both ends counted."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from engine.model.unit import Body, Charge, Level, Unit, is_within

DEPARTMENT = Unit(
    code="STP",
    name="Sở Tư pháp",
    level=Level.CITY,
    body=Body.DEPARTMENT,
    kind="Sở",
    parent="01",
    identifier="000.00.03.H26",
    charges=(Charge("ho-tich"), Charge("ly-lich-tu-phap", valid_until=date(2025, 2, 28))),
)
days = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@given(first=days, last=days, on=days)
def test_a_period_holds_its_first_and_last_day_and_all_between(first: date, last: date, on: date) -> None:
    held = is_within(on, first, last)

    assert held == (first <= on <= last)
    assert is_within(first, first, None)
    assert is_within(last, None, last)


@given(on=days)
def test_a_period_without_ends_holds_every_day(on: date) -> None:
    assert is_within(on, None, None)


def test_a_unit_exists_on_its_last_day_and_not_on_the_next() -> None:
    district = replace(DEPARTMENT, valid_until=date(2025, 6, 30))

    assert district.is_valid_on(date(2025, 6, 30))
    assert not district.is_valid_on(date(2025, 7, 1))


def test_a_unit_does_not_exist_before_its_first_day() -> None:
    commune = replace(DEPARTMENT, valid_from=date(2025, 7, 1))

    assert commune.is_valid_on(date(2025, 7, 1))
    assert not commune.is_valid_on(date(2025, 6, 30))


@given(last=days, on=days)
def test_a_unit_that_always_was_either_exists_or_has_ended(last: date, on: date) -> None:
    unit = replace(DEPARTMENT, valid_until=last)

    assert unit.is_valid_on(on) != unit.has_ended_by(on)


def test_a_unit_still_to_come_has_not_ended() -> None:
    unit = replace(DEPARTMENT, valid_from=date(2025, 7, 1))

    assert not unit.has_ended_by(date(2018, 11, 17))


def test_a_field_leaves_a_unit_that_goes_on() -> None:
    moved_on = date(2025, 3, 1)

    assert DEPARTMENT.is_in_charge_of("ly-lich-tu-phap", moved_on - timedelta(days=1))
    assert not DEPARTMENT.is_in_charge_of("ly-lich-tu-phap", moved_on)
    assert DEPARTMENT.is_in_charge_of("ho-tich", moved_on)


def test_a_unit_has_no_field_in_charge_after_its_end() -> None:
    ended = replace(DEPARTMENT, valid_until=date(2025, 2, 28))

    assert not ended.is_in_charge_of("ho-tich", date(2025, 3, 1))


def test_a_unit_has_no_field_in_charge_that_it_was_not_given() -> None:
    assert not DEPARTMENT.is_in_charge_of("dat-dai", date(2018, 11, 17))
