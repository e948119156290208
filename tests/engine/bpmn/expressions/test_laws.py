"""Laws that hold for every expression and every data: logic, exact numbers, and no error but the named ones."""

import json
import unicodedata
from decimal import Decimal, localcontext

from hypothesis import example, given
from hypothesis import strategies as st

from engine.bpmn.expressions import (
    ConditionUnknown,
    EvaluationTooLarge,
    UnreadableExpression,
    compile_expression,
    to_text,
)
from engine.bpmn.expressions.nodes import Node
from tests.support.expressions import LATE_EVENING
from tests.support.trees import documents, trees

three_values = st.sampled_from([True, False, None])
exact = st.decimals(-(10**15), 10**15, places=2)


def value(text: str, **data: object) -> object:
    return compile_expression(text).evaluate(data, LATE_EVENING)


@given(three_values, three_values)
def test_not_turns_and_into_or(p: bool | None, q: bool | None) -> None:
    assert value("not(p and q)", p=p, q=q) == value("not(p) or not(q)", p=p, q=q)
    assert value("not(p or q)", p=p, q=q) == value("not(p) and not(q)", p=p, q=q)


@given(three_values, three_values, three_values)
def test_and_and_or_do_not_mind_the_order(p: bool | None, q: bool | None, r: bool | None) -> None:
    for word in ("and", "or"):
        in_order = value(f"p {word} q {word} r", p=p, q=q, r=r)

        assert in_order == value(f"r {word} (q {word} p)", p=p, q=q, r=r)


@given(st.lists(three_values, max_size=6))
def test_quantifiers_and_list_functions_agree(values: list[bool | None]) -> None:
    assert value("some x in xs satisfies x", xs=values) == value("any(xs)", xs=values)
    assert value("every x in xs satisfies x", xs=values) == value("all(xs)", xs=values)
    assert value("every x in xs satisfies x", xs=values) == value(
        "not(some x in xs satisfies not(x))", xs=values
    )


@given(exact, exact)
def test_sums_and_products_of_money_are_exact(x: Decimal, y: Decimal) -> None:
    with localcontext() as context:
        context.prec = 100

        assert value("x + y", x=x, y=y) == x + y
        assert value("x - y", x=x, y=y) == x - y
        assert value("x * y", x=x, y=y) == x * y
        assert value("x * y / y = x", x=x, y=y) is (y != 0)


@given(st.integers(-(10**9), 10**9), st.integers(0, 4))
def test_a_number_of_json_is_what_was_written(digits: int, places: int) -> None:
    written = f"{digits / 10**places:.{places}f}"

    assert value("x = number(y)", x=json.loads(written), y=written) is True


@given(exact, exact, exact)
def test_between_is_two_comparisons(x: Decimal, low: Decimal, high: Decimal) -> None:
    expected = low <= x <= high

    assert value("x between low and high", x=x, low=low, high=high) is expected
    assert value("x in [low..high]", x=x, low=low, high=high) is expected
    assert value("x in (< low, > high)", x=x, low=low, high=high) is not expected


@given(trees, documents)
def test_an_evaluation_ends_with_a_value_or_says_it_is_too_large(tree: Node, data: dict[str, object]) -> None:
    expression = compile_expression(to_text(tree))

    try:
        first = expression.evaluate(data, LATE_EVENING)
    except EvaluationTooLarge:
        return
    assert repr(first) == repr(expression.evaluate(data, LATE_EVENING))
    assert not (isinstance(first, Decimal) and not first.is_finite())


@given(trees, documents)
def test_a_condition_is_true_false_or_stuck(tree: Node, data: dict[str, object]) -> None:
    condition = compile_expression(to_text(tree))

    try:
        truth = condition.test(data, LATE_EVENING)
    except (ConditionUnknown, EvaluationTooLarge):
        return
    assert truth in (True, False)


@given(st.text(max_size=40) | st.lists(st.sampled_from("${}()[]=<>!.,+-*/\"' 1ax"), max_size=30).map("".join))
@example("${")
@example("#{}")
@example("1.")
@example('"\\')
@example("x in ((((1..2")
def test_any_text_is_compiled_or_refused_with_a_place(text: str) -> None:
    refusal: UnreadableExpression | None = None

    try:
        compile_expression(text)
    except UnreadableExpression as refused:
        refusal = refused

    if refusal is not None:
        assert 0 <= refusal.position <= len(unicodedata.normalize("NFC", text))
        assert refusal.sentence
