import pytest

from tests.support.elements import about, done, draw, many, play, reasons

ESCALATION = about("escalation")
IN_S = {"s2": "S", "T": "S", "i2": "S", "U": "S", "e2": "S"}


def escalating(*, calm: bool, catching: str = ESCALATION) -> bytes:
    """A sub-process that escalates between its tasks T and U."""
    return draw(
        "s -> S -> A -> e", "s2 -> T -> i2 -> U -> e2", "b -> B -> e1", inside=IN_S, hosts={"b": "S"},
        calm=("b",) if calm else (), content={"i2": ESCALATION, "b": catching},
    )  # fmt: skip


def test_a_calm_boundary_lets_the_thrower_go_on() -> None:
    drawn = escalating(calm=True)

    assert play(drawn, done("T")).open == ("B", "U")
    assert play(drawn, done("T"), done("U")).open == ("A", "B")
    assert play(drawn, done("T"), done("B"), done("U"), done("A")).state == "completed"


def test_an_interrupting_boundary_ends_the_thrower_and_its_scope() -> None:
    answer = play(escalating(calm=False), done("T"))

    assert answer.open == ("B",)
    assert answer.trace == ("s", "s2", "T", "i2", "b")
    assert reasons(escalating(calm=False)) == set()


def test_an_escalation_that_nothing_catches_changes_nothing() -> None:
    drawn = draw("s -> S -> A -> e", "s2 -> T -> i2 -> U -> e2", inside=IN_S, content={"i2": ESCALATION})

    assert play(drawn, done("T")).open == ("U",)
    assert play(escalating(calm=False, catching=about("escalation", "y")), done("T")).open == ("U",)
    assert reasons(drawn) == set()


def test_a_boundary_that_names_no_escalation_catches_all() -> None:
    assert play(escalating(calm=False, catching="<escalationEventDefinition/>"), done("T")).open == ("B",)


def test_an_escalation_is_caught_by_the_nearest() -> None:
    nested = {"s1": "Z", "S": "Z", "e1": "Z", "b": "Z", "B": "Z", "s2": "S", "T": "S", "e2": "S"}
    drawn = draw(
        "s -> Z -> e", "s1 -> S -> e1", "s2 -> T -> e2", "b -> B -> e1", "b1 -> D -> e", inside=nested,
        hosts={"b": "S", "b1": "Z"}, content={"e2": ESCALATION, "b": ESCALATION, "b1": ESCALATION},
    )  # fmt: skip

    assert play(drawn, done("T")).open == ("B",)


def test_an_escalation_end_event_ends_its_own_token_only() -> None:
    inside = {"s2": "S", "T": "S", "U": "S", "e2": "S"}
    drawn = draw(
        "s -> S -> A -> e", "s2 -> T -> e2", "s2 -> U", "b -> B -> e1", tags={"U": "userTask"}, inside=inside,
        hosts={"b": "S"}, calm=("b",), content={"e2": ESCALATION, "b": ESCALATION},
    )  # fmt: skip

    assert play(drawn, done("T")).open == ("B", "U")


@pytest.mark.parametrize(("calm", "left"), [(True, ("B", "T", "U")), (False, ("B",))])
def test_from_one_instance_of_many_it_reaches_the_boundary_of_all(calm: bool, left: tuple[str, ...]) -> None:
    drawn = draw(
        "s -> S -> A -> e", "s2 -> T -> i2 -> U -> e2", "b -> B -> e1", inside=IN_S, hosts={"b": "S"},
        calm=("b",) if calm else (), content={"i2": ESCALATION, "b": ESCALATION, "S": many("2")},
    )  # fmt: skip

    assert play(drawn, done("T")).open == left
