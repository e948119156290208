"""Samples: one of every stretch on which comparisons keep their answers; and which conditions are simple."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.bpmn.expressions import compile_expression
from engine.bpmn.intervals import comparisons, is_made_up, said, samples


def compared(text: str) -> Any:
    return comparisons(compile_expression(text).tree)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = 1", [("a", Decimal(1))]),
        ("1 < a", [("a", Decimal(1))]),
        ("a > -1.5", [("a", Decimal("-1.5"))]),
        ('a != "x" and not(b <= 2)', [("a", "x"), ("b", Decimal(2))]),
        ("a in [1..2] or a in (< 5, 7)", [("a", Decimal(each)) for each in (1, 2, 5, 7)]),
        ('a in ["x", "y"]', [("a", "x"), ("a", "y")]),
        ("a between 1 and 2", [("a", Decimal(1)), ("a", Decimal(2))]),
        ("a", [("a", True)]),
        ("a = null", [("a", None)]),
        ('a < date("2018-11-05")', [("a", date(2018, 11, 5))]),
        ('a < duration("PT1H")', [("a", timedelta(hours=1))]),
        ("true", []),
    ],
)
def test_a_simple_condition_says_what_it_compares(text: str, expected: list[Any]) -> None:
    assert compared(text) == tuple(expected)


@pytest.mark.parametrize(
    "text",
    [
        "a = b",
        "a + 1 > 2",
        "a.b = 1",
        "a < today()",
        "a = (if now() = null then 1 else 2)",
        "count(a) > 1",
        "a = [1, 2]",
        "some x in a satisfies x > 1",
        "if a then b else c",
        'a < working duration("P1D")',
        "a > 1 and b + c > 2",
        "a = 1 / 0",
    ],
)
def test_any_other_condition_is_not_simple(text: str) -> None:
    assert compared(text) is None


def test_numbers_have_samples_below_between_and_above() -> None:
    found = samples([Decimal(1), Decimal(2), Decimal(5)])

    assert set(found) >= {Decimal(0), 1, Decimal("1.5"), 2, Decimal("3.5"), 3, 5, 6}


def test_between_numbers_of_34_digits_that_follow_each_other_there_is_none() -> None:
    near = [Decimal(f"1.{'0' * 32}{digit}") for digit in (1, 2, 3)]

    found = samples(near)

    assert found == (1, *near, 2)


def test_between_days_that_follow_each_other_there_is_none() -> None:
    days = [date(2018, 11, 5), date(2018, 11, 6), date(2018, 11, 9)]

    assert samples(days) == tuple(date(2018, 11, day) for day in (4, 5, 6, 7, 9, 10))


def test_after_the_last_day_of_all_there_is_none() -> None:
    assert samples([date.max]) == (date.max - timedelta(days=1), date.max)
    assert samples([date.min]) == (date.min, date.min + timedelta(days=1))


def test_moments_and_lengths_of_time_have_samples() -> None:
    start = datetime(2018, 11, 5, tzinfo=UTC)
    hour = timedelta(hours=1)

    assert samples([start, start + 2 * hour])[2] == start + hour
    assert samples([datetime(2018, 11, 5), start]) != ()
    assert samples([hour, 3 * hour])[1:4] == (hour, 2 * hour, 3 * hour)


def test_a_boolean_has_two_values_and_null_one() -> None:
    assert samples([True]) == (False, True)
    assert samples([None]) == (None,)


def test_a_text_nobody_named_is_made_up() -> None:
    named = ["dat", "khong_dat"]
    found = samples(named)

    assert {text for text in found if not is_made_up(text, named)} == set(named)
    assert not is_made_up("tra_lai", named)
    assert not is_made_up(Decimal(3), [])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("dat", "“dat”"),
        ("dat_", "một giá trị khác"),
        (True, "đúng"),
        (False, "sai"),
        (Decimal("1.50"), "1.5"),
        (Decimal(1000000), "1000000"),
        (date(2018, 11, 5), "05/11/2018"),
        (None, "để trống"),
        (timedelta(hours=1), "1:00:00"),
    ],
)
def test_a_sample_is_said_for_people(value: object, text: str) -> None:
    assert said(value, ["dat"]) == text


whole = st.integers(-20, 20).map(Decimal)
parts = st.decimals(-20, 20, places=1)
signs = st.sampled_from(["<", "<=", "=", "!=", ">=", ">"])


@given(st.lists(st.tuples(signs, whole), min_size=1, max_size=4), parts)
def test_every_value_answers_as_one_of_the_samples_does(
    drawn: list[tuple[str, Decimal]], value: Decimal
) -> None:
    conditions = [compile_expression(f"a {sign} {bound:f}") for sign, bound in drawn]

    def answers(sample: object) -> list[bool]:
        return [condition.test({"a": sample}) for condition in conditions]

    found = samples([bound for _, bound in drawn])
    assert answers(value) in [answers(sample) for sample in found]
    if value == value.to_integral_value():
        kept = [sample for sample in found if isinstance(sample, Decimal) and sample % 1 == 0]
        assert answers(value) in [answers(sample) for sample in kept]


words = st.text("abc_", max_size=3)


@given(st.lists(words, min_size=1, max_size=5), words)
def test_every_text_equals_as_one_of_the_samples_does(named: list[str], text: str) -> None:
    found = samples(named)

    assert [text == each for each in named] in [[sample == each for each in named] for sample in found]
