"""A condition is true, false or an incident; it is never false because something was not known (DESIGN D3)."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from engine.bpmn.expressions import ConditionUnknown, EvaluationTooLarge, compile_expression
from engine.errors import Broken, Stuck

DATA = {"so": 5, "chu": "dat", "danh_sach": [1], "ho_so": {"loai": "a"}, "trong": None}


@pytest.mark.parametrize(
    ("text", "truth"), [("so > 3", True), ("so > 7", False), ('chu = "dat" and so = 5', True), ("true", True)]
)
def test_a_condition_is_true_or_false(text: str, truth: bool) -> None:
    assert compile_expression(text).test(DATA) is truth


@pytest.mark.parametrize(
    ("text", "kind", "missing"),
    [
        ("la > 3", "null", ["la"]),
        ("la.b > 3 or ho_so.so > 3 or moi", "null", ["ho_so.so", "la.b", "moi"]),
        ("ho_so.loai.ten and chu.dai", "null", []),
        ("trong > 3", "null", []),
        ("so > chu", "null", []),
        ("so = chu", "null", []),
        ("not(trong)", "null", []),
        ("so", "number", []),
        ("1", "number", []),
        ("chu", "string", []),
        ('"true"', "string", []),
        ("danh_sach", "list", []),
        ("ho_so", "context", []),
        ("now()", "date and time", []),
        ('date("2018-11-09")', "date", []),
        ('duration("P1D")', "duration", []),
        ('duration("P1M")', "years and months duration", []),
        ('time("17:00:00")', "time", []),
        ('working duration("P1D")', "working duration", []),
    ],
)
def test_a_condition_that_is_neither_is_stuck_and_tells_why(text: str, kind: str, missing: list[str]) -> None:
    condition = compile_expression(text)

    with pytest.raises(ConditionUnknown) as unknown:
        condition.test(DATA, datetime(2018, 11, 9, tzinfo=UTC))

    assert isinstance(unknown.value, Stuck)
    assert unknown.value.facts == {"source": text, "result": kind, "missing": missing}


def test_a_clock_that_was_not_passed_in_is_unknown() -> None:
    with pytest.raises(ConditionUnknown):
        compile_expression('today() > date("2018-11-09")').test({})


@pytest.mark.parametrize("text", ["${x == 1}", "x = 1", "\nx = 1", "\n${x == 1}\n", "= x = 1", "#{x == 1}"])
def test_every_way_people_write_one_condition_is_read_at_upload(text: str) -> None:
    condition = compile_expression(text)

    assert condition.test({"x": 1})
    assert not condition.test({"x": 2})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("1 = 1", set()),
        ("x = 1 and y", {"x", "y"}),
        ("ho_so.loai = 1", {"ho_so.loai"}),
        ("a.b.c + a.b", {"a.b.c", "a.b"}),
        ("xs[1].a", {"xs"}),
        ("some x in xs satisfies x.a > y", {"xs", "y"}),
        ("x and (some x in x satisfies x)", {"x"}),
        ("v in [a..b]", {"v", "a", "b"}),
        ("v in (> a, [b, c])", {"v", "a", "b", "c"}),
        ("if a then b else c", {"a", "b", "c"}),
        ("is defined(a.b)", {"a.b"}),
        ("xs[item.a > b]", {"xs", "b"}),
        ("item > 1 and xs[item > 2] = []", {"item", "xs"}),
        ("ngay.year", {"ngay.year"}),
        ("${a['b'] == c}", {"a.b", "c"}),
    ],
)
def test_an_expression_knows_the_paths_it_reads(text: str, names: set[str]) -> None:
    assert compile_expression(text).names == names


@pytest.mark.parametrize("foreign", [object(), {1, 2}, b"x", 1j, lambda: None])
def test_a_value_that_no_form_can_hold_is_our_own_fault(foreign: object) -> None:
    with pytest.raises(Broken) as broken:
        compile_expression("x = 1").evaluate({"x": foreign})

    assert broken.value.code == "expression.foreign_value"


def test_data_that_nobody_asks_for_are_not_looked_at() -> None:
    data: Mapping[str, object] = {"x": 1, "y": object(), "xs": [object(), 2]}

    assert compile_expression("x = 1 and xs[2] = 2").test(data)


def test_an_expression_is_a_value_and_keeps_no_trace_of_a_run() -> None:
    condition = compile_expression("some x in xs satisfies x > 3")

    assert [condition.test({"xs": xs}) for xs in ([1, 5], [1], [4])] == [True, False, True]
    assert condition == compile_expression("some x in xs satisfies x > 3")


def test_a_name_that_is_not_in_the_data_never_decides_a_branch() -> None:
    condition = compile_expression('loai = "A"')

    with pytest.raises(ConditionUnknown) as unknown:
        condition.test({"khac": "A"})

    assert unknown.value.facts["missing"] == ["loai"]
    assert condition.test({"loai": "B"}) is False


@pytest.mark.parametrize("text", ["loai = null", "null != loai", "not(is defined(loai))", "is empty(loai)"])
def test_a_condition_may_itself_ask_whether_a_name_is_there(text: str) -> None:
    condition = compile_expression(text)

    assert condition.required == frozenset()
    assert isinstance(condition.test({}), bool)


def test_comparing_large_contexts_is_counted() -> None:
    large = {f"k{number}": number for number in range(100_000)}

    with pytest.raises(EvaluationTooLarge):
        compile_expression("a = b").evaluate({"a": large, "b": {**large, "x": 1}})
