"""The due date of any ledger on any calendar equals the one found by walking every minute."""

from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.due_cases import DueCase, answer, slow_answer

DAYS = st.dates(date(2018, 12, 20), date(2019, 2, 20))
LIMITS = st.sampled_from(
    [("working_day", amount) for amount in ("0", "0.25", "0.5", "1", "1.5", "2", "3", "5")]
    + [("working_hour", amount) for amount in ("1", "2", "4", "8", "20", "0.5")]
    + [("calendar_day", amount) for amount in ("1", "2", "5", "7", "0.5")]
)
STANDARD = ((480, 720), (810, 1050))
SUMMER = ((450, 690), (780, 1020))
SHORT = ((480, 690), (810, 990))


@st.composite
def due_cases(draw: st.DrawFn) -> DueCase:
    received = datetime.combine(draw(DAYS), time()) + timedelta(minutes=draw(st.integers(0, 1439)))
    unit, amount = draw(LIMITS)
    gaps = draw(st.lists(st.tuples(st.integers(0, 6000), st.integers(0, 6000)), max_size=3))
    off = draw(st.frozensets(DAYS, max_size=8))
    return DueCase(
        received=received,
        amount=amount,
        unit=unit,
        is_civil=draw(st.booleans()),
        cut_off=draw(st.sampled_from([None, time(15), time(17)])),
        restarts=draw(st.booleans()),
        pauses=_pauses(received, gaps),
        weekday=draw(st.sampled_from([STANDARD, SUMMER, SHORT])),
        saturday=draw(st.sampled_from([(), ((480, 720),), STANDARD])),
        off=off,
        worked=draw(st.frozensets(DAYS, max_size=4)) - off,
    )


def _pauses(received: datetime, gaps: list[tuple[int, int]]) -> tuple[tuple[datetime, datetime], ...]:
    pauses = []
    for running, standing in gaps:
        paused = received + timedelta(minutes=running)
        received = paused + timedelta(minutes=standing)
        pauses.append((paused, received))
    return tuple(pauses)


@settings(max_examples=120, deadline=None)
@given(due_cases())
def test_the_due_date_equals_the_one_found_minute_by_minute(case: DueCase) -> None:
    assert answer(case) == slow_answer(case)
