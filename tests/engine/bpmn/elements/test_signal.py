from tests.support.elements import about, done, draw, heard, play, reasons

SIGNAL = about("signal")


def test_a_catch_event_waits_for_its_signal() -> None:
    drawn = draw("s -> c -> A -> e", content={"c": SIGNAL})

    assert play(drawn).open == ("c",)
    assert play(drawn, heard("x")).open == ("A",)
    assert reasons(drawn) == set()


def test_everybody_who_listens_hears_a_signal() -> None:
    drawn = draw(
        "s -> c -> A -> e",
        "s -> c1 -> B -> e",
        "s -> c2 -> C -> e",
        content={"c": SIGNAL, "c1": SIGNAL, "c2": about("signal", "y")},
    )

    assert play(drawn, heard("x")).open == ("A", "B", "c2")


def test_a_signal_thrown_in_one_branch_is_heard_in_the_others() -> None:
    drawn = draw("s -> A -> i -> B -> e", "s -> c -> C -> e", content={"i": SIGNAL, "c": SIGNAL})

    assert play(drawn, done("A")).open == ("B", "C")
    assert play(drawn, done("A")).trace.index("i") > play(drawn, done("A")).trace.index("c")


def test_a_catch_that_is_armed_in_the_same_step_hears_what_is_thrown_in_it() -> None:
    drawn = draw("s -> A -> p1 -> i -> B -> e", "p1 -> c -> C -> e", content={"i": SIGNAL, "c": SIGNAL})

    assert play(drawn, done("A")).open == ("B", "C")


def test_a_signal_is_not_kept_for_who_listens_later() -> None:
    drawn = draw("s -> i -> A -> c -> B -> e", content={"i": SIGNAL, "c": SIGNAL})

    assert play(drawn, done("A")).open == ("c",)


def test_a_token_whose_own_scope_its_signal_interrupts_does_not_go_on() -> None:
    drawn = draw(
        "s -> S -> e", "s2 -> T -> i2 -> U -> e2", "b -> B -> e",
        inside={"s2": "S", "T": "S", "i2": "S", "U": "S", "e2": "S"},
        hosts={"b": "S"}, content={"i2": SIGNAL, "b": SIGNAL},
    )  # fmt: skip

    answer = play(drawn, done("T"))

    assert answer.open == ("B",)
    assert "i2" not in answer.trace
    assert reasons(drawn) == set()
