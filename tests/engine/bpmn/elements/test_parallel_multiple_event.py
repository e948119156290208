import pytest

from engine.bpmn.deployment import compile_file
from tests.support.bpmn import found
from tests.support.elements import Step, about, done, draw, heard, later, play, reasons, received, timer

ALL = about("message") + about("signal") + timer("P3D")
PARALLEL = 'parallelMultiple="true"'
THREE = [received("x"), heard("x"), later("P3D")]


def test_a_parallel_multiple_catch_waits_for_all_of_its_events() -> None:
    drawn = draw("s -> c -> A -> e", content={"c": ALL}, attributes={"c": PARALLEL})

    assert set(play(drawn).open) == {"c"}
    assert set(play(drawn, *THREE[:2]).open) == {"c"}
    assert play(drawn, *THREE).open == ("A",)
    assert play(drawn, *THREE[::-1]).trace == ("s", "c")
    assert reasons(drawn) == set()


@pytest.mark.parametrize(("calm", "after"), [(False, ("B",)), (True, ("A", "B"))])
def test_a_parallel_multiple_boundary_happens_when_all_have(calm: bool, after: tuple[str, ...]) -> None:
    drawn = draw(
        "s -> A -> e", "b -> B -> e1", hosts={"b": "A"}, calm=("b",) if calm else (), content={"b": ALL},
        attributes={"b": PARALLEL},
    )  # fmt: skip

    assert "B" not in play(drawn, *THREE[:2]).open
    assert tuple(each for each in play(drawn, *THREE).open if each != "b") == after


def test_the_activity_may_end_before_all_have_happened() -> None:
    drawn = draw(
        "s -> A -> C -> e", "b -> B -> e1", hosts={"b": "A"}, content={"b": ALL}, attributes={"b": PARALLEL}
    )

    assert play(drawn, received("x"), done("A")).open == ("C",)
    assert play(drawn, received("x"), done("A"), later("P9D")).open == ("C",)


@pytest.mark.parametrize("first", THREE)
def test_in_a_loop_all_must_happen_again(first: Step) -> None:
    drawn = draw(
        "s -> x1 -> c -> A -> x",
        "x ? x1",
        "x -> e",
        default={"x": "e"},
        content={"c": ALL},
        attributes={"c": PARALLEL},
    )

    assert "A" not in play(drawn, *THREE, done("A", x_x1=True), first).open


def test_a_parallel_multiple_start_is_refused() -> None:
    drawn = draw("s -> A -> e", content={"s": ALL}, attributes={"s": PARALLEL})

    assert ("support.parallel_multiple_start", "s") in found(compile_file(drawn).findings)
