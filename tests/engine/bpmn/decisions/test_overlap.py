"""Rules that match together and data that none matches, found as trying every value would find them."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.bpmn.decisions import check_decision
from engine.bpmn.decisions.limits import MAX_RULES
from engine.bpmn.finding import Finding, Severity
from tests.support.dmn import Shape, decision

NAMES = {"data.decision_overlap": "overlap", "data.decision_hole": "hole"}


def found(*lines: str, **shape: Any) -> list[Finding]:
    return check_decision(decision(*lines, shape=Shape(**shape)))


def kinds(*lines: str, **shape: Any) -> list[str]:
    return [NAMES[finding.code] for finding in found(*lines, **shape)]


def test_rules_that_share_a_bound_overlap_there() -> None:
    (finding,) = found("so_ban | le_phi", "<= 5 | 1", ">= 5 | 2")

    assert (finding.severity, finding.element) == (Severity.ERROR, "Dong_2")
    assert "Dòng 1 và dòng 2" in finding.message
    assert "so_ban = 5;" in finding.message


def test_a_value_that_no_rule_takes_is_a_hole() -> None:
    (finding,) = found("so_ban | le_phi", "< 5 | 1", "> 5 | 2")

    assert (finding.severity, finding.element) == (Severity.WARNING, "Quyet_dinh")
    assert "so_ban = 5;" in finding.message


def test_a_default_fills_every_hole() -> None:
    assert kinds("so_ban | le_phi", "< 5 | 1", defaults=["0"]) == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (['"xa" | 1', '"huyen" | 2'], ["hole"]),
        (['"xa" | 1', 'not("xa") | 2'], []),
        (['"xa", "huyen" | 1', '"huyen", "so" | 2', 'not("xa", "huyen", "so") | 3'], ["overlap"]),
        (["true | 1", "false | 2"], []),
        (["true | 1"], ["hole"]),
        (["- | 1"], []),
        (["- | 1", "- | 2"], ["overlap"]),
        (['< date("2018-11-05") | 1', '> date("2018-11-04") | 2'], []),
        (['< date("2018-11-05") | 1', '> date("2018-11-05") | 2'], ["hole"]),
        (["[1..3) | 1", "[3..5] | 2", "< 1 | 3", "> 5 | 4"], []),
        (["[1..3] | 1", "(2..5] | 2", "< 1 | 3", "> 5 | 4"], ["overlap"]),
        (["? > 1 and ? < 3 | 1", "<= 1 | 2", ">= 3 | 3"], []),
        (["null | 1", "<= 5 | 2", "> 5 | 3"], []),
        (['"x" | 1', "<= 5 | 2", "> 5 | 3"], []),
    ],
)
def test_one_column(rows: list[str], expected: list[str]) -> None:
    assert kinds("a | b", *rows) == expected


def test_two_columns_are_seen_together() -> None:
    rows = ["<= 5 | true | 1", "<= 5 | false | 2", "> 5 | true | 3"]

    (finding,) = found("so_ban | gap | le_phi", *rows)

    assert finding.code == "data.decision_hole"
    assert "so_ban = 6, gap = sai;" in finding.message


def test_input_values_say_what_can_occur() -> None:
    assert kinds("cap | b", '"xa" | 1', '"huyen" | 2', allowed={"cap": '"xa", "huyen"'}) == []


def test_what_forms_accept_can_be_told() -> None:
    built = decision("cap | b", '"xa" | 1', '"huyen" | 2')

    def possible(name: str, _: Sequence[object]) -> Sequence[object]:
        return {"cap": ("xa", "huyen", "so")}[name]

    (finding,) = check_decision(built, possible)
    assert "cap = “so”;" in finding.message


@pytest.mark.parametrize(
    ("hit_policy", "expected"), [("UNIQUE", ["overlap"]), ("FIRST", []), ("COLLECT", [])]
)
def test_only_unique_rules_may_never_match_together(hit_policy: str, expected: list[str]) -> None:
    assert kinds("a | b", "- | 1", "> 5 | 2", hit_policy=hit_policy) == expected


@pytest.mark.parametrize(("result", "expected"), [("1", []), ("2", ["overlap"]), ("a", [])])
def test_rules_of_any_may_match_together_unless_they_surely_differ(result: str, expected: list[str]) -> None:
    assert kinds("a | b", "- | 1", f"> 5 | {result}", hit_policy="ANY") == expected


@pytest.mark.parametrize(
    "lines",
    [
        ("a + c | b", "<= 5 | 1", ">= 5 | 2"),
        ("date(a) | b", '< date("2018-11-05") | 1'),
        ("a | b", "< muc_tran | 1", "> 5 | 2"),
        ("a | a | b", "<= 5 | - | 1", "- | >= 6 | 2"),
        ("a | b", "c = 1 | 1", "d = 1 | 2"),
    ],
)
def test_nothing_is_told_of_what_is_not_known(lines: tuple[str, ...]) -> None:
    assert kinds(*lines) == []


def test_a_column_that_is_not_known_does_not_hide_another() -> None:
    assert kinds("a + c | d | b", "- | <= 5 | 1", "- | >= 5 | 2") == ["overlap"]
    assert kinds("a + c | d | b", "> 1 | < 5 | 1", "> 2 | > 5 | 2") == ["hole"]


def test_each_rule_is_told_once() -> None:
    assert kinds("a | b", *["- | 1"] * 4) == ["overlap"] * 3


def test_the_largest_table_is_checked() -> None:
    rows = [f"[{number}..{number + 1}) | {number}" for number in range(MAX_RULES - 2)]

    assert kinds("a | b", *rows, "< 0 | 0", f"> {MAX_RULES - 2} | 0") == ["hole"]


intervals = st.tuples(st.integers(0, 4), st.integers(0, 4), st.booleans(), st.booleans()).map(
    lambda drawn: (min(drawn[:2]), max(drawn[:2]), *drawn[2:])
)
rules = st.lists(st.tuples(intervals, st.sampled_from(["true", "false", "-"])), min_size=1, max_size=5)
EVERYWHERE = [{"a": Decimal(half) / 2, "b": flag} for half, flag in product(range(-2, 11), (True, False))]


def written(interval: Any) -> str:
    low, high, is_low_closed, is_high_closed = interval
    return f"{'[' if is_low_closed else '('}{low}..{high}{']' if is_high_closed else ')'}"


def holds(rule: Any, data: Any) -> bool:
    (low, high, is_low_closed, is_high_closed), flag = rule
    above = data["a"] >= low if is_low_closed else data["a"] > low
    below = data["a"] <= high if is_high_closed else data["a"] < high
    return above and below and (flag == "-" or (flag == "true") == data["b"])


@given(rules)
def test_overlaps_and_holes_are_those_that_trying_every_value_finds(drawn: list[Any]) -> None:
    lines = [f"{written(interval)} | {flag} | {at}" for at, (interval, flag) in enumerate(drawn)]

    told = found("a | b | c", *lines)

    matches = [[at for at, rule in enumerate(drawn, 1) if holds(rule, data)] for data in EVERYWHERE]
    later = {f"Dong_{at}" for rules in matches for at in rules[1:]}
    assert {finding.element for finding in told if finding.code == "data.decision_overlap"} == later
    # Below 0 and above 4 there is always a value that no rule takes.
    assert [finding.code for finding in told].count("data.decision_hole") == 1


@given(rules)
def test_a_hole_is_a_hole_of_the_values_that_can_occur(drawn: list[Any]) -> None:
    lines = [f"{written(interval)} | {flag} | {at}" for at, (interval, flag) in enumerate(drawn)]

    told = kinds("a | b | c", *lines, hit_policy="FIRST", allowed={"a": "[0..4]"})

    inside = [data for data in EVERYWHERE if 0 <= data["a"] <= 4]
    assert (told == ["hole"]) is not all(any(holds(rule, data) for rule in drawn) for data in inside)
