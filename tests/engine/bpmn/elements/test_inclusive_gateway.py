import pytest

from tests.support.elements import done, draw, incident, play, reasons, timer

DRAWN = draw("s -> o1", "o1 ? A -> o2 -> D -> e", "o1 ? B -> o2", "o1 -> C -> o2", default={"o1": "C"})


@pytest.mark.parametrize(
    ("a", "b", "opened"),
    [(True, True, ("A", "B")), (True, False, ("A",)), (False, True, ("B",)), (False, False, ("C",))],
)
def test_every_true_flow_is_taken_and_the_join_waits_for_just_these(
    a: bool, b: bool, opened: tuple[str, ...]
) -> None:
    begun = play(DRAWN, o1_A=a, o1_B=b)
    ended = play(DRAWN, *(done(task) for task in opened), o1_A=a, o1_B=b)

    assert begun.open == opened
    assert ended.open == ("D",)
    assert play(DRAWN, done(opened[0]), o1_A=a, o1_B=b).open == (("D",) if len(opened) == 1 else opened[1:])


def test_nothing_true_and_no_default_is_an_incident() -> None:
    drawn = draw("s -> o1", "o1 ? A -> e", "o1 ? B -> e")

    assert incident(play(drawn, o1_A=False, o1_B=False)) == ("gateway.no_way", "o1")


def test_the_join_does_not_wait_for_a_branch_that_left_for_elsewhere() -> None:
    drawn = draw("s -> p1 -> A -> o2 -> D -> e", "p1 -> B -> x", "x ? o2", "x -> e2", default={"x": "e2"})

    assert play(drawn, done("A")).open == ("B",)
    assert play(drawn, done("A"), done("B", x_o2=False)).open == ("D",)


def test_the_join_waits_for_what_an_armed_event_may_still_send() -> None:
    drawn = draw(
        "s -> p1 -> A -> o2 -> D -> e",
        "p1 -> B -> e2",
        "b -> o2",
        hosts={"b": "B"},
        content={"b": timer("P1D")},
    )

    assert play(drawn, done("A")).open == ("B",)
    assert play(drawn, done("A"), done("B")).open == ("D",)


def test_both_engines_take_every_step() -> None:
    assert reasons(DRAWN) == set()
