"""BPMN files written in a few lines, in the notation of tests/support/nets.py: `diagram("s -> A -> e")`.

`x ? A` is a flow `x_A` whose condition reads the variable `x_A`. Catch and boundary events wait for a message of
their own name, or for the duration in `timers`; `u` is an automatic throw that says the message of its own name.
`tags={"A": "manualTask"}`, `attributes={"A": 'motcua:role="leader"'}` and `content={"A": "<...>"}` say the rest.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from engine.bpmn.compile import Compiled, compile_process
from engine.bpmn.definition import Definition
from engine.bpmn.diagram import Diagram
from engine.bpmn.finding import Finding
from engine.bpmn.reader import read

NAMESPACES = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:motcua="urn:motcua:bpmn:1"'
_TAGS = {
    "s": "startEvent",
    "e": "endEvent",
    "t": "endEvent",
    "x": "exclusiveGateway",
    "p": "parallelGateway",
    "o": "inclusiveGateway",
    "i": "intermediateThrowEvent",
    "u": "intermediateThrowEvent",
    "c": "intermediateCatchEvent",
    "b": "boundaryEvent",
}
_REFERENCE = re.compile(r'(message|signal|error|escalation)Ref="(m|signal|error|escalation)_([^"]+)"')


@dataclass(frozen=True)
class Drawing:
    """What arrows alone do not say; see the module and tests/support/nets.py."""

    hosts: Mapping[str, str] = field(default_factory=dict)
    calm: Collection[str] = ()
    default: Mapping[str, str] = field(default_factory=dict)
    inside: Mapping[str, str] = field(default_factory=dict)
    timers: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)
    content: Mapping[str, str] = field(default_factory=dict)
    conditions: Mapping[str, str] = field(default_factory=dict)
    calls: Mapping[str, str] = field(default_factory=dict)


PLAIN = Drawing()


def process(name: str, *arrows: str, drawing: Drawing = PLAIN, extra: str = "") -> str:
    """Return one executable process element; `extra` is XML put before its nodes."""
    edges = [edge for arrow in arrows for edge in _edges(arrow)]
    nodes = list(dict.fromkeys(node for source, target, _ in edges for node in (source, target)))
    nodes = list(dict.fromkeys([*nodes, *drawing.tags]))
    body = _scope("", nodes, edges, drawing)
    return f'<process id="{name}" name="Quy trình {name}" isExecutable="true">{extra}{body}</process>'


def document(*parts: str) -> bytes:
    """Return a whole file of these processes.

    Every message they refer to as `m_name` is declared, every signal, error and escalation as `signal_name` and
    so on.
    """
    named = dict.fromkeys(found for part in parts for found in _REFERENCE.findall(part))
    declared = "".join(_declaration(*each) for each in named)
    return f"<definitions {NAMESPACES}>{declared}{''.join(parts)}</definitions>".encode()


def _declaration(kind: str, prefix: str, name: str) -> str:
    code = f' {kind}Code="{name}"' if kind in ("error", "escalation") else ""
    return f'<{kind} id="{prefix}_{name}" name="{name}"{code}/>'


def diagram(*arrows: str, drawing: Drawing = PLAIN, extra: str = "") -> bytes:
    """Return a file with one process `P`."""
    return document(process("P", *arrows, drawing=drawing, extra=extra))


def opened(content: bytes) -> Diagram:
    """Read a file that is expected to be readable."""
    reading = read(content)
    assert reading.diagram is not None, reading.findings
    return reading.diagram


def compiled(content: bytes) -> Compiled:
    """Compile the main process of a readable file."""
    return compile_process(opened(content).main())


def definition(*arrows: str, drawing: Drawing = PLAIN) -> Definition:
    """Draw, read and compile a process that is expected to have no error."""
    answer = compiled(diagram(*arrows, drawing=drawing))
    assert answer.definition is not None, answer.findings
    return answer.definition


def found(findings: Collection[Finding]) -> set[tuple[str, str | None]]:
    """Return the codes of findings with the elements they are tied to."""
    return {(finding.code, finding.element) for finding in findings}


def _edges(arrow: str) -> list[tuple[str, str, bool]]:
    parts = arrow.split()
    triples = zip(parts[0::2], parts[1::2], parts[2::2], strict=False)
    return [(source, target, sign == "?") for source, sign, target in triples]


def _scope(around: str, nodes: list[str], edges: list[tuple[str, str, bool]], drawing: Drawing) -> str:
    inside = [node for node in nodes if drawing.inside.get(node, "") == around]
    bodies = {node: _scope(node, nodes, edges, drawing) for node in inside if node in drawing.inside.values()}
    return "".join(
        [
            *(_node(node, bodies.get(node), drawing) for node in inside),
            *(_flow(edge, drawing) for edge in edges if drawing.inside.get(edge[0], "") == around),
        ]
    )


def _node(name: str, body: str | None, drawing: Drawing) -> str:
    usual = "subProcess" if body is not None else "callActivity" if name in drawing.calls else "userTask"
    tag = drawing.tags.get(name) or _TAGS.get(name[0], usual)
    attributes = f'id="{name}" {drawing.attributes.get(name, "")}'
    if name in drawing.default:
        attributes += f' default="{name}_{drawing.default[name]}"'
    if name in drawing.hosts:
        attributes += f' attachedToRef="{drawing.hosts[name]}"'
        attributes += f' cancelActivity="{"false" if name in drawing.calm else "true"}"'
    if name in drawing.calls:
        attributes += f' calledElement="{drawing.calls[name]}"'
    content = drawing.content.get(name, _event(name, drawing))
    return f"<{tag} {attributes}>{content}{body or ''}</{tag}>"


def _event(name: str, drawing: Drawing) -> str:
    if name in drawing.tags:
        return ""
    if name in drawing.timers:
        duration = f"<timeDuration>{drawing.timers[name]}</timeDuration>"
        return f"<timerEventDefinition>{duration}</timerEventDefinition>"
    if name[0] in "cbu":
        return message(name)
    return "<terminateEventDefinition/>" if name[0] == "t" else ""


def message(name: str) -> str:
    """Return the definition of an event that is about the message of this name."""
    return f'<messageEventDefinition messageRef="m_{name}"/>'


def _flow(edge: tuple[str, str, bool], drawing: Drawing) -> str:
    source, target, conditional = edge
    name = f"{source}_{target}"
    text = drawing.conditions.get(name, name if conditional else "")
    condition = f"<conditionExpression><![CDATA[{text}]]></conditionExpression>" if text else ""
    return f'<sequenceFlow id="{name}" sourceRef="{source}" targetRef="{target}">{condition}</sequenceFlow>'
