"""One bad diagram or package for each finding code: what is wrong, how severe it is, and where it is shown."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from engine.bpmn import limits
from engine.bpmn.decisions import check_decision, read_decision
from engine.bpmn.decisions.limits import MAX_RULES
from engine.bpmn.definition import Definition
from engine.bpmn.deployment import Files
from engine.bpmn.finding import Finding, Severity
from engine.bpmn.reader import NODES
from processes.check import check
from processes.checks import certification, soundness
from processes.guarded import LIMITS, Limits, judge
from processes.package import read_package
from tests.support.bpmn import NAMESPACES, Drawing, definition, diagram, message
from tests.support.dmn import Shape, decision, table
from tests.support.packages import package

ERROR, WARNING, GAP = Severity.ERROR, Severity.WARNING, Severity.GAP

REFUSED_TAGS = {
    "adHocSubProcess": "ad_hoc_sub_process",
    "callChoreography": "call_choreography",
    "choreographyTask": "choreography_task",
    "complexGateway": "complex_gateway",
    "implicitThrowEvent": "implicit_throw_event",
    "scriptTask": "script_task",
    "subChoreography": "sub_choreography",
}
assert REFUSED_TAGS.keys() <= NODES


@dataclass(frozen=True)
class Bad:
    """What is expected of one example, and how its findings come about."""

    code: str
    severity: Severity
    element: str | None
    findings: Callable[[], list[Finding]]


def checked(files: Files) -> list[Finding]:
    """Every finding about files, as `process check` reports them."""
    return check(read_package(files))


def judged(bpmn: bytes, limits: Limits = LIMITS) -> list[Finding]:
    """Every finding about a diagram that is judged in a child process, within limits."""
    return [*judge({"process.bpmn": bpmn.decode()}, limits).findings]


def _file(code: str, severity: Severity, element: str | None, content: bytes) -> Bad:
    return Bad(code, severity, element, partial(checked, {"process.bpmn": content}))


def _drawn(
    code: str, severity: Severity, element: str | None, *arrows: str, extra: str = "", **drawing: Any
) -> Bad:
    return _file(code, severity, element, diagram(*arrows, drawing=Drawing(**drawing), extra=extra))


def _packed(code: str, element: str | None, change: Mapping[str, bytes], **written: Any) -> Bad:
    files = package("s -> A -> e", **written).files
    return Bad(code, ERROR, element, partial(checked, files | change))


def _definitions(inside: str, attributes: str = "") -> bytes:
    return f"<definitions {NAMESPACES} {attributes}>{inside}</definitions>".encode()


def _asking_for(form: str) -> bytes:
    content = package("s -> A -> e").files["process.bpmn"]
    return content.replace(b'id="A"', f'id="A" motcua:form="{form}"'.encode())


_PROCESS = '<process id="P" isExecutable="true"><userTask id="A"/></process>'
_PLAIN = "s -> A -> e"
_WIDE = ["s -> p1", "p2 -> e", *(f"p1 -> T{number} -> p2" for number in range(30))]
_CHOICE = ("s -> A -> x", "x ? B -> e", "x -> C -> e")

_READ = (
    _file("read.too_large", ERROR, None, b" " * (limits.MAX_BYTES + 1)),
    _file("read.not_xml", ERROR, None, b"<definitions"),
    _file("read.doctype", ERROR, None, b"<!DOCTYPE definitions>" + _definitions(_PROCESS)),
    _file("read.too_many", ERROR, None, _definitions("<message/>" * limits.MAX_ELEMENTS)),
    _file("read.too_deep", ERROR, None, _definitions("<a>" * limits.MAX_DEPTH + "</a>" * limits.MAX_DEPTH)),
    _file("read.attribute_too_long", ERROR, "B", _definitions(f'<a id="B" b="{"b" * 64_001}"/>{_PROCESS}')),
    _file("read.bad_id", ERROR, "1 A", _definitions(_PROCESS.replace('"A"', '"1 A"'))),
    _file("read.duplicate_id", ERROR, "A", _definitions(_PROCESS + '<message id="A"/>')),
    _file("read.not_bpmn", ERROR, None, b"<svg/>"),
    _file("read.no_process", ERROR, None, _definitions("")),
    _file("read.not_executable", GAP, "P", _definitions(_PROCESS.replace("true", "false"))),
    _drawn("read.ignored", GAP, "D", _PLAIN, extra='<dataObject id="D"/>'),
    _drawn("read.unknown_setting", ERROR, "A", _PLAIN, attributes={"A": 'motcua:workingtime="P1D"'}),
    _drawn("read.bad_setting", ERROR, "A", _PLAIN, attributes={"A": 'motcua:pause="yes"'}),
    Bad("read.no_diagram", ERROR, None, partial(checked, {"procedure.json": b"{}"})),
    Bad("read.too_costly", ERROR, None, lambda: judged(diagram(*_WIDE), Limits(seconds=1))),
    _packed("read.not_json", None, {"procedure.json": b"{"}),
    Bad("read.too_costly", ERROR, None, lambda: list(judge({}, Limits(seconds=0)).findings)),
    _packed("read.procedure", None, {"procedure.json": b"{}"}),
)

_INSIDE = '<activationCondition>ban_sao = 2</activationCondition><task id="inside"/>'
_IN_S = {"s2": "S", "B": "S", "e2": "S"}
_HANDLER = {"tags": {"S": "subProcess"}, "attributes": {"S": 'triggeredByEvent="true"'}}
_TIMER = "<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>"
_EVERY_DAY = "<timerEventDefinition><timeCycle>R/P1D</timeCycle></timerEventDefinition>"

_SUPPORT = (
    *(
        _drawn(f"support.{name}", ERROR, "A", _PLAIN, tags={"A": tag}, content={"A": _INSIDE})
        for tag, name in sorted(REFUSED_TAGS.items())
    ),
    _drawn("support.event", ERROR, "s", _PLAIN, content={"s": "<compensateEventDefinition/>"}),
    _drawn("support.cancel", ERROR, "e", _PLAIN, content={"e": "<cancelEventDefinition/>"}),
    _drawn("support.cycle_catch", ERROR, "c", "s -> c -> e", content={"c": _EVERY_DAY}),
    _drawn("support.multi_instance_behavior", ERROR, "A", _PLAIN,
           content={"A": '<multiInstanceLoopCharacteristics behavior="One"/>'}),
    _drawn("support.parallel_event_gateway", ERROR, "v", "s -> v -> c -> e", tags={"v": "eventBasedGateway"},
           attributes={"v": 'eventGatewayType="Parallel"'}),
    _drawn("support.parallel_multiple_start", ERROR, "s", _PLAIN, attributes={"s": 'parallelMultiple="true"'},
           content={"s": message("s") + _TIMER}),
    _drawn("support.unknown_connector", ERROR, "A", _PLAIN, tags={"A": "serviceTask"},
           attributes={"A": 'motcua:connector="kho_bac_mat_trang"'}),
    _drawn("support.no_connector", GAP, "A", _PLAIN, tags={"A": "serviceTask"}),
    _drawn("support.no_recipient", GAP, "A", _PLAIN, tags={"A": "serviceTask"},
           attributes={"A": 'motcua:connector="mail"'}),
    _drawn("support.quantity", ERROR, "A", _PLAIN, attributes={"A": 'startQuantity="2"'}),
    _drawn("support.compensation", ERROR, "A", _PLAIN, attributes={"A": 'isForCompensation="true"'}),
    _drawn("support.plain_task", GAP, "A", _PLAIN, tags={"A": "task"}),
)  # fmt: skip

_ACROSS = '<sequenceFlow id="F" sourceRef="B" targetRef="e"/>'
_CONNECT = (
    _drawn("connect.missing_end", ERROR, "F", _PLAIN, extra=_ACROSS),
    _drawn("connect.crosses_scope", ERROR, "F", "s -> S -> e", "s2 -> B -> e2", extra=_ACROSS,
           inside={"s2": "S", "B": "S", "e2": "S"}),
    _drawn("connect.into_start", ERROR, "A_s", _PLAIN, "A -> s"),
    _drawn("connect.out_of_end", ERROR, "e_B", "s -> A -> e -> B"),
    _drawn("connect.default", ERROR, "x", *_CHOICE, attributes={"x": 'default="s_A"'}),
    _drawn("connect.default_condition", ERROR, "x", *_CHOICE, default={"x": "B"}),
    _drawn("connect.boundary", ERROR, "b", _PLAIN, "b -> e"),
    _drawn("connect.boundary_way", ERROR, "b", _PLAIN, hosts={"b": "A"}, tags={"b": "boundaryEvent"},
           content={"b": message("b")}),
    _drawn("connect.many_starts", ERROR, "s1", _PLAIN, "s1 -> A"),
    _drawn("connect.empty_scope", GAP, "S", "s -> S -> e", tags={"S": "subProcess"}),
    _drawn("connect.no_start", GAP, "P", "A -> e"),
    _drawn("connect.sub_process_start", ERROR, "s2", "s -> S -> e", "s2 -> B -> e2", inside=_IN_S,
           content={"s2": _TIMER}),
    _drawn("connect.event_sub_process", ERROR, "S", _PLAIN, "s2 -> B -> e2", inside=_IN_S, **_HANDLER),
    _drawn("connect.event_gateway", ERROR, "B", "s -> v -> B -> e", tags={"v": "eventBasedGateway"}),
    _drawn("connect.link", ERROR, "i", "s -> i", content={"i": '<linkEventDefinition name="trang 2"/>'}),
    _drawn("connect.missing_reference", ERROR, "c", "s -> c -> e",
           content={"c": '<messageEventDefinition messageRef="nowhere"/>'}),
    _drawn("connect.no_event", GAP, "c", "s -> c -> e", content={"c": ""}),
    _drawn("connect.message", GAP, "R", "s -> R -> e", tags={"R": "receiveTask"}),
    _drawn("connect.signal", GAP, "c", "s -> c -> e", content={"c": "<signalEventDefinition/>"}),
    _drawn("connect.called", GAP, "K", "s -> K -> e", tags={"K": "callActivity"}),
    _drawn("connect.called_elsewhere", WARNING, "K", "s -> K -> e", calls={"K": "Nowhere"}),
    _drawn("connect.call_cycle", ERROR, "P", "s -> K -> e", calls={"K": "P"}),
)  # fmt: skip

_MEANING = (
    _drawn("condition.missing", GAP, "x_B", "s -> A -> x", "x -> B -> e", "x -> C -> e"),
    _drawn("condition.unreadable", ERROR, "x_B", *_CHOICE, conditions={"x_B": "1 +"}, default={"x": "C"}),
    _drawn("condition.no_event", GAP, "c", "s -> c -> e", content={"c": "<conditionalEventDefinition/>"}),
    _drawn("condition.no_loop", GAP, "A", _PLAIN, content={"A": "<standardLoopCharacteristics/>"}),
    _drawn("condition.no_count", GAP, "A", _PLAIN, content={"A": "<multiInstanceLoopCharacteristics/>"}),
    _drawn("condition.bad_maximum", ERROR, "A", _PLAIN,
           content={"A": '<standardLoopCharacteristics loopMaximum="nhiều"/>'}),
    _drawn("data.unwritten", GAP, "x_B", *_CHOICE, default={"x": "C"}),
    _drawn("time.unreadable", ERROR, "A", _PLAIN, attributes={"A": 'motcua:workingTime="hai ngày"'}),
    _drawn("time.unreadable_timer", ERROR, "b", _PLAIN, "b -> e", hosts={"b": "A"}, timers={"b": "P1M"}),
    _drawn("time.no_timer", GAP, "c", "s -> c -> e", content={"c": "<timerEventDefinition/>"}),
    _drawn("time.no_limit", GAP, "P", _PLAIN),
    _drawn("time.deemed_consent", GAP, "b", "s -> A -> e1", "b -> e2", hosts={"b": "A"}, timers={"b": "P12D"},
           attributes={"A": 'motcua:consulted="true"'}),
    _drawn("people.no_seat", GAP, "A", _PLAIN),
    _drawn("people.unknown_seat", ERROR, "A", _PLAIN, attributes={"A": 'motcua:level="village" motcua:role="leader"'}),
    _packed("support.unattended_start", "s", {}, timers={"s": "P1D"}),
    _packed("people.no_such_role", "A", {}, seats={"A": "commune committee head_of_division"}),
    _packed("form.missing", "A", {"process.bpmn": _asking_for("mau_la")}),
    _packed("form.title_missing", None, {"forms/a.json": json.dumps({"type": "object"}).encode()}),
)  # fmt: skip


def misread() -> Definition:
    """A process whose token game takes the ways out of a gateway in another order than they are drawn."""
    drawn = definition("s -> x", "x ? A -> e", "x ? B -> e")
    nodes = [replace(node, outgoing=node.outgoing[::-1]) for node in drawn.net.nodes]
    return replace(drawn, net=replace(drawn.net, nodes=tuple(nodes)))


_SOUND = (
    _drawn("sound.deadlock", ERROR, "p", "s -> x", "x ? A -> p", "x -> B -> p -> e", default={"x": "B"}),
    _drawn("sound.unsafe", ERROR, "T", "s -> p -> A -> T -> e", "p -> B -> T"),
    _drawn("sound.endless", ERROR, "x2", "s -> x1 -> x2", "x2 ? x1", "x2 -> e", default={"x2": "e"}),
    _drawn("sound.no_end", ERROR, "A", "s -> A -> B -> A"),
    _drawn("sound.dead", ERROR, "B", _PLAIN, tags={"B": "userTask"}),
    _drawn("sound.early_end", WARNING, "e1", "s -> p -> A -> e1", "p -> B -> e2"),
    Bad("sound.undecided", WARNING, "s", lambda: soundness.check(definition(_PLAIN), lambda: True)),
    _packed("data.no_decision", "A", {}, tags={"A": "businessRuleTask"}),
    _packed("certify.walk", None, {"walks/sai.json": b'{"steps": [{"expect": ["B"]}]}'}),
    Bad("certify.differs", ERROR, "P", lambda: certification.check(misread(), lambda: False)),
)


def _tabled(code: str, element: str | None, *lines: str, **shape: Any) -> Bad:
    return Bad(code, ERROR, element, lambda: [*read_decision(table(*lines, shape=Shape(**shape))).findings])


_ROW = ("so_ban | le_phi", "- | 2000")
_DECISIONS = (
    Bad("data.decision_unreadable", ERROR, None, lambda: [*read_decision(b"<definitions/>").findings]),
    _tabled("data.decision_language", "Quyet_dinh", *_ROW, inside='<variable expressionLanguage="juel"/>'),
    _tabled("data.decision_requires", "Quyet_dinh", *_ROW,
            inside='<informationRequirement><requiredDecision href="#x"/></informationRequirement>'),
    _tabled("data.decision_too_large", "Quyet_dinh", _ROW[0], *["- | 1"] * (MAX_RULES + 1)),
    _tabled("data.decision_no_rule", "Quyet_dinh", _ROW[0]),
    _tabled("data.decision_hit_policy", "Quyet_dinh", *_ROW, hit_policy="PRIORITY"),
    _tabled("data.decision_aggregation", "Quyet_dinh", *_ROW, hit_policy="COLLECT", aggregation="MEAN"),
    _tabled("data.decision_output", "Ra_1", "so_ban | Lệ phí", "- | 2000"),
    _tabled("data.decision_cell", "Dong_1", "so_ban | le_phi", "< | 2000"),
    Bad("data.decision_overlap", ERROR, "Dong_2",
        lambda: check_decision(decision("so_ban | le_phi", "<= 5 | 1000", ">= 5 | 2000"))),
    Bad("data.decision_hole", WARNING, "Quyet_dinh",
        lambda: check_decision(decision("so_ban | le_phi", "< 5 | 1000", "> 5 | 2000"))),
)  # fmt: skip

_FORKS = ("s -> A -> x", "x ? B -> e", "x ? C -> e")
_CONDITIONS = (
    _drawn("condition.overlap", WARNING, "x_C", *_FORKS, conditions={"x_B": "n <= 5", "x_C": "n >= 5"}),
    _drawn("condition.hole", ERROR, "x", *_FORKS, conditions={"x_B": "n < 5", "x_C": "n > 5"}),
    _drawn("condition.hole", WARNING, "x", *_FORKS, conditions={"x_B": 'n = "a"', "x_C": 'n = "b"'}),
)

BAD = (*_READ, *_SUPPORT, *_CONNECT, *_MEANING, *_SOUND, *_DECISIONS, *_CONDITIONS)
