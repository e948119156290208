import pytest

from tests.support.elements import done, draw, incident, later, play, reasons, timer, working

CLOCK = {  # Walks begin on Monday, 05/11/2018, at 08:00.
    "duration": (timer("PT36H"), "PT36H"),
    "date": (timer("2018-11-07T08:00:00", "timeDate"), "P2D"),
    "working time over a week-end": (working("P5D"), "P7D"),
    "expression of the data": (timer("=thoi_han"), "P3D"),
    "FEEL": (timer('=duration("P1D")'), "P1D"),
    "JUEL": (timer("${thoi_han}"), "P3D"),
}


@pytest.mark.parametrize("kind", CLOCK)
def test_a_timer_waits_as_long_as_it_says_and_not_longer(kind: str) -> None:
    event, duration = CLOCK[kind]
    drawn = draw("s -> c -> A -> e", content={"c": event})

    assert play(drawn, later(duration), thoi_han="P3D").open == ("A",)
    assert play(drawn, later("PT23H"), thoi_han="P3D").open == ("c",)
    assert reasons(drawn) == set()


@pytest.mark.parametrize("kind", ["duration", "working time over a week-end"])
def test_time_runs_from_the_moment_the_token_arrives(kind: str) -> None:
    event, duration = CLOCK[kind]
    drawn = draw("s -> A -> c -> B -> e", content={"c": event})

    assert play(drawn, later("P1D"), done("A"), later("PT24H")).open == ("c",)
    assert play(drawn, later("P1D"), done("A"), later(duration), later("P1D")).open == ("B",)


def test_a_date_that_is_over_has_come_at_once() -> None:
    drawn = draw("s -> c -> A -> e", content={"c": timer("2017-01-01T00:00:00", "timeDate")})

    assert play(drawn, later("PT1S")).open == ("A",)


def test_an_expression_that_gives_no_time_is_an_incident() -> None:
    drawn = draw("s -> c -> A -> e", content={"c": timer("=thoi_han")})

    assert incident(play(drawn, thoi_han="lâu")) == ("timer.unreadable", "c")
    assert incident(play(drawn)) == ("timer.unreadable", "c")
