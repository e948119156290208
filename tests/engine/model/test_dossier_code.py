"""One code in the order of 2016 (QCVN 102) and in that of 2020 (QĐ 20/2020/QĐ-TTg)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.model.dossier_code import LONGEST, other_order, ways_written

UNITS = st.tuples(st.integers(0, 999), st.integers(0, 99), st.integers(1, 99))


@pytest.mark.parametrize(
    ("of_2016", "of_2020"),
    [
        ("000.00.15.H26-181105-0001", "H26.15-181105-0001"),
        ("000.19.37.H26-181105-0001", "H26.37.19-181105-0001"),
        ("007.19.37.H26-250701-12345", "H26.37.19.007-250701-12345"),
        ("000.00.00.G01-181105-0001", "G01-181105-0001"),
    ],
)
def test_each_order_leads_to_the_other(of_2016: str, of_2020: str) -> None:
    assert of_2020 in ways_written(of_2016)
    assert of_2016 in ways_written(of_2020)
    assert other_order(of_2016) == (of_2020,)
    assert other_order(of_2020) == (of_2016,)


def test_zeros_kept_in_the_order_of_2020_are_understood() -> None:
    assert "000.00.15.H26-181105-0001" in ways_written("H26.15.00.000-181105-0001")


def test_small_letters_and_blanks_around_are_understood_and_the_first_way_is_what_was_typed() -> None:
    ways = ways_written("  h26.15-181105-0001 ")

    assert ways[0] == "h26.15-181105-0001"
    assert "000.00.15.H26-181105-0001" in ways


@pytest.mark.parametrize("number", ["HS-000001", "12/2018", "Số 7", "a.b.c-1", "1.2.3.4.H26-1"])
def test_a_number_of_another_kind_is_itself_only(number: str) -> None:
    assert {each.upper() for each in ways_written(number)} == {number.upper()}
    assert other_order(number) == ()


@given(UNITS)
def test_turning_round_twice_gives_the_same_code(units: tuple[int, int, int]) -> None:
    small, middle, large = units
    code = f"{small:03}.{middle:02}.{large:02}.H26-181105-0001"

    (turned,) = other_order(code)

    assert other_order(turned) == (code,)


@given(st.text())
def test_any_text_may_be_typed(text: str) -> None:
    ways = ways_written(text)

    assert ways
    assert not any("\0" in way for way in ways)
    assert len(ways[0]) <= LONGEST
