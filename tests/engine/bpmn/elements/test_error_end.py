import pytest

from engine.bpmn.advance import begin
from engine.bpmn.deployment import compile_file
from engine.bpmn.effect import World
from tests.support.elements import about, done, draw, play, reasons

IN_S = {"s2": "S", "T": "S", "e2": "S"}


def test_an_error_that_nothing_catches_ends_the_whole_process() -> None:
    drawn = draw("s -> A -> e", "s -> B -> e2", content={"e": about("error")})

    assert play(drawn, done("A")).state == "completed"
    assert play(drawn, done("A")).trace == ("s", "A", "e")
    assert reasons(drawn) == set()


def test_however_deep_it_was_raised() -> None:
    drawn = draw(
        "s -> S -> A -> e", "s -> B -> e", "s2 -> T -> e2", inside=IN_S, content={"e2": about("error")}
    )

    assert play(drawn, done("T")).state == "completed"
    assert reasons(drawn) == set()


@pytest.mark.parametrize(("error", "code"), [(about("error"), "x"), ("<errorEventDefinition/>", "")])
def test_whoever_started_the_process_is_told_the_code(error: str, code: str) -> None:
    processes = compile_file(draw("s -> e", content={"e": error}))
    assert processes.main is not None

    advance = begin(processes.main, World({}, lambda main, _: main))

    assert (advance.run, advance.error) == ((), code)


def test_the_error_that_ends_everything_is_told_from_an_end_without_one() -> None:
    processes = compile_file(draw("s -> e"))
    assert processes.main is not None

    assert begin(processes.main, World({}, lambda main, _: main)).error is None
