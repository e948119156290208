"""A date is read rightly or not at all."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as some

from engine.clock import HANOI
from migration_tools.mapping.operators.dates import DateRule, date_operator, read_period
from migration_tools.mapping.operators.result import Noted, Wrong
from migration_tools.mapping.record import Treatment

DAYS = some.dates(date(1901, 1, 1), date(2099, 12, 31))
DECLARED = DateRule(is_moment=False, orders=frozenset({"dmy"}))
BY_COLUMN = DateRule(is_moment=False)


def value(found: object) -> object:
    return found.value if isinstance(found, Noted) else found


def refusal(rule: DateRule, cell: object) -> str:
    with pytest.raises(Wrong) as wrong:
        date_operator(rule)(cell)  # type: ignore[arg-type]
    return wrong.value.code


@given(DAYS, some.sampled_from("/.-"), some.booleans())
def test_a_declared_order_reads_every_day_back(day: date, sign: str, is_padded: bool) -> None:
    text = sign.join([f"{day.day:02d}" if is_padded else str(day.day), str(day.month), str(day.year)])

    assert date_operator(DECLARED)(text) == day


@given(DAYS)
def test_a_year_first_date_is_never_in_doubt(day: date) -> None:
    assert date_operator(BY_COLUMN._replace(evidence="mixed"))(day.isoformat()) == day


@given(DAYS)
def test_without_evidence_a_date_that_could_be_two_days_is_refused(day: date) -> None:
    text = f"{day.day}/{day.month}/{day.year}"

    if day.day <= 12 and day.day != day.month:
        assert refusal(BY_COLUMN, text) == "date.day_or_month"
    else:
        assert date_operator(BY_COLUMN)(text) == day


@given(DAYS, some.sampled_from(["dmy", "mdy", "mixed", None]), some.booleans())
def test_no_column_makes_a_declared_date_another_day(
    day: date, evidence: str | None, is_declared: bool
) -> None:
    rule = DateRule(False, frozenset({"mdy"} if is_declared else ()), evidence)
    text = f"{day.month}/{day.day}/{day.year}"

    try:
        found = value(date_operator(rule)(text))
    except Wrong:
        found = None

    # A column said to be the other way round is the only one that may read it so.
    swapped = evidence == "dmy" and not is_declared
    assert found in (None, day) or swapped


@pytest.mark.parametrize(
    "text", ["30/2/2006", "31/11/2018", "29/02/2007", "32/1/2018", "0/1/2018", "13/13/2018"]
)
def test_a_day_that_no_calendar_has_is_impossible(text: str) -> None:
    assert refusal(DECLARED, text) == "date.impossible"


@pytest.mark.parametrize("text", ["chưa rõ", "2018", "1/2/3/4", "12345678901", "ngày 5", "99999", "1/2/218"])
def test_what_is_no_date_is_unreadable(text: str) -> None:
    assert refusal(DECLARED, text) == "date.unreadable"


def test_a_month_first_cell_in_a_day_first_column_is_asked_about() -> None:
    assert refusal(DECLARED._replace(evidence="dmy"), "12/25/2018") == "date.day_or_month"


def test_a_month_first_column_is_read_so_and_said() -> None:
    found = date_operator(BY_COLUMN._replace(evidence="mdy"))("03/04/2018")

    assert found == Noted(
        date(2018, 3, 4), "date.month_first", Treatment.FIX, "column_order_of_day_and_month"
    )


def test_a_column_against_its_declaration_decides_only_what_it_can() -> None:
    rule = DECLARED._replace(evidence="mdy")

    assert date_operator(rule)("25/12/2018") == date(2018, 12, 25)
    assert refusal(rule, "03/04/2018") == "date.day_or_month"


@given(some.integers(0, 99))
def test_two_digits_of_a_year_go_by_the_pivot(year: int) -> None:
    found = date_operator(DECLARED._replace(pivot=30))(f"5/11/{year:02d}")

    assert isinstance(found, Noted)
    assert found.code == "date.two_digit_year"
    assert found.value == date((2000 if year < 30 else 1900) + year, 11, 5)


def test_two_digits_of_a_year_are_refused_where_four_are_declared() -> None:
    assert refusal(DECLARED._replace(two_digits=False), "05/11/18") == "date.unreadable"


@pytest.mark.parametrize("cell", [43409, 43409.0, "43409"])
def test_a_serial_number_of_excel_is_its_day(cell: object) -> None:
    found = date_operator(DECLARED)(cell)  # type: ignore[arg-type]

    assert found == Noted(date(2018, 11, 5), "date.excel_serial", Treatment.FIX, "excel_serial")


def test_a_serial_number_of_the_1904_system_is_said_to_be_one() -> None:
    found = date_operator(DECLARED._replace(epoch=1904))(41947)

    assert found == Noted(date(2018, 11, 5), "date.excel_1904", Treatment.FIX, "excel_1904")


@pytest.mark.parametrize(
    "cell",
    ["0000-00-00", "0000-00-00 00:00:00", "1900-01-01", "01/01/1900", "31/12/9999", date(9999, 12, 31),
     datetime(1900, 1, 1)],
)  # fmt: skip
def test_what_a_program_wrote_for_no_date_is_nothing(cell: object) -> None:
    found = date_operator(DECLARED)(cell)  # type: ignore[arg-type]

    assert found == Noted(None, "date.placeholder", Treatment.FIX, "placeholder_date")


@pytest.mark.parametrize("text", ["tháng 12/2005", "Tháng 12 năm 2005", "12/2005", "2005-12"])
def test_a_month_alone_is_a_period_and_no_day(text: str) -> None:
    assert date_operator(DECLARED)(text) == Noted(None, "date.period", Treatment.FLAG, "2005-12")


@pytest.mark.parametrize("text", ["13/2005", "tháng 0/2005", "5/11/2018", "2005"])
def test_a_month_that_is_none_is_no_period(text: str) -> None:
    assert read_period(text) is None


def test_a_moment_told_in_another_zone_moves_over_midnight_and_says_so() -> None:
    found = date_operator(DECLARED)("2018-11-04T22:15:00Z")

    assert found == Noted(date(2018, 11, 5), "date.utc_shift", Treatment.FIX, "from_utc")


def test_a_source_in_utc_is_read_as_such() -> None:
    rule = DateRule(is_moment=True, zone="utc")

    found = date_operator(rule)(datetime(2018, 11, 4, 22, 15))

    assert value(found) == datetime(2018, 11, 4, 22, 15, tzinfo=UTC)


@given(some.datetimes(datetime(1990, 1, 1), datetime(2030, 1, 1)))
def test_a_naive_moment_is_hanoi_time(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)

    assert date_operator(DateRule(is_moment=True))(moment) == moment.replace(tzinfo=HANOI)


@given(some.integers(-11, 13))
def test_an_offset_is_kept_to(hours: int) -> None:
    moment = datetime(2018, 11, 5, 12, 0, tzinfo=timezone(timedelta(hours=hours)))

    assert value(date_operator(DateRule(is_moment=True))(moment.isoformat())) == moment


@pytest.mark.parametrize(
    ("text", "hour"),
    [("05/11/2018 12:15", 12), ("05/11/2018 12:15 SA", 0), ("05/11/2018 12:15 CH", 12), ("5/11/2018 1:15 PM", 13),
     ("05/11/2018 00:15", 0), ("16h15 05/11/2018", 16)],
)  # fmt: skip
def test_noon_is_noon_and_midnight_midnight(text: str, hour: int) -> None:
    found = date_operator(DECLARED._replace(is_moment=True))(text)

    assert found == datetime(2018, 11, 5, hour, 15, tzinfo=HANOI)


@pytest.mark.parametrize(
    "text", ["05/11/2018 25:00", "05/11/2018 10:75", "05/11/2018 13:00 CH", "2018-11-05T10:00+19:00"]
)
def test_an_hour_that_no_clock_shows_is_impossible(text: str) -> None:
    assert refusal(DECLARED, text) == "date.impossible"


def test_a_day_without_a_time_is_the_moment_that_the_rule_names() -> None:
    rule = DECLARED._replace(is_moment=True, at=time(17))

    assert date_operator(rule)("05/11/2018") == datetime(2018, 11, 5, 17, tzinfo=HANOI)
    assert date_operator(rule)(datetime(2018, 11, 5)) == datetime(2018, 11, 5, 17, tzinfo=HANOI)


def test_a_day_after_the_copy_is_refused_and_the_day_itself_is_not() -> None:
    rule = DECLARED._replace(latest=date(2018, 11, 9))

    assert date_operator(rule)("09/11/2018") == date(2018, 11, 9)
    assert refusal(rule, "10/11/2018") == "date.future"


@given(some.datetimes(datetime(1901, 1, 2), datetime(2099, 12, 30)).map(lambda at: at.replace(microsecond=0)))
def test_a_moment_as_programs_write_it_is_the_moment_that_people_write(at: datetime) -> None:
    rule = DateRule(is_moment=True, at=time(17))

    assert date_operator(rule)(f"{at:%Y-%m-%d %H:%M:%S}") == date_operator(rule)(f"{at:%Y/%m/%d  %H:%M:%S}")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("2018-W45-1 08:45:00", "date.unreadable"),
        ("2018-11-05 08:45+07", "date.unreadable"),
        ("2018-02-30 08:45:00", "date.impossible"),
        ("2018-11-05 24:45:00", "date.impossible"),
        ("1899-11-05 08:45:00", "date.impossible"),
    ],
)
def test_what_only_looks_like_a_moment_of_a_program_is_none(cell: str, code: str) -> None:
    assert refusal(DateRule(is_moment=True), cell) == code
