import pytest

from tests.support.elements import (
    Step,
    about,
    done,
    draw,
    handler,
    heard,
    later,
    play,
    reasons,
    received,
    timer,
)

EITHER = about("message") + about("signal") + timer("P3D")


@pytest.mark.parametrize("happens", [received("x"), heard("x"), later("P3D")])
def test_a_multiple_catch_waits_for_any_of_its_events(happens: Step) -> None:
    drawn = draw("s -> c -> A -> e", content={"c": EITHER})

    assert play(drawn).open == ("c",)
    assert play(drawn, happens).open == ("A",)
    assert reasons(drawn) == set()


@pytest.mark.parametrize("happens", [received("x"), heard("x"), later("P3D")])
def test_a_multiple_boundary_interrupts_by_any_of_its_events(happens: Step) -> None:
    drawn = draw("s -> A -> e", "b -> B -> e", hosts={"b": "A"}, content={"b": EITHER})

    assert play(drawn, happens).open == ("B",)
    assert reasons(drawn) == set()


@pytest.mark.parametrize("happens", [received("x"), heard("x"), received("y")])
def test_a_multiple_start_begins_by_any_of_its_events(happens: Step) -> None:
    drawn = draw(
        "s -> A -> e",
        "s1 -> B -> e",
        content={"s1": about("message") + about("signal") + about("message", "y")},
    )

    assert play(drawn, happens).open == ("B",)


def test_a_multiple_throw_tells_all_it_has_to_tell() -> None:
    both = about("message") + about("signal")
    drawn = draw(
        "s -> A -> i -> B -> e",
        "s -> c -> C -> e",
        "s -> c1 -> D -> e",
        content={"i": both, "c": about("message"), "c1": about("signal")},
    )

    assert play(drawn, done("A")).open == ("B", "C", "D")


def test_a_multiple_end_tells_all_and_ends() -> None:
    both = about("message") + about("signal")
    drawn = draw(
        "s -> A -> e",
        "s -> c -> C -> e2",
        "s -> c1 -> D -> e2",
        content={"e": both, "c": about("message"), "c1": about("signal")},
    )

    assert play(drawn, done("A")).open == ("C", "D")


@pytest.mark.parametrize("happens", [received("x"), heard("x")])
def test_an_event_sub_process_may_start_by_several(happens: Step) -> None:
    assert play(draw("s -> A -> e", extra=handler(EITHER)), happens).open == ("T",)
