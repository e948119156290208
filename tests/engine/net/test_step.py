import pytest

from engine.errors import Refused, Stuck
from engine.net.marking import Token, dump, load
from engine.net.step import fire
from tests.support.nets import Game, net

SUB = {"s2": "S", "T": "S", "e2": "S"}


def test_a_sequence_waits_at_each_task_and_ends() -> None:
    game = Game(net("s -> A -> B -> e"))

    assert game.open == ["A"]
    assert game.do("A").open == ["B"]
    assert game.do("B").ended
    assert game.passed == ["B", "e"]


def test_a_parallel_join_waits_for_every_branch() -> None:
    game = Game(net("s -> p1 -> A -> p2 -> C -> e", "p1 -> B -> p2"))

    assert game.open == ["A", "B"]
    assert game.do("B").open == ["A"]
    assert game.do("A").open == ["C"]


def test_an_exclusive_gateway_takes_the_first_true_flow_in_document_order() -> None:
    model = net("s -> A -> x", "x ? B -> e", "x ? C -> e")

    assert Game(model).do("A", x_B=True, x_C=True).open == ["B"]


def test_an_exclusive_gateway_asks_no_further_than_the_first_true_flow() -> None:
    model = net("s -> A -> x", "x ? B -> e", "x ? C -> e")

    step = Game(model).do("A", x_B=True).last

    assert [model.flows[answer.subject].id for answer in step.asked] == ["x_B"]


def test_the_default_flow_is_taken_when_nothing_is_true() -> None:
    model = net("s -> A -> x", "x ? B -> e", "x -> C -> e", default={"x": "C"})

    assert Game(model).do("A", x_B=False).open == ["C"]


def test_nothing_true_and_no_default_is_stuck_at_the_gateway() -> None:
    game = Game(net("s -> A -> x", "x ? B -> e", "x ? C -> e"))

    with pytest.raises(Stuck) as stuck:
        game.do("A", x_B=False, x_C=False)

    assert (stuck.value.code, stuck.value.facts["element"]) == ("gateway.no_way", "x")


@pytest.mark.parametrize(("chosen", "opened"), [("AB", ["A", "B"]), ("A", ["A"]), ("B", ["B"]), ("", ["C"])])
def test_an_inclusive_split_opens_every_true_flow_or_the_default(chosen: str, opened: list[str]) -> None:
    model = net("s -> o1", "o1 ? A -> o2", "o1 ? B -> o2", "o1 -> C -> o2 -> e", default={"o1": "C"})

    game = Game(model, o1_A="A" in chosen, o1_B="B" in chosen)

    assert game.open == opened


def test_an_inclusive_join_waits_for_exactly_the_tokens_that_can_still_come() -> None:
    model = net("s -> o1", "o1 ? A -> A2 -> o2", "o1 ? B -> o2", "o1 ? C -> o2 -> D -> e")

    game = Game(model, o1_A=True, o1_B=True, o1_C=False)

    assert game.do("B").open == ["A"]
    assert game.do("A").open == ["A2"]
    assert game.do("A2").open == ["D"]


def test_an_inclusive_join_does_not_wait_for_a_token_that_left_for_elsewhere() -> None:
    model = net("s -> p1 -> A -> x", "x ? o2", "x -> e1", "p1 -> B -> o2 -> D -> e", default={"x": "e1"})

    game = Game(model).do("B")

    assert game.open == ["A"]
    assert game.do("A", x_o2=False).open == ["D"]


def test_an_inclusive_join_counts_an_armed_event_that_leads_to_it() -> None:
    model = net("s -> p1 -> A -> e1", "b1 -> o2", "p1 -> B -> o2 -> D -> e", hosts={"b1": "A"})

    game = Game(model).do("B")

    assert game.open == ["A"]
    assert game.do("A").open == ["D"]


def test_a_return_to_the_same_task_closes_it_and_opens_it_again() -> None:
    game = Game(net("s -> A -> x", "x ? A", "x -> e", default={"x": "e"})).do("A", x_A=True)

    token = game.token("A")

    assert game.last.closed == (token,)
    assert game.last.opened == (token,)


def test_a_thousand_returns_leave_a_marking_as_small_as_the_first() -> None:
    game = Game(net("s -> A -> B -> x", "x ? A", "x -> e", default={"x": "e"}))
    first = dump(game.marking)

    for _ in range(1_000):
        game.do("A").do("B", x_A=True)

    assert dump(game.marking) == first
    assert game.do("A").do("B", x_A=False).ended


def test_an_interrupting_event_takes_the_token_off_its_activity() -> None:
    game = Game(net("s -> A -> e", "b1 -> R -> e1", hosts={"b1": "A"}))

    assert game.armed == ["b1"]
    assert game.do("b1").open == ["R"]
    assert game.armed == []


def test_a_calm_event_leaves_its_activity_open_and_happens_once() -> None:
    game = Game(net("s -> A -> e", "b1 -> R -> e1", hosts={"b1": "A"}, calm={"b1"})).do("b1")

    assert game.open == ["A", "R"]
    assert game.armed == []


def test_a_repeatable_event_stays_armed_but_waits_while_its_handler_lives() -> None:
    model = net("s -> A -> e", "b1 -> R -> e1", hosts={"b1": "A"}, calm={"b1"}, again={"b1"})
    game = Game(model).do("b1")

    assert game.armed == ["b1"]
    with pytest.raises(Refused):
        game.do("b1")
    assert game.do("R").do("b1").open == ["A", "R"]


def test_the_process_ends_only_when_a_living_handler_has_ended() -> None:
    game = Game(net("s -> A -> e", "b1 -> R -> e1", hosts={"b1": "A"}, calm={"b1"})).do("b1").do("A")

    assert game.open == ["R"]
    assert not game.ended
    assert game.do("R").ended


def test_a_handler_that_meets_the_main_path_in_a_join_shares_its_scope() -> None:
    model = net("s -> A -> p1 -> e", "b1 -> R -> p1", hosts={"b1": "A"}, calm={"b1"})

    game = Game(model).do("b1").do("A").do("R")

    assert game.ended


def test_a_sub_process_goes_on_when_everything_inside_has_ended() -> None:
    game = Game(net("s -> S -> A -> e", "s2 -> T -> e2", inside=SUB))

    assert game.open == ["T"]
    assert game.do("T").open == ["A"]
    assert game.passed == ["T", "e2", "S"]


def test_an_interrupted_sub_process_takes_what_is_inside_with_it() -> None:
    model = net("s -> S -> e", "b1 -> R -> e1", "s2 -> T -> e2", hosts={"b1": "S"}, inside=SUB)
    game = Game(model)
    inner = game.token("T")

    game.do("b1")

    assert game.open == ["R"]
    assert inner in game.last.closed
    assert len(game.marking) == 1


def test_a_sub_process_entered_again_reuses_its_instance_number() -> None:
    model = net("s -> S -> x", "x ? S", "x -> e", "s2 -> T -> e2", default={"x": "e"}, inside=SUB)
    game = Game(model)
    first = dump(game.marking)

    game.do("T", x_S=True)

    assert dump(game.marking) == first


def test_terminate_ends_every_branch_of_its_scope_only() -> None:
    inside = {"s2": "S", "p1": "S", "T": "S", "U": "S", "t2": "S", "e2": "S"}
    model = net("s -> S -> A -> e", "s2 -> p1 -> T -> t2", "p1 -> U -> e2", inside=inside)

    game = Game(model).do("T")

    assert game.open == ["A"]


def test_terminate_in_a_handler_ends_the_scope_of_its_event() -> None:
    game = Game(net("s -> A -> e", "b1 -> R -> t1", hosts={"b1": "A"}, calm={"b1"})).do("b1").do("R")

    assert game.ended


def test_an_error_of_the_drawing_no_token_can_move_on_for_ever() -> None:
    game = Game(net("s -> A -> x1 -> x2 -> x1"))

    with pytest.raises(Stuck) as stuck:
        game.do("A")

    assert stuck.value.code == "net.endless"


def test_acting_on_a_token_that_is_not_there_is_refused() -> None:
    model = net("s -> A -> B -> e")
    game = Game(model)

    with pytest.raises(Refused):
        fire(model, game.marking, Token(0, model.index_of("B")), lambda _: True)


def test_a_throw_waits_until_the_host_has_told_whoever_listens() -> None:
    game = Game(net("s -> A -> i1 -> B -> e")).do("A")

    assert game.open == ["i1"]
    assert game.do("i1").open == ["B"]


def test_a_marking_reads_back_as_it_was_written() -> None:
    model = net("s -> S -> e", "b1 -> R -> e1", "s2 -> T -> e2", hosts={"b1": "S"}, calm={"b1"}, inside=SUB)
    game = Game(model).do("b1")

    assert load(dump(game.marking)) == game.marking
    assert load(dump(())) == ()
