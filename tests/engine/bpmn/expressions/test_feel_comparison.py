"""Equality, order and membership: DMN 1.3 Tables 42, 53 and 55; what cannot be compared is null, never false."""

import pytest

from tests.support.expressions import Case, check

DAY = 'date("2018-11-09")'
MOMENT = 'date and time("2018-11-09T15:00:00+07:00")'
SAME_MOMENT = 'date and time("2018-11-09T08:00:00Z")'
CLOCK = 'date and time("2018-11-09T15:00:00")'

EQUAL = [
    Case("1 = 1", {}, True),
    Case("1 = 1.0", {}, True),
    Case("1 = 2", {}, False),
    Case("0.1 + 0.2 = 0.3", {}, True),
    Case("x = 0.3", {"x": 0.3}, True),
    Case('"dat" = "dat"', {}, True),
    Case('"dat" = "Dat"', {}, False),
    Case('"đạt" = "dat"', {}, False),
    Case('"" = ""', {}, True),
    Case("true = true", {}, True),
    Case("true = false", {}, False),
    Case("null = null", {}, True),
    Case("x = null", {}, True),
    Case("x = null", {"x": 0}, False),
    Case("null = x", {"x": False}, False),
    Case("ho_so.loai = null", {"ho_so": {}}, True),
    # Different kinds.
    Case('1 = "1"', {}, None),
    Case("true = 1", {}, None),
    Case('true = "true"', {}, None),
    Case("[1] = 1", {}, None),
    Case(f'{DAY} = "2018-11-09"', {}, None),
    Case(f"{DAY} = {CLOCK}", {}, None),
    Case(f"{CLOCK} = {MOMENT}", {}, None),
    Case('duration("P1D") = working duration("P1D")', {}, None),
    Case(f'{DAY} = date("2018-11-09")', {}, True),
    Case(f"{MOMENT} = {SAME_MOMENT}", {}, True),
    Case('duration("P1D") = duration("PT24H")', {}, True),
    Case('working duration("P1D") = working duration("PT8H")', {}, True),
    Case('working duration("P1D") = working duration("PT24H")', {}, False),
    # Lists item by item, contexts key by key.
    Case("[1, 2] = [1, 2]", {}, True),
    Case("[1, 2] = [2, 1]", {}, False),
    Case("[1] = [1, 2]", {}, False),
    Case("[] = []", {}, True),
    Case("[1, null] = [1, null]", {}, True),
    Case('[1] = ["1"]', {}, None),
    Case('[1, 2] = ["1", 3]', {}, False),
    Case("[[1], []] = [[1], []]", {}, True),
    Case("a = b", {"a": {"x": 1, "y": [2]}, "b": {"y": [2], "x": 1.0}}, True),
    Case("a = b", {"a": {"x": 1}, "b": {"x": 2}}, False),
    Case("a = b", {"a": {"x": 1}, "b": {"y": 1}}, False),
    Case("a = b", {"a": {"x": 1}, "b": {"x": "1"}}, None),
    Case("a = b", {"a": {}, "b": {}}, True),
    Case("a = b", {"a": {}, "b": []}, None),
    Case("1 != 2", {}, True),
    Case("1 != 1", {}, False),
    Case('1 != "1"', {}, None),
    Case("x != null", {"x": 1}, True),
    Case("x != null", {}, False),
    Case('x != "a"', {}, True),
]

ORDER = [
    Case("1 < 2", {}, True),
    Case("2 < 2", {}, False),
    Case("2 <= 2", {}, True),
    Case("3 > 2.9", {}, True),
    Case("2 >= 3", {}, False),
    Case("-1 < 0", {}, True),
    Case('"a" < "b"', {}, True),
    Case('"Z" < "a"', {}, True),
    Case('"10" < "9"', {}, True),
    Case('1 < "2"', {}, None),
    Case("1 < null", {}, None),
    Case("x > 5", {}, None),
    Case("null <= null", {}, None),
    Case("true < false", {}, None),
    Case("[1] < [2]", {}, None),
    Case("a < b", {"a": {}, "b": {}}, None),
    Case(f'{DAY} < date("2018-11-10")', {}, True),
    Case(f"{MOMENT} >= {SAME_MOMENT}", {}, True),
    Case(f"{MOMENT} < {CLOCK}", {}, None),
    Case(f"{DAY} < {MOMENT}", {}, None),
    Case('duration("PT25H") > duration("P1D")', {}, True),
    Case('working duration("P1DT1H") > working duration("PT8H")', {}, True),
    Case('working duration("P3D") <= working duration("PT23H")', {}, False),
    # A comparison binds looser than a sum, tighter than `and`.
    Case("1 + 1 < 3 and 4 - 1 = 3", {}, True),
    Case("(1 < 2) = true", {}, True),
]

AMONG = [
    Case("x between 1 and 5", {"x": 1}, True),
    Case("x between 1 and 5", {"x": 5}, True),
    Case("x between 1 and 5", {"x": 5.1}, False),
    Case("x between 1 and 5", {}, None),
    Case("0 between 1 and null", {}, False),
    Case("3 between 1 and null", {}, None),
    Case("2 between 1 and 3 and true", {}, True),
    Case("3 in [1..3]", {}, True),
    Case("3 in [1..3)", {}, False),
    Case("1 in (1..3]", {}, False),
    Case("1 in [1..3]", {}, True),
    Case("2 in (1..3)", {}, True),
    Case("2 in (1 + 1..3)", {}, False),
    Case("1 in (.5..1.5)", {}, True),
    Case('"b" in ["a".."c"]', {}, True),
    Case('"b" in [1..3]', {}, None),
    Case("null in [1..3]", {}, None),
    Case("0 in [1..null]", {}, False),
    Case("2 in [1..null]", {}, None),
    Case(f'{DAY} in [date("2018-11-01")..date("2018-11-30")]', {}, True),
    Case("5 in < 10", {}, True),
    Case("10 in <= 10", {}, True),
    Case("10 in > 10", {}, False),
    Case("null in >= 10", {}, None),
    Case("10 in (1, < 5, >= 10)", {}, True),
    Case("7 in (1, < 5, >= 10)", {}, False),
    Case("7 in (1, [6..8])", {}, True),
    Case("7 in ((6..7), (7..8))", {}, False),
    Case("1 in 1", {}, True),
    Case("1 in 2", {}, False),
    Case('1 in "1"', {}, None),
    Case("1 in (1)", {}, True),
    Case("1 in [2, 3, 1]", {}, True),
    Case("1 in [2, 3, 4]", {}, False),
    Case("1 in []", {}, False),
    Case('1 in [2, "x"]', {}, None),
    Case('1 in [1, "x"]', {}, True),
    Case("null in [1, null]", {}, True),
    Case("null in [1]", {}, False),
    Case('loai in ["a", "b"]', {"loai": "b"}, True),
    Case("loai in duoc_phep", {"loai": "b", "duoc_phep": ["a", "b"]}, True),
    Case("1 in xs", {}, False),
    Case("1 in (2, [1])", {}, True),
    # A list is in a list that is equal, or that holds it.
    Case("[1, 2] in [1, 2]", {}, True),
    Case("[1, 2] in ([[1, 2], [3]])", {}, True),
    Case("[3] in ([[1, 2], [3]])", {}, True),
    Case("[4] in ([[1, 2], [3]])", {}, False),
    Case('x in ("a", "b") or x in ("c")', {"x": "c"}, True),
]


@pytest.mark.parametrize("case", EQUAL, ids=lambda case: case.text)
def test_only_values_of_one_kind_are_equal_or_different(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", ORDER, ids=lambda case: case.text)
def test_only_values_of_one_ordered_kind_come_before_or_after(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", AMONG, ids=lambda case: case.text)
def test_in_and_between_ask_whether_one_test_is_passed(case: Case) -> None:
    check(case)
