"""The virtual clock of a walk starts on Monday 05/11/2018 at 08:00 and fires timers in the order they fall due."""

from typing import Any

import pytest

from processes.package import Package, read_package
from processes.walk import Answer, read_script, walk
from tests.support.packages import deployment_of, package

ENGINES = ["pair", "net"]


def play(played: Package, *steps: dict[str, Any], engine: str = "pair") -> Answer:
    return walk(deployment_of(played), read_script({"steps": list(steps)}), engine)


def advance(duration: str) -> dict[str, Any]:
    return {"advance": duration}


def reminder(working_time: str, calm: bool = True) -> Package:
    """A, with a timer that opens R."""
    return package(
        "s -> A -> e",
        "b1 -> R -> e1",
        hosts={"b1": "A"},
        timers={"b1": working_time},
        calm={"b1"} if calm else (),
    )


def lasting(duration: str, tag: str = "timeDuration") -> Package:
    """A, interrupted by a timer in ISO 8601 that opens R."""
    drawn = reminder("P1D", calm=False)
    timer = f"<timerEventDefinition><{tag}>{duration}</{tag}></timerEventDefinition>".encode()
    written = drawn.files["process.bpmn"].replace(b'<timerEventDefinition motcua:workingTime="P1D"/>', timer)
    return read_package({**drawn.files, "process.bpmn": written})


@pytest.mark.parametrize(
    ("duration", "not_yet", "due"),
    [("PT1H", "PT59M", "PT1M"), ("P2D", "P1D", "P1D"), ("P1W", "P6D", "PT24H"), ("P1DT12H", "PT35H", "PT1H")],
)
def test_a_duration_runs_on_the_clock_on_the_wall(duration: str, not_yet: str, due: str) -> None:
    waiting, fired = {"expect": ["A"]}, {"expect": ["R"]}

    assert play(lasting(duration), advance(not_yet), waiting, advance(due), fired).passed


def test_a_date_without_a_zone_is_hanois() -> None:
    dated = lasting("2018-11-06T08:00:00", "timeDate")

    assert play(dated, advance("PT23H59M"), {"expect": ["A"]}, advance("PT1M"), {"expect": ["R"]}).passed


def test_a_date_that_has_passed_fires_at_the_next_advance() -> None:
    assert play(lasting("2018-11-01T08:00:00", "timeDate"), advance("PT0S"), {"expect": ["R"]}).passed


def test_working_time_stands_still_at_night() -> None:
    answer = play(
        reminder("PT9H"), advance("PT24H"), {"expect": ["A"]}, advance("PT1H"), {"expect": ["A", "R"]}
    )

    assert answer.passed


def test_working_time_stands_still_over_a_weekend() -> None:
    # Six working days from Monday 05/11 08:00 end on Monday 12/11 at 17:30, not on Saturday.
    over_it, last_minutes = advance("P7DT9H"), advance("PT30M")

    answer = play(reminder("P6D"), over_it, {"expect": ["A"]}, last_minutes, {"expect": ["A", "R"]})

    assert answer.passed


def armed_on_new_years_eve(working_time: str, *steps: dict[str, Any]) -> Answer:
    """Play on from Monday 31/12/2018, 08:00, when A has just come with a timer."""
    timer = {"b1": working_time}
    late = package("s -> B -> A -> e", "b1 -> R -> e1", hosts={"b1": "A"}, timers=timer, calm={"b1"})
    return play(late, advance("P56D"), {"complete": "B"}, *steps)


def test_working_time_stands_still_on_holidays_and_on_days_swapped_with_them() -> None:
    # 31/12/2018 and 01/01/2019 were off, so one working day ends on Wednesday 02/01 at 17:30.
    answer = armed_on_new_years_eve(
        "P1D", advance("P2DT9H"), {"expect": ["A"]}, advance("PT30M"), {"expect": ["A", "R"]}
    )

    assert answer.passed


def test_working_time_runs_on_a_saturday_worked_in_exchange() -> None:
    # Saturday 05/01/2019 was worked for Monday 31/12/2018: the fourth working day ends there.
    answer = armed_on_new_years_eve(
        "P4D", advance("P5DT9H"), {"expect": ["A"]}, advance("PT30M"), {"expect": ["A", "R"]}
    )

    assert answer.passed


@pytest.mark.parametrize("engine", ENGINES)
def test_timers_fire_in_the_order_they_fall_due_whatever_the_order_drawn(engine: str) -> None:
    three = package(
        "s -> A -> e", "b1 -> i1 -> e1", "b2 -> i2 -> e2", "b3 -> i3 -> e3",
        hosts={"b1": "A", "b2": "A", "b3": "A"}, timers={"b1": "P3D", "b2": "P1D", "b3": "P2D"},
        messages={"i1": "m", "i2": "m", "i3": "m"}, calm={"b1", "b2", "b3"},
    )  # fmt: skip

    answer = play(three, advance("P30D"), engine=engine)

    assert [element for element in answer.trace if element.startswith("b")] == ["b2", "b3", "b1"]


def test_a_timer_armed_by_a_timer_counts_from_when_that_one_fired() -> None:
    # The first fires on Monday 17:30, the next on Tuesday 17:30; also within one advance.
    chained = package(
        "s -> A -> e", "b1 -> B -> e1", "b2 -> C -> e2",
        hosts={"b1": "A", "b2": "B"}, timers={"b1": "P1D", "b2": "P1D"},
    )  # fmt: skip

    assert play(chained, advance("PT33H"), {"expect": ["B"]}, advance("PT30M"), {"expect": ["C"]}).passed
    assert play(chained, advance("P2D"), {"expect": ["C"]}).passed


def test_completing_the_task_disarms_its_timer() -> None:
    answer = play(reminder("P1D"), {"complete": "A"}, advance("P30D"))

    assert answer.state == "completed"
    assert "b1" not in answer.trace


def test_a_reminder_that_is_once_does_not_come_again() -> None:
    answer = play(reminder("P1D"), advance("P30D"), advance("P30D"))

    assert answer.trace.count("b1") == 1


@pytest.mark.parametrize(
    "text", ["", "2D", "P", "P1M", "P1Y", "PT", "P-1D", "1 ngày", "P" + "9" * 40 + "D", "P٣D"]
)
def test_an_advance_that_is_no_duration_fails_the_walk(text: str) -> None:
    answer = play(reminder("P1D"), advance(text))

    assert "walk.unreadable" in answer.failures[0]
    assert answer.open == ("A",)


def test_an_advance_beyond_the_calendar_fails_the_walk_and_does_not_raise() -> None:
    answer = play(reminder("P1D"), advance("P9999999999D"))

    assert not answer.passed


def test_timers_that_arm_each_other_without_end_are_an_incident() -> None:
    ring = package("s -> x1 -> c1 -> x1", timers={"c1": "PT1H"})

    answer = play(ring, advance("P9999D"), engine="net")

    assert answer.incident is not None
    assert answer.incident["code"] == "timer.endless"
