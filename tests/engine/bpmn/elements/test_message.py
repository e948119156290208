from tests.support.elements import about, done, draw, play, reasons, received

MESSAGE = about("message")


def test_a_catch_event_waits_for_its_message() -> None:
    drawn = draw("s -> c -> A -> e", content={"c": MESSAGE})

    assert play(drawn).open == ("c",)
    assert play(drawn, received("x", so=1)).open == ("A",)
    assert reasons(drawn) == set()


def test_one_message_wakes_one_who_waits() -> None:
    drawn = draw("s -> c -> A -> e", "s -> c1 -> B -> e", content={"c": MESSAGE, "c1": MESSAGE})

    assert play(drawn, received("x")).open == ("A", "c1")
    assert play(drawn, received("x"), received("x")).open == ("A", "B")


def test_a_message_thrown_in_one_branch_wakes_another() -> None:
    drawn = draw("s -> A -> i -> B -> e", "s -> c -> C -> e", content={"i": MESSAGE, "c": MESSAGE})

    assert play(drawn, done("A")).open == ("B", "C")


def test_a_catch_that_is_armed_in_the_same_step_gets_what_is_thrown_in_it() -> None:
    drawn = draw("s -> A -> p1 -> i -> B -> e", "p1 -> c -> C -> e", content={"i": MESSAGE, "c": MESSAGE})

    assert play(drawn, done("A")).open == ("B", "C")
    assert reasons(drawn) == set()
