import pytest

from engine.bpmn.deployment import compile_file
from tests.support.bpmn import found
from tests.support.elements import done, draw, incident, later, loop, play, play_alone, reasons, timer

IN_S = {"s2": "S", "T": "S", "e2": "S"}


def repeated(marker: str) -> bytes:
    return draw("s -> A -> B -> e", content={"A": marker})


def test_a_loop_asks_after_each_round() -> None:
    drawn = repeated(loop("thieu = true"))

    assert play(drawn).open == ("A",)
    assert play(drawn, done("A", thieu=True)).open == ("A",)
    assert play(drawn, done("A", thieu=True), done("A", thieu=False)).open == ("B",)
    assert reasons(drawn) == set()


def test_a_loop_that_tests_before_may_not_run_at_all() -> None:
    drawn = repeated(loop("thieu = true", before=True))

    assert play(drawn, thieu=False).open == ("B",)
    assert play(drawn, thieu=True).open == ("A",)
    assert play(drawn, done("A", thieu=False), thieu=True).open == ("B",)
    assert reasons(drawn) == set()


@pytest.mark.parametrize("before", [True, False])
def test_a_maximum_ends_the_loop_whatever_the_condition_says(before: bool) -> None:
    drawn = repeated(loop("true", before=before, at_most="2"))

    assert play(drawn, done("A")).open == ("A",)
    assert play(drawn, done("A"), done("A")).open == ("B",)


def test_a_maximum_alone_is_a_number_of_rounds() -> None:
    assert play(repeated(loop(at_most="3")), done("A"), done("A")).open == ("A",)
    assert play(repeated(loop(at_most="3")), done("A"), done("A"), done("A")).open == ("B",)


def test_the_condition_knows_the_number_of_the_round() -> None:
    drawn = repeated(loop("loopCounter &lt; 3"))

    assert play(drawn, done("A"), done("A")).open == ("A",)
    assert play(drawn, done("A"), done("A"), done("A")).open == ("B",)


def test_a_loop_without_end_is_an_incident_after_a_thousand_rounds() -> None:
    endless = repeated(loop("true"))

    assert play_alone(endless, *[done("A")] * 999).open == ("A",)
    assert incident(play_alone(endless, *[done("A")] * 1_000)) == ("repeat.out_of_range", "A")


def test_a_loop_that_needs_no_person_is_bounded_too() -> None:
    drawn = draw("s -> S -> B -> e", "s2 -> e2", inside={"s2": "S", "e2": "S"}, content={"S": loop("true")})

    assert incident(play_alone(drawn)) == ("repeat.out_of_range", "S")


def test_a_condition_that_cannot_be_answered_is_an_incident() -> None:
    assert incident(play(repeated(loop("thieu")), done("A")))[1] == "A"


def test_a_sub_process_may_loop() -> None:
    drawn = draw("s -> S -> B -> e", "s2 -> T -> e2", inside=IN_S, content={"S": loop("thieu = true")})

    assert play(drawn, done("T", thieu=True)).open == ("T",)
    assert play(drawn, done("T", thieu=False)).open == ("B",)
    assert reasons(drawn) == set()


def test_an_event_on_its_border_watches_over_all_rounds() -> None:
    drawn = draw(
        "s -> A -> B -> e", "b -> C -> e", hosts={"b": "A"}, content={"A": loop("true"), "b": timer("P3D")}
    )

    assert play(drawn, later("P2D"), done("A"), later("P2D")).open == ("C",)


def test_a_loop_that_says_neither_condition_nor_maximum_is_a_gap() -> None:
    assert found(compile_file(repeated(loop())).findings) == {("condition.no_loop", "A")}


@pytest.mark.parametrize("maximum", ["-1", "1001", "nhiều", "1.5"])
def test_a_maximum_that_cannot_be_is_an_error(maximum: str) -> None:
    assert found(compile_file(repeated(loop(at_most=maximum))).findings) == {("condition.bad_maximum", "A")}
