"""Numbers as offices write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.numeral import in_full, in_groups, plain, read_integer, read_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0", 0),
        ("-7", -7),
        ("2018", 2018),
        ("1.500", 1500),
        ("1.500.000", 1_500_000),
        ("1 500 000", 1_500_000),
        ("1\u00a0500\u202f000", 1_500_000),
        ("1,500,000", 1_500_000),
        ("1,5", 1.5),
        ("1,500", 1.5),
        ("1.500,25", 1500.25),
        ("12.5", 12.5),
        ("0.125", 0.125),
        ("0,125", 0.125),
        ("1,500,000.5", 1_500_000.5),
        ("-1.500,5", -1500.5),
    ],
)
def test_a_number_is_read_as_it_is_written_on_papers(typed: str, number: float) -> None:
    assert read_number(typed) == number


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "abc",
        "1.5.0",
        "1..5",
        "1,5,0",
        "1.50.000",
        "1 5",
        "0.125.000",
        "1e5",
        "NaN",
        "inf",
        "١٢",
        "1.500đ",
    ],
)
def test_a_text_that_is_no_number_is_not_guessed_at(typed: str) -> None:
    assert read_number(typed) is None


@pytest.mark.parametrize(
    ("typed", "number"), [("1,500", 1500), ("12,000", 12_000), ("1.500", 1500), ("-3", -3)]
)
def test_a_comma_groups_thousands_where_there_are_no_decimals(typed: str, number: int) -> None:
    assert read_integer(typed) == number


@pytest.mark.parametrize("typed", ["1,5", "1.5", "1,50", "0,500", "1.500,0"])
def test_decimals_are_no_whole_number(typed: str) -> None:
    assert read_integer(typed) is None


def test_a_number_no_computer_word_holds_is_left_as_text() -> None:
    assert read_integer("9" * 5000) is None
    assert read_number("9" * 390) is None
    assert read_number("9" * 390 + ",5") is None
    assert plain("9" * 401) is None


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        (2018, "2018"),
        (2018.0, "2018"),
        (12.5, "12,5"),
        (1e-7, "0,0000001"),
        (-0.5, "-0,5"),
        (1e21, "1" + "0" * 21),
    ],
)
def test_a_number_is_shown_in_full_with_a_decimal_comma(stored: float, shown: str) -> None:
    assert in_full(stored) == shown


@pytest.mark.parametrize(
    ("stored", "shown"),
    [("0", "0"), ("150000", "150.000"), ("1500000.50", "1.500.000,50"), ("-1500", "-1.500")],
)
def test_money_is_shown_in_groups_of_thousands(stored: str, shown: str) -> None:
    assert in_groups(stored) == shown


@given(st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False)))
def test_every_number_shown_is_read_again(number: float) -> None:
    assert read_number(in_full(number)) == number


@given(st.integers(-(10**30), 10**30))
def test_every_amount_shown_in_groups_is_read_again(amount: int) -> None:
    assert read_integer(in_groups(str(amount))) == amount
