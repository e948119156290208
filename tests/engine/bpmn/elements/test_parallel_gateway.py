from tests.support.elements import done, draw, play, reasons

DRAWN = draw("s -> p1 -> A -> p2 -> D -> e", "p1 -> B -> p2", "p1 -> C -> p2")


def test_a_split_opens_every_branch_and_a_join_waits_for_all() -> None:
    assert play(DRAWN).open == ("A", "B", "C")
    assert play(DRAWN, done("B"), done("A")).open == ("C",)
    assert play(DRAWN, done("B"), done("A"), done("C")).open == ("D",)
    assert reasons(DRAWN) == set()


def test_conditions_on_the_flows_of_a_split_decide_nothing() -> None:
    drawn = draw("s -> p1", "p1 ? A -> p2 -> e", "p1 -> B -> p2")

    assert play(drawn, p1_A=False).open == ("A", "B")


def test_a_gateway_may_join_and_split_at_once() -> None:
    drawn = draw("s -> p1 -> A -> p2 -> C -> p3 -> e", "p1 -> B -> p2 -> D -> p3")

    assert play(drawn, done("A")).open == ("B",)
    assert play(drawn, done("A"), done("B")).open == ("C", "D")


def test_the_data_of_every_branch_are_kept() -> None:
    drawn = draw(
        "s -> p1 -> A -> p2 -> x", "p1 -> B -> p2", "x ? C -> e", "x -> e",
        conditions={"x_C": "a = 1 and b = 2"}, default={"x": "e"},
    )  # fmt: skip

    assert play(drawn, done("A", a=1), done("B", b=2)).open == ("C",)


def test_a_join_inside_a_return_loop_joins_every_round() -> None:
    drawn = draw("s -> x1 -> p1 -> A -> p2 -> x2", "p1 -> B -> p2", "x2 ? x1", "x2 -> e", default={"x2": "e"})
    rounds = [done("A"), done("B", x2_x1=True), done("B"), done("A", x2_x1=True)]

    assert play(drawn, *rounds).open == ("A", "B")
    assert play(drawn, *rounds, done("A"), done("B", x2_x1=False)).state == "completed"
    assert reasons(drawn) == set()
