import pytest

from engine.bpmn.diagram import Process
from engine.bpmn.finding import Severity
from engine.bpmn.supported import check
from tests.support.bad_diagrams import REFUSED_TAGS
from tests.support.bpmn import Drawing, compiled, diagram, found, message, opened

SUB = {"s2": "S", "T": "S", "e2": "S"}
TIMER = "<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>"


def drawn(tag: str, content: str = "", attributes: str = "") -> bytes:
    """A process whose element `X` is of the given kind."""
    drawing = Drawing(tags={"X": tag}, content={"X": content}, attributes={"X": attributes})
    return diagram("s -> A -> X -> e", drawing=drawing)


def on_its_own(tag: str, content: str = "", attributes: str = "") -> bytes:
    """The same for an element that cannot have a flow on both sides."""
    drawing = Drawing(tags={"X": tag}, content={"X": content}, attributes={"X": attributes})
    return diagram("s -> A -> e", drawing=drawing)


def main(content: bytes) -> Process:
    return opened(content).main()


@pytest.mark.parametrize(("tag", "name"), sorted(REFUSED_TAGS.items()))
def test_a_kind_of_element_that_does_not_run_is_refused_by_name(tag: str, name: str) -> None:
    answer = compiled(drawn(tag, "<activationCondition>so = 2</activationCondition>"))

    code = f"support.{name}"
    assert answer.definition is None
    assert (code, "X") in found(answer.findings)
    assert next(f for f in answer.findings if f.code == code).message.startswith("Phần tử «X»")


def test_a_complex_gateway_that_joins_is_refused() -> None:
    drawing = Drawing(tags={"X": "complexGateway"})

    assert found(check(main(diagram("s -> p1 -> A -> X -> e", "p1 -> B -> X", drawing=drawing)))) == {
        ("support.complex_gateway", "X")
    }


RUNS = {
    "startEvent": ("message", "timer", "signal", "conditional"),
    "endEvent": ("message", "signal", "error", "escalation", "terminate"),
    "intermediateThrowEvent": ("message", "signal", "escalation", "link"),
    "intermediateCatchEvent": ("message", "timer", "signal", "conditional", "link"),
    "boundaryEvent": ("message", "timer", "signal", "conditional", "error", "escalation"),
}
EVENTS = sorted({kind for kinds in RUNS.values() for kind in kinds} | {"compensate", "cancel"})
ATTACHED = {"boundaryEvent": 'attachedToRef="A"'}


@pytest.mark.parametrize(("tag", "kind"), [(tag, kind) for tag in RUNS for kind in RUNS[tag]])
def test_an_event_that_runs_is_accepted(tag: str, kind: str) -> None:
    content = on_its_own(tag, f"<{kind}EventDefinition/>", ATTACHED.get(tag, ""))

    assert check(main(content)) == []


@pytest.mark.parametrize(
    ("tag", "kind"),
    [(tag, kind) for tag in RUNS for kind in EVENTS if kind not in RUNS[tag] and kind != "cancel"],
)
def test_an_event_of_another_kind_is_refused(tag: str, kind: str) -> None:
    content = on_its_own(tag, f"<{kind}EventDefinition/>", ATTACHED.get(tag, ""))

    assert found(check(main(content))) == {("support.event", "X")}


@pytest.mark.parametrize("tag", ["endEvent", "boundaryEvent"])
def test_a_cancel_outside_of_a_transaction_is_refused(tag: str) -> None:
    content = on_its_own(tag, "<cancelEventDefinition/>", ATTACHED.get(tag, ""))

    assert found(check(main(content))) == {("support.cancel", "X")}


@pytest.mark.parametrize(
    ("tag", "content"),
    [
        ("intermediateThrowEvent", TIMER),
        ("intermediateThrowEvent", message("X") + TIMER),
        ("intermediateCatchEvent", "<linkEventDefinition/>" + TIMER),
        ("boundaryEvent", "<errorEventDefinition/>" + TIMER),
        ("endEvent", "<terminateEventDefinition/>" + message("X")),
        ("endEvent", "<errorEventDefinition/>" * 2),
    ],
)
def test_definitions_that_do_not_go_together_in_one_event_are_refused(tag: str, content: str) -> None:
    drawn = on_its_own(tag, content, ATTACHED.get(tag, ""))

    assert found(check(main(drawn))) == {("support.event", "X")}


@pytest.mark.parametrize("kind", ["error", "escalation"])
def test_an_error_starts_an_event_sub_process_and_no_process(kind: str) -> None:
    inside = f'<startEvent id="s2"><{kind}EventDefinition/></startEvent>'
    handler = on_its_own("subProcess", inside, 'triggeredByEvent="true"')
    process = diagram("s -> A -> e", drawing=Drawing(content={"s": f"<{kind}EventDefinition/>"}))

    assert check(main(handler)) == []
    assert ("support.event", "s") in found(check(main(process)))


@pytest.mark.parametrize("kind", ["message", "signal", "error", "escalation"])
def test_a_reference_to_nothing_is_an_error_that_names_it(kind: str) -> None:
    drawing = Drawing(content={"e": f'<{kind}EventDefinition {kind}Ref="nothing"/>'})

    answer = compiled(diagram("s -> A -> e", drawing=drawing))

    assert found(answer.findings) == {("connect.missing_reference", "e")}
    assert "«nothing»" in answer.findings[0].message


def test_an_event_whose_definition_is_not_in_the_file_is_an_error() -> None:
    answer = compiled(drawn("intermediateCatchEvent", "<eventDefinitionRef>elsewhere</eventDefinitionRef>"))

    assert answer.definition is None
    assert found(answer.findings) == {("connect.missing_reference", "X")}


def test_an_event_that_does_not_say_what_it_waits_for_is_a_gap() -> None:
    answer = compiled(drawn("intermediateCatchEvent"))

    assert answer.definition is not None
    assert [(f.code, f.severity) for f in answer.findings] == [("connect.no_event", Severity.GAP)]


@pytest.mark.parametrize("behavior", ["None", "One", "Complex"])
def test_multi_instance_that_throws_as_instances_end_is_refused(behavior: str) -> None:
    marker = f'<multiInstanceLoopCharacteristics behavior="{behavior}"/>'

    assert found(check(main(drawn("userTask", marker)))) == {("support.multi_instance_behavior", "X")}


@pytest.mark.parametrize(
    "marker",
    [
        '<multiInstanceLoopCharacteristics behavior="All"/>',
        '<multiInstanceLoopCharacteristics isSequential="true"/>',
        "<standardLoopCharacteristics/>",
    ],
)
@pytest.mark.parametrize("tag", ["userTask", "subProcess", "callActivity"])
def test_an_activity_may_repeat(tag: str, marker: str) -> None:
    assert check(main(drawn(tag, marker))) == []


def test_an_event_gateway_that_waits_for_all_of_its_events_is_refused() -> None:
    drawing = Drawing(
        tags={"v": "eventBasedGateway"},
        attributes={"v": 'instantiate="true" eventGatewayType="Parallel"'},
    )

    answer = check(main(diagram("v -> c1 -> e", "v -> c2 -> e", drawing=drawing)))

    assert found(answer) == {("support.parallel_event_gateway", "v")}


def test_a_start_that_waits_for_several_things_at_once_is_refused() -> None:
    content = on_its_own("startEvent", message("X") + TIMER, 'parallelMultiple="true"')

    assert found(check(main(content))) == {("support.parallel_multiple_start", "X")}


@pytest.mark.parametrize("quantity", ['startQuantity="2"', 'completionQuantity="3"', 'startQuantity="0"'])
def test_a_quantity_other_than_one_is_refused(quantity: str) -> None:
    assert found(check(main(drawn("userTask", attributes=quantity)))) == {("support.quantity", "X")}


def test_a_compensation_handler_beside_the_flow_is_refused_with_its_event() -> None:
    drawing = Drawing(
        tags={"X": "boundaryEvent", "H": "userTask"},
        attributes={"X": 'attachedToRef="A"', "H": 'isForCompensation="true"'},
        content={"X": "<compensateEventDefinition/>"},
    )

    answer = compiled(diagram("s -> A -> e", drawing=drawing))

    assert answer.definition is None
    assert ("support.event", "X") in found(answer.findings)


def test_a_compensation_handler_without_its_event_is_refused() -> None:
    answer = compiled(drawn("userTask", attributes='isForCompensation="true"'))

    assert ("support.compensation", "X") in found(answer.findings)


def test_a_plain_task_runs_as_a_persons_with_a_gap_that_asks_which_kind() -> None:
    answer = compiled(drawn("task"))

    assert answer.definition is not None
    assert [(f.code, f.severity, f.element) for f in answer.findings] == [
        ("support.plain_task", Severity.GAP, "X")
    ]


@pytest.mark.parametrize(
    "tag", ["userTask", "manualTask", "exclusiveGateway", "parallelGateway", "inclusiveGateway"]
)
def test_what_runs_is_accepted_without_a_word(tag: str) -> None:
    answer = compiled(drawn(tag))

    assert answer.definition is not None
    assert answer.findings == ()


@pytest.mark.parametrize("tag", ["receiveTask", "sendTask"])
def test_a_task_that_sends_or_receives_a_message_runs(tag: str) -> None:
    assert compiled(drawn(tag, attributes='messageRef="m_note"')).definition is not None


@pytest.mark.parametrize(
    ("tag", "content"),
    [
        ("intermediateCatchEvent", message("X")),
        ("intermediateCatchEvent", TIMER),
        ("intermediateThrowEvent", message("X")),
        ("intermediateThrowEvent", ""),
    ],
)
def test_events_that_run_are_accepted(tag: str, content: str) -> None:
    assert compiled(drawn(tag, content)).findings == ()


def test_a_construct_inside_a_sub_process_is_found_there() -> None:
    drawing = Drawing(inside=SUB, tags={"T": "scriptTask"})

    answer = compiled(diagram("s -> S -> e", "s2 -> T -> e2", drawing=drawing))

    assert found(answer.findings) == {("support.script_task", "T")}


def test_every_unsupported_element_is_named_at_once() -> None:
    drawing = Drawing(tags={"A": "scriptTask", "B": "adHocSubProcess", "C": "task"})

    answer = compiled(diagram("s -> A -> B -> C -> e", drawing=drawing))

    assert found(answer.findings) == {
        ("support.script_task", "A"),
        ("support.ad_hoc_sub_process", "B"),
        ("support.plain_task", "C"),
    }
