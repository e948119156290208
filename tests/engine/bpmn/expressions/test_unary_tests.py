"""Cells of decision tables: DMN 1.3 §10.3.1.2, rules 7 to 14, and Table 55 on what `in` means."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.bpmn.expressions import (
    ConditionUnknown,
    ExpressionTooLarge,
    UnreadableExpression,
    compile_expression,
    compile_unary_tests,
    to_text,
)
from engine.bpmn.expressions import limits as bound

DATA: Mapping[str, Any] = {"muc": 5, "loai": "đất", "cac_xa": ["Tây Mỗ", "Đại Mỗ"], "co": True}

PASSES = [
    ("-", None),
    (" - ", "gì cũng được"),
    ("< 5", 4),
    ("<= 5", 5),
    ("> 1000", Decimal("1000.01")),
    (">= -5", -5),
    ("-5", -5),
    ("5", 5.0),
    ("[1..10)", 1),
    ("(1..10]", 10),
    ("]1..10[", 5),
    ("]1..10], 20", 20),
    ("[1..10[, 20", 9),
    ('"a","b"', "b"),
    ('"a", < "B"', "A"),
    ('not("x")', "y"),
    ('not("x", "y")', "z"),
    ("not(< 5, [7..9])", 6),
    ("null", None),
    ("not(null)", 0),
    ("true", True),
    ("false", False),
    ("muc", 5),
    ("< muc", 4),
    ("[muc..muc + 2]", 7),
    ("loai", "đất"),
    ("cac_xa", "Đại Mỗ"),
    ("not(cac_xa)", "Xuân Phương"),
    ("? > 3 and ? < muc", 4),
    ("? = muc or ? = 9", 9),
    ('contains(?, "Mỗ")', "Tây Mỗ"),
    ('starts with(?, "T"), "Đại Mỗ"', "Đại Mỗ"),
    ('not(contains(?, "Xuân"))', "Tây Mỗ"),
    ("not(co) or ? > 1", 2),
    ("not(co), > 1", 2),
    ("not(]1..5[, 9)", 5),
    ("?.so > 3", {"so": 4}),
    ("some x in ? satisfies x > 3", [1, 4]),
    ("muc > 3", "không xét"),
    ("is defined(muc)", "không xét"),
    ('> date("2018-11-09")', date(2018, 11, 10)),
    ('[duration("PT1H")..duration("P1D"))', timedelta(hours=1)),
    ("if co then 1 else 2", 1),
    ("[1, 2, 3]", 2),
    ("? in (1, > 5)", 6),
]

FAILS = [
    ("< 5", 5),
    ("[1..10)", 10),
    ("(1..10]", 1),
    ("]1..10[", 10),
    ('"a","b"', "c"),
    ('not("x")', "x"),
    ("not(< 5, [7..9])", 8),
    ('"a"', None),
    ("not(null)", None),
    ("true", False),
    ("not(cac_xa)", "Tây Mỗ"),
    ("? > 3 and ? < muc", 5),
    ("muc > 5", "không xét"),
]


@pytest.mark.parametrize(("cell", "value"), PASSES)
def test_a_value_passes_a_cell(cell: str, value: object) -> None:
    assert compile_unary_tests(cell).test(value, DATA) is True


@pytest.mark.parametrize(("cell", "value"), FAILS)
def test_a_value_fails_a_cell(cell: str, value: object) -> None:
    assert compile_unary_tests(cell).test(value, DATA) is False


@pytest.mark.parametrize(
    ("cell", "value"), [("< 5", None), ("< 5", "4"), ("5", "5"), ("not(< 5)", None), ("? + 1", 1), ("co", 1)]
)
def test_a_value_that_cannot_be_tested_is_an_incident(cell: str, value: object) -> None:
    with pytest.raises(ConditionUnknown) as unknown:
        compile_unary_tests(cell).test(value, DATA)

    assert unknown.value.facts["source"] == cell


def test_a_name_that_is_not_in_the_data_never_decides_a_row() -> None:
    with pytest.raises(ConditionUnknown) as unknown:
        compile_unary_tests("5, khac").test(5, DATA)

    assert unknown.value.facts["missing"] == ["khac"]


@pytest.mark.parametrize(
    ("cell", "names"), [("-", set()), ("? > a.b", {"a.b"}), ("not(x), 1", {"x"}), ("?.so", set())]
)
def test_a_cell_knows_the_paths_it_reads(cell: str, names: set[str]) -> None:
    assert compile_unary_tests(cell).names == names


def test_a_cell_may_ask_for_the_moment_it_is_read_at() -> None:
    now = datetime.fromisoformat("2018-11-09T15:00:00+07:00")

    assert compile_unary_tests("<= today()").test(date(2018, 11, 9), {}, now)


@pytest.mark.parametrize(
    ("cell", "position", "part"),
    [
        ("", 0, "Ô còn trống; hãy ghi “-”"),
        ("> 1000 and <= 2000", 7, "hãy viết khoảng"),
        ("< 5 or > 9", 4, "hãy viết khoảng"),
        ("not(-)", 5, "cần một giá trị"),
        ("not(1", 5, "còn thiếu “)”"),
        ("[1..10", 6, "còn thiếu “)”"),
        ("-, 1", 1, "cần một giá trị"),
        ("1,", 2, "còn thiếu một giá trị"),
        ("Hà Nội", 3, "tên không được chứa dấu cách"),
        ("? ? 1", 2, "gặp “?”"),
        ("'a'", 0, "dấu nháy kép"),
    ],
)
def test_a_cell_that_cannot_be_read_is_refused_with_its_place(cell: str, position: int, part: str) -> None:
    with pytest.raises(UnreadableExpression) as refused:
        compile_unary_tests(cell)

    assert refused.value.position == position
    assert part in refused.value.sentence


def test_only_a_cell_has_an_input() -> None:
    with pytest.raises(UnreadableExpression):
        compile_expression("? > 1")


def test_a_cell_has_the_bounds_of_an_expression() -> None:
    with pytest.raises(ExpressionTooLarge):
        compile_unary_tests("(" * bound.MAX_DEPTH + "1" + ")" * bound.MAX_DEPTH)


@pytest.mark.parametrize(
    ("cell", "meaning"), [("< 5, 7", "? in (< 5, 7)"), ("not(1, ? > x)", "not(? in (1) or ? > x)")]
)
def test_a_cell_is_an_expression_over_its_input(cell: str, meaning: str) -> None:
    assert to_text(compile_unary_tests(cell).expression.tree) == meaning


numbers = st.integers(-50, 50)


@given(numbers, numbers, numbers)
def test_not_passes_exactly_what_the_tests_do_not(value: int, low: int, high: int) -> None:
    tests = f"[{low}..{high}), {low + high}"

    assert compile_unary_tests(tests).test(value, {}) is (low <= value < high or value == low + high)
    assert compile_unary_tests(f"not({tests})").test(value, {}) is not compile_unary_tests(tests).test(
        value, {}
    )
