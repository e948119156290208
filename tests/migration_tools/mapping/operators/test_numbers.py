"""A number is read by its column's way of writing, or refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from migration_tools.mapping.operators.numbers import decimal_operator, money_operator, whole_operator
from migration_tools.mapping.operators.result import Noted, Wrong


def value(found: object) -> object:
    return found.value if isinstance(found, Noted) else found


@given(some.integers(-(10**12), 10**12), some.sampled_from([",", "."]))
def test_a_grouped_whole_number_is_read_back_by_either_sign(number: int, sign: str) -> None:
    grouped = f"{number:,}" if sign == "." else f"{number:,}".replace(",", ".")

    assert value(whole_operator(sign)(grouped)) == number
    assert value(whole_operator(None)(grouped)) == number


@given(some.decimals(-(10**9), 10**9, places=2), some.sampled_from([",", "."]))
def test_a_decimal_is_read_back_by_its_columns_sign(number: Decimal, sign: str) -> None:
    english = f"{number:,.2f}"
    text = english if sign == "." else english.translate(str.maketrans(",.", ".,"))

    assert value(decimal_operator(sign)(text)) == number


@given(some.text(alphabet="0123456789.,- ", max_size=14), some.sampled_from([",", ".", "mixed", None]))
def test_no_text_is_read_as_a_number_that_it_cannot_mean(text: str, sign: str | None) -> None:
    try:
        found = value(decimal_operator(sign)(text))
    except Wrong:
        return

    bare = text.replace(" ", "")
    english, ours = bare.replace(",", ""), bare.replace(".", "").replace(",", ".")
    meant = {Decimal(each) for each in (english, ours) if each.count(".") <= 1 and each.strip("-.")}
    assert found in meant


def test_one_group_means_thousands_or_decimals_as_the_column_says() -> None:
    assert value(decimal_operator(",")("1,637")) == Decimal("1.637")
    assert value(decimal_operator(".")("1,637")) == Decimal(1637)


@pytest.mark.parametrize("sign", [None, "mixed"])
def test_one_group_in_a_column_that_does_not_say_is_refused(sign: str | None) -> None:
    with pytest.raises(Wrong, match="mixed"):
        decimal_operator(sign)("1,637")


def test_a_group_in_a_column_whose_decimals_it_could_be_is_refused() -> None:
    with pytest.raises(Wrong, match="mixed"):
        whole_operator(",")("1,000")


def test_a_whole_number_in_a_column_of_both_signs_is_refused() -> None:
    with pytest.raises(Wrong, match="mixed"):
        whole_operator("mixed")("1,637")


@pytest.mark.parametrize(
    "cell", ["1,5", "12.75", 1.5, "abc", "1e5", "١٢", "1,2,3", float("nan"), float("inf"), "9" * 50]
)
def test_what_is_no_whole_number_is_refused(cell: object) -> None:
    with pytest.raises(Wrong, match="number"):
        whole_operator(None)(cell)  # type: ignore[arg-type]


def test_a_plain_number_needs_no_remark() -> None:
    assert whole_operator("mixed")("1235") == 1235
    assert whole_operator(None)(7.0) == 7


@pytest.mark.parametrize("text", ["1.637.000 đ", "1,637,000 VNĐ", "1637000 đồng", "1 637 000"])
def test_money_stands_beside_its_currency(text: str) -> None:
    assert value(money_operator(None)(text)) == 1_637_000
