from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.bpmn import limits
from engine.bpmn.advance import MAX_MOVES, act, begin
from engine.bpmn.definition import Definition
from engine.bpmn.deployment import compile_file
from engine.bpmn.effect import Advance, World
from engine.bpmn.run import (
    Place,
    Run,
    element_at,
    find,
    places,
    waiting_for,
)
from engine.errors import Broken, Refused, Stuck
from engine.net.marking import enabled
from tests.support.bpmn import Drawing, document, process

CALLS = Drawing(calls={"C": "Q", "D": "Q"})
CALLED = process("Q", "s2 -> T -> e2")
AT_ONCE = process("Q", "s2 -> e2")
NOTHING: Mapping[str, Any] = {}


class Played:
    """A run of the processes of one file, acted on by element ids; keeps count of the tokens it is told of."""

    def __init__(self, *parts: str, data: Mapping[str, Any] = NOTHING) -> None:
        self.processes = compile_file(document(*parts))
        assert self.processes.main is not None, self.processes.findings
        self.data = dict(data)
        self.open: list[Place] = []
        self.last = self._count(begin(self.processes.main, self.world))

    def do(self, element: str, **data: Any) -> "Played":
        self.data |= data
        place = next(place for place in places(self.run) if element_at(self.run, place) == element)
        self.last = self._count(act(self.run, place, self.world))
        return self

    @property
    def world(self) -> World:
        return World(self.data, lambda _, process: self.processes.by_id[process])

    def is_enabled(self, place: Place) -> bool:
        live = find(self.run, place)
        return place[1:] in enabled(live.definition.net, live.marking)

    def _count(self, advance: Advance) -> Advance:
        for place in advance.closed:
            self.open.remove(place)
        self.open += advance.opened
        assert sorted(self.open) == sorted(places(advance.run))
        return advance

    @property
    def run(self) -> Run:
        return self.last.run

    @property
    def elements(self) -> list[str]:
        return sorted(element_at(self.run, place) for place in places(self.run))


# Calls.


def test_a_call_opens_the_called_process_and_goes_on_when_that_has_ended() -> None:
    played = Played(process("P", "s -> C -> A -> e", drawing=CALLS), CALLED)

    assert played.elements == ["T"]
    assert played.do("T").elements == ["A"]
    assert played.last.passed == ("T", "e2", "C")
    assert played.do("A").run == ()


def test_a_called_process_knows_its_caller() -> None:
    played = Played(process("P", "s -> C -> e", drawing=CALLS), CALLED)

    root, called = played.run

    assert root.caller is None
    assert called.caller is not None
    assert element_at(played.run, called.caller) == "C"


def test_nobody_completes_a_call_by_hand() -> None:
    played = Played(process("P", "s -> C -> e", drawing=CALLS), CALLED)
    call = played.run[1].caller
    assert call is not None

    with pytest.raises(Refused) as refused:
        act(played.run, call, played.world)

    assert refused.value.code == "element.not_open"


def test_two_calls_of_the_same_process_run_apart() -> None:
    arrows = ("s -> p1 -> C -> p2 -> e", "p1 -> D -> p2")
    played = Played(process("P", *arrows, drawing=CALLS), CALLED)

    assert played.elements == ["T", "T"]
    assert [live.number for live in played.run] == [0, 1, 2]
    assert played.do("T").elements == ["T"]
    assert played.do("T").run == ()


def test_calls_nest() -> None:
    parts = [
        process("P", "s -> C -> e", drawing=CALLS),
        process("Q", "s2 -> D2 -> e2", drawing=Drawing(calls={"D2": "R"})),
        process("R", "s3 -> T -> e3"),
    ]

    played = Played(*parts)

    assert [live.definition.process for live in played.run] == ["P", "Q", "R"]
    assert played.do("T").run == ()
    assert played.last.passed == ("T", "e3", "D2", "e2", "C", "e")


def test_a_called_process_that_needs_nobody_ends_at_once() -> None:
    played = Played(process("P", "s -> C -> A -> e", drawing=CALLS), AT_ONCE)

    assert played.elements == ["A"]
    assert played.last.passed == ("s", "s2", "e2", "C")


def test_called_processes_read_the_same_data() -> None:
    called = process("Q", "s2 -> x", "x ? T -> e2", "x -> e2", drawing=Drawing(default={"x": "e2"}))

    assert Played(process("P", "s -> A -> C -> e", drawing=CALLS), called).do("A", x_T=True).elements == ["T"]


def test_an_interrupted_call_takes_the_called_process_with_it() -> None:
    drawing = Drawing(calls={"C": "Q"}, hosts={"b1": "C"})
    parts = [
        process("P", "s -> C -> e", "b1 -> B -> e", drawing=drawing),
        process("Q", "s2 -> p1 -> T -> p2 -> e2", "p1 -> D2 -> p2", drawing=Drawing(calls={"D2": "R"})),
        process("R", "s3 -> U -> e3"),
    ]
    played = Played(*parts)
    assert played.elements == ["T", "U", "b1"]

    played.do("b1")

    assert played.elements == ["B"]
    assert len(played.last.closed) == 3


def test_a_terminate_end_drops_the_processes_that_other_branches_called() -> None:
    played = Played(process("P", "s -> p1 -> C -> e", "p1 -> A -> t1", drawing=CALLS), CALLED)

    assert played.do("A").run == ()


def test_a_terminate_in_a_called_process_ends_that_process_alone() -> None:
    called = process("Q", "s2 -> p1 -> T -> t1", "p1 -> U -> e2")

    assert Played(process("P", "s -> C -> A -> e", drawing=CALLS), called).do("T").elements == ["A"]


def test_a_call_that_ends_at_once_and_terminates_leaves_its_sibling_unopened() -> None:
    played = Played(process("P", "s -> p1 -> C -> t1", "p1 -> D -> e", drawing=CALLS), AT_ONCE)

    assert played.run == ()
    assert played.last.passed.count("s2") == 1


def test_a_call_left_and_entered_again_in_one_step_has_one_process() -> None:
    inside = dict.fromkeys(("s2", "p2", "C", "t2", "D", "e2"), "S")
    drawing = Drawing(calls={"C": "Q", "D": "R"}, inside=inside, default={"x": "e"})
    parts = [
        process(
            "P",
            "s -> x1 -> S -> x",
            "x ? x1",
            "x -> e",
            "s2 -> p2 -> C -> t2",
            "p2 -> D -> e2",
            drawing=drawing,
        ),
        process("Q", "s3 -> T -> e3"),
        process("R", "s4 -> U -> e4"),
    ]
    played = Played(*parts)

    played.do("T", x_x1=True)

    assert played.elements == ["T", "U"]
    assert len(played.run) == 3


def test_a_process_that_cannot_be_found_stops_the_dossier() -> None:
    def library(_: Definition, process: str) -> Any:
        raise Stuck("call.not_found", process=process)

    main = compile_file(document(process("P", "s -> C -> e", drawing=CALLS))).main
    assert main is not None

    with pytest.raises(Stuck) as stuck:
        begin(main, World({}, library))

    assert stuck.value.facts == {"process": "Q", "element": "C", "step": "C", "read": {}}


def nest(depth: int) -> list[str]:
    callers = [
        process(f"P{n}", f"s{n} -> C{n}", drawing=Drawing(calls={f"C{n}": f"P{n + 1}"})) for n in range(depth)
    ]
    return [*callers, process(f"P{depth}", "s -> T")]


def test_the_deepest_nest_of_calls_runs_and_one_more_is_stuck() -> None:
    played = Played(*nest(limits.MAX_CALL_DEPTH))

    assert played.elements == ["T"]
    assert played.do("T").run == ()
    with pytest.raises(Stuck) as stuck:
        Played(*nest(limits.MAX_CALL_DEPTH + 1))
    assert stuck.value.code == "call.too_deep"


def test_calls_side_by_side_are_no_nest() -> None:
    names = [f"C{number}" for number in range(limits.MAX_CALL_DEPTH + 4)]
    drawing = Drawing(calls=dict.fromkeys(names, "Q"))

    played = Played(
        process("P", "s -> p1", *(f"p1 -> {name} -> p2" for name in names), "p2 -> e", drawing=drawing),
        CALLED,
    )

    assert len(played.elements) == len(names)


def test_calls_that_double_at_every_level_are_stuck_and_do_not_hang() -> None:
    parts = [
        process(
            f"P{n}",
            f"s{n} -> p{n} -> C{n}",
            f"p{n} -> D{n}",
            drawing=Drawing(calls={f"C{n}": f"P{n + 1}", f"D{n}": f"P{n + 1}"}),
        )
        for n in range(14)
    ]

    with pytest.raises(Stuck) as stuck:
        Played(*parts, process("P14", "s -> T"))

    assert stuck.value.code == "run.endless"


def test_a_ring_around_a_call_that_needs_nobody_is_stuck_and_does_not_hang() -> None:
    drawing = Drawing(calls={"C": "Q"}, default={"x2": "e"})
    parts = [process("P", "s -> x1 -> C -> x2", "x2 ? x1", "x2 -> e", drawing=drawing), AT_ONCE]

    with pytest.raises(Stuck) as stuck:
        Played(*parts, data={"x2_x1": True})

    assert stuck.value.code == "run.endless"


# Messages.


def test_a_message_reaches_the_branch_of_the_same_dossier_that_waits_for_it() -> None:
    drawing = Drawing(content={"u1": '<messageEventDefinition messageRef="m_c1"/>'})
    played = Played(process("P", "s -> p1 -> c1 -> B -> p2 -> e", "p1 -> A -> u1 -> p2", drawing=drawing))

    played.do("A")

    assert played.elements == ["B"]
    assert played.last.sent == ()


def test_a_message_that_nobody_waits_for_leaves() -> None:
    played = Played(process("P", "s -> A -> u1 -> e"))

    assert [each[:2] for each in played.do("A").last.sent] == [("message", "u1")]


def test_a_message_thrown_before_its_catch_is_open_leaves() -> None:
    drawing = Drawing(content={"u1": '<messageEventDefinition messageRef="m_c1"/>'})

    played = Played(process("P", "s -> A -> u1 -> B -> c1 -> e", drawing=drawing)).do("A")

    assert [each[:2] for each in played.last.sent] == [("message", "c1")]
    assert played.do("B").elements == ["c1"]


def test_a_message_thrown_in_the_step_that_opens_its_catch_is_caught() -> None:
    drawing = Drawing(content={"u1": '<messageEventDefinition messageRef="m_c1"/>'})

    played = Played(process("P", "s -> A -> p1 -> u1 -> e1", "p1 -> c1 -> B -> e", drawing=drawing)).do("A")

    assert played.last.sent == ()
    assert played.elements == ["B"]


def test_a_called_process_wakes_its_caller_by_message() -> None:
    drawing = Drawing(calls={"C": "Q"}, hosts={"b1": "C"}, calm=("b1",))
    called = process(
        "Q",
        "s2 -> T -> u1 -> U -> e2",
        drawing=Drawing(content={"u1": '<messageEventDefinition messageRef="m_b1"/>'}),
    )

    played = Played(process("P", "s -> C -> e", "b1 -> B -> e1", drawing=drawing), called).do("T")

    assert played.elements == ["B", "U", "b1"]


def test_one_message_wakes_one_waiting_branch() -> None:
    drawing = Drawing(
        content={
            "c2": '<messageEventDefinition messageRef="m_c1"/>',
            "u1": '<messageEventDefinition messageRef="m_c1"/>',
        }
    )

    played = Played(
        process(
            "P", "s -> p1 -> c1 -> B -> e", "p1 -> c2 -> B2 -> e1", "p1 -> A -> u1 -> e2", drawing=drawing
        )
    )

    assert played.do("A").elements in (["B", "c2"], ["B2", "c1"])


def test_waiting_for_names_the_place_of_a_message_or_none() -> None:
    played = Played(process("P", "s -> c1 -> e"))

    place = waiting_for(played.run, "c1")

    assert place is not None
    assert element_at(played.run, place) == "c1"
    assert waiting_for(played.run, "c2") is None


def test_branches_that_wake_each_other_for_ever_are_stuck() -> None:
    content = {
        "u1": '<messageEventDefinition messageRef="m_c2"/>',
        "u2": '<messageEventDefinition messageRef="m_c1"/>',
    }
    arrows = ("s -> p1 -> x1 -> c1 -> u1 -> x1", "p1 -> x2 -> c2 -> u2 -> x2", "p1 -> A -> u3 -> e")
    content["u3"] = content["u2"]

    played = Played(process("P", *arrows, drawing=Drawing(content=content)))

    with pytest.raises(Stuck) as stuck:
        played.do("A")
    assert stuck.value.code == "run.endless"


# Keeping count.


def test_a_task_opened_and_closed_within_one_action_is_never_told() -> None:
    content = {"u1": '<messageEventDefinition messageRef="m_b1"/>'}
    drawing = Drawing(hosts={"b1": "B"}, content=content)

    played = Played(
        process("P", "s -> A -> p1 -> B -> e", "p1 -> u1 -> e1", "b1 -> D -> e", drawing=drawing)
    ).do("A")

    assert played.elements == ["D"]
    assert [element_at(played.run, place) for place in played.last.opened] == ["D"]
    assert len(played.last.closed) == 1


def test_a_task_left_and_entered_again_is_both_closed_and_opened() -> None:
    played = Played(process("P", "s -> A -> x", "x ? A", "x -> e", drawing=Drawing(default={"x": "e"})))

    played.do("A", x_A=True)

    assert played.last.closed == played.last.opened != ()


def test_elements_that_were_added_do_not_show_among_those_passed() -> None:
    assert Played(process("P", "A -> B", "A -> D")).do("A").last.passed == ("A",)


def test_every_step_is_kept_for_certification_with_what_was_before() -> None:
    played = Played(process("P", "s -> C -> e", drawing=CALLS), AT_ONCE)

    moves = [(move.definition.process, move.before is None, move.token is None) for move in played.last.moves]

    assert moves == [("P", True, True), ("Q", True, True), ("P", False, False)]


def test_a_place_that_is_not_open_is_refused() -> None:
    played = Played(process("P", "s -> A -> e"))

    for place in (Place(0, 0, 0), Place(0, 7, 1), Place(7, 0, 1), Place(0, 0, 99), Place(0, 0, -1)):
        with pytest.raises(Refused) as refused:
            act(played.run, place, played.world)
        assert refused.value.code == "element.not_open"


def test_asking_for_a_process_that_is_gone_is_ours_to_mend() -> None:
    with pytest.raises(Broken):
        find((), Place(0, 0, 0))


def test_a_flow_without_a_condition_is_stuck_at_that_flow() -> None:
    with pytest.raises(Stuck) as stuck:
        Played(process("P", "s -> A -> x", "x -> B -> e", "x -> D -> e")).do("A")

    assert (stuck.value.code, stuck.value.facts["element"]) == ("condition.missing", "x_B")


def test_a_condition_that_is_neither_true_nor_false_is_stuck_at_its_flow() -> None:
    drawing = Drawing(default={"x": "e"})

    with pytest.raises(Stuck) as stuck:
        Played(process("P", "s -> A -> x", "x ? B -> e", "x -> e", drawing=drawing)).do("A")

    assert stuck.value.facts["element"] == "x_B"


def test_a_refused_or_stuck_action_leaves_the_run_as_it_was() -> None:
    played = Played(process("P", "s -> A -> x", "x -> B -> e", "x -> D -> e"))
    before = played.run

    with pytest.raises(Stuck):
        played.do("A")

    assert played.run == before


def test_the_bound_on_steps_leaves_room_for_a_wide_process() -> None:
    names = [f"C{number}" for number in range(MAX_MOVES // 3)]
    drawing = Drawing(calls=dict.fromkeys(names, "Q"))

    played = Played(
        process("P", "s -> p1", *(f"p1 -> {name} -> p2" for name in names), "p2 -> e", drawing=drawing),
        AT_ONCE,
    )

    assert played.run == ()


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), max_size=25))
def test_tokens_told_of_are_always_those_that_are_open(choices: list[tuple[int, bool]]) -> None:
    """`Played` compares what it was told with what is there after every action."""
    inside = dict.fromkeys(("s1", "p1", "C", "t1", "D", "e1", "b1", "B"), "S")
    hosts = {"b1": "D", "b2": "S", "b3": "S"}
    drawing = Drawing(
        calls={"C": "Q", "D": "Q"}, inside=inside, hosts=hosts, calm=("b1", "b3"), default={"x2": "e"}
    )
    arrows = ("s -> x1 -> S -> x2", "x2 ? x1", "x2 -> e", "b2 -> A -> x1", "b3 -> R -> e3")
    inner = ("s1 -> p1 -> C -> t1", "p1 -> D -> e1", "b1 -> B -> e1")
    played = Played(process("P", *arrows, *inner, drawing=drawing), CALLED)

    for number, again in choices:
        open_now = [place for place in places(played.run) if played.is_enabled(place)]
        if open_now:
            played.do(element_at(played.run, open_now[number % len(open_now)]), x2_x1=again)
