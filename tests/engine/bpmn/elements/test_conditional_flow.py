from tests.support.elements import done, draw, incident, play, reasons

DRAWN = draw("s -> A", "A ? B -> e", "A ? C -> e", "A -> D -> e", default={"A": "D"})


def test_conditional_flows_out_of_a_task_are_an_inclusive_split() -> None:
    assert play(DRAWN, done("A", A_B=True, A_C=True)).open == ("B", "C")
    assert play(DRAWN, done("A", A_B=False, A_C=True)).open == ("C",)
    assert play(DRAWN, done("A", A_B=False, A_C=False)).open == ("D",)
    assert reasons(DRAWN) == set()


def test_a_flow_without_condition_beside_conditional_ones_is_always_taken() -> None:
    drawn = draw("s -> A", "A ? B -> e", "A -> C -> e")

    assert play(drawn, done("A", A_B=False)).open == ("C",)
    assert play(drawn, done("A", A_B=True)).open == ("B", "C")
    assert reasons(drawn) == set()


def test_a_single_conditional_flow_is_not_taken_when_false() -> None:
    drawn = draw("s -> A ? B", "B -> e")

    assert play(drawn, done("A", A_B=True)).open == ("B",)
    assert incident(play(drawn, done("A", A_B=False))) == ("gateway.no_way", "A")


def test_several_flows_without_conditions_are_a_parallel_split() -> None:
    drawn = draw("s -> A -> B -> e", "A -> C -> e")

    assert play(drawn, done("A")).open == ("B", "C")
    assert reasons(drawn) == set()


def test_conditional_flows_may_leave_a_sub_process() -> None:
    drawn = draw(
        "s -> S",
        "S ? B -> e",
        "S -> e",
        "s2 -> T -> e2",
        inside={"s2": "S", "T": "S", "e2": "S"},
        default={"S": "e"},
    )

    assert play(drawn, done("T", S_B=True)).open == ("B",)
    assert play(drawn, done("T", S_B=False)).state == "completed"


def test_the_split_that_is_added_does_not_show_in_the_trace() -> None:
    assert play(DRAWN, done("A", A_B=True, A_C=False)).trace == ("s", "A")
