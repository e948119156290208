import pytest

from tests.support.elements import about, done, draw, many, play, reasons

IN_S = {"s2": "S", "T": "S", "U": "S", "e2": "S"}


def raising(catching: str = about("error"), **more: str) -> bytes:
    """A sub-process whose task T is followed by an error end event, beside a task U."""
    return draw(
        "s -> S -> A -> e", "s2 -> T -> e2", "s2 -> U", "b -> B -> e", inside=IN_S, tags={"U": "userTask"},
        hosts={"b": "S"}, content={"e2": about("error"), "b": catching} | more,
    )  # fmt: skip


def test_an_error_end_event_interrupts_the_sub_process_it_is_in() -> None:
    answer = play(raising(), done("T"))

    assert answer.open == ("B",)
    assert answer.trace == ("s", "s2", "T", "e2", "b")
    assert reasons(raising()) == set()


def test_a_boundary_event_that_names_no_error_catches_all() -> None:
    assert play(raising("<errorEventDefinition/>"), done("T")).open == ("B",)


def test_a_boundary_event_of_another_error_does_not_catch() -> None:
    answer = play(raising(about("error", "y")), done("T"))

    assert (answer.state, answer.open) == ("completed", ())
    assert "b" not in answer.trace


@pytest.mark.parametrize(("inner", "caught"), [(about("error"), "b"), (about("error", "y"), "b1")])
def test_an_error_is_caught_by_the_nearest_that_names_it(inner: str, caught: str) -> None:
    nested = {"s1": "Z", "S": "Z", "e1": "Z", "b": "Z", "B": "Z", "s2": "S", "e2": "S"}
    drawn = draw(
        "s -> Z -> e", "s1 -> S -> e1", "s2 -> e2", "b -> B -> e1", "b1 -> D -> e", inside=nested,
        hosts={"b": "S", "b1": "Z"}, content={"e2": about("error"), "b": inner, "b1": about("error")},
    )  # fmt: skip

    answer = play(drawn)

    assert answer.trace[-1] == caught
    assert answer.open == (("B",) if caught == "b" else ("D",))


def test_the_one_that_names_the_error_is_asked_before_the_one_that_catches_all() -> None:
    drawn = draw(
        "s -> S -> e", "s2 -> T -> e2", "b -> B -> e", "b1 -> D -> e", inside={"s2": "S", "T": "S", "e2": "S"},
        hosts={"b": "S", "b1": "S"},
        content={"e2": about("error"), "b": "<errorEventDefinition/>", "b1": about("error")},
    )  # fmt: skip

    assert play(drawn, done("T")).open == ("D",)


def test_an_error_in_one_instance_of_many_ends_them_all() -> None:
    drawn = raising(S=many("3"))

    assert play(drawn).open == ("T", "T", "T", "U", "U", "U")
    assert play(drawn, done("T")).open == ("B",)


def test_an_error_inside_an_instance_may_be_caught_inside_it() -> None:
    inside = {"s1": "Z", "S": "Z", "e1": "Z", "b": "Z", "B": "Z", "s2": "S", "T": "S", "e2": "S"}
    drawn = draw(
        "s -> Z -> A -> e", "s1 -> S -> e1", "s2 -> T -> e2", "b -> B -> e1", inside=inside, hosts={"b": "S"},
        content={"Z": many("2"), "e2": about("error"), "b": about("error")},
    )  # fmt: skip

    assert play(drawn, done("T")).open == ("B", "T")
    assert play(drawn, done("T"), done("T"), done("B"), done("B")).open == ("A",)
