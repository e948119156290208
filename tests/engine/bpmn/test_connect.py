import pytest

from engine.bpmn.compile import Compiled
from engine.bpmn.connect import check
from engine.bpmn.finding import Severity
from tests.support.bpmn import Drawing, compiled, diagram, document, found, opened, process

SUB = {"s2": "S", "T": "S", "e2": "S"}
TIMER = "<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>"


def findings(*arrows: str, drawing: Drawing | None = None, extra: str = "") -> set[tuple[str, str | None]]:
    content = diagram(*arrows, drawing=drawing or Drawing(), extra=extra)
    return found(check(opened(content).main()))


def told(answer: Compiled) -> list[tuple[str, Severity, str | None]]:
    return [(finding.code, finding.severity, finding.element) for finding in answer.findings]


def test_a_connected_process_has_no_finding() -> None:
    assert findings("s -> A -> x", "x ? A", "x -> e", drawing=Drawing(default={"x": "e"})) == set()


@pytest.mark.parametrize("ends", ['sourceRef="A" targetRef="Z"', 'sourceRef="Z" targetRef="A"', ""])
def test_a_flow_with_an_end_that_is_not_there_is_named(ends: str) -> None:
    assert findings("s -> A -> e", extra=f'<sequenceFlow id="f" {ends}/>') == {("connect.missing_end", "f")}


def test_a_flow_to_a_data_object_leads_nowhere() -> None:
    extra = '<dataObject id="d"/><sequenceFlow id="f" sourceRef="A" targetRef="d"/>'

    assert findings("s -> A -> e", extra=extra) == {("connect.missing_end", "f")}


@pytest.mark.parametrize("flow", ["A -> T", "T -> A"])
def test_a_flow_across_the_border_of_a_sub_process_is_named(flow: str) -> None:
    name = flow.replace(" -> ", "_")

    answer = findings("s -> A -> S -> e", "s2 -> T -> e2", flow, drawing=Drawing(inside=SUB))

    assert answer == {("connect.crosses_scope", name)}


def test_a_flow_into_a_start_event_is_named() -> None:
    assert findings("s -> A -> s") == {("connect.into_start", "A_s")}


def test_a_flow_into_a_boundary_event_is_named() -> None:
    assert findings("s -> A -> b1 -> e", drawing=Drawing(hosts={"b1": "A"})) == {
        ("connect.into_start", "A_b1")
    }


def test_a_flow_out_of_an_end_event_is_named() -> None:
    assert findings("s -> A -> e -> B") == {("connect.out_of_end", "e_B")}


@pytest.mark.parametrize("default", ["nothing", "s_A", "x_A"])
def test_a_default_that_is_no_flow_out_of_its_gateway_is_named(default: str) -> None:
    drawing = Drawing(attributes={"x": f'default="{default}"'})

    assert findings("s -> A -> x", "x ? B -> e", drawing=drawing) == {("connect.default", "x")}


def test_a_default_flow_with_a_condition_is_named() -> None:
    drawing = Drawing(default={"x": "B"})

    assert findings("s -> A -> x", "x ? B -> e", "x ? e", drawing=drawing) == {
        ("connect.default_condition", "x")
    }


@pytest.mark.parametrize("host", ["Z", "x", "s", "T", ""])
def test_a_boundary_event_on_what_is_no_activity_of_its_scope_is_named(host: str) -> None:
    drawing = Drawing(hosts={"b1": host}, inside=SUB)

    answer = findings("s -> A -> x -> S -> e", "s2 -> T -> e2", "b1 -> B -> e", drawing=drawing)

    assert answer == {("connect.boundary", "b1")}


@pytest.mark.parametrize("host", ["A", "S", "C"])
def test_a_boundary_event_may_sit_on_a_task_a_sub_process_or_a_call(host: str) -> None:
    drawing = Drawing(hosts={"b1": host}, inside=SUB, calls={"C": "Q"})

    assert findings("s -> A -> S -> C -> e", "s2 -> T -> e2", "b1 -> B -> e", drawing=drawing) == set()


def test_a_boundary_event_without_a_way_out_is_named() -> None:
    drawing = Drawing(hosts={"b1": "A"}, tags={"b1": "boundaryEvent"})

    assert findings("s -> A -> e", drawing=drawing) == {("connect.boundary_way", "b1")}


def test_every_start_event_after_the_first_is_named() -> None:
    assert findings("s -> A -> e", "s1 -> A", "s2 -> A") == {
        ("connect.many_starts", "s1"),
        ("connect.many_starts", "s2"),
    }


def test_a_start_that_is_not_drawn_is_a_gap_and_not_an_error() -> None:
    answer = compiled(diagram("A -> B -> e"))

    assert [(f.code, f.severity, f.element) for f in answer.findings] == [
        ("connect.no_start", Severity.GAP, "P")
    ]
    assert answer.definition is not None


def test_a_sub_process_with_nothing_inside_is_a_gap_to_be_filled_in() -> None:
    answer = compiled(diagram("s -> S -> e", drawing=Drawing(tags={"S": "subProcess"})))

    assert answer.definition is not None
    assert told(answer) == [("connect.empty_scope", Severity.GAP, "S")]


@pytest.mark.parametrize("tag", ["receiveTask", "sendTask"])
def test_a_task_that_names_no_message_yet_is_a_gap(tag: str) -> None:
    answer = compiled(diagram("s -> A -> e", drawing=Drawing(tags={"A": tag})))

    assert answer.definition is not None
    assert told(answer) == [("connect.message", Severity.GAP, "A")]


@pytest.mark.parametrize("tag", ["receiveTask", "sendTask"])
def test_a_task_about_a_message_that_is_not_there_is_an_error(tag: str) -> None:
    drawing = Drawing(tags={"A": tag}, attributes={"A": 'messageRef="m1"'})

    answer = compiled(diagram("s -> A -> e", drawing=drawing))

    assert answer.definition is None
    assert told(answer) == [("connect.missing_reference", Severity.ERROR, "A")]


def test_a_call_that_names_no_process_yet_is_a_gap() -> None:
    answer = compiled(diagram("s -> A -> e", drawing=Drawing(calls={"A": ""})))

    assert answer.definition is not None
    assert told(answer) == [("connect.called", Severity.GAP, "A")]


HANDLER = {"T": "S", "e2": "S"}


def handler(starts: str, **drawing: dict[str, str]) -> Drawing:
    """An event sub-process S around the task T, with these start events."""
    drawing["attributes"] = {"S": 'triggeredByEvent="true"', **drawing.get("attributes", {})}
    drawing["content"] = {"S": starts, **drawing.get("content", {})}
    return Drawing(inside=HANDLER, tags={"S": "subProcess"}, **drawing)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "starts",
    [
        "",
        '<startEvent id="s2"/>',
        f'<startEvent id="s2">{TIMER}</startEvent><startEvent id="s3">{TIMER}</startEvent>',
    ],
    ids=["none", "without event", "two"],
)
def test_an_event_sub_process_starts_by_exactly_one_event(starts: str) -> None:
    answer = findings("s -> A -> e", "T -> e2", drawing=handler(starts))

    assert ("connect.event_sub_process", "S") in answer


def test_an_event_sub_process_stands_in_no_flow() -> None:
    one = f'<startEvent id="s2">{TIMER}</startEvent>'

    assert findings("s -> A -> S -> e", "T -> e2", drawing=handler(one)) == {
        ("connect.event_sub_process", "S")
    }


def test_a_sub_process_within_the_flow_starts_without_an_event() -> None:
    drawing = Drawing(inside=SUB, content={"s2": TIMER})

    assert findings("s -> S -> e", "s2 -> T -> e2", drawing=drawing) == {("connect.sub_process_start", "s2")}


def test_of_several_start_events_only_one_may_be_without_an_event() -> None:
    drawing = Drawing(content={"s1": TIMER})

    assert findings("s -> A -> e", "s1 -> A", drawing=drawing) == set()


@pytest.mark.parametrize(
    ("arrows", "element"),
    [
        (("s -> A -> v",), "v"),
        (("s -> A -> v", "v -> B -> e"), "B"),
        (("s -> A -> v", "v -> c1 -> e", "A -> c1"), "c1"),
    ],
    ids=["nothing behind", "a task behind", "reached otherwise too"],
)
def test_behind_an_event_gateway_stand_events_reached_from_there_alone(
    arrows: tuple[str, ...], element: str
) -> None:
    drawing = Drawing(tags={"v": "eventBasedGateway"})

    assert findings(*arrows, drawing=drawing) == {("connect.event_gateway", element)}


@pytest.mark.parametrize(
    ("arrows", "links", "elements"),
    [
        (("s -> A -> i1",), {"i1": "x"}, {"i1"}),
        (("s -> A -> i1", "c1 -> e"), {"i1": "x", "c1": "y"}, {"i1", "c1"}),
        (("s -> A -> i1", "c1 -> e", "c2 -> e1"), {"i1": "x", "c1": "x", "c2": "x"}, {"i1"}),
        (("s -> A -> i1 -> B", "c1 -> e"), {"i1": "x", "c1": "x"}, {"i1"}),
        (("s -> A -> i1", "B -> c1 -> e"), {"i1": "x", "c1": "x"}, {"c1"}),
    ],
    ids=[
        "no other end",
        "another name",
        "two other ends",
        "a flow out of the throw",
        "a flow into the catch",
    ],
)
def test_a_link_has_one_other_end_and_flows_on_one_side(
    arrows: tuple[str, ...], links: dict[str, str], elements: set[str]
) -> None:
    content = {name: f'<linkEventDefinition name="{link}"/>' for name, link in links.items()}

    answer = findings(*arrows, drawing=Drawing(content=content))

    assert answer == {("connect.link", element) for element in elements}


def test_every_fault_of_a_drawing_is_told_at_once() -> None:
    answer = compiled(document(process("P", "s -> A -> s", "s1 -> B -> e -> C")))

    assert found(answer.findings) == {
        ("connect.into_start", "A_s"),
        ("connect.out_of_end", "e_C"),
        ("connect.many_starts", "s1"),
    }
