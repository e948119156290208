import pytest

from tests.support.elements import done, draw, incident, play, reasons

DRAWN = draw("s -> x", "x ? A -> e", "x ? B -> e", "x -> C -> e", default={"x": "C"})


@pytest.mark.parametrize(
    ("a", "b", "taken"), [(True, True, "A"), (False, True, "B"), (True, False, "A"), (False, False, "C")]
)
def test_the_first_true_flow_of_the_document_is_taken_else_the_default(a: bool, b: bool, taken: str) -> None:
    assert play(DRAWN, x_A=a, x_B=b).open == (taken,)


def test_the_default_may_be_drawn_first() -> None:
    drawn = draw("s -> x", "x -> C -> e", "x ? A -> e", default={"x": "C"})

    assert play(drawn, x_A=True).open == ("A",)
    assert play(drawn, x_A=False).open == ("C",)


def test_nothing_true_and_no_default_is_an_incident_at_the_gateway() -> None:
    answer = play(draw("s -> A -> x", "x ? B -> e", "x ? C -> e"), done("A"), x_B=False, x_C=False)

    assert incident(answer) == ("gateway.no_way", "x")


def test_a_condition_that_is_neither_true_nor_false_is_an_incident_at_its_flow() -> None:
    assert incident(play(DRAWN))[1] == "x_A"


def test_a_merge_lets_every_token_through() -> None:
    drawn = draw("s -> p1 -> A -> x -> B -> e", "p1 -> C -> x")

    assert play(drawn, done("A")).open == ("B", "C")


def test_both_engines_take_every_step() -> None:
    assert reasons(DRAWN) == set()
