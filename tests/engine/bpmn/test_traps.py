"""The fourteen traps of BPMN.md §2, each seen in SpiffWorkflow or elsewhere, as it must end here."""

import pytest

from engine.bpmn.advance import act, begin
from engine.bpmn.certify import Certifier, Verdict
from engine.bpmn.definition import Definition
from engine.bpmn.deployment import compile_file
from engine.bpmn.effect import Advance, World
from engine.bpmn.reader import read
from engine.bpmn.run import element_at, places
from engine.bpmn.run_text import dump_run
from engine.errors import Stuck
from engine.net.marking import dump
from engine.net.soundness import prove
from tests.support.bpmn import Drawing, compiled, definition, diagram, document, found, process
from tests.support.nets import Game


def do(advance: Advance, element: str, definition: Definition, **data: object) -> Advance:
    place = next(place for place in places(advance.run) if element_at(advance.run, place) == element)
    return act(advance.run, place, World(data, lambda _, __: definition))


def start(definition: Definition, **data: object) -> Advance:
    return begin(definition, World(data, lambda _, __: definition))


def open_in(advance: Advance) -> list[str]:
    return sorted(element_at(advance.run, place) for place in places(advance.run))


def agreed(definition: Definition) -> bool:
    return {each.verdict for each in Certifier(definition).certify_graph()} == {Verdict.AGREED}


@pytest.mark.parametrize("name", ["End", "Start", "P.EndJoin", "P", "Root", "p", "e0", "f0"])
def test_trap_1_no_id_of_a_task_or_start_means_anything_to_the_engines(name: str) -> None:
    content = diagram("s -> A -> B -> e").replace(b'"A"', f'"{name}"'.encode())
    if name != "P":
        drawn = compiled(content).definition
        assert drawn is not None

        assert agreed(drawn)
        assert open_in(start(drawn)) == [name]
    else:
        assert found(read(content).findings) == {("read.duplicate_id", "P")}


@pytest.mark.parametrize("upper", ["A", "B"])
def test_trap_2_document_order_decides_and_never_the_picture(upper: str) -> None:
    def shape(flow: str, y: int) -> str:
        bounds = f'<dc:Bounds x="0" y="{y}" width="9" height="9"/>'
        return f'<di:BPMNShape bpmnElement="{flow}">{bounds}</di:BPMNShape>'

    lower = "B" if upper == "A" else "A"
    picture = (
        '<di:BPMNDiagram xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" '
        'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC">'
        f"<di:BPMNPlane>{shape(upper, 0)}{shape(lower, 500)}</di:BPMNPlane></di:BPMNDiagram>"
    )
    drawn = compiled(document(process("P", "s -> x", "x ? A -> e", "x ? B -> e"), picture)).definition
    assert drawn is not None

    assert open_in(start(drawn, x_A=True, x_B=True)) == ["A"]
    assert agreed(drawn)


def test_trap_3_a_process_with_no_end_event_completes() -> None:
    drawn = definition("s -> A")

    assert do(start(drawn), "A", drawn).run == ()
    assert agreed(drawn)


def test_trap_4_a_single_conditional_flow_out_of_a_task_is_not_taken_when_false() -> None:
    drawn = definition("s -> A ? B")
    waiting = start(drawn)

    assert open_in(do(waiting, "A", drawn, A_B=True)) == ["B"]
    with pytest.raises(Stuck):
        do(waiting, "A", drawn, A_B=False)


def handled(event: str, throw: str = "endEvent", interrupting: str = "true") -> Definition:
    """A process whose task A is followed by a throw, with an event sub-process around the task T."""
    start = f'<startEvent id="s2" isInterrupting="{interrupting}">{event}</startEvent>'
    drawing = Drawing(
        tags={"S": "subProcess", "Z": throw},
        attributes={"S": 'triggeredByEvent="true"'},
        content={
            "S": f'{start}<userTask id="T"/><sequenceFlow id="f" sourceRef="s2" targetRef="T"/>',
            "Z": event,
        },
    )
    return definition("s -> A -> Z", *(["Z -> B -> e"] if throw != "endEvent" else []), drawing=drawing)


@pytest.mark.parametrize("kind", ["error", "escalation", "message", "signal"])
@pytest.mark.parametrize("interrupting", ["true", "false"])
def test_trap_5_an_event_sub_process_does_not_run_at_the_start(kind: str, interrupting: str) -> None:
    name = "m_x" if kind == "message" else f"{kind}_x"
    throw = "endEvent" if kind == "error" else "intermediateThrowEvent"
    drawn = handled(f'<{kind}EventDefinition {kind}Ref="{name}"/>', throw, interrupting)

    waiting = start(drawn)

    assert "A" in open_in(waiting)
    assert "T" not in open_in(waiting)


def test_trap_5_an_error_event_sub_process_runs_when_its_error_is_raised() -> None:
    drawn = handled('<errorEventDefinition errorRef="error_x"/>')

    raised = do(start(drawn), "A", drawn)

    assert open_in(raised) == ["T"]
    assert raised.error is None
    assert do(raised, "T", drawn).run == ()


@pytest.mark.parametrize(("interrupting", "left"), [("true", ["T"]), ("false", ["B", "T"])])
def test_trap_5_an_interrupting_event_sub_process_closes_the_main_flow(
    interrupting: str, left: list[str]
) -> None:
    event = '<escalationEventDefinition escalationRef="escalation_x"/>'
    drawn = handled(event, "intermediateThrowEvent", interrupting)

    assert open_in(do(start(drawn), "A", drawn)) == left
    assert {each.verdict for each in Certifier(drawn).certify_graph()} <= {Verdict.AGREED, Verdict.NET_ONLY}


def test_trap_6_a_thousand_returns_finish_with_a_state_no_larger_than_the_first() -> None:
    drawn = definition("s -> A -> x", "x ? A", "x -> e", drawing=Drawing(default={"x": "e"}))
    advance = start(drawn)
    small = dump_run(advance.run, lambda _: "digest")

    for _ in range(1_000):
        advance = do(advance, "A", drawn, x_A=True)
        assert dump_run(advance.run, lambda _: "digest") == small

    assert do(advance, "A", drawn, x_A=False).run == ()


@pytest.mark.parametrize(
    "text", ["${amount == 1}", "amount = 1", "= amount = 1", "\n   amount = 1\n", "#{amount == 1}"]
)
def test_trap_7_every_way_of_writing_a_condition_is_read_at_upload(text: str) -> None:
    drawing = Drawing(conditions={"x_A": text}, default={"x": "e"})
    drawn = definition("s -> x", "x ? A -> e", "x -> e", drawing=drawing)

    assert open_in(start(drawn, amount=1)) == ["A"]
    assert start(drawn, amount=2).run == ()


@pytest.mark.parametrize("text", ["${amount ==}", "amount ===== 1", "__import__('os')", "lambda: 1"])
def test_trap_7_what_cannot_be_read_is_refused_at_upload_and_not_at_run_time(text: str) -> None:
    drawing = Drawing(conditions={"x_A": text}, default={"x": "e"})

    answer = compiled(diagram("s -> x", "x ? A -> e", "x -> e", drawing=drawing))

    assert found(answer.findings) == {("condition.unreadable", "x_A")}


def test_trap_7_a_duration_needs_no_quotes() -> None:
    assert definition("s -> c1 -> e", drawing=Drawing(timers={"c1": "PT1H"})).elements["c1"].timers != ()


def test_trap_8_a_chain_of_1200_steps_runs_to_its_end() -> None:
    names = [f"A{number}" for number in range(1_200)]
    drawn = definition(" -> ".join(["s", *names, "e"]))
    advance = start(drawn)

    for name in names:
        assert open_in(advance) == [name]
        advance = do(advance, name, drawn)

    assert advance.run == ()
    assert Certifier(drawn).certify(None, None, advance.moves[0].step).verdict is Verdict.NET_ONLY


@pytest.mark.parametrize("kind", ["message", "signal", "error", "escalation"])
def test_trap_9_what_an_event_refers_to_and_is_not_there_is_named(kind: str) -> None:
    content = {
        "e": f'<{kind}EventDefinition {kind}Ref="nothing"/>',
        "e1": '<errorEventDefinition errorRef="x"/>',
    }

    answer = compiled(diagram("s -> p -> A -> e", "p -> B -> e1", drawing=Drawing(content=content)))

    assert answer.definition is None
    assert found(answer.findings) == {("connect.missing_reference", "e"), ("connect.missing_reference", "e1")}
    assert "«nothing»" in answer.findings[0].message


def test_trap_9_an_event_that_refers_to_nothing_yet_is_a_gap() -> None:
    answer = compiled(diagram("s -> c1 -> e", drawing=Drawing(content={"c1": "<messageEventDefinition/>"})))

    assert answer.definition is not None
    assert found(answer.findings) == {("connect.message", "c1")}


def test_trap_10_both_branches_of_a_parallel_block_write_into_the_same_data() -> None:
    arrows = ("s -> p1 -> A -> p2 -> x", "p1 -> B -> p2", "x ? C -> e", "x -> e")
    drawing = Drawing(conditions={"x_C": "from_a = 1 and from_b = 2"}, default={"x": "e"})
    drawn = definition(*arrows, drawing=drawing)

    after_a = do(start(drawn), "A", drawn, from_a=1)

    assert open_in(do(after_a, "B", drawn, from_a=1, from_b=2)) == ["C"]


def test_trap_10_a_gateway_inside_a_loop_does_not_stall() -> None:
    arrows = ("s -> x1 -> p1 -> A -> p2 -> x2", "p1 -> B -> p2", "x2 ? x1", "x2 -> e")
    game = Game(definition(*arrows, drawing=Drawing(default={"x2": "e"})).net, x2_x1=True)

    for first, second in [("A", "B"), ("B", "A")] * 20:
        assert game.do(first).open == [second]
        assert game.do(second).open == ["A", "B"]

    assert game.do("A").do("B", x2_x1=False).ended


def test_trap_11_every_task_after_the_middle_is_still_reachable_from_its_stored_place() -> None:
    """Nobody jumps: a place comes from a walk, and what is stored of it is all that is needed to go on."""
    drawn = definition("s -> A -> B -> C -> D -> e")
    middle = do(do(start(drawn), "A", drawn), "B", drawn)

    stored = dump(middle.run[0].marking)
    later = do(do(middle, "C", drawn), "D", drawn)

    assert len(stored) < 20
    assert later.run == ()
    assert later.passed == ("D", "e")


def test_trap_12_a_state_does_not_grow_with_the_number_of_steps_taken() -> None:
    names = [f"A{number}" for number in range(200)]
    drawn = definition(" -> ".join(["s", *names, "e"]))
    advance = start(drawn)
    sizes = set()

    for name in names[:-1]:
        advance = do(advance, name, drawn)
        sizes.add(len(dump(advance.run[0].marking)))

    assert max(sizes) <= 16


def test_trap_13_a_process_that_calls_itself_is_refused() -> None:
    drawn = document(process("P", "s -> C -> e", drawing=Drawing(calls={"C": "P"})))

    assert found(compile_file(drawn).findings) == {("connect.call_cycle", "P")}


def instances(count: str) -> Definition:
    marker = f"<loopCardinality>{count}</loopCardinality>"
    content = f"<multiInstanceLoopCharacteristics>{marker}</multiInstanceLoopCharacteristics>"
    return definition("s -> A -> e", drawing=Drawing(content={"A": content}))


def test_trap_13_a_thousand_instances_run_and_ten_million_stop_the_dossier_at_once() -> None:
    assert len(start(instances("1000")).opened) == 1_000
    for count in ("1001", "10000000", "-1"):
        with pytest.raises(Stuck) as stuck:
            start(instances(count))
        assert (stuck.value.code, stuck.value.facts["element"]) == ("repeat.out_of_range", "A")


def test_trap_13_a_loop_that_never_has_enough_stops_after_a_thousand_rounds() -> None:
    marker = "<standardLoopCharacteristics><loopCondition>true</loopCondition></standardLoopCharacteristics>"
    drawn = definition("s -> A -> e", drawing=Drawing(content={"A": marker}))
    advance = start(drawn)
    for _ in range(999):
        advance = do(advance, "A", drawn)

    with pytest.raises(Stuck) as stuck:
        do(advance, "A", drawn)

    assert (stuck.value.code, stuck.value.facts["element"]) == ("repeat.out_of_range", "A")


def test_trap_13_a_power_of_powers_stops_the_dossier_and_not_the_machine() -> None:
    drawing = Drawing(conditions={"x_A": "9 ** (9 ** 9) > 1"}, default={"x": "e"})
    drawn = definition("s -> x", "x ? A -> e", "x -> e", drawing=drawing)

    with pytest.raises(Stuck):
        start(drawn)


def test_trap_13_a_ring_of_gateways_that_needs_no_person_is_found_and_stops() -> None:
    drawn = definition("s -> A -> x1 -> x2", "x2 ? x1", "x2 -> e", drawing=Drawing(default={"x2": "e"}))

    with pytest.raises(Stuck) as stuck:
        do(start(drawn), "A", drawn, x2_x1=True)

    assert stuck.value.code == "net.endless"
    assert "endless" in {fault.kind for fault in prove(drawn.net)}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', "read.doctype"),
        (b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>', "read.doctype"),
        (b"<!DOCTYPE definitions>", "read.doctype"),
    ],
)
def test_trap_14_any_doctype_is_refused(content: bytes, code: str) -> None:
    reading = read(content + diagram("s -> A -> e"))

    assert reading.diagram is None
    assert [finding.code for finding in reading.findings] == [code]


def test_trap_14_an_id_used_twice_is_refused() -> None:
    reading = read(document(process("P", "s -> A -> e"), process("Q", "s1 -> A -> e1")))

    assert reading.diagram is None
    assert found(reading.findings) == {("read.duplicate_id", "A")}
