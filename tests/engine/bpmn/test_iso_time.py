from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.bpmn.iso_time import LONGEST, parse_date, parse_duration


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("P5D", timedelta(days=5)),
        ("P2W", timedelta(weeks=2)),
        ("PT1H", timedelta(hours=1)),
        ("PT90M", timedelta(minutes=90)),
        ("PT30S", timedelta(seconds=30)),
        ("P1DT12H30M5S", timedelta(days=1, hours=12, minutes=30, seconds=5)),
        ("P1W2D", timedelta(days=9)),
        ("P0D", timedelta(0)),
        ("  PT1H\n", timedelta(hours=1)),
        ("P36525D", LONGEST),
    ],
)
def test_a_duration_is_read(text: str, duration: timedelta) -> None:
    assert parse_duration(text) == duration


@pytest.mark.parametrize(
    "text",
    [
        *("", "P", "PT", "P1DT", "5D", "1H", "P5", "PT5", "P-5D", "-P5D", "P1.5D", "P1,5D", "P1H", "PT1D"),
        *("P1Y", "P1M", "P1Y2M", "P 5D", "p5d", "P5d", '"PT1H"', "PT1H PT1H", "P٥D", "R3/PT1H", "5 ngày"),
        *("P36526D", "P1000000000D", "P99999999999999999999D", "P" + "9" * 400 + "D", "PT9999999999999S"),
    ],
)
def test_anything_else_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match="Expected"):
        parse_duration(text)


@given(
    st.integers(0, 99),
    st.integers(0, 99),
    st.integers(0, 99),
    st.integers(0, 99),
)
def test_every_written_duration_is_read_back(days: int, hours: int, minutes: int, seconds: int) -> None:
    text = f"P{days}DT{hours}H{minutes}M{seconds}S"

    assert parse_duration(text) == timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


@given(st.text(alphabet="PTWDHMS0123456789 .,-", max_size=40))
def test_no_text_makes_a_duration_fail_otherwise(text: str) -> None:
    try:
        duration = parse_duration(text)
    except ValueError:
        return

    assert timedelta(0) <= duration <= LONGEST


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2018-11-17T08:00:00", datetime(2018, 11, 17, 1, 0, tzinfo=UTC)),
        ("2018-11-17T08:00", datetime(2018, 11, 17, 1, 0, tzinfo=UTC)),
        ("2018-11-17T08:00:00Z", datetime(2018, 11, 17, 8, 0, tzinfo=UTC)),
        ("2018-11-17T08:00:00+09:00", datetime(2018, 11, 16, 23, 0, tzinfo=UTC)),
        ("2018-11-17", datetime(2018, 11, 16, 17, 0, tzinfo=UTC)),
        ("  2018-11-17T08:00:00\n", datetime(2018, 11, 17, 1, 0, tzinfo=UTC)),
    ],
)
def test_a_date_without_a_zone_is_on_hanois_clock_and_comes_back_in_utc(text: str, moment: datetime) -> None:
    assert parse_date(text) == moment
    assert parse_date(text).tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    ["", "tomorrow", "17/11/2018", "2018-02-30", "2018-11-17T25:00", "10000-01-01", "0001-01-01", "P5D"],
)
def test_what_is_no_moment_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # The reason is the library's own, in its own words.
        parse_date(text)
