import pytest

from engine.bpmn.diagram import Process
from engine.bpmn.finding import Severity
from engine.bpmn.supported import check
from tests.support.bpmn import Drawing, compiled, diagram, found, message, opened

SUB = {"s2": "S", "T": "S", "e2": "S"}
TIMER = "<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>"
OTHER_EVENTS = ["signal", "error", "escalation", "conditional", "compensate", "link", "cancel"]


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


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("scriptTask", "support.script_task"),
        ("serviceTask", "support.service_task"),
        ("businessRuleTask", "support.business_rule_task"),
        ("complexGateway", "support.complex_gateway"),
        ("eventBasedGateway", "support.event_based_gateway"),
        ("transaction", "support.transaction"),
        ("adHocSubProcess", "support.ad_hoc_sub_process"),
        ("implicitThrowEvent", "support.implicit_throw_event"),
        ("choreographyTask", "support.choreography_task"),
        ("callChoreography", "support.call_choreography"),
        ("subChoreography", "support.sub_choreography"),
    ],
)
def test_a_kind_of_element_that_does_not_run_is_refused_by_name(tag: str, code: str) -> None:
    answer = compiled(drawn(tag))

    assert answer.definition is None
    assert (code, "X") in found(answer.findings)
    assert next(f for f in answer.findings if f.code == code).message.startswith("Phần tử «X»")


@pytest.mark.parametrize("kind", OTHER_EVENTS)
@pytest.mark.parametrize("tag", ["intermediateCatchEvent", "intermediateThrowEvent"])
def test_an_intermediate_event_of_another_kind_is_refused(tag: str, kind: str) -> None:
    assert found(check(main(drawn(tag, f"<{kind}EventDefinition/>")))) == {("support.event", "X")}


@pytest.mark.parametrize("kind", OTHER_EVENTS)
def test_a_boundary_event_of_another_kind_is_refused(kind: str) -> None:
    content = on_its_own("boundaryEvent", f"<{kind}EventDefinition/>", 'attachedToRef="A"')

    assert found(check(main(content))) == {("support.event", "X")}


@pytest.mark.parametrize("kind", [*OTHER_EVENTS, "message", "timer"])
def test_a_start_event_that_waits_for_something_is_refused(kind: str) -> None:
    content = on_its_own("startEvent", f"<{kind}EventDefinition/>")

    assert found(check(main(content))) == {("support.event", "X")}


@pytest.mark.parametrize("kind", [*OTHER_EVENTS, "timer"])
def test_an_end_event_with_another_result_is_refused(kind: str) -> None:
    content = on_its_own("endEvent", f"<{kind}EventDefinition/>")

    assert found(check(main(content))) == {("support.event", "X")}


@pytest.mark.parametrize(
    ("tag", "content"),
    [
        ("intermediateCatchEvent", ""),
        ("intermediateCatchEvent", message("X") + TIMER),
        ("intermediateThrowEvent", TIMER),
        ("intermediateThrowEvent", message("X") * 2),
        ("intermediateCatchEvent", "<eventDefinitionRef>elsewhere</eventDefinitionRef>"),
    ],
    ids=["catches nothing", "two events", "throws a timer", "throws twice", "defined elsewhere"],
)
def test_an_event_with_no_or_several_or_foreign_definitions_is_refused(tag: str, content: str) -> None:
    assert found(check(main(drawn(tag, content)))) == {("support.event", "X")}


@pytest.mark.parametrize(
    "marker",
    [
        "<multiInstanceLoopCharacteristics/>",
        '<multiInstanceLoopCharacteristics isSequential="true"/>',
        "<standardLoopCharacteristics/>",
    ],
)
@pytest.mark.parametrize("tag", ["userTask", "subProcess", "callActivity"])
def test_a_loop_marker_is_refused(tag: str, marker: str) -> None:
    assert found(check(main(drawn(tag, marker)))) == {("support.loop", "X")}


def test_an_event_sub_process_is_refused() -> None:
    content = on_its_own("subProcess", attributes='triggeredByEvent="true"')

    assert ("support.event_sub_process", "X") in found(check(main(content)))


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
    drawing = Drawing(tags={"A": "scriptTask", "B": "serviceTask", "C": "task"})

    answer = compiled(diagram("s -> A -> B -> C -> e", drawing=drawing))

    assert found(answer.findings) == {
        ("support.script_task", "A"),
        ("support.service_task", "B"),
        ("support.plain_task", "C"),
    }
