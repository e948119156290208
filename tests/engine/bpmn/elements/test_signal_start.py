from tests.support.elements import about, done, draw, heard, play, reasons, when

DRAWN = draw("s -> A -> e", "s1 -> B -> e", content={"s1": about("signal")})


def test_a_signal_opens_the_process_by_its_own_start_event() -> None:
    assert play(DRAWN, heard("x"), done("B")).trace == ("s1", "B", "e")
    assert play(DRAWN).open == ("A",)
    assert reasons(DRAWN) == set()


def test_a_conditional_start_event_alone_opens_the_process() -> None:
    assert play(draw("s -> A -> e", content={"s": when("muc_nuoc > 3")})).open == ("A",)
