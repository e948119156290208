"""Numbers, texts, dates and lengths of time: DMN 1.3 §10.3.2.3 and Tables 45 to 48."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from engine.bpmn.expressions.values import WorkingDuration
from tests.support.expressions import Case, check

HANOI = timezone(timedelta(hours=7))
DAY = 'date("2018-11-09")'
MOMENT = 'date and time("2018-11-09T15:00:00+07:00")'
CLOCK = 'date and time("2018-11-09T15:00:00")'
ROUNDED_THIRD = Decimal("0." + "3" * 34)
LISTS = {"xs": [10, 20, 30], "rows": [{"a": 1}, {"b": 2}, {"a": 3}], "nested": {"xs": [{"a": [7]}]}}

NUMBERS = [
    Case("1 + 2", {}, 3),
    Case("1 - 2", {}, -1),
    Case("2 * 3", {}, 6),
    Case("1 / 4", {}, Decimal("0.25")),
    Case("1 / 3", {}, ROUNDED_THIRD),
    Case("2 ** 10", {}, 1024),
    Case("2 ** -1", {}, Decimal("0.5")),
    Case("4 ** 0.5", {}, 2),
    Case("0.1 + 0.2", {}, Decimal("0.3")),
    Case("x + 0.2", {"x": 0.1}, Decimal("0.3")),
    Case(".5 + 1.50", {}, Decimal("2.00")),
    Case("007", {}, 7),
    # Left to right; minus before power, power before product, product before sum.
    Case("10 - 4 - 3", {}, 3),
    Case("100 / 10 / 2", {}, 5),
    Case("2 ** 3 ** 2", {}, 64),
    Case("2 + 3 * 4", {}, 14),
    Case("(2 + 3) * 4", {}, 20),
    Case("2 * 3 ** 2", {}, 18),
    Case("-2 ** 2", {}, 4),
    Case("0 - 2 ** 2", {}, -4),
    Case("--1", {}, 1),
    Case("2 - -1", {}, 3),
    Case("-x", {"x": 5}, -5),
    Case("10 * -10", {}, -100),
    # Nothing sensible is null.
    Case("1 / 0", {}, None),
    Case("0 / 0", {}, None),
    Case("0 ** 0", {}, None),
    Case("0 ** -1", {}, None),
    Case("0 ** -0.5", {}, None),
    Case("(-8) ** 0.5", {}, None),
    Case("1 + null", {}, None),
    Case("x + 1", {}, None),
    Case('1 + "1"', {}, None),
    Case("1 + true", {}, None),
    Case("-true", {}, None),
    Case('-"a"', {}, None),
    Case("[1] + 1", {}, None),
    Case("9999999999999999999999999999999999 + 0", {}, 10**34 - 1),
    # A variable may be called as a function is; only a bracket right after it makes a call.
    Case("number * (2 + 3)", {"number": 2}, 10),
    Case("count - (1)", {"count": 3}, 2),
    Case("date + sum(1, 2)", {"date": 1}, 4),
]

TEXTS = [
    Case('"một" + " " + "cửa"', {}, "một cửa"),
    Case('"a" + ""', {}, "a"),
    Case('"a" + 1', {}, None),
    Case('"a" - "a"', {}, None),
    Case('"a" * 2', {}, None),
    Case(r'"a\"b"', {}, 'a"b'),
    Case(r'"a\\b\n\t\r"', {}, "a\\b\n\t\r"),
    Case(r'"\u0111\U01F600"', {}, "đ😀"),
    Case('"it\'s"', {}, "it's"),
]

TIMES = [
    Case(f'{DAY} + duration("P1D")', {}, date(2018, 11, 10)),
    Case(f'duration("P1D") + {DAY}', {}, date(2018, 11, 10)),
    Case(f'{DAY} - duration("P9D")', {}, date(2018, 10, 31)),
    # A date stands for its midnight: an hour on is the same day, an hour back the day before.
    Case(f'{DAY} + duration("PT23H")', {}, date(2018, 11, 9)),
    Case(f'{DAY} - duration("PT1H")', {}, date(2018, 11, 8)),
    Case(f'{DAY} + duration("-PT1H")', {}, date(2018, 11, 8)),
    Case(f'{DAY} - date("2018-11-01")', {}, timedelta(days=8)),
    Case(f"{DAY} + 1", {}, None),
    Case(f"{DAY} + {DAY}", {}, None),
    Case(f"{DAY} - {MOMENT}", {}, None),
    Case(f'{DAY} + working duration("P1D")', {}, None),
    Case('date("9999-12-31") + duration("P1D")', {}, None),
    Case(f'{MOMENT} + duration("PT10H")', {}, datetime(2018, 11, 10, 1, tzinfo=HANOI)),
    Case(f'{CLOCK} - duration("PT16H")', {}, datetime(2018, 11, 8, 23)),
    Case(f'{MOMENT} - date and time("2018-11-09T08:00:00Z")', {}, timedelta(0)),
    Case(f"{MOMENT} - {CLOCK}", {}, None),
    Case('duration("P1D") + duration("PT1H")', {}, timedelta(days=1, hours=1)),
    Case('duration("P1D") - duration("PT1H")', {}, timedelta(hours=23)),
    Case('duration("PT1H") * 1.5', {}, timedelta(minutes=90)),
    Case('1.5 * duration("P4DT1H")', {}, timedelta(days=6, hours=1, minutes=30)),
    Case('duration("P10D") / 2.5', {}, timedelta(days=4)),
    Case('duration("P10D") / duration("P4D")', {}, Decimal("2.5")),
    Case('duration("P1D") / 0', {}, None),
    Case('duration("P1D") / duration("PT0S")', {}, None),
    Case('duration("P999999999D") * 2', {}, None),
    Case('-duration("P1D")', {}, timedelta(days=-1)),
    Case('-(duration("P999999999D") + duration("PT1S"))', {}, None),
    Case('working duration("P1D") + duration("P1D")', {}, None),
    Case('working duration("P1DT4H")', {}, WorkingDuration(1, 240)),
]

READING = [
    Case("x", {"x": 5}, 5),
    Case("x", {}, None),
    Case("hồ_sơ", {"hồ_sơ": "có dấu"}, "có dấu"),
    Case('x = "ha\u0323t"', {"x": "hạt"}, True),
    Case("ho_so.loai", {"ho_so": {"loai": "a"}}, "a"),
    Case("ho_so.loai.sau", {"ho_so": {"loai": "a"}}, None),
    Case("ho_so.loai", {}, None),
    Case("a.and.if", {"a": {"and": {"if": 1}}}, 1),
    Case("x.real", {"x": 1}, None),
    Case("rows.a", LISTS, [1, None, 3]),
    Case("nested.xs.a", LISTS, [[7]]),
    Case("xs[1]", LISTS, 10),
    Case("xs[3]", LISTS, 30),
    Case("xs[4]", LISTS, None),
    Case("xs[-1]", LISTS, 30),
    Case("xs[-3]", LISTS, 10),
    Case("xs[-4]", LISTS, None),
    Case("rows[1].a", LISTS, 1),
    Case("rows.a[3]", LISTS, 3),
    Case("nested.xs[1].a[1]", LISTS, 7),
    Case("x[1]", {"x": "abc"}, None),
    Case("[1, [2, x], 3][2]", {"x": 9}, [2, 9]),
    Case("[]", {}, []),
    Case("x", {"x": float("nan")}, None),
    Case("x", {"x": float("inf")}, None),
    Case("x", {"x": 1e300}, Decimal("1E300")),
    Case("x", {"x": Decimal("NaN")}, None),
    Case("=1 + 1", {}, 2),
    Case(" \n\t1 +\n1 \u00a0", {}, 2),
]


@pytest.mark.parametrize("case", NUMBERS, ids=lambda case: case.text)
def test_numbers_are_reckoned_exactly_with_34_digits(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case.text)
def test_texts_are_only_joined(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", TIMES, ids=lambda case: case.text)
def test_dates_moments_and_lengths_of_time_follow_the_table_of_operands(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", READING, ids=lambda case: case.text)
def test_data_are_read_by_name_path_and_place(case: Case) -> None:
    check(case)
