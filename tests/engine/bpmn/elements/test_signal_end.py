from tests.support.elements import about, done, draw, play, reasons

SIGNAL = about("signal")


def test_a_signal_end_event_tells_and_ends() -> None:
    drawn = draw("s -> A -> e", "s -> c -> B -> e2", content={"e": SIGNAL, "c": SIGNAL})

    assert play(drawn, done("A")).open == ("B",)
    assert play(drawn, done("A"), done("B")).state == "completed"
    assert reasons(drawn) == set()


def test_a_signal_end_event_that_nobody_hears_ends_all_the_same() -> None:
    drawn = draw("s -> A -> e", content={"e": SIGNAL})

    assert play(drawn, done("A")).trace == ("s", "A", "e")
    assert play(drawn, done("A")).state == "completed"
