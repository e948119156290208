"""What the rules that match come to, policy by policy, and beside a second reading of the standard."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import Stuck
from tests.support.dmn import Shape, decision

TWO_MATCH = ("so_ban | muc", "<= 5 | 1", "> 5 | 2", ">= 5 | 3")


def decided(*lines: str, so_ban: Any, **shape: Any) -> Any:
    return decision(*lines, shape=Shape(**shape)).decide({"so_ban": so_ban}, None)["muc"]


def test_a_table_that_names_no_policy_is_unique() -> None:
    with pytest.raises(Stuck, match=r"decision\.many_rules"):
        decided(*TWO_MATCH, so_ban=5)


def test_unique_takes_the_one_rule_that_matches() -> None:
    assert decided(*TWO_MATCH, so_ban=4, hit_policy="UNIQUE") == 1


def test_unique_with_two_rules_says_which_and_on_what() -> None:
    with pytest.raises(Stuck) as stuck:
        decided(*TWO_MATCH, so_ban=7, hit_policy="UNIQUE")

    assert stuck.value.code == "decision.many_rules"
    assert stuck.value.facts == {
        "rules": ["Dong_2", "Dong_3"],
        "decision": "Bảng để thử",
        "inputs": {"so_ban": "7"},
    }


def test_first_takes_the_upper_rule() -> None:
    assert decided(*TWO_MATCH, so_ban=7, hit_policy="FIRST") == 2


def test_first_does_not_ask_the_rules_below() -> None:
    assert decided("so_ban | muc", "5 | 1", "thieu | 2", so_ban=5, hit_policy="FIRST") == 1


def test_any_accepts_two_rules_that_say_the_same() -> None:
    assert decided("so_ban | muc", "<= 5 | 1", ">= 5 | 1.0", so_ban=5, hit_policy="ANY") == 1


@pytest.mark.parametrize("other", ["2", '"1"', "null", "true", "[1]"])
def test_any_is_stuck_where_two_rules_differ(other: str) -> None:
    with pytest.raises(Stuck, match=r"decision\.any_differs"):
        decided("so_ban | muc", "5 | 1", f"5 | {other}", so_ban=5, hit_policy="ANY")


def test_collect_gives_a_list_in_the_order_of_the_table() -> None:
    assert decided(*TWO_MATCH, so_ban=7, hit_policy="COLLECT") == [2, 3]


def test_collect_gives_a_list_for_each_output() -> None:
    found = decision(
        "so_ban | co_quan | so_ngay",
        '> 1 | "xay_dung" | 5',
        '> 2 | "tai_chinh" | 7',
        shape=Shape(hit_policy="COLLECT", outputs=2),
    ).decide({"so_ban": 3}, None)

    assert found == {"co_quan": ["xay_dung", "tai_chinh"], "so_ngay": [5, 7]}


@pytest.mark.parametrize(("aggregation", "expected"), [("SUM", 5), ("MIN", 2), ("MAX", 3), ("COUNT", 2)])
def test_collect_makes_one_number(aggregation: str, expected: int) -> None:
    assert decided(*TWO_MATCH, so_ban=7, hit_policy="COLLECT", aggregation=aggregation) == expected


def test_a_sum_of_money_is_exact() -> None:
    rows = ["- | 0.1", "- | 0.2", "- | 1000000000.7"]

    assert decided("so_ban | muc", *rows, so_ban=1, hit_policy="COLLECT", aggregation="SUM") == 1000000001


@pytest.mark.parametrize("aggregation", ["SUM", "MIN", "MAX"])
def test_a_number_asked_of_texts_is_stuck(aggregation: str) -> None:
    with pytest.raises(Stuck, match=r"decision\.not_a_number"):
        decided("so_ban | muc", '5 | "a"', so_ban=5, hit_policy="COLLECT", aggregation=aggregation)


def test_texts_can_be_counted() -> None:
    assert decided("so_ban | muc", '5 | "a"', so_ban=5, hit_policy="COLLECT", aggregation="COUNT") == 1


@pytest.mark.parametrize("hit_policy", ["UNIQUE", "FIRST", "ANY", "COLLECT"])
def test_nothing_that_matches_is_stuck_under_every_policy(hit_policy: str) -> None:
    with pytest.raises(Stuck) as stuck:
        decided("so_ban | muc", "5 | 1", so_ban=6, hit_policy=hit_policy)

    assert stuck.value.code == "decision.no_rule"
    assert stuck.value.facts["inputs"] == {"so_ban": "6"}


@pytest.mark.parametrize("hit_policy", ["UNIQUE", "FIRST", "ANY", "COLLECT"])
def test_a_default_is_given_where_nothing_matches(hit_policy: str) -> None:
    assert decided("so_ban | muc", "5 | 1", so_ban=6, hit_policy=hit_policy, defaults=["0"]) == 0


def test_a_default_under_collect_stands_for_the_whole_list() -> None:
    assert decided("so_ban | muc", "5 | 1", so_ban=6, hit_policy="COLLECT", defaults=["[]"]) == []


def test_a_default_of_one_of_two_outputs_is_not_enough() -> None:
    two = Shape(outputs=2, defaults=["0"])

    with pytest.raises(Stuck, match=r"decision\.no_rule"):
        decision("so_ban | a | b", "5 | 1 | 2", shape=two).decide({"so_ban": 6}, None)


bounds = st.tuples(st.integers(0, 6), st.integers(0, 6)).map(sorted)
rows = st.lists(st.tuples(bounds, bounds, st.integers(0, 3)), min_size=1, max_size=6)
policies = st.sampled_from(
    [("UNIQUE", None), ("FIRST", None), ("ANY", None), ("COLLECT", None)]
    + [("COLLECT", aggregation) for aggregation in ("SUM", "MIN", "MAX", "COUNT")]
)


def by_hand(policy: str, aggregation: str | None, results: list[int]) -> Any:
    """The result that DMN 1.3 §8.2.8 gives, or the code of what stands in the way."""
    if not results:
        return "decision.no_rule"
    if policy == "UNIQUE":
        return results[0] if len(results) == 1 else "decision.many_rules"
    if policy == "ANY":
        return results[0] if len(set(results)) == 1 else "decision.any_differs"
    if policy == "FIRST":
        return results[0]
    return {None: list, "SUM": sum, "MIN": min, "MAX": max, "COUNT": len}[aggregation](results)


@given(rows=rows, policy=policies, data=st.tuples(st.integers(-1, 7), st.integers(-1, 7)))
def test_a_table_decides_as_its_rules_read_one_by_one(
    rows: list[Any], policy: tuple[str, str | None], data: tuple[int, int]
) -> None:
    lines = [f"[{a[0]}..{a[1]}] | [{b[0]}..{b[1]}] | {result}" for a, b, result in rows]
    built = decision("a | b | muc", *lines, shape=Shape(hit_policy=policy[0], aggregation=policy[1]))

    try:
        found = built.decide({"a": data[0], "b": data[1]}, None)["muc"]
    except Stuck as stuck:
        found = stuck.code

    matching = [r for a, b, r in rows if a[0] <= data[0] <= a[1] and b[0] <= data[1] <= b[1]]
    assert found == by_hand(*policy, matching)


def test_whole_numbers_come_out_whole() -> None:
    found = decided("so_ban | muc", "5 | 2000.00 * 3", so_ban=5)

    assert (found, type(found)) == (6000, int)


def test_a_part_of_a_number_comes_out_as_it_is_written() -> None:
    found = decided("so_ban | muc", "5 | 0.1 + 0.2", so_ban=5)

    assert Decimal(repr(found)) == Decimal("0.3")


def test_a_number_that_data_cannot_keep_is_stuck() -> None:
    with pytest.raises(Stuck, match=r"decision\.number_too_long"):
        decided("so_ban | muc", "5 | 1 / 3", so_ban=5)
