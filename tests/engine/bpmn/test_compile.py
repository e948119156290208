from decimal import Decimal

import pytest

from engine.bpmn import limits
from engine.bpmn.compile import compile_process
from engine.bpmn.definition import PROCEDURE_FIELD, TimerKind
from engine.bpmn.diagram import Process, Shape
from engine.bpmn.finding import Severity
from engine.model.limit import Limit, LimitUnit
from engine.model.role import Role
from engine.model.unit import Body, Level
from engine.net.net import Kind
from tests.support.bpmn import Drawing, compiled, definition, diagram, document, found, opened, process

SEAT = 'motcua:level="commune" motcua:role="handler"'


def task(attributes: str, tag: str = "userTask") -> Drawing:
    return Drawing(tags={"A": tag}, attributes={"A": attributes})


def timer(content: str) -> bytes:
    drawing = Drawing(content={"c1": f"<timerEventDefinition{content}</timerEventDefinition>"})
    return diagram("s -> c1 -> e", drawing=drawing)


def test_each_element_becomes_the_node_that_plays_it() -> None:
    drawing = Drawing(hosts={"b1": "A"}, inside={"s2": "S", "T": "S", "e2": "S"}, calls={"C": "Q"})
    net = definition(
        "s -> A -> x -> p1 -> o1 -> c1 -> i1 -> u1 -> S -> C -> t1",
        "s2 -> T -> e2",
        "b1 -> t1",
        drawing=drawing,
    ).net

    assert {node.id: node.kind for node in net.nodes} == {
        "s": Kind.START,
        "A": Kind.TASK,
        "x": Kind.EXCLUSIVE,
        "p1": Kind.PARALLEL,
        "o1": Kind.INCLUSIVE,
        "c1": Kind.CATCH,
        "i1": Kind.PASS,
        "u1": Kind.THROW,
        "S": Kind.SCOPE,
        "C": Kind.CALL,
        "t1": Kind.TERMINATE,
        "s2": Kind.START,
        "T": Kind.TASK,
        "e2": Kind.END,
        "b1": Kind.BOUNDARY,
    }


def test_a_task_asks_for_a_seat_a_limit_and_a_form() -> None:
    seat = f'{SEAT} motcua:body="agency" motcua:field="residence"'
    settings = f'{seat} motcua:workingTime="P0.5D" motcua:form="tiep_nhan"'

    element = definition("s -> A -> e", drawing=task(settings)).elements["A"]

    assert element.seat is not None
    assert (element.seat.level, element.seat.body) == (Level.COMMUNE, Body.AGENCY)
    assert (element.seat.role, element.seat.field) == (Role.HANDLER, "residence")
    assert element.limit == Limit(Decimal("0.5"), LimitUnit.WORKING_DAY)
    assert element.form == "tiep_nhan"


@pytest.mark.parametrize(
    ("level", "body"),
    [("commune", Body.COMMITTEE), ("district", Body.COMMITTEE), ("city", Body.DEPARTMENT)],
)
def test_a_seat_without_a_body_is_in_the_usual_one_of_its_level(level: str, body: Body) -> None:
    settings = f'motcua:level="{level}" motcua:role="handler"'

    seat = definition("s -> A -> e", drawing=task(settings)).elements["A"].seat

    assert seat is not None
    assert seat.body is body
    assert seat.field == PROCEDURE_FIELD


@pytest.mark.parametrize("settings", ["", 'motcua:level="commune"', 'motcua:role="handler"'])
def test_a_task_with_half_a_seat_has_none(settings: str) -> None:
    assert definition("s -> A -> e", drawing=task(settings)).elements["A"].seat is None


@pytest.mark.parametrize(
    "settings",
    [
        'motcua:level="planet" motcua:role="handler"',
        'motcua:level="commune" motcua:role="king"',
        f'{SEAT} motcua:body="church"',
    ],
)
def test_a_seat_that_is_not_in_the_catalogue_is_an_error(settings: str) -> None:
    answer = compiled(diagram("s -> A -> e", drawing=task(settings)))

    assert answer.definition is None
    assert found(answer.findings) == {("people.unknown_seat", "A")}


@pytest.mark.parametrize("text", ["5 ngày", "P1Y", "P5D5D", "PT", "", "-P1D", "P10001D"])
def test_a_limit_that_cannot_be_read_is_an_error(text: str) -> None:
    answer = compiled(diagram("s -> A -> e", drawing=task(f'motcua:workingTime="{text}"')))

    assert found(answer.findings) == {("time.unreadable", "A")}


@pytest.mark.parametrize("name", ["roles", "Role", "dueDate"])
def test_a_setting_nobody_knows_is_an_error_rather_than_passed_over(name: str) -> None:
    answer = compiled(diagram("s -> A -> e", drawing=task(f'motcua:{name}="x"')))

    assert found(answer.findings) == {("read.unknown_setting", "A")}


def test_every_unreadable_setting_of_an_element_is_told_at_once() -> None:
    settings = 'motcua:level="x" motcua:role="y" motcua:workingTime="z" motcua:unknown="w"'

    answer = compiled(diagram("s -> A -> e", drawing=task(settings)))

    assert found(answer.findings) == {
        ("people.unknown_seat", "A"),
        ("time.unreadable", "A"),
        ("read.unknown_setting", "A"),
    }


def test_only_what_people_do_has_a_seat_even_in_a_lane() -> None:
    lane = f"<laneSet><lane {SEAT}><flowNodeRef>x</flowNodeRef><flowNodeRef>A</flowNodeRef></lane></laneSet>"

    elements = compiled(diagram("s -> A -> x -> e", extra=lane)).definition

    assert elements is not None
    assert elements.elements["A"].seat is not None
    assert elements.elements["x"].seat is None


@pytest.mark.parametrize(("text", "pauses"), [("true", True), ("false", False)])
def test_an_element_may_stop_the_dossiers_clock(text: str, pauses: bool) -> None:
    assert definition("s -> A -> e", drawing=task(f'motcua:pause="{text}"')).elements["A"].pauses is pauses


@pytest.mark.parametrize(
    ("content", "kind", "text"),
    [
        ("><timeDuration>PT1H</timeDuration>", TimerKind.DURATION, "PT1H"),
        ("><timeDuration>\n  P5D </timeDuration>", TimerKind.DURATION, "P5D"),
        ("><timeDate>2018-11-17T08:00:00</timeDate>", TimerKind.DATE, "2018-11-17T08:00:00"),
        (' motcua:workingTime="P3D">', TimerKind.WORKING_TIME, "P3D"),
        (' motcua:workingTime="P3D"><timeDuration>P5D</timeDuration>', TimerKind.WORKING_TIME, "P3D"),
    ],
)
def test_a_timer_is_read_as_drawn_without_quotes(content: str, kind: TimerKind, text: str) -> None:
    answer = compiled(timer(content)).definition

    assert answer is not None
    assert [(read.kind, read.text) for read in answer.elements["c1"].timers] == [(kind, text)]


@pytest.mark.parametrize(
    "content",
    [
        "><timeDuration>soon</timeDuration>",
        "><timeDuration>P1Y</timeDuration>",
        "><timeDuration>P99999999999999999999D</timeDuration>",
        "><timeDuration>'PT1H'</timeDuration>",
        "><timeDate>mai</timeDate>",
        "><timeDate>0001-01-01T00:00:00</timeDate>",
        "><timeDuration>${x +}</timeDuration>",
        "><timeDuration>x</timeDuration>",
        ' motcua:workingTime="3">',
    ],
)
def test_a_timer_that_cannot_be_read_is_an_error_and_never_a_crash(content: str) -> None:
    assert found(compiled(timer(content)).findings) == {("time.unreadable_timer", "c1")}


@pytest.mark.parametrize("content", [">", "><timeDuration/>"])
def test_a_timer_that_says_nothing_yet_is_a_gap(content: str) -> None:
    answer = compiled(timer(content))

    assert answer.definition is not None
    assert found(answer.findings) == {("time.no_timer", "c1")}


def test_a_catch_event_waits_once_and_so_takes_no_cycle() -> None:
    answer = compiled(timer("><timeCycle>R3/PT1H</timeCycle>"))

    assert found(answer.findings) == {("support.cycle_catch", "c1")}


def test_messages_are_known_by_name() -> None:
    drawing = Drawing(
        tags={"R": "receiveTask", "D": "sendTask"},
        attributes={"R": 'messageRef="m_paid"', "D": 'messageRef="m_asked"'},
        hosts={"b1": "A"},
    )

    elements = definition("s -> A -> R -> D -> c1 -> u1 -> e", "b1 -> e", drawing=drawing).elements

    assert {name: e.messages for name, e in elements.items() if e.messages} == {
        "R": ("paid",),
        "D": ("asked",),
        "c1": ("c1",),
        "u1": ("u1",),
        "b1": ("b1",),
    }


def test_a_message_end_event_says_its_message_and_ends() -> None:
    drawing = Drawing(content={"e": '<messageEventDefinition messageRef="m_done"/>'})

    read = definition("s -> A -> e", drawing=drawing)

    assert read.net.nodes[read.net.index_of("e")].kind is Kind.THROW
    assert read.elements["e"].messages == ("done",)


@pytest.mark.parametrize(
    ("calm", "timers", "once"),
    [((), {}, False), (("b1",), {}, False), (("b1",), {"b1": "P1D"}, True), ((), {"b1": "P1D"}, False)],
    ids=["interrupting", "calm message", "calm timer", "interrupting timer"],
)
def test_only_a_calm_timer_happens_once(calm: tuple[str, ...], timers: dict[str, str], once: bool) -> None:
    drawing = Drawing(hosts={"b1": "A"}, calm=calm, timers=timers)

    net = definition("s -> A -> e", "b1 -> B -> e1", drawing=drawing).net

    assert net.nodes[net.index_of("b1")].once is once


@pytest.mark.parametrize("text", ["x >", "${a == }", "1 +", "import os", "a b c"])
def test_a_condition_that_cannot_be_read_is_an_error_tied_to_its_flow(text: str) -> None:
    drawing = Drawing(conditions={"x_A": text}, default={"x": "e"})

    answer = compiled(diagram("s -> x", "x ? A -> e", "x -> e", drawing=drawing))

    assert answer.definition is None
    assert found(answer.findings) == {("condition.unreadable", "x_A")}


def test_in_a_process_nobody_runs_yet_an_unreadable_condition_is_a_gap() -> None:
    drawing = Drawing(conditions={"x_A": "đủ hồ sơ thì"}, default={"x": "e"})
    content = diagram("s -> x", "x ? A -> e", "x -> e", drawing=drawing)

    answer = compiled(content.replace(b'isExecutable="true"', b'isExecutable="false"'))

    assert answer.definition is not None
    assert [(f.code, f.severity) for f in answer.findings] == [("condition.unreadable", Severity.GAP)]


def test_a_flow_that_needs_a_condition_and_has_none_is_a_gap() -> None:
    answer = compiled(diagram("s -> x", "x ? A -> e", "x -> B -> e"))

    assert [(f.code, f.severity, f.element) for f in answer.findings] == [
        ("condition.missing", Severity.GAP, "x_B")
    ]


@pytest.mark.parametrize("gateway", ["x", "o"])
def test_the_default_flow_and_an_only_flow_need_no_condition(gateway: str) -> None:
    arrows = ("s -> x1", "x1 ? A -> x2 -> e", "x1 -> B -> x2")
    drawing = Drawing(default={f"{gateway}1": "B"})

    answer = compiled(diagram(*(arrow.replace("x", gateway) for arrow in arrows), drawing=drawing))

    assert answer.findings == ()


def test_the_fingerprint_changes_with_what_the_game_reads_and_with_nothing_else() -> None:
    plain = definition("s -> A -> e")

    same = definition("s -> A -> e", drawing=task(f'{SEAT} name="Thẩm định" motcua:workingTime="P1D"'))
    other = definition("s -> A -> B -> e")
    turned = definition("s -> x", "x ? A -> e", "x ? B -> e")
    turned_round = definition("s -> x", "x ? B -> e", "x ? A -> e")

    assert plain.fingerprint == same.fingerprint
    assert plain.fingerprint != other.fingerprint
    assert turned.fingerprint != turned_round.fingerprint


def test_the_largest_process_compiles_and_one_node_more_is_refused() -> None:
    def of(size: int) -> list[str]:
        shapes = tuple(Shape(f"A{number}", "userTask", "", "P") for number in range(size))
        content = Process("P", "", True, (Shape("s", "startEvent", "", "P"), *shapes), ())
        return [finding.code for finding in compile_process(content).findings]

    assert of(limits.MAX_NODES - 1) == []
    assert of(limits.MAX_NODES) == ["read.too_many"]


def test_a_process_of_another_pool_is_not_compiled_with_the_main_one() -> None:
    answer = compiled(document(process("P", "s -> A -> e"), process("Q", "s1 -> B -> e1")))

    assert answer.definition is not None
    assert set(answer.definition.elements) == {"s", "A", "e"}


def test_scopes_are_numbered_from_the_process_inward() -> None:
    drawing = Drawing(inside={"s2": "S", "Z": "S", "s3": "Z", "T": "Z", "e3": "Z", "e2": "S"})

    net = definition("s -> S -> e", "s2 -> Z -> e2", "s3 -> T -> e3", drawing=drawing).net

    assert [net.nodes[start].id for start in net.starts] == ["s", "s2", "s3"]
    assert net.nodes[net.index_of("S")].body == 1
    assert net.nodes[net.index_of("Z")].body == 2
    assert net.nodes[net.index_of("T")].scope == 2


def test_reading_and_compiling_the_same_bytes_gives_the_same_definition() -> None:
    content = diagram("s -> A -> x", "x ? B -> e", "x -> e", drawing=Drawing(default={"x": "e"}))

    assert opened(content) == opened(content)
    assert compiled(content).definition == compiled(content).definition
