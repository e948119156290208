"""Constructs written in a line, and played by the token game alone and certified: both must give one answer."""

from collections.abc import Mapping
from typing import Any

from engine.bpmn.certify import Certifier, Verdict
from engine.bpmn.deployment import PROCESS_FILE, assemble, compile_file
from processes.walk import Answer, read_script, walk
from tests.support.bpmn import Drawing, diagram

Step = Mapping[str, Any]
NOTHING: Mapping[str, Any] = {}


# What is drawn.


def draw(*arrows: str, extra: str = "", **drawing: Any) -> bytes:
    """A file with one process; `extra` is XML put before its nodes."""
    return diagram(*arrows, drawing=Drawing(**drawing), extra=extra)


def about(kind: str, name: str = "x") -> str:
    """An event about the message, signal, error or escalation of this name."""
    prefix = "m" if kind == "message" else kind
    return f'<{kind}EventDefinition {kind}Ref="{prefix}_{name}"/>'


def timer(text: str, tag: str = "timeDuration") -> str:
    """A timer event of this text."""
    return f"<timerEventDefinition><{tag}>{text}</{tag}></timerEventDefinition>"


def working(text: str) -> str:
    """A timer event of working time."""
    return f'<timerEventDefinition motcua:workingTime="{text}"/>'


def when(text: str) -> str:
    """A conditional event."""
    return f"<conditionalEventDefinition><condition>{text}</condition></conditionalEventDefinition>"


def link(name: str) -> str:
    """A link event."""
    return f'<linkEventDefinition name="{name}"/>'


TERMINATE = "<terminateEventDefinition/>"


def many(
    count: str = "", *, over: str = "", results: str = "", until: str = "", one_by_one: bool = False
) -> str:
    """Multi-instance: as many as `count`, or one for each entry of `over`, each knowing its own as `unit`."""
    attributes = f'isSequential="{str(one_by_one).lower()}"'
    attributes += f' motcua:collection="{over}" motcua:item="unit"' if over else ""
    attributes += f' motcua:results="{results}"' if results else ""
    inside = f"<loopCardinality>{count}</loopCardinality>" if count else ""
    inside += f"<completionCondition>{until}</completionCondition>" if until else ""
    return f"<multiInstanceLoopCharacteristics {attributes}>{inside}</multiInstanceLoopCharacteristics>"


def loop(condition: str = "", *, before: bool = False, at_most: str = "") -> str:
    """A standard loop, its condition asked before or after each round."""
    attributes = f'testBefore="{str(before).lower()}"' + (f' loopMaximum="{at_most}"' if at_most else "")
    inside = f"<loopCondition>{condition}</loopCondition>" if condition else ""
    return f"<standardLoopCharacteristics {attributes}>{inside}</standardLoopCharacteristics>"


def handler(start: str, *inside: str, calm: bool = False, name: str = "H") -> str:
    """An event sub-process: its start event, and XML of the rest; without any, one task `T`."""
    begins = f'<startEvent id="{name}_s" isInterrupting="{str(not calm).lower()}">{start}</startEvent>'
    rest = (
        "".join(inside)
        or f'<userTask id="T"/><sequenceFlow id="{name}_f" sourceRef="{name}_s" targetRef="T"/>'
    )
    return f'<subProcess id="{name}" triggeredByEvent="true">{begins}{rest}</subProcess>'


# What happens.


def done(element: str, **data: Any) -> Step:
    """Somebody completes a task."""
    return {"complete": element, "data": data}


def received(message: str, **data: Any) -> Step:
    """A message arrives."""
    return {"message": message, "data": data}


def heard(signal: str) -> Step:
    """A signal is sent."""
    return {"signal": signal}


def later(duration: str) -> Step:
    """Time passes."""
    return {"advance": duration}


def play(content: bytes, *steps: Step, **data: Any) -> Answer:
    """Play a file by the token game, alone and certified, and return the one answer of both."""
    answer = play_alone(content, *steps, **data)
    assert _walked(content, "pair", steps, data) == answer
    return answer


def play_alone(content: bytes, *steps: Step, **data: Any) -> Answer:
    """Play a file by the token game alone, where there are too many states to certify them in a test."""
    answer = _walked(content, "net", steps, data)
    assert answer.failures == ()
    return answer


def _walked(content: bytes, engine: str, steps: tuple[Step, ...], data: Mapping[str, Any]) -> Answer:
    script = read_script({"data": data, "steps": list(steps)})
    return walk(assemble({PROCESS_FILE: content}), script, engine)


def incident(answer: Answer) -> tuple[str, str]:
    """What stopped a walk, and at which element."""
    assert answer.state == "incident"
    assert answer.incident is not None
    return answer.incident["code"], answer.incident["element"]


def reasons(content: bytes) -> set[str]:
    """Certify every step of a file's processes and return why SpiffWorkflow has no say in some of them."""
    processes = compile_file(content)
    certificates = [each for one in processes.by_id.values() for each in Certifier(one).certify_graph()]
    assert certificates
    assert [each.reason for each in certificates if each.verdict is Verdict.DIFFERS] == []
    return {each.reason for each in certificates if each.verdict is Verdict.NET_ONLY}
