"""Filters and the functions of lists (DMN 1.3 §10.3.2.5 and §10.3.4.4)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.bpmn.expressions import compile_expression
from tests.support.expressions import Case, check

DATA = {"xs": [1, 5, 9], "rows": [{"a": 1, "b": "x"}, {"a": 7, "b": "y"}], "gap": [{"a": 1}, {}], "so": 4}

FILTERS = [
    Case("xs[item > 3]", DATA, [5, 9]),
    Case("xs[item > so]", DATA, [5, 9]),
    Case("xs[item > 99]", DATA, []),
    Case("[][item]", DATA, []),
    Case("rows[item.a > 3].b", DATA, ["y"]),
    Case("rows[item.a > 3][1].b", DATA, "y"),
    Case("count(xs[item in [1..5]]) = 2", DATA, True),
    Case("xs[-item < -3]", DATA, [5, 9]),
    Case("xs[1 < item]", DATA, [5, 9]),
    Case("xs[some item in rows satisfies item.a > 3]", DATA, [1, 5, 9]),
    Case("xs[count(xs[item > 5]) = 1 and item > 1]", DATA, [5, 9]),
    Case("some x in xs[item > 3] satisfies x > 8", DATA, True),
    # One unknown leaves the whole unknown; FEEL would drop the row whose field is empty.
    Case("gap[item.a > 0]", DATA, None),
    Case("gap[is defined(item.a) and item.a > 0]", DATA, [{"a": 1}]),
    Case("xs[item]", DATA, None),
    Case("so[item > 1]", DATA, None),
    Case("khong_co[item > 1]", DATA, None),
]

FUNCTIONS = [
    Case("append(xs, 2, null)", DATA, [1, 5, 9, 2, None]),
    Case("append([], [1])", {}, [[1]]),
    Case("append(so, 1)", DATA, None),
    Case("concatenate(xs, [1], [])", DATA, [1, 5, 9, 1]),
    Case("concatenate(xs)", DATA, [1, 5, 9]),
    Case("concatenate(xs, so)", DATA, None),
    Case('distinct values([1, 2, 1.0, null, null, "1"])', {}, [1, 2, None, "1"]),
    Case("distinct values([[1], [1]])", {}, [[1]]),
    Case("distinct values(so)", DATA, None),
    Case("count(distinct values(rows.b)) = 2", DATA, True),
    Case("index of([1, 2, 1, null], 1)", {}, [1, 3]),
    Case("index of([1, null], null)", {}, [2]),
    Case("index of(xs, 2)", DATA, []),
    Case("index of(so, 2)", DATA, None),
]


@pytest.mark.parametrize("case", FILTERS, ids=lambda case: case.text)
def test_a_filter_keeps_the_items_that_pass(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", FUNCTIONS, ids=lambda case: case.text)
def test_lists_are_joined_and_searched(case: Case) -> None:
    check(case)


@given(st.lists(st.integers(-5, 5), max_size=12), st.integers(-5, 5))
def test_a_filter_and_its_opposite_share_the_list_out(xs: list[int], limit: int) -> None:
    data = {"xs": xs, "y": limit}

    kept = compile_expression("xs[item > y]").evaluate(data)

    assert kept == [Decimal(x) for x in xs if x > limit]
    assert compile_expression("count(xs[item > y]) + count(xs[not(item > y)]) = count(xs)").test(data)


@given(st.lists(st.integers(-3, 3) | st.none(), max_size=12))
def test_distinct_values_are_each_there_once_in_the_order_of_their_first(xs: list[int | None]) -> None:
    found = compile_expression("distinct values(xs)").evaluate({"xs": xs})

    assert found == list(dict.fromkeys(xs))
