import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.bpmn.diagram import Process
from engine.bpmn.normalise import SYNTHETIC, normalise
from engine.net.soundness import prove
from tests.support.bpmn import Drawing, definition, diagram, opened
from tests.support.nets import Game

SUB = {"A": "S", "B": "S"}


def normal(*arrows: str, drawing: Drawing | None = None) -> Process:
    return normalise(opened(diagram(*arrows, drawing=drawing or Drawing())).main())


def ways(process: Process) -> set[tuple[str, str]]:
    return {(arrow.source, arrow.target) for arrow in process.arrows}


def tags(process: Process) -> dict[str, str]:
    return {shape.id: shape.tag for shape in process.shapes if SYNTHETIC in shape.id}


def play(*arrows: str, drawing: Drawing | None = None, **says: bool) -> Game:
    return Game(definition(*arrows, drawing=drawing or Drawing()).net, **says)


def test_what_is_drawn_in_full_stays_as_it_is() -> None:
    drawn = opened(diagram("s -> A -> x", "x ? B -> e", "x -> e", drawing=Drawing(default={"x": "e"}))).main()

    assert normalise(drawn) == drawn


def test_normalising_twice_changes_nothing_more() -> None:
    once = normal("A -> B", "A ? C", "D -> B")

    assert normalise(once) == once


def test_a_missing_start_is_put_before_the_only_node_without_incoming_flow() -> None:
    process = normal("A -> B -> e")

    assert tags(process) == {"P~start": "startEvent"}
    assert ("P~start", "A") in ways(process)


def test_several_nodes_without_incoming_flow_start_side_by_side() -> None:
    game = play("A -> e", "B -> e1")

    assert game.open == ["A", "B"]
    assert game.do("A").do("B").ended


def test_a_boundary_event_is_no_place_to_start() -> None:
    assert play("A -> e", "b1 -> B -> e", drawing=Drawing(hosts={"b1": "A"})).open == ["A"]


def test_a_ring_without_a_start_starts_at_its_first_element() -> None:
    assert play("A -> x", "x ? A", "x -> e").open == ["A"]


def test_a_sub_process_without_start_and_end_has_them_added_of_its_own() -> None:
    process = normal("s -> S -> e", "A -> B", drawing=Drawing(inside=SUB))

    assert {(shape.id, shape.scope) for shape in process.shapes if SYNTHETIC in shape.id} == {
        ("S~start", "S"),
        ("B~end", "S"),
    }


def test_every_open_end_gets_an_end_of_its_own() -> None:
    process = normal("s -> x", "x ? A", "x -> B")

    assert tags(process) == {"A~end": "endEvent", "B~end": "endEvent"}


@pytest.mark.parametrize("last", ["e", "t"])
def test_an_end_event_needs_no_end(last: str) -> None:
    assert tags(normal(f"s -> A -> {last}")) == {}


def test_several_flows_out_of_a_task_are_a_parallel_split() -> None:
    process = normal("s -> A -> B", "A -> C")

    assert tags(process)["A~split"] == "parallelGateway"
    assert play("s -> A -> B", "A -> C").do("A").open == ["B", "C"]


@pytest.mark.parametrize(
    ("said", "opened"), [((True, True), ["B", "C"]), ((True, False), ["B"]), ((False, True), ["C"])]
)
def test_conditional_flows_out_of_a_task_are_an_inclusive_split(
    said: tuple[bool, bool], opened: list[str]
) -> None:
    game = play("s -> A -> p1 -> e", "A ? B", "A ? C", A_B=said[0], A_C=said[1], A_p1=False)

    assert [element for element in game.do("A").open if element in "BC"] == opened


def test_an_unconditional_flow_beside_conditional_ones_needs_no_decision() -> None:
    drawn = definition("s -> A ? B", "A -> C")

    undecided = [flow.id for flow in drawn.net.flows if flow.conditional]

    assert undecided == ["A_B"]


def test_the_default_of_a_task_becomes_the_default_of_its_split() -> None:
    game = play("s -> A", "A ? B", "A -> C", drawing=Drawing(default={"A": "C"}), A_B=False)

    assert game.do("A").open == ["C"]


def test_a_single_conditional_flow_with_a_default_beside_it_is_not_taken_when_false() -> None:
    game = play("s -> A", "A ? B", "A -> e", drawing=Drawing(default={"A": "e"}), A_B=False)

    assert game.do("A").ended


@pytest.mark.parametrize("target", ["x", "p1", "o1"])
def test_gateways_keep_their_own_flows(target: str) -> None:
    assert not any("split" in name for name in tags(normal(f"s -> A -> {target} -> B", f"{target} -> C")))


def test_a_condition_on_a_flow_out_of_a_parallel_gateway_means_nothing() -> None:
    game = play("s -> A -> p1", "p1 ? B", "p1 ? C")

    assert game.do("A").open == ["B", "C"]


def test_several_flows_out_of_an_event_are_a_parallel_split() -> None:
    assert play("s -> A", "s -> B").open == ["A", "B"]


def test_several_flows_into_a_task_open_it_for_every_token() -> None:
    game = play("s -> x", "x ? A -> C", "x -> B -> C -> e", drawing=Drawing(default={"x": "B"}), x_A=True)

    assert game.do("A").open == ["C"]
    assert tags(normal("s -> x", "x ? A -> C", "x -> B -> C -> e")) == {}


def test_what_is_added_is_marked_and_never_reported_as_dead() -> None:
    net = definition("A -> B", "A -> C").net

    assert {node.id for node in net.nodes if node.synthetic} == {"P~start", "A~split", "B~end", "C~end"}
    assert {fault.kind for fault in prove(net)} <= {"early_end"}


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=12, unique=True))
def test_any_drawing_of_tasks_gets_one_start_and_a_way_out_of_every_node(
    flows: list[tuple[int, int]],
) -> None:
    process = normal(*(f"T{source} -> T{target}" for source, target in flows))

    sources = [arrow.source for arrow in process.arrows]
    assert [shape.tag for shape in process.shapes].count("startEvent") == 1
    for shape in process.shapes:
        if shape.tag == "userTask":
            assert sources.count(shape.id) == 1
        if shape.tag == "endEvent":
            assert shape.id not in sources
