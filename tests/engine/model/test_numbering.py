"""Dossier codes by the scheme in force."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import Refused
from engine.model.numbering import CodeScheme, CodeSchemes

IN_2018, IN_2025 = date(2018, 11, 5), date(2025, 7, 1)
SCHEMES = CodeSchemes(
    [
        CodeScheme(IN_2025, 4, 999_999_999, "Thông tư 04/2025"),
        CodeScheme(date(2018, 1, 1), 4, 9_999, "Thông tư 01/2018/TT-VPCP"),
    ]
)


@pytest.mark.parametrize(
    ("on", "number", "code"),
    [
        (IN_2018, 1, "000.19.37.H26-181105-0001"),
        (IN_2018, 9_999, "000.19.37.H26-181105-9999"),
        (IN_2025, 1, "000.19.37.H26-250701-0001"),
        (IN_2025, 12_345, "000.19.37.H26-250701-12345"),
    ],
)
def test_a_code_is_unit_day_and_number(on: date, number: int, code: str) -> None:
    assert SCHEMES.on(on).write("000.19.37.H26", on, number) == code


def test_the_day_before_the_first_scheme_is_served_by_it() -> None:
    assert SCHEMES.on(date(2017, 12, 31)) == SCHEMES.on(IN_2018)


def test_a_scheme_holds_to_the_last_day_before_the_next() -> None:
    assert SCHEMES.on(date(2025, 6, 30)).valid_from == date(2018, 1, 1)
    assert SCHEMES.on(IN_2025).valid_from == IN_2025


def test_past_the_last_number_the_scheme_refuses_and_tells_unit_and_day() -> None:
    with pytest.raises(Refused) as refused:
        SCHEMES.on(IN_2018).write("000.19.37.H26", IN_2018, 10_000)

    assert refused.value.code == "number.series_used_up"
    assert refused.value.facts == {"unit": "000.19.37.H26", "on": "2018-11-05", "largest": 9_999}


@given(
    st.lists(
        st.tuples(st.dates(IN_2018, date(2030, 1, 1)), st.integers(1, 9_999)),
        min_size=2,
        max_size=2,
        unique=True,
    )
)
def test_two_receptions_never_have_one_code(receptions: list[tuple[date, int]]) -> None:
    first, second = (SCHEMES.on(on).write("000.19.37.H26", on, number) for on, number in receptions)

    assert first != second
