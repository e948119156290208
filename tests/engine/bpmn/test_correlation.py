"""By which key messages and signals of one process find each other, and what leaves with them."""

import pytest

from engine.bpmn.advance import act, begin
from engine.bpmn.deployment import compile_file
from engine.bpmn.effect import Advance, World
from engine.bpmn.run import Ear, Place, ears, key_at, places
from engine.errors import Stuck
from processes.package import Package
from tests.support.elements import about, draw, handler
from tests.support.packages import deployment_of, package

BY_A, BY_B = ('motcua:correlation="a"', 'motcua:correlation="b"')


def after(task: str, what: Package, **data: object) -> Advance:
    """The process once its task `task` is done."""
    deployment = deployment_of(what)
    world = World(data, deployment.called)
    begun = begin(deployment.main, world)
    (place,) = [each for each in places(begun.run) if deployment.main.element(each.node).id == task]
    return act(begun.run, place, world)


def heard(advance: Advance) -> set[str]:
    return {advance.run[0].definition.element(place.node).id for place in places(advance.run)}


@pytest.mark.parametrize(("b", "left"), [(1, {"B"}), (2, {"c1"})])
def test_within_a_process_a_message_is_heard_by_the_same_key_only(b: int, left: set[str]) -> None:
    drawn = package(
        "s -> p1 -> A -> i1 -> e", "p1 -> c1 -> B -> e2",
        messages={"i1": "x", "c1": "x"}, says={"i1": BY_A, "c1": BY_B},
    )  # fmt: skip

    advance = after("A", drawn, a=1, b=b)

    assert heard(advance) == left
    assert len(advance.sent) == (b == 2)


@pytest.mark.parametrize(("says", "left"), [("", {"B"}), (BY_B, {"c1"})])
def test_a_signal_is_heard_by_whoever_asks_for_no_key(says: str, left: set[str]) -> None:
    drawn = package(
        "s -> p1 -> A -> i1 -> e", "p1 -> c1 -> B -> e2",
        signals={"i1": "x", "c1": "x"}, says={"i1": BY_A, "c1": says},
    )  # fmt: skip

    assert heard(after("A", drawn, a=1, b=2)) == left


def test_what_leaves_is_what_the_element_carries_and_nothing_else() -> None:
    drawn = package(
        "s -> A -> i1 -> B -> e", messages={"i1": "x"}, says={"i1": f'{BY_A} motcua:carries="a khong_co"'}
    )

    (sent,) = after("A", drawn, a=1, mat="không").sent

    assert (sent.kind, sent.name, sent.element, sent.key, sent.data) == ("message", "x", "i1", "1", {"a": 1})


def test_an_ear_says_what_it_waits_for_and_by_which_key() -> None:
    drawn = package("s -> A -> p1 -> c1 -> e", "p1 -> c2 -> e2", messages={"c1": "x"}, signals={"c2": "y"},
                    says={"c1": BY_A})  # fmt: skip
    advance = after("A", drawn, a=7)

    found = [ear[1:] for ear in ears(advance.run, {"a": 7})]

    assert found == [("message", "x", "7"), ("signal", "y", None)]
    assert all(isinstance(ear, Ear) for ear in ears(advance.run, {"a": 7}))


@pytest.mark.parametrize("data", [{}, {"a": None}])
def test_a_key_that_the_data_lack_is_named_with_its_element(data: dict[str, object]) -> None:
    drawn = package("s -> A -> c1 -> e", messages={"c1": "x"}, says={"c1": BY_A})
    advance = after("A", drawn, a=1)
    (place,) = places(advance.run)

    with pytest.raises(Stuck) as stuck:
        key_at(advance.run, Place(*place), data)

    assert (stuck.value.code, stuck.value.facts) == ("message.no_key", {"element": "c1", "name": "a"})


def test_a_deployment_tells_what_it_hears_and_what_opens_it() -> None:
    drawn = package("s -> A -> c1 -> i1 -> e", "b1 -> B -> e2", messages={"s": "mo", "c1": "x", "i1": "gui"},
                    signals={"b1": "y"}, hosts={"b1": "A"})  # fmt: skip

    heard = deployment_of(drawn).heard()

    assert heard == {("message", "mo", True), ("message", "x", False), ("signal", "y", False)}


def test_the_trigger_of_an_event_sub_process_opens_nothing() -> None:
    definition = compile_file(draw("s -> A -> e", extra=handler(about("message")))).main

    assert definition is not None
    assert [each.id for each in definition.starts() if each.messages] == []
