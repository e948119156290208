"""Writes the BPMN of a model (tests/support/models.py), every element under a name that the model knows.

Of block `A1` an added element is `A1` and one letter: `A1x` a split, `A1m` a merge, `A1k` the task that stops a
ring, `A1a` the task before something is raised, `A1e` an end event; a conditional flow is `A1_0`, `A1_1` and so on.
"""

from dataclasses import dataclass, field
from itertools import pairwise

from tests.support.models import RAISED, Block, Watch

_NAMESPACE = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
_GATEWAYS = {"exclusive": "exclusiveGateway", "inclusive": "inclusiveGateway", "parallel": "parallelGateway"}
_ACTIVITIES = {"task": "userTask", "call": "callActivity", "sub": "subProcess"}
_CODE = {"error": "errorCode", "escalation": "escalationCode"}


def write(process: Block) -> bytes:
    """Return the file of a process."""
    writing = _Writing()
    writing.scope(process)
    declared = "".join(
        f'<{kind} id="{kind[0]}{kind[1]}_{name}" {_CODE.get(kind, "name")}="{name}"/>'
        for kind, name in sorted(writing.declared)
    )
    body = "".join(writing.lines)
    return (
        f"<definitions {_NAMESPACE}>{declared}"
        f'<process id="P" isExecutable="true">{body}</process></definitions>'
    ).encode()


@dataclass
class _Writing:
    lines: list[str] = field(default_factory=list)
    declared: set[tuple[str, str]] = field(default_factory=set)

    def node(self, tag: str, name: str, content: str = "", attributes: str = "") -> str:
        self.lines.append(f'<{tag} id="{name}" {attributes}>{content}</{tag}>')
        return name

    def arrow(self, source: str, target: str, condition: str = "") -> str:
        name = condition or f"{source}__{target}"
        inner = f"<conditionExpression>{condition}</conditionExpression>" if condition else ""
        self.lines.append(
            f'<sequenceFlow id="{name}" sourceRef="{source}" targetRef="{target}">{inner}</sequenceFlow>'
        )
        return name

    def event(self, kind: str, name: str) -> str:
        """Return an event definition about the message, signal, error … of this name."""
        if kind == "timer":
            return "<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>"
        if kind == "condition":
            text = f"<condition>{name}</condition>"
            return f"<conditionalEventDefinition>{text}</conditionalEventDefinition>"
        if kind in ("terminate", "none"):
            return "<terminateEventDefinition/>" if kind == "terminate" else ""
        if not name:
            return f"<{kind}EventDefinition/>"
        self.declared.add((kind, name))
        return f'<{kind}EventDefinition {kind}Ref="{kind[0]}{kind[1]}_{name}"/>'

    # Scopes.

    def scope(self, block: Block) -> None:
        """Write what is in a process or sub-process."""
        first, last = self.block(block.parts[0])
        self.starts(block, first)
        end = f"{block.name}e"
        self.node("endEvent", end, self.event(block.detail, end) if block.detail else "")
        self.arrow(last, end)
        for watch in block.within:
            self.handler(watch)

    def starts(self, block: Block, first: str) -> None:
        if block.kind != "process":
            self.arrow(self.node("startEvent", f"{block.name}s"), first)
            return
        merge = self.node("exclusiveGateway", f"{block.name}m")
        for start in block.beside:
            self.node("startEvent", start.name, self.event(start.trigger, start.name))
            self.chain(start.name, start.handler, merge)
        self.arrow(merge, first)

    def handler(self, watch: Watch) -> None:
        """Write an event sub-process."""
        outside, self.lines = self.lines, []
        interrupting = f'isInterrupting="{str(watch.interrupting).lower()}"'
        first, last = self.block(watch.handler.parts[0])
        self.node("startEvent", watch.name, self.about(watch), interrupting)
        self.arrow(watch.name, first)
        self.arrow(last, self.node("endEvent", f"{watch.handler.name}e"))
        inner, self.lines = "".join(self.lines), outside
        self.node("subProcess", watch.handler.name, inner, 'triggeredByEvent="true"')

    def about(self, watch: Watch) -> str:
        return self.event(watch.trigger, watch.code if watch.trigger in RAISED else watch.name)

    def chain(self, source: str, block: Block, target: str) -> None:
        first, last = self.block(block)
        self.arrow(source, first)
        self.arrow(last, target)

    # Blocks: each method writes one and returns its first and its last node.

    def block(self, block: Block) -> tuple[str, str]:
        if block.kind in _GATEWAYS:
            return self.gateway(block)
        if block.kind in _ACTIVITIES:
            return self.activity(block)
        if block.kind in ("catch", "throw"):
            tag = f"intermediate{block.kind.title()}Event"
            name = self.node(tag, block.name, self.event(block.detail, block.name))
            return name, name
        if block.kind in (*RAISED, "terminate"):
            return self.way_out(block)
        special = {"sequence": self.sequence, "loop": self.loop, "choice": self.choice, "link": self.link}
        if block.kind in special:
            return special[block.kind](block)
        name = self.node("intermediateThrowEvent", block.name)
        return name, name

    def sequence(self, block: Block) -> tuple[str, str]:
        written = [self.block(part) for part in block.parts]
        for (_, last), (first, _) in pairwise(written):
            self.arrow(last, first)
        return written[0][0], written[-1][1]

    def gateway(self, block: Block) -> tuple[str, str]:
        tag, split, merge = _GATEWAYS[block.kind], f"{block.name}x", f"{block.name}m"
        default = ""
        for number, part in enumerate(block.parts):
            first, last = self.block(part)
            is_last = number == len(block.parts) - 1
            condition = "" if is_last or block.kind == "parallel" else f"{block.name}_{number}"
            flow = self.arrow(split, first, condition)
            if is_last and block.kind != "parallel":
                default = f'default="{flow}"'
            self.arrow(last, merge)
        self.node(tag, split, "", default)
        return split, self.node(tag, merge)

    def loop(self, block: Block) -> tuple[str, str]:
        """The part, again while a condition holds; a task on the way back stops a ring without people."""
        merge, split, onward = f"{block.name}m", f"{block.name}x", f"{block.name}o"
        back = self.node("userTask", f"{block.name}k")
        self.node("exclusiveGateway", merge)
        self.chain(merge, block.parts[0], split)
        self.arrow(split, back, f"{block.name}_0")
        self.arrow(back, merge)
        flow = self.arrow(split, self.node("intermediateThrowEvent", onward))
        self.node("exclusiveGateway", split, "", f'default="{flow}"')
        return merge, onward

    def way_out(self, block: Block) -> tuple[str, str]:
        """After a task, a condition decides whether to raise or terminate; an escalation goes on behind it."""
        task, split = self.node("userTask", f"{block.name}a"), f"{block.name}x"
        onward = self.node("exclusiveGateway", f"{block.name}o")
        self.arrow(task, split)
        self.arrow(split, block.name, f"{block.name}_0")
        goes_on = block.kind == "escalation"
        definition = self.event(block.kind, block.detail)
        self.node("intermediateThrowEvent" if goes_on else "endEvent", block.name, definition)
        if goes_on:
            self.arrow(block.name, onward)
        flow = self.arrow(split, onward)
        self.node("exclusiveGateway", split, "", f'default="{flow}"')
        return task, onward

    def choice(self, block: Block) -> tuple[str, str]:
        gateway = self.node("eventBasedGateway", f"{block.name}x")
        merge = f"{block.name}m"
        for event in block.beside:
            self.node("intermediateCatchEvent", event.name, self.event(event.trigger, event.name))
            self.arrow(gateway, event.name)
            self.chain(event.name, event.handler, merge)
        return gateway, self.node("exclusiveGateway", merge)

    def link(self, block: Block) -> tuple[str, str]:
        content = f'<linkEventDefinition name="{block.name}"/>'
        throw = self.node("intermediateThrowEvent", f"{block.name}x", content)
        return throw, self.node("intermediateCatchEvent", f"{block.name}m", content)

    def activity(self, block: Block) -> tuple[str, str]:
        outside, self.lines = self.lines, []
        if block.kind == "sub":
            self.scope(block)
        inner, self.lines = "".join(self.lines), outside
        attributes = 'calledElement="Q"' if block.kind == "call" else ""
        self.node(_ACTIVITIES[block.kind], block.name, _repeat(block) + inner, attributes)
        merge = f"{block.name}m"
        merges = any(watch.interrupting for watch in block.beside)
        for watch in block.beside:
            attributes = f'attachedToRef="{block.name}" cancelActivity="{str(watch.interrupting).lower()}"'
            self.node("boundaryEvent", watch.name, self.about(watch), attributes)
            end = merge if watch.interrupting else self.node("endEvent", f"{watch.name}e")
            self.chain(watch.name, watch.handler, end)
        if not merges:
            return block.name, block.name
        self.arrow(block.name, self.node("exclusiveGateway", merge))
        return block.name, merge


def _repeat(block: Block) -> str:
    if block.repeat in ("while", "until"):
        before = str(block.repeat == "while").lower()
        return (
            f'<standardLoopCharacteristics testBefore="{before}"><loopCondition>{block.name}l</loopCondition>'
            "</standardLoopCharacteristics>"
        )
    if not block.repeat:
        return ""
    enough = f"<completionCondition>{block.name}d</completionCondition>" if block.enough else ""
    sequential = str(block.repeat == "sequential").lower()
    return (
        f'<multiInstanceLoopCharacteristics isSequential="{sequential}">'
        f"<loopCardinality>{block.name}n</loopCardinality>{enough}</multiInstanceLoopCharacteristics>"
    )
