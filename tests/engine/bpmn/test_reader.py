import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.bpmn.diagram import Shape
from engine.bpmn.finding import Severity
from engine.bpmn.reader import read
from tests.support.bpmn import NAMESPACES, Drawing, diagram, document, opened, process


def shapes(content: bytes) -> dict[str, Shape]:
    return {shape.id: shape for shape in opened(content).main().shapes}


def lane(attributes: str, *nodes: str, inner: str = "") -> str:
    references = "".join(f"<flowNodeRef>\n  {node} </flowNodeRef>" for node in nodes)
    children = f"<childLaneSet>{inner}</childLaneSet>" if inner else ""
    return f"<lane {attributes}>{references}{children}</lane>"


def lanes(*inside: str) -> str:
    return f"<laneSet>{''.join(inside)}</laneSet>"


def test_nodes_and_flows_are_read_in_document_order() -> None:
    main = opened(diagram("s -> A -> x", "x ? B -> e", "x -> e")).main()

    assert [shape.id for shape in main.shapes] == ["s", "A", "x", "B", "e"]
    assert [arrow.id for arrow in main.arrows] == ["s_A", "A_x", "x_B", "B_e", "x_e"]
    assert [arrow.condition for arrow in main.arrows] == [None, None, "x_B", None, None]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<definitions/>", "read.not_bpmn"),
        (b'<definitions xmlns="http://schema.omg.org/spec/BPMN/1.0"/>', "read.not_bpmn"),
        (b"<html/>", "read.not_bpmn"),
        (b"{}", "read.not_xml"),
        (f"<definitions {NAMESPACES}/>".encode(), "read.no_process"),
        (document('<process id="P" isExecutable="true"/>'), "read.no_process"),
        (document('<collaboration id="C"/>'), "read.no_process"),
    ],
)
def test_what_is_not_a_bpmn_process_is_refused(content: bytes, code: str) -> None:
    reading = read(content)

    assert reading.diagram is None
    assert [finding.code for finding in reading.findings] == [code]


@given(st.binary(max_size=200))
def test_no_bytes_whatever_make_the_reader_fail(content: bytes) -> None:
    reading = read(content)

    assert reading.diagram is None
    assert reading.findings


def test_a_process_nobody_marked_executable_is_read_with_a_gap() -> None:
    reading = read(diagram("s -> A -> e").replace(b'isExecutable="true"', b'isExecutable="false"'))

    assert [(f.code, f.severity) for f in reading.findings] == [("read.not_executable", Severity.GAP)]


def test_the_executable_process_is_the_main_one_wherever_it_stands() -> None:
    first = process("First", "s1 -> A1").replace('isExecutable="true"', 'isExecutable="false"')

    assert opened(document(first, process("Second", "s2 -> A2"))).main().id == "Second"


def test_an_empty_pool_beside_the_process_is_passed_over() -> None:
    assert [each.id for each in opened(document('<process id="X"/>', process("P", "s -> A"))).processes] == [
        "P"
    ]


def test_names_lose_their_line_breaks() -> None:
    drawing = Drawing(attributes={"A": 'name="Tiếp nhận&#10;  hồ sơ"'})

    assert shapes(diagram("s -> A", drawing=drawing))["A"].name == "Tiếp nhận hồ sơ"


def test_elements_without_an_id_get_one_each_however_the_file_is_broken_into_lines() -> None:
    inside = '<subProcess id="{}"><userTask name="{}"/><userTask/></subProcess>'
    content = document(f'<process id="P">{inside.format("a", "in a")}{inside.format("b", "in b")}</process>')

    read_shapes = opened(content).main().shapes

    assert len({shape.id for shape in read_shapes}) == len(read_shapes) == 6
    assert {shape.scope for shape in read_shapes if shape.name == "in b"} == {"b"}


def test_an_id_that_is_made_up_cannot_be_one_that_somebody_drew() -> None:
    content = document('<process id="P"><userTask/></process>')
    made = opened(content).main().shapes[0].id

    reading = read(document(f'<process id="P"><userTask/><userTask id="{made}"/></process>'))

    assert [finding.code for finding in reading.findings] == ["read.bad_id"]


@pytest.mark.parametrize("tag", ["dataObject", "dataObjectReference", "dataStoreReference", "property"])
def test_data_are_ignored_with_a_gap_and_never_refused(tag: str) -> None:
    reading = read(diagram("s -> A -> e", extra=f'<{tag} id="d1"/>'))

    assert reading.diagram is not None
    assert [(f.code, f.severity, f.element) for f in reading.findings] == [
        ("read.ignored", Severity.GAP, "d1")
    ]


def test_what_only_draws_is_passed_over_without_a_word() -> None:
    reading = read(
        diagram("s -> A -> e", extra='<textAnnotation id="t1"/><association id="a1"/><group id="g1"/>')
    )

    assert reading.findings == ()


def test_elements_of_other_vendors_are_no_nodes() -> None:
    extra = '<v:userTask xmlns:v="urn:other" id="foreign"/>'

    assert "foreign" not in shapes(diagram("s -> A -> e", extra=extra))


def test_a_node_has_the_settings_of_its_lane_and_its_own_before_them() -> None:
    extra = lanes(lane('motcua:role="handler" motcua:level="city"', "A", "B"))
    drawing = Drawing(attributes={"B": 'motcua:role="leader"'})

    read_shapes = shapes(diagram("s -> A -> B -> C", drawing=drawing, extra=extra))

    assert read_shapes["A"].settings == {"role": "handler", "level": "city"}
    assert read_shapes["B"].settings == {"role": "leader", "level": "city"}
    assert read_shapes["C"].settings == {}


@pytest.mark.parametrize("outer_nodes", [("A",), ()], ids=["both lanes name the node", "the inner one only"])
def test_an_inner_lane_comes_before_the_lane_around_it(outer_nodes: tuple[str, ...]) -> None:
    inner = lane('motcua:role="leader"', "A")
    outer = lane('motcua:role="handler" motcua:level="city"', *outer_nodes, inner=inner)

    read_shapes = shapes(diagram("s -> A", extra=lanes(outer)))

    assert read_shapes["A"].settings == {"role": "leader", "level": "city"}


def test_nodes_inside_a_sub_process_are_in_the_lane_of_the_sub_process() -> None:
    drawing = Drawing(inside={"s2": "S", "Z": "S", "s3": "Z", "B": "Z"})
    extra = lanes(lane('motcua:role="handler"', "S"))

    read_shapes = shapes(diagram("s -> S -> e", "s2 -> Z", "s3 -> B", drawing=drawing, extra=extra))

    assert read_shapes["B"].settings == {"role": "handler"}
    assert read_shapes["B"].scope == "Z"


def test_settings_of_other_namespaces_are_not_ours() -> None:
    drawing = Drawing(
        attributes={"A": 'xmlns:c="http://camunda.org/schema/1.0/bpmn" c:assignee="x" role="y"'}
    )

    assert shapes(diagram("s -> A", drawing=drawing))["A"].settings == {}


@pytest.mark.parametrize(
    ("text", "interrupts"), [("true", True), ("1", True), ("false", False), ("0", False)]
)
def test_a_boundary_event_says_in_xml_truth_values_whether_it_interrupts(text: str, interrupts: bool) -> None:
    drawing = Drawing(tags={"b1": "boundaryEvent"}, attributes={"b1": f'cancelActivity=" {text} "'})

    assert shapes(diagram("s -> A", drawing=drawing))["b1"].interrupting is interrupts


def test_timers_messages_and_other_events_are_told_apart() -> None:
    drawing = Drawing(
        timers={"c1": " PT1H "},
        content={
            "c3": '<timerEventDefinition motcua:workingTime="P3D"/>',
            "e": "<signalEventDefinition/><eventDefinitionRef>x</eventDefinitionRef>",
        },
    )

    read_shapes = shapes(diagram("s -> c1 -> c2 -> c3 -> e", drawing=drawing))

    assert read_shapes["c1"].events[0].timer == ("timeDuration", "PT1H")
    assert (read_shapes["c2"].events[0].reference, read_shapes["c2"].events[0].name) == ("m_c2", "c2")
    assert read_shapes["c3"].events[0].working_time == "P3D"
    assert [event.kind for event in read_shapes["e"].events] == ["signal", "missing"]


@pytest.mark.parametrize(("declared", "name"), [("", "m1"), ('name="Nộp tiền"', "Nộp tiền")])
def test_a_message_without_a_name_goes_by_its_id(declared: str, name: str) -> None:
    drawing = Drawing(content={"c1": '<messageEventDefinition messageRef="m1"/>'})

    drawn = document(f'<message id="m1" {declared}/>', process("P", "s -> c1", drawing=drawing))

    assert shapes(drawn)["c1"].events[0].name == name


@pytest.mark.parametrize("kind", ["error", "escalation"])
def test_an_error_is_known_by_its_code_before_its_name(kind: str) -> None:
    drawing = Drawing(content={"e": f'<{kind}EventDefinition {kind}Ref="k1"/>'})
    declared = f'<{kind} id="k1" name="Hồ sơ giả" {kind}Code="GIA"/>'

    drawn = document(declared, process("P", "s -> e", drawing=drawing))

    assert shapes(drawn)["e"].events[0].name == "GIA"


def test_an_event_may_take_its_definition_from_the_head_of_the_file() -> None:
    drawing = Drawing(content={"c1": "<eventDefinitionRef>v:ref</eventDefinitionRef>"})
    declared = '<signalEventDefinition id="ref" signalRef="sig"/><signal id="sig" name="Thiên tai"/>'

    drawn = document(declared, process("P", "s -> c1", drawing=drawing))

    assert shapes(drawn)["c1"].events[0].name == "Thiên tai"


@pytest.mark.parametrize("text", ["x > 1", "\n    x > 1\n  "])
def test_a_condition_loses_the_blanks_around_it(text: str) -> None:
    drawing = Drawing(conditions={"x_A": text})

    main = opened(diagram("s -> x", "x ? A", drawing=drawing)).main()

    assert main.arrows[1].condition == "x > 1"


def test_an_empty_condition_is_no_condition() -> None:
    drawing = Drawing(conditions={"x_A": "  "})

    assert opened(diagram("s -> x", "x ? A", drawing=drawing)).main().arrows[1].condition is None
