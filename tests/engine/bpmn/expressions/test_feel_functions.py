"""The closed set of functions: DMN 1.3 §10.3.4, and those of our own that GRAMMAR.md names."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from engine.bpmn.expressions.values import Months, WorkingDuration
from tests.support.expressions import Case, check

HANOI = timezone(timedelta(hours=7))

CONVERSIONS = [
    Case('date("2018-11-09")', {}, date(2018, 11, 9)),
    Case("date(x)", {"x": "2018-02-30"}, None),
    Case("date(x)", {"x": "2018-11-09\n"}, None),
    Case("date(x)", {"x": "2018-1-9"}, None),
    Case("date(x)", {"x": "٢٠١٨-11-09"}, None),
    Case("date(x)", {"x": 20181109}, None),
    Case("date(x)", {}, None),
    Case('date(date("2018-11-09"))', {}, date(2018, 11, 9)),
    Case('date(date and time("2018-11-09T15:00:00"))', {}, date(2018, 11, 9)),
    Case('date and time("2018-11-09T15:00:00")', {}, datetime(2018, 11, 9, 15)),
    Case('date and time("2018-11-09T15:00:00.5+07:00")', {}, datetime(2018, 11, 9, 15, 0, 0, 500_000, HANOI)),
    Case("date and time(x)", {"x": "2018-11-09"}, None),
    Case("date and time(x)", {"x": "2018-11-09T24:00:01"}, None),
    Case('duration("P2DT3H4M5.25S")', {}, timedelta(2, 3 * 3600 + 4 * 60 + 5, 250_000)),
    Case('duration("-PT90M")', {}, timedelta(minutes=-90)),
    # A month has no fixed number of days, so the two are never mixed.
    Case("duration(x)", {"x": "P1M"}, Months(1)),
    Case("duration(x)", {"x": "-P1Y6M"}, Months(-18)),
    Case("duration(x)", {"x": "P1M1D"}, None),
    Case("duration(x)", {"x": "P1MT1H"}, None),
    Case("duration(x)", {"x": "P"}, None),
    Case("duration(x)", {"x": "P1DT"}, None),
    Case("duration(x)", {"x": "P9999999999D"}, None),
    Case("duration(x)", {"x": "-P999999999DT1S"}, None),
    Case('working duration("P3D")', {}, WorkingDuration(3, 0)),
    Case('working duration("PT4H30M")', {}, WorkingDuration(0, 270)),
    Case("working duration(x)", {"x": "-P1D"}, None),
    Case("working duration(x)", {"x": "PT5S"}, None),
    Case('number("12.50")', {}, Decimal("12.50")),
    Case('number("-3")', {}, -3),
    Case("number(x)", {"x": "1e3"}, None),
    Case("number(x)", {"x": "1,5"}, None),
    Case("number(x)", {"x": " 1"}, None),
    Case("number(x)", {"x": "1" * 34}, int("1" * 34)),
    Case("number(x)", {"x": "1" * 35}, None),
    Case("number(x)", {"x": 5}, None),
    Case("string(12.50)", {}, "12.50"),
    Case("string(x)", {"x": 1e21}, "1" + "0" * 21),
    Case("string(0 * -1)", {}, "0"),
    Case("string(true)", {}, "true"),
    Case("string(null)", {}, None),
    Case('string("a")', {}, "a"),
    Case('string(date("2018-11-09"))', {}, "2018-11-09"),
    Case('string(date and time("2018-11-09T15:00:00Z"))', {}, "2018-11-09T15:00:00+00:00"),
    Case('string(duration("PT36H"))', {}, "P1DT12H"),
    Case('string(duration("-PT90.5S"))', {}, "-PT1M30.5S"),
    Case('string(duration("PT0S"))', {}, "PT0S"),
    Case('string(working duration("P1DT90M"))', {}, "P1DT1H30M"),
    Case("string([1])", {}, None),
]

TEXTS = [
    Case('substring("abcdef", 3)', {}, "cdef"),
    Case('substring("abcdef", 3, 2)', {}, "cd"),
    Case('substring("abcdef", 3, 99)', {}, "cdef"),
    Case('substring("abcdef", -2)', {}, "ef"),
    Case('substring("abcdef", -99, 2)', {}, "ab"),
    Case('substring("abcdef", 9)', {}, ""),
    Case('substring("đất ở", 5, 1)', {}, "ở"),
    Case('substring("abcdef", 0)', {}, None),
    Case('substring("abcdef", 1.5)', {}, None),
    Case('substring("abcdef", 1, 0)', {}, None),
    Case('substring("abcdef", 1, null)', {}, None),
    Case("substring(12, 1)", {}, None),
    Case('string length("một")', {}, 3),
    Case('string length("")', {}, 0),
    Case('string length("😀")', {}, 1),
    Case("string length(5)", {}, None),
    Case('upper case("đạt")', {}, "ĐẠT"),
    Case('lower case("ĐẠT")', {}, "đạt"),
    Case("lower case(null)", {}, None),
    Case('contains("một cửa", "cửa")', {}, True),
    Case('contains("abc", "d")', {}, False),
    Case('contains("abc", "")', {}, True),
    Case('contains(x, "a")', {}, None),
    Case('contains(["ab"], "ab")', {}, True),
    Case('contains(["ab"], "a")', {}, False),
    Case('contains(5, "5")', {}, None),
    Case('starts with("abc", "ab")', {}, True),
    Case('starts with("abc", "b")', {}, False),
    Case('ends with("abc", "bc")', {}, True),
    Case('ends with("abc", 1)', {}, None),
]

LISTS = [
    Case("count([1, null, 3])", {}, 3),
    Case("count([])", {}, 0),
    Case("count(null)", {}, None),
    Case('count("abc")', {}, None),
    Case("min([3, 1, 2])", {}, 1),
    Case("min(3, 1, 2)", {}, 1),
    Case("max(3, 1, 2)", {}, 3),
    Case('max("a", "c", "b")', {}, "c"),
    Case('min(date("2018-11-09"), date("2018-11-01"))', {}, date(2018, 11, 1)),
    Case("min(5)", {}, 5),
    Case("min([])", {}, None),
    Case("max(null)", {}, None),
    Case("max(1, null)", {}, None),
    Case('min(1, "a")', {}, None),
    Case("min(true)", {}, None),
    Case("sum([1, 2, 3])", {}, 6),
    Case("sum(1, 2, 3)", {}, 6),
    Case("sum(xs)", {"xs": [0.1, 0.2]}, Decimal("0.3")),
    Case("sum([])", {}, None),
    Case("sum(1, null)", {}, None),
    Case('sum("a", "b")', {}, None),
    Case('sum(duration("P1D"), duration("PT1H"))', {}, timedelta(days=1, hours=1)),
    Case('sum(1, duration("PT1H"))', {}, None),
    Case("mean([1, 2, 6])", {}, 3),
    Case("mean(1, 2)", {}, Decimal("1.5")),
    Case("mean([])", {}, None),
    Case("mean([null])", {}, None),
    Case("all([true, true])", {}, True),
    Case("all([])", {}, True),
    Case("all(true, null, false)", {}, False),
    Case("all(true, null)", {}, None),
    Case("all(0)", {}, None),
    Case("all(null)", {}, None),
    Case("any([false, true])", {}, True),
    Case("any([])", {}, False),
    Case("any(false, null, true)", {}, True),
    Case("any(false, null)", {}, None),
    Case("list contains([1, 2], 2)", {}, True),
    Case("list contains([1, 2], 3)", {}, False),
    Case("list contains([1, null], null)", {}, True),
    Case('list contains([1, "a"], 2)', {}, False),
    Case("list contains([[1], [2]], [2])", {}, True),
    Case("list contains(ds, d)", {"ds": [{"a": 1}], "d": {"a": 1}}, True),
    Case("list contains(1, 1)", {}, None),
]

ROUNDING = [
    Case("round half up(2.5, 0)", {}, 3),
    Case("round half up(-2.5, 0)", {}, -3),
    Case("round half up(12345, -3)", {}, Decimal("1.2E+4")),
    Case("round half up(1.25, 1.5)", {}, None),
    Case("modulo(12, 5)", {}, 2),
    Case("modulo(-12, 5)", {}, 3),
    Case("modulo(12, -5)", {}, -3),
    Case("modulo(-12, -5)", {}, -2),
    Case("modulo(10, 5)", {}, 0),
    Case("modulo(-10.5, 5)", {}, Decimal("4.5")),
    Case("modulo(1, 0)", {}, None),
    Case("modulo(x, 3)", {"x": 1e300}, None),
    Case('modulo("1", 3)', {}, None),
    Case("floor(1.5)", {}, 1),
    Case("floor(-1.5)", {}, -2),
    Case("floor(1.57, 1)", {}, Decimal("1.5")),
    Case("ceiling(1.5)", {}, 2),
    Case("ceiling(-1.5)", {}, -1),
    Case("string(ceiling(-0.5))", {}, "0"),
    Case("decimal(1/3, 2)", {}, Decimal("0.33")),
    Case("decimal(1.5, 0)", {}, 2),
    Case("decimal(2.5, 0)", {}, 2),
    Case("decimal(0.515, 2)", {}, Decimal("0.52")),
    Case("decimal(1250, -2)", {}, Decimal("1.2E3")),
    Case("decimal(1, 0.5)", {}, None),
    Case("decimal(1, 35)", {}, None),
    Case('decimal("1", 0)', {}, None),
    Case("decimal(1, null)", {}, None),
    # To write it with that many places would take more digits than there are; it has nothing to round.
    Case(
        "decimal(12345678901234567890123456789012.5, 34)", {}, Decimal("12345678901234567890123456789012.5")
    ),
    Case("abs(-5)", {}, 5),
    Case("abs(5)", {}, 5),
    Case('abs(duration("-P1D"))', {}, timedelta(days=1)),
    Case('abs("5")', {}, None),
]

CLOCK = [
    Case("today()", {}, date(2018, 11, 19)),
    Case("now()", {}, datetime(2018, 11, 19, 1, 30, tzinfo=HANOI)),
    Case("string(now())", {}, "2018-11-19T01:30:00+07:00"),
    Case('date("2018-11-18") < today()', {}, True),
    Case('now() > date and time("2018-11-18T18:00:00Z")', {}, True),
]

PRESENCE = [
    Case("is defined(x)", {"x": 0}, True),
    Case("is defined(x)", {"x": None}, False),
    Case("is defined(x)", {}, False),
    Case("is defined(a.b)", {"a": {"b": ""}}, True),
    Case("is defined(a.b)", {"a": {}}, False),
    Case("is empty(x)", {}, True),
    Case("is empty(x)", {"x": ""}, True),
    Case("is empty(x)", {"x": []}, True),
    Case("is empty(x)", {"x": {}}, True),
    Case("is empty(x)", {"x": 0}, False),
    Case("is empty(x)", {"x": False}, False),
    Case("is empty(x)", {"x": [None]}, False),
]


@pytest.mark.parametrize("case", CONVERSIONS, ids=lambda case: f"{case.text} of {case.data}")
def test_a_conversion_reads_strictly_and_gives_null_for_the_rest(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case.text)
def test_a_function_of_texts_takes_nothing_else(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", LISTS, ids=lambda case: case.text)
def test_a_function_of_a_list_takes_the_list_or_its_items(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", ROUNDING, ids=lambda case: case.text)
def test_rounding_takes_the_even_neighbour_of_a_half(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", CLOCK, ids=lambda case: case.text)
def test_the_clock_is_the_one_passed_in_told_in_hanoi(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", PRESENCE, ids=lambda case: f"{case.text} of {case.data}")
def test_presence_is_asked_without_an_unknown(case: Case) -> None:
    check(case)
