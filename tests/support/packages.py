"""Packages of a few lines: `package("s -> A -> x -> e", "x ? B -> e", conditions={"x_B": "so > 3"})`.

The first letter of a name says what a node is: s start, e end, t terminate, x exclusive, p parallel, o inclusive,
c message awaited, i message sent, b boundary, k call; capitals are tasks of people. `?` marks a flow that has a
condition. Unless `seats` says otherwise a task is a commune handler's, and unless `budgets` does it takes one day.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import quoteattr

from engine.bpmn.deployment import Deployment
from processes.package import Package, read_package

FIELD = "bao-tro-xa-hoi"
NOTHING: Mapping[str, Any] = {}
_TAGS = {
    "s": "startEvent",
    "e": "endEvent",
    "t": "endEvent",
    "x": "exclusiveGateway",
    "p": "parallelGateway",
    "o": "inclusiveGateway",
    "c": "intermediateCatchEvent",
    "i": "intermediateThrowEvent",
    "b": "boundaryEvent",
    "k": "callActivity",
}
_PROCEDURE = {
    "format": 1,
    "code": "L.THU",
    "case": "",
    "name": "Thủ tục để thử",
    "field": FIELD,
    "receiving_level": "commune",
    "deciding_level": "commune",
    "limit": {"amount": "10", "unit": "working_day"},
    "counting": "by_minute",
    "cut_off": None,
    "same_day": False,
    "documents": [],
    "result": "Kết quả để thử",
    "fee": {"amount_vnd": 0, "note": ""},
    "legal_basis": [],
    "provenance": {"kind": "reconstructed", "source": "dựng để thử", "notes": []},
    "effective_from": "2018-10-26",
}


def package(
    *arrows: str,
    process: str = "Process_Thu",
    procedure: Mapping[str, Any] = NOTHING,
    seats: Mapping[str, str] = NOTHING,
    budgets: Mapping[str, str] = NOTHING,
    forms: Mapping[str, Mapping[str, str]] = NOTHING,
    conditions: Mapping[str, str] = NOTHING,
    default: Mapping[str, str] = NOTHING,
    timers: Mapping[str, str] = NOTHING,
    messages: Mapping[str, str] = NOTHING,
    pauses: Collection[str] = (),
    hosts: Mapping[str, str] = NOTHING,
    calm: Collection[str] = (),
    calls: Mapping[str, str] = NOTHING,
    signals: Mapping[str, str] = NOTHING,
    errors: Mapping[str, str] = NOTHING,
    says: Mapping[str, str] = NOTHING,
    tags: Mapping[str, str] = NOTHING,
) -> Package:
    """Write the files of a package and read them as any package is read.

    `seats` is level, body, role and perhaps a field in one text; `budgets` and `timers` are working time as
    diagrams write it, a timer also a cycle (R3/P1D) or a date; `forms` are names and types, all required;
    `conditions` and `default` name flows as `source_target`; `messages` are of c, i and b nodes; `hosts` the
    activity of each b, `calm` those that do not interrupt it. `signals` and `errors` are like `messages`; `says`
    are further attributes of nodes as XML, and `tags` what a node is where its letter does not say.
    """
    drawing = _Drawing(
        seats, budgets, forms, conditions, default, timers, messages, pauses, hosts, calm, calls, signals,
        errors, says, tags,
    )  # fmt: skip
    files = {
        "procedure.json": json.dumps({**_PROCEDURE, **procedure}),
        "process.bpmn": drawing.write(process, arrows),
    } | {f"forms/{task}.json": json.dumps(_form(names)) for task, names in forms.items()}
    return read_package({name: text.encode() for name, text in files.items()})


def deployment_of(package: Package) -> Deployment:
    """What a package deploys; its findings are the failure where it cannot be."""
    assert package.deployment is not None, package.findings
    return package.deployment


def _form(names: Mapping[str, str]) -> dict[str, Any]:
    properties = {name: {"type": kind, "title": name} for name, kind in names.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Biểu mẫu để thử",
        "type": "object",
        "properties": properties,
        "required": list(names),
    }


@dataclass(frozen=True)
class _Drawing:
    seats: Mapping[str, str]
    budgets: Mapping[str, str]
    forms: Mapping[str, Any]
    conditions: Mapping[str, str]
    default: Mapping[str, str]
    timers: Mapping[str, str]
    messages: Mapping[str, str]
    pauses: Collection[str]
    hosts: Mapping[str, str]
    calm: Collection[str]
    calls: Mapping[str, str]
    signals: Mapping[str, str]
    errors: Mapping[str, str]
    says: Mapping[str, str]
    tags: Mapping[str, str]

    def write(self, process: str, arrows: tuple[str, ...]) -> str:
        edges = [edge for arrow in arrows for edge in _edges(arrow)]
        names = dict.fromkeys(name for edge in edges for name in edge[:2])
        messages = "".join(f'<message id="m_{each}" name="{each}"/>' for each in {*self.messages.values()})
        messages += "".join(f'<signal id="s_{each}" name="{each}"/>' for each in {*self.signals.values()})
        messages += "".join(f'<error id="f_{each}" errorCode="{each}"/>' for each in {*self.errors.values()})
        return (
            '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:motcua="urn:motcua:bpmn:1"'
            f' targetNamespace="urn:thu">{messages}<process id="{process}" isExecutable="true">'
            f"{''.join(map(self._node, names))}{''.join(self._flow(*edge) for edge in edges)}"
            "</process></definitions>"
        )

    def _node(self, name: str) -> str:
        tag = self.tags.get(name) or _TAGS.get(name[0], "userTask")
        attributes = {"id": name, "name": name} | self._settings(name)
        if name in self.default:
            attributes["default"] = f"{name}_{self.default[name]}"
        written = " ".join(f"{key}={quoteattr(value)}" for key, value in attributes.items())
        return f"<{tag} {written} {self.says.get(name, '')}>{self._event(name)}</{tag}>"

    def _settings(self, name: str) -> dict[str, str]:
        settings = {"motcua:pause": "true"} if name in self.pauses else {}
        if name[0] == "b":
            settings |= {
                "attachedToRef": self.hosts[name],
                "cancelActivity": str(name not in self.calm).lower(),
            }
        if name[0] == "k":
            settings["calledElement"] = self.calls[name]
        if name[0] in _TAGS or name in self.tags:
            return settings
        seat = self.seats.get(name, "commune committee handler").split()
        keys = ("motcua:level", "motcua:body", "motcua:role", "motcua:field")
        settings |= dict(zip(keys, seat, strict=False))
        settings["motcua:workingTime"] = self.budgets.get(name, "P1D")
        if name in self.forms:
            settings["motcua:form"] = name
        return settings

    def _event(self, name: str) -> str:
        if name in self.timers:
            return _timer(self.timers[name])
        if name in self.messages:
            return f'<messageEventDefinition messageRef="m_{self.messages[name]}"/>'
        if name in self.signals:
            return f'<signalEventDefinition signalRef="s_{self.signals[name]}"/>'
        if name in self.errors:
            return f'<errorEventDefinition errorRef="f_{self.errors[name]}"/>'
        return "<terminateEventDefinition/>" if name[0] == "t" else ""

    def _flow(self, source: str, target: str, conditional: bool) -> str:
        flow = f"{source}_{target}"
        condition = (
            f"<conditionExpression>{self.conditions[flow]}</conditionExpression>" if conditional else ""
        )
        return (
            f'<sequenceFlow id="{flow}" sourceRef="{source}" targetRef="{target}">{condition}</sequenceFlow>'
        )


def _timer(text: str) -> str:
    tag = "timeCycle" if text.startswith("R") else "timeDate" if text[0].isdigit() else None
    if tag is None:
        return f'<timerEventDefinition motcua:workingTime="{text}"/>'
    return f"<timerEventDefinition><{tag}>{text}</{tag}></timerEventDefinition>"


def _edges(arrow: str) -> list[tuple[str, str, bool]]:
    parts = arrow.split()
    triples = zip(parts[0::2], parts[1::2], parts[2::2], strict=False)
    return [(source, target, sign == "?") for source, sign, target in triples]
