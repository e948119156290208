"""Each named format: what passes, what does not, and the one way it is stored."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.formats import CHECKER, FORMATS

PASSES = {
    "date": ["2018-11-21", "2020-02-29", "1950-01-01"],
    "date-time": ["2018-11-21T09:24:00+07:00", "2018-11-21T02:24:00Z", "2018-11-21T02:24:00.123456Z"],
    "time": ["00:00", "09:24", "23:59"],
    "email": [
        "an.nguyen@hanoi.gov.vn",
        "a+b_c%d@x.vn",
        "1@a-b.example",
        "a@b.xn--p1ai",
        "x@" + "a" * 63 + ".vn",
    ],
    "phone_vn": ["0912345678", "0312345678", "02438253536"],
    "cccd": ["001087123456", "079301000001", "096202999999", "101087123456"],
    "cmnd": ["012345678"],
    "identity_no": ["012345678", "001087123456"],
    "tax_code": ["0100109106", "0100109106-001", "0100112437", "0301482205"],
    "procedure_code": ["1.009645", "2.000286", "1.009645.H26"],
    "unit_code": ["000.00.15.H26", "H26", "H26.15", "H26.15.03", "H26.15.03.001"],
    "dossier_code": [
        "000.00.15.H26-181121-0001",
        "H26.15-201130-0001",
        "H26-240229-12345",
        "H26.15.03.001-250701-AA0001",
    ],
    "attachment": ["0" * 64 + "/Bản vẽ.pdf", "ab" * 32 + "/x"],
    "money_vnd": ["0", "150000", "19.99", "999999999999999"],
}
FAILS = {
    "date": [
        *("2018-02-30", "2019-02-29", "2018-13-01", "2018-00-10", "0000-01-01", "21/11/2018", "20181121"),
        *(
            "2018-W47-3",
            "2018-1-1",
            "2018-11-21\n",
            " 2018-11-21",
            "２０１８-11-21",
            "2018-11-21T00:00:00Z",
            "",
        ),
    ],
    "date-time": [
        *("2018-11-21", "2018-11-21T09:24:00", "2018-11-21T09:24Z", "2018-11-21 09:24:00Z"),
        *(
            "2018-02-30T09:24:00Z",
            "2018-11-21T25:00:00Z",
            "2018-11-21T09:24:60Z",
            "2018-11-21T09:24:00+99:00",
        ),
    ],
    "time": ["24:00", "9:24", "09:60", "09:24:00", "09:24\n", "０９:24"],
    "email": [
        *("@", "a@", "@b.vn", "a@b", "a b@c.vn", "a..b@c.vn", ".a@c.vn", "a.@c.vn", "a@-c.vn", "a@c-.vn"),
        *("a@c..vn", "a@c.v", "a@c.123", "a@b@c.vn", "a@c.vn\n", "ă@c.vn", "a@c.vn>", '"a b"@c.vn'),
        *("x" * 65 + "@c.vn", "a@" + "b" * 64 + ".vn", "a@" + "b.c." * 63 + "vn"),
    ],
    "phone_vn": [
        "091234567",
        "09123456789",
        "0112345678",
        "0612345678",
        "1900545526",
        "0２12345678",
        "0912345678\n",
    ],
    "cccd": ["00108712345", "0010871234567", "003087123456", "000087123456", "001487123456", "a01087123456"],
    "cmnd": ["01234567", "0123456789", "01234567x", "０12345678"],
    "identity_no": ["", "0123456789", "003087123456"],
    "tax_code": ["0100109107", "010010910", "0100109106001", "0100109106-000", "0100109106-01", "0000000000"],
    "procedure_code": ["1.00964", "1.0096455", "1,009645", "1.009645-HN", "1.009645.h26", "1.009645\n"],
    "unit_code": ["000.00.15", "H26.", "H2", "h26", "H26.1", "15.H26", "H26.15.03.01", "000.00.15.H26.15"],
    "dossier_code": [
        *("000.00.15.H26-181121-001", "000.00.15.H26-180230-0001", "000.00.15.H26-181301-0001"),
        *("000.00.15.H26-181121", "181121-0001", "000.00.15.H26-181121-0001\n", "000.00.15.H26-181121-A001"),
    ],
    "attachment": [
        "",
        "a" * 64,
        "a" * 64 + "/",
        "A" * 64 + "/x.pdf",
        "a" * 63 + "/x.pdf",
        "a" * 64 + "/a/b",
        "a" * 64 + "/x\n",
    ],
    "money_vnd": ["", "-1", "01", "1.", ".5", "1.234", "1,5", "1e5", "NaN", "1" * 16, "١٢"],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in PASSES.items() for text in texts])
def test_a_right_text_passes_its_format(name: str, text: str) -> None:
    assert FORMATS[name].holds(text)


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in FAILS.items() for text in texts])
def test_a_wrong_text_fails_its_format(name: str, text: str) -> None:
    assert not FORMATS[name].holds(text)


def test_every_format_has_examples_here() -> None:
    assert set(PASSES) == set(FAILS) == set(FORMATS)


def test_the_checker_knows_our_formats_and_no_other() -> None:
    assert set(CHECKER.checkers) == set(FORMATS)


@pytest.mark.parametrize(
    ("name", "typed", "stored"),
    [
        ("phone_vn", "0912 345 678", "0912345678"),
        ("phone_vn", "0912.345.678", "0912345678"),
        ("phone_vn", "+84 912-345-678", "0912345678"),
        ("phone_vn", "+84 0912345678", "0912345678"),
        ("cccd", "001 087 123 456", "001087123456"),
        ("identity_no", "012.345.678", "012345678"),
        ("dossier_code", "h26.15-201130-0001", "H26.15-201130-0001"),
        ("unit_code", "h26.15", "H26.15"),
        ("tax_code", "0100109106-001", "0100109106-001"),
        ("date", "2018-11-21", "2018-11-21"),
    ],
)
def test_a_text_is_stored_one_way_however_it_was_typed(name: str, typed: str, stored: str) -> None:
    tidied = FORMATS[name].tidy(typed)

    assert tidied == stored
    assert FORMATS[name].holds(tidied)


@pytest.mark.parametrize("name", FORMATS)
@given(text=st.text(max_size=30) | st.from_regex(r"[+0-9.\- HhTZ@:]{1,25}", fullmatch=True))
def test_tidying_twice_is_tidying_once_and_no_text_breaks_a_check(name: str, text: str) -> None:
    known = FORMATS[name]

    tidied = known.tidy(text)

    assert known.tidy(tidied) == tidied
    assert known.holds(tidied) in (True, False)


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in PASSES.items() for text in texts])
def test_tidying_keeps_a_right_text_right(name: str, text: str) -> None:
    assert FORMATS[name].holds(FORMATS[name].tidy(text))


@given(st.dates())
def test_every_real_day_is_a_date(day: date) -> None:
    assert FORMATS["date"].holds(day.isoformat())


@given(st.datetimes(timezones=st.just(UTC)))
def test_every_moment_with_an_offset_is_a_date_time(moment: datetime) -> None:
    assert FORMATS["date-time"].holds(moment.isoformat())


@given(st.integers(min_value=1, max_value=10**9 - 1))
def test_at_most_one_last_digit_makes_a_tax_code(body: int) -> None:
    right = [digit for digit in range(10) if FORMATS["tax_code"].holds(f"{body:09}{digit}")]

    assert len(right) <= 1


@given(st.integers(min_value=0, max_value=8), st.integers(min_value=1, max_value=9))
def test_one_mistyped_digit_of_a_tax_code_is_noticed(place: int, shift: int) -> None:
    code = "0100109106"
    digit = (int(code[place]) + shift) % 10

    mistyped = code[:place] + str(digit) + code[place + 1 :]

    assert not FORMATS["tax_code"].holds(mistyped)
