"""Logic in three values, choices and quantifiers: DMN 1.3 Tables 43, 50, 53."""

import pytest

from tests.support.expressions import Case, check

UNKNOWNS = {"nothing": None, "text": "true", "one": 1, "list": [True]}

AND = [
    Case("true and true", {}, True),
    Case("true and false", {}, False),
    Case("false and true", {}, False),
    Case("false and false", {}, False),
    Case("true and nothing", UNKNOWNS, None),
    Case("nothing and true", UNKNOWNS, None),
    Case("false and nothing", UNKNOWNS, False),
    Case("nothing and false", UNKNOWNS, False),
    Case("nothing and nothing", UNKNOWNS, None),
    Case("true and text", UNKNOWNS, None),
    Case("text and false", UNKNOWNS, False),
    Case("true and one", UNKNOWNS, None),
    Case("list and true", UNKNOWNS, None),
    Case("true and nothing and false", UNKNOWNS, False),
    Case("true and true and true", {}, True),
]

OR = [
    Case("true or true", {}, True),
    Case("true or false", {}, True),
    Case("false or true", {}, True),
    Case("false or false", {}, False),
    Case("true or nothing", UNKNOWNS, True),
    Case("nothing or true", UNKNOWNS, True),
    Case("false or nothing", UNKNOWNS, None),
    Case("nothing or false", UNKNOWNS, None),
    Case("nothing or nothing", UNKNOWNS, None),
    Case("false or text", UNKNOWNS, None),
    Case("one or true", UNKNOWNS, True),
    Case("false or nothing or true", UNKNOWNS, True),
    # `and` binds tighter than `or`.
    Case("true or true and false", {}, True),
    Case("(true or true) and false", {}, False),
    Case("false and true or true", {}, True),
]

NOT = [
    Case("not(true)", {}, False),
    Case("not(false)", {}, True),
    Case("not(nothing)", UNKNOWNS, None),
    Case("not(text)", UNKNOWNS, None),
    Case("not(one)", UNKNOWNS, None),
    Case("not(list)", UNKNOWNS, None),
    Case("not(not(true))", {}, True),
    Case("not(1 = 2)", {}, True),
]

CHOICE = [
    Case("if true then 1 else 2", {}, 1),
    Case("if false then 1 else 2", {}, 2),
    # DMN 1.3 Table 53: only true chooses `then`.
    Case("if nothing then 1 else 2", UNKNOWNS, 2),
    Case('if "true" then 1 else 2', {}, 2),
    Case("if 1 < 2 then 1 else 2 + 3", {}, 1),
    # `else` reaches as far as it can.
    Case("if false then 1 else 2 + 3", {}, 5),
    Case("1 + if true then 1 else 2", {}, 2),
    Case("if false then 1 else if false then 2 else 3", {}, 3),
    # A branch that is not chosen is not evaluated.
    Case("if true then 1 else 10 ** 9999", {}, 1),
]

QUANTIFIED = [
    Case("some x in [1, 2, 3] satisfies x > 2", {}, True),
    Case("some x in [1, 2, 3] satisfies x > 3", {}, False),
    Case("every x in [1, 2, 3] satisfies x > 0", {}, True),
    Case("every x in [1, 2, 3] satisfies x > 1", {}, False),
    Case("some x in [] satisfies x > 0", {}, False),
    Case("every x in [] satisfies x > 0", {}, True),
    Case("some x in [1, null] satisfies x > 1", {}, None),
    Case("some x in [null, 2] satisfies x > 1", {}, True),
    Case("every x in [1, null] satisfies x > 0", {}, None),
    Case("every x in [null, 0] satisfies x > 0", {}, False),
    Case("some x in nothing satisfies x", UNKNOWNS, None),
    Case("some x in one satisfies x = 1", UNKNOWNS, None),
    Case("some x in text satisfies true", UNKNOWNS, None),
    Case("some d in ds satisfies d.loai = 2 and d.so > 5", {"ds": [{"loai": 2, "so": 6}]}, True),
    Case("some d in ds satisfies d.loai = 2", {"ds": [{"loai": 1}, {}]}, False),
    Case("some x in xs satisfies x > limit", {"xs": [1, 5], "limit": 4}, True),
    # The variable hides a name of the data, and only inside.
    Case("(some x in [1] satisfies x = 1) and x = 9", {"x": 9}, True),
    Case("some x in [1, 2] satisfies some y in [2, 3] satisfies x = y", {}, True),
    Case("some x in [1, 2] satisfies every y in [3, 4] satisfies x < y", {}, True),
    # Two of the same name: the inner is meant, and a third variable between does not touch either.
    Case("some x in [1] satisfies some x in [2] satisfies x = 2", {}, True),
    Case("some x in [1] satisfies some x in [2] satisfies some y in [3] satisfies y = x", {}, False),
    Case("some x in [1] satisfies (some x in [2] satisfies x = 2) and x = 1", {}, True),
    Case("not(some x in [1] satisfies x = 2)", {}, True),
]


@pytest.mark.parametrize("case", [*AND, *OR, *NOT], ids=lambda case: case.text)
def test_and_or_and_not_follow_the_table_of_three_values(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", CHOICE, ids=lambda case: case.text)
def test_a_choice_takes_then_only_when_its_condition_is_true(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", QUANTIFIED, ids=lambda case: case.text)
def test_some_and_every_join_the_outcomes_of_all_items(case: Case) -> None:
    check(case)
