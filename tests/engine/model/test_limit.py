"""Limits are read, stored and written as the deciding document states them."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import Refused
from engine.model.limit import LARGEST_AMOUNT, Limit, LimitUnit, share_of

amounts = st.decimals(Decimal("0.01"), LARGEST_AMOUNT, places=2)
limits = st.builds(Limit, amounts, st.sampled_from(LimitUnit))


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("P5D", "5", LimitUnit.WORKING_DAY),
        ("P0.5D", "0.5", LimitUnit.WORKING_DAY),
        ("P0,25D", "0.25", LimitUnit.WORKING_DAY),
        ("PT4H", "4", LimitUnit.WORKING_HOUR),
    ],
)
def test_a_duration_is_working_time_unless_said_otherwise(text: str, amount: str, unit: LimitUnit) -> None:
    assert Limit.parse(text) == Limit(Decimal(amount), unit)


def test_days_are_calendar_days_where_the_procedure_says_ngay() -> None:
    assert Limit.parse("P10D", calendar=True) == Limit(Decimal(10), LimitUnit.CALENDAR_DAY)


def test_hours_are_working_hours_even_where_the_procedure_says_ngay() -> None:
    assert Limit.parse("PT4H", calendar=True).unit is LimitUnit.WORKING_HOUR


@pytest.mark.parametrize(
    "text",
    ["", "P", "5", "P5", "P1W", "P1M", "P1DT4H", "-P5D", "P-5D", "P5D\n", "PT30M", "P٥D", "p5d", "P.5D"],
)
def test_what_is_not_a_duration_of_one_unit_is_unreadable(text: str) -> None:
    with pytest.raises(Refused) as refused:
        Limit.parse(text)

    assert (refused.value.code, refused.value.facts["text"]) == ("limit.unreadable", text)


@pytest.mark.parametrize("amount", ["-1", "NaN", "Infinity", "10001"])
@pytest.mark.parametrize("unit", list(LimitUnit))
def test_an_amount_that_nobody_can_mean_is_refused(amount: str, unit: LimitUnit) -> None:
    with pytest.raises(Refused, match=r"limit\.out_of_range"):
        Limit(Decimal(amount), unit)


@pytest.mark.parametrize("unit", [LimitUnit.CALENDAR_DAY, LimitUnit.WORKING_HOUR])
def test_nothing_but_zero_working_days_may_be_zero(unit: LimitUnit) -> None:
    with pytest.raises(Refused, match=r"limit\.out_of_range"):
        Limit(Decimal(0), unit)


def test_zero_working_days_mean_the_same_working_day() -> None:
    limit = Limit.parse("P0D")

    assert limit.is_same_day
    assert limit.in_words() == "trong ngày làm việc"


def test_the_stored_form_is_text_and_unit() -> None:
    assert Limit.parse("P0.50D").as_json() == {"amount": "0.5", "unit": "working_day"}


def test_a_round_amount_is_stored_without_an_exponent() -> None:
    assert Limit.parse("P30D").as_json()["amount"] == "30"


@given(limits)
def test_a_limit_comes_back_from_its_stored_form(limit: Limit) -> None:
    assert Limit.from_json(limit.as_json()) == limit


@pytest.mark.parametrize(
    "stored",
    [{}, {"amount": "5"}, {"amount": "five", "unit": "working_day"}, {"amount": "5", "unit": "fortnight"}],
)
def test_a_stored_form_that_is_damaged_is_unreadable(stored: dict[str, str]) -> None:
    with pytest.raises(Refused, match=r"limit\.unreadable"):
        Limit.from_json(stored)


def test_eighty_working_hours_are_ten_working_days() -> None:
    assert Limit.parse("PT80H").working_time() == Limit.parse("P10D").working_time()


def test_a_quarter_of_a_working_day_is_two_working_hours() -> None:
    assert Limit.parse("P0.25D").working_time() == timedelta(hours=2)


def test_calendar_days_have_no_working_time() -> None:
    with pytest.raises(Refused, match=r"limit\.not_working_time"):
        Limit.parse("P10D", calendar=True).working_time()


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (Limit.parse("P5D"), "05 ngày làm việc"),
        (Limit.parse("P0.5D"), "0,5 ngày làm việc"),
        (Limit.parse("P30D", calendar=True), "30 ngày"),
        (Limit.parse("PT4H"), "04 giờ làm việc"),
    ],
)
def test_a_limit_reads_as_an_official_writes_it(limit: Limit, words: str) -> None:
    assert limit.in_words() == words


def test_only_a_whole_number_of_days_can_be_counted_as_days() -> None:
    whole = [Limit.parse(text).is_whole_days for text in ("P5D", "P5.0D", "P0.5D", "PT8H")]

    assert whole == [True, True, False, False]


def test_a_share_of_a_day_is_rounded_to_the_minute() -> None:
    assert share_of(timedelta(hours=8), Decimal("0.333")) == timedelta(hours=2, minutes=40)
