"""Every bound of limits.py: the largest that is allowed, and the next."""

from decimal import Decimal

import pytest

from engine.bpmn.expressions import (
    EvaluationTooLarge,
    ExpressionTooLarge,
    UnreadableExpression,
    compile_expression,
)
from engine.bpmn.expressions import limits as bound
from engine.errors import Stuck

HALF = "x" * (bound.MAX_STRING_CHARACTERS // 2)
DEEP_LIST = "[" * (bound.MAX_DEPTH - 1) + "1" + "]" * (bound.MAX_DEPTH - 1)


def nested(levels: int) -> list[object]:
    value: list[object] = []
    for _ in range(levels - 1):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("largest", "next_one", "part"),
    [
        (
            "x" * bound.MAX_SOURCE_CHARACTERS,
            "x" * (bound.MAX_SOURCE_CHARACTERS + 1),
            f"dài quá {bound.MAX_SOURCE_CHARACTERS} ký tự",
        ),
        (
            "(" * (bound.MAX_DEPTH - 1) + "1" + ")" * (bound.MAX_DEPTH - 1),
            "(" * bound.MAX_DEPTH + "1" + ")" * bound.MAX_DEPTH,
            f"lồng quá {bound.MAX_DEPTH} tầng",
        ),
        ("-" * (bound.MAX_DEPTH - 1) + "1", "-" * bound.MAX_DEPTH + "1", f"lồng quá {bound.MAX_DEPTH} tầng"),
        (DEEP_LIST, f"[{DEEP_LIST}]", f"lồng quá {bound.MAX_DEPTH} tầng"),
        (
            "${" + "!" * (bound.MAX_DEPTH - 1) + "x}",
            "${" + "!" * bound.MAX_DEPTH + "x}",
            f"lồng quá {bound.MAX_DEPTH} tầng",
        ),
        (
            "+".join("1" * bound.MAX_TREE_DEPTH),
            "+".join("1" * (bound.MAX_TREE_DEPTH + 1)),
            f"nối liền quá {bound.MAX_TREE_DEPTH} phép tính",
        ),
        (
            "x" + ".a" * (bound.MAX_TREE_DEPTH - 1),
            "x" + ".a" * bound.MAX_TREE_DEPTH,
            f"nối liền quá {bound.MAX_TREE_DEPTH} phép tính",
        ),
        (
            f"[{','.join('1' * (bound.MAX_NODES - 1))}]",
            f"[{','.join('1' * bound.MAX_NODES)}]",
            f"có quá {bound.MAX_NODES} thành phần",
        ),
        (
            "9" * bound.NUMBER_DIGITS,
            "9" * (bound.NUMBER_DIGITS + 1),
            f"có quá {bound.NUMBER_DIGITS} chữ số",
        ),
        ("0." + "3" * bound.NUMBER_DIGITS, "1." + "3" * bound.NUMBER_DIGITS, "chữ số"),
    ],
    ids=["source", "brackets", "minus", "lists", "not", "sum", "path", "nodes", "digits", "places"],
)
def test_a_text_over_a_bound_is_refused_when_compiled(largest: str, next_one: str, part: str) -> None:
    compile_expression(largest)

    with pytest.raises(ExpressionTooLarge) as refused:
        compile_expression(next_one)
    assert part in refused.value.sentence
    assert refused.value.code == "expression.too_large"


def test_a_call_takes_only_so_many_arguments() -> None:
    compile_expression(f"sum({','.join('1' * bound.MAX_ARGUMENTS)})")

    with pytest.raises(UnreadableExpression) as refused:
        compile_expression(f"sum({','.join('1' * (bound.MAX_ARGUMENTS + 1))})")
    assert refused.value.code == "expression.bad_arguments"


EVALUATIONS: dict[str, tuple[str, dict[str, object], dict[str, object]]] = {
    "MAX_POWER": ("2 ** x", {"x": bound.MAX_POWER}, {"x": bound.MAX_POWER + 1}),
    "MAX_EXPONENT": ("x * x", {"x": Decimal("1E3072")}, {"x": Decimal("1E3073")}),
    "MAX_STRING_CHARACTERS": ("x + y", {"x": HALF, "y": HALF}, {"x": HALF, "y": HALF + "x"}),
    "MAX_LIST_ITEMS": ("xs", {"xs": [1] * bound.MAX_LIST_ITEMS}, {"xs": [1] * (bound.MAX_LIST_ITEMS + 1)}),
    "NUMBER_DIGITS": ("x", {"x": 10**34 - 1}, {"x": 10**34 + 1}),
    # A round costs one step for each node of `x and true`: three.
    "MAX_STEPS": (
        "some x in xs satisfies x and true",
        {"xs": [False] * (bound.MAX_STEPS // 3)},
        {"xs": [False] * (bound.MAX_STEPS // 3 + 1)},
    ),
    "MAX_DEPTH": ("a = b", {"a": nested(32), "b": nested(32)}, {"a": nested(33), "b": nested(33)}),
}


@pytest.mark.parametrize("limit", EVALUATIONS)
def test_an_evaluation_over_a_bound_is_stuck(limit: str) -> None:
    text, largest, next_one = EVALUATIONS[limit]
    expression = compile_expression(text)

    expression.evaluate(largest)
    with pytest.raises(EvaluationTooLarge) as stuck:
        expression.evaluate(next_one)
    assert isinstance(stuck.value, Stuck)
    assert stuck.value.facts == {"source": text, "limit": limit, "allowed": getattr(bound, limit)}


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("some x in xs satisfies some y in xs satisfies x + y < 0", {"xs": [1] * 200}),
        ("every x in xs satisfies 1 + 1 + 1 + 1 + x > 0", {"xs": [1] * 2_000}),
        ("sum(xs) + sum(xs)", {"xs": [1] * 6_000}),
        ("a = b and a = b", {"a": [1] * 6_000, "b": [1] * 6_000}),
        ("a in xs", {"a": 0, "xs": [[1]] * 10_000 + [0]}),
        ('some x in xs satisfies contains(t, "y")', {"xs": [1] * 100, "t": "x" * 60_000}),
        ("some x in xs satisfies list contains(ys, x)", {"xs": [1] * 200, "ys": [0] * 200}),
        ("xs[count(xs[item > 0]) > item]", {"xs": [1] * 200}),
        ("xs[item + 1 + 1 + 1 + 1 > 0]", {"xs": [1] * 2_000}),
        ("distinct values(xs)", {"xs": list(range(200))}),
        ("xs[list contains(index of(ys, item), 1)]", {"xs": [1] * 200, "ys": [0] * 200}),
        ("append(xs, 1, 2)", {"xs": [1] * 10_000}),
        ("concatenate(xs, xs)", {"xs": [1] * 5_001}),
        ("some x in xs satisfies count(ys.a) > 200", {"xs": [1] * 200, "ys": [{}] * 200}),
    ],
)
def test_work_that_grows_with_the_data_is_stopped(text: str, data: dict[str, object]) -> None:
    with pytest.raises(EvaluationTooLarge) as stuck:
        compile_expression(text).evaluate(data)

    assert stuck.value.facts["limit"] in ("MAX_STEPS", "MAX_LIST_ITEMS")


def test_each_evaluation_has_its_own_budget() -> None:
    expression = compile_expression("some x in xs satisfies x")
    data = {"xs": [False] * bound.MAX_LIST_ITEMS}

    assert [expression.evaluate(data) for _ in range(3)] == [False] * 3
