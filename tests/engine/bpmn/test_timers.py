import pytest

from engine.bpmn.definition import Timer, TimerKind
from engine.bpmn.iso_time import LONGEST
from engine.bpmn.timers import arm
from engine.errors import Broken
from engine.model.calendar import WorkingCalendar
from engine.model.limit import Limit
from tests.support.bpmn import Drawing, definition
from tests.support.hanoi import hanoi, on_the_wall

CALENDAR = WorkingCalendar(())
FRIDAY_AFTERNOON = hanoi("2018-11-16 15:00")


def timer_of(content: str) -> Timer:
    drawing = Drawing(content={"c1": f"<timerEventDefinition>{content}</timerEventDefinition>"})
    return definition("s -> c1 -> e", drawing=drawing).elements["c1"].timers[0]


def working(text: str) -> Timer:
    return Timer(TimerKind.WORKING_TIME, text, Limit.parse(text))


@pytest.mark.parametrize(
    ("text", "due"), [("PT1H", "2018-11-16 16:00"), ("P3D", "2018-11-19 15:00"), ("P1W", "2018-11-23 15:00")]
)
def test_a_duration_runs_on_the_plain_clock_through_nights_and_weekends(text: str, due: str) -> None:
    timer = timer_of(f"<timeDuration>{text}</timeDuration>")

    assert on_the_wall(arm(timer, FRIDAY_AFTERNOON, CALENDAR, {}).due_at) == due


def test_a_date_is_due_when_it_says_whenever_it_is_armed() -> None:
    timer = timer_of("<timeDate>2018-12-01T07:30:00</timeDate>")

    early, late = (
        arm(timer, armed_at, CALENDAR, {}).due_at
        for armed_at in (FRIDAY_AFTERNOON, hanoi("2019-05-05 00:00"))
    )

    assert on_the_wall(early) == on_the_wall(late) == "2018-12-01 07:30"


def test_working_time_passes_over_the_weekend() -> None:
    assert arm(working("PT4H"), FRIDAY_AFTERNOON, CALENDAR, {}).due_at > hanoi("2018-11-19 00:00")


def test_a_working_day_armed_on_friday_is_over_on_monday() -> None:
    due = arm(working("P1D"), FRIDAY_AFTERNOON, CALENDAR, {}).due_at

    assert on_the_wall(due).startswith("2018-11-19")


def test_the_longest_duration_stays_within_the_range_of_dates() -> None:
    timer = Timer(TimerKind.DURATION, f"P{LONGEST.days}D")

    assert arm(timer, FRIDAY_AFTERNOON, CALENDAR, {}).due_at.year == 2118


def test_a_working_time_timer_without_its_limit_is_ours_to_mend() -> None:
    with pytest.raises(Broken) as broken:
        arm(Timer(TimerKind.WORKING_TIME, "P3D"), FRIDAY_AFTERNOON, CALENDAR, {})

    assert broken.value.code == "timer.no_limit"
