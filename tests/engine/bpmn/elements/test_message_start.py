from tests.support.elements import about, done, draw, play, reasons, received

ONE = draw("s -> A -> e", content={"s": about("message")})
TWO = draw("s -> A -> e", "s2 -> B -> e", content={"s": about("message"), "s2": about("message", "y")})


def test_a_process_whose_only_start_waits_for_a_message_begins_with_it() -> None:
    assert play(ONE).open == ("A",)
    assert reasons(ONE) == set()


def test_of_several_start_events_the_message_that_came_opens_its_own() -> None:
    assert play(TWO, received("x")).trace == ("s",)
    assert play(TWO, received("y")).trace == ("s2",)
    assert play(TWO, received("y"), done("B")).state == "completed"
    assert reasons(TWO) == set()


def test_without_a_message_the_start_event_that_needs_none_opens() -> None:
    drawn = draw("s2 -> B -> e", "s -> A -> e", content={"s2": about("message")})

    assert play(drawn).open == ("A",)
    assert play(drawn, received("x")).open == ("B",)
