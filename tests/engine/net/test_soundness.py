import pytest

from engine.net.net import Net
from engine.net.soundness import Fault, prove
from tests.support.nets import net

SUB = {"s2": "S", "T": "S", "e2": "S"}

SOUND = {
    "sequence": net("s -> A -> e"),
    "parallel block": net("s -> p1 -> A -> p2 -> e", "p1 -> B -> p2"),
    "exclusive block": net("s -> A -> x1", "x1 ? B -> x2 -> e", "x1 ? C -> x2"),
    "inclusive block": net("s -> o1", "o1 ? A -> o2 -> e", "o1 ? B -> o2"),
    "return loop": net("s -> A -> x", "x ? A", "x -> e", default={"x": "e"}),
    "interrupting timer": net("s -> A -> x1 -> e", "b1 -> R -> x1", hosts={"b1": "A"}),
    "reminder": net("s -> A -> e", "b1 -> R -> e1", hosts={"b1": "A"}, calm={"b1"}),
    "reminder in a return loop": net(
        "s -> A -> x", "x ? A", "x -> e", "b1 -> R -> e1", default={"x": "e"}, hosts={"b1": "A"}, calm={"b1"}
    ),
    "sub-process": net("s -> S -> e", "s2 -> T -> e2", inside=SUB),
}


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_model_has_no_fault(name: str) -> None:
    assert prove(SOUND[name]) == []


def faults(model: Net) -> dict[str, Fault]:
    return {fault.kind: fault for fault in prove(model)}


def test_a_parallel_join_of_alternatives_is_a_deadlock_with_the_way_to_it() -> None:
    found = faults(net("s -> A -> x1", "x1 ? B -> p2", "x1 ? C -> p2 -> e"))

    assert found["deadlock"].element == "p2"
    assert found["deadlock"].trace[:3] == ("s", "A", "x1")


def test_an_exclusive_merge_of_parallel_branches_opens_the_next_task_twice() -> None:
    found = faults(net("s -> p1 -> A -> x2 -> D -> e", "p1 -> B -> x2"))

    assert found["unsafe"].element == "D"


def test_a_ring_that_needs_no_person_is_endless() -> None:
    found = faults(net("s -> A -> x1", "x1 ? x2 -> x1", "x1 ? e"))

    assert found["endless"].element in ("x1", "x2")


def test_a_loop_that_nobody_can_leave_has_no_end() -> None:
    found = faults(net("s -> A -> B -> A"))

    assert found["no_end"].kind == "no_end"


def test_an_element_nothing_leads_to_is_dead() -> None:
    found = faults(net("s -> A -> e", "p1 -> B -> e1"))

    assert {
        fault.element for fault in prove(net("s -> A -> e", "p1 -> B -> e1")) if fault.kind == "dead"
    } == {
        "p1",
        "B",
        "e1",
    }
    assert found["dead"].trace == ()


def test_a_fault_inside_a_sub_process_is_told_with_the_way_into_it() -> None:
    inside = {"s2": "S", "x2": "S", "T": "S", "U": "S", "p2": "S", "e2": "S"}
    model = net("s -> A -> S -> e", "s2 -> x2", "x2 ? T -> p2", "x2 ? U -> p2 -> e2", inside=inside)

    found = faults(model)

    assert found["deadlock"].element == "p2"
    assert found["deadlock"].trace[:2] == ("s", "A")


def test_an_end_reached_while_another_branch_works_is_told_apart() -> None:
    found = prove(net("s -> p1 -> A -> e1", "p1 -> B -> e2"))

    assert {fault.kind for fault in found} == {"early_end"}


def test_a_proof_that_is_stopped_says_undecided() -> None:
    model = net("s -> p1", *[f"p1 -> T{number} -> p2" for number in range(8)], "p2 -> e")

    found = prove(model, stop=lambda: True)

    assert {fault.kind for fault in found} == {"undecided"}
