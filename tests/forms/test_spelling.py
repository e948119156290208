"""Values in the boxes of a form, and back."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.spelling import read, spell

DAY = {"type": "string", "format": "date"}
TIME = {"type": "string", "format": "time"}
MOMENT = {"type": "string", "format": "date-time"}
MONEY = {"type": "string", "format": "money_vnd"}
FEE = {"type": "integer", "x-money": True}


@pytest.mark.parametrize(
    ("node", "typed", "value"),
    [
        (DAY, "21/11/2018", "2018-11-21"),
        (DAY, " 1/2/2018 ", "2018-02-01"),
        (DAY, "1-2-2018", "2018-02-01"),
        (DAY, "01.02.2018", "2018-02-01"),
        (DAY, "01022018", "2018-02-01"),
        (TIME, "9:24", "09:24"),
        (TIME, "9h05", "09:05"),
        (TIME, "17G30", "17:30"),
        (MOMENT, "09:24 21/11/2018", "2018-11-21T09:24:00+07:00"),
        (MOMENT, "21/11/2018 9h24", "2018-11-21T09:24:00+07:00"),
        (MONEY, "1.500.000", "1500000"),
        (MONEY, "1500,5", "1500.5"),
        (FEE, "1.500.000", 1_500_000),
        ({"type": "integer"}, "2.018", 2018),
        ({"type": "number"}, "12,5", 12.5),
        ({"type": "boolean"}, "true", True),
        ({"type": "boolean"}, "false", False),
        ({"type": "string"}, " Lê Văn ", " Lê Văn "),
    ],
)
def test_what_was_typed_becomes_the_value(node: dict[str, Any], typed: str, value: Any) -> None:
    assert read(node, typed) == value
    assert type(read(node, typed)) is type(value)


@pytest.mark.parametrize(
    ("node", "typed"),
    [
        (DAY, "31/02/2018"),
        (DAY, "21/11/18"),
        (DAY, "hôm qua"),
        (DAY, "1/2-2018"),
        (DAY, "00000000"),
        (TIME, "25:00"),
        (TIME, "9"),
        (MOMENT, "21/11/2018"),
        (MOMENT, "25:00 21/11/2018"),
        (MOMENT, "09:24 21/11/2018 sáng"),
        (MONEY, "1,500"),
        (MONEY, "khoảng 5 triệu"),
        (FEE, "1,5"),
        ({"type": "number"}, "một"),
        ({"type": "boolean"}, "có"),
    ],
)
def test_what_cannot_be_read_stays_as_it_was_typed(node: dict[str, Any], typed: str) -> None:
    assert read(node, typed) == typed
    assert spell(node, typed) == typed


@pytest.mark.parametrize(
    ("node", "value", "shown"),
    [
        (DAY, "2018-11-21", "21/11/2018"),
        (MOMENT, "2018-11-21T09:24:00+07:00", "09:24 21/11/2018"),
        (MONEY, "1500000.50", "1.500.000,50"),
        (FEE, 1_500_000, "1.500.000"),
        ({"type": "integer"}, 2018, "2018"),
        ({"type": "boolean"}, False, "false"),
        ({"type": "string"}, None, ""),
        ({"type": "string"}, ["x"], ""),
    ],
)
def test_a_value_is_shown_the_vietnamese_way(node: dict[str, Any], value: Any, shown: str) -> None:
    assert spell(node, value) == shown


@pytest.mark.parametrize(
    "value", ["2018-11-21T09:24:30+07:00", "2018-11-21T02:24:00Z", "0001-01-01T00:00:00+09:00"]
)
def test_a_moment_that_would_come_back_otherwise_is_shown_as_stored(value: str) -> None:
    assert spell(MOMENT, value) == value


@given(st.dates())
def test_every_day_shown_is_read_again(day: Any) -> None:
    assert read(DAY, spell(DAY, day.isoformat())) == day.isoformat()


@given(st.sampled_from([DAY, TIME, MOMENT, MONEY, FEE, {"type": "number"}, {"type": "string"}]), st.text())
def test_what_is_read_is_shown_and_read_the_same_for_ever(node: dict[str, Any], typed: str) -> None:
    value = read(node, typed)

    assert read(node, spell(node, value)) == value
