import pytest

from engine.bpmn.spiff import Disagreement, OutOfReach, Replay, SpiffNet, situation
from engine.net.net import Net
from engine.net.question import Answer, Asks
from tests.support.bpmn import Drawing, definition

CHOICE = ("s -> A -> x", "x ? B -> e", "x -> e")
DEFAULT = Drawing(default={"x": "e"})


def choice() -> Net:
    return definition(*CHOICE, drawing=DEFAULT).net


def test_a_run_goes_as_far_as_the_first_task() -> None:
    net = choice()

    run = SpiffNet(net).begin(Replay().of([]))

    assert run.situation() == situation([net.index_of("A")], False)


def test_outcomes_decide_and_the_end_is_seen() -> None:
    net = choice()
    flow = next(flow.index for flow in net.flows if flow.conditional)
    run = SpiffNet(net).begin(Replay().of([]))

    run.fire(net.index_of("A"), Replay().of([Answer(Asks.FLOW, flow, 1)]))

    assert run.situation() == situation([net.index_of("B")], False)
    run.fire(net.index_of("B"), Replay().of([]))
    assert run.situation() == situation([], True)
    assert [net.nodes[node].id for node in run.trace()] == ["s", "A", "x", "B", "e"]


def test_an_outcome_that_nobody_computed_is_a_disagreement_and_never_false() -> None:
    net = choice()
    run = SpiffNet(net).begin(Replay().of([]))

    with pytest.raises(Disagreement, match="which the token game did not need"):
        run.fire(net.index_of("A"), Replay().of([]))


@pytest.mark.parametrize("element", ["B", "s", "x"])
def test_a_task_that_is_not_open_there_is_a_disagreement(element: str) -> None:
    net = choice()
    run = SpiffNet(net).begin(Replay().of([]))

    with pytest.raises(Disagreement, match="is not open"):
        run.fire(net.index_of(element), Replay().of([]))


@pytest.mark.parametrize("element", ["c1", "b1"])
def test_an_event_that_is_not_armed_there_is_a_disagreement(element: str) -> None:
    net = definition("s -> A -> B -> c1 -> e", "b1 -> e", drawing=Drawing(hosts={"b1": "B"})).net
    run = SpiffNet(net).begin(Replay().of([]))

    with pytest.raises(Disagreement, match="is not armed"):
        run.fire(net.index_of(element), Replay().of([]))


def test_two_runs_of_one_net_know_nothing_of_each_other() -> None:
    net = choice()
    spiff = SpiffNet(net)
    first, second = spiff.begin(Replay().of([])), spiff.begin(Replay().of([]))

    said = [Answer(Asks.FLOW, flow.index, 0) for flow in net.flows if flow.conditional]
    first.fire(net.index_of("A"), Replay().of(said))

    assert first.situation().ended
    assert second.situation() == situation([net.index_of("A")], False)


def test_an_armed_event_is_open_and_fires() -> None:
    net = definition("s -> A -> e", "b1 -> B -> e", drawing=Drawing(hosts={"b1": "A"})).net
    run = SpiffNet(net).begin(Replay().of([]))

    run.fire(net.index_of("b1"), Replay().of([]))

    assert run.situation() == situation([net.index_of("B")], False)


def test_a_process_too_long_for_its_recursion_is_told_apart() -> None:
    net = definition(" -> ".join(["s", *(f"A{number}" for number in range(700)), "e"])).net

    with pytest.raises(OutOfReach):
        SpiffNet(net)


def test_situations_are_equal_whatever_the_order_of_tokens() -> None:
    assert situation([3, 1, 3], False) == situation([3, 3, 1], False)
    assert situation([3, 1], False) != situation([3, 3, 1], False)
    assert situation([], False) != situation([], True)
