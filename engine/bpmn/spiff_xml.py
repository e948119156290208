"""Write a net as the plainest BPMN that SpiffWorkflow can run: ids renamed, no clock, no data, no conditions.

Every element becomes `e<number>`; what waits for a person or an event waits for the host; a condition's text is
its flow's number. So none of SpiffWorkflow's own reading of times, expressions, names or pictures takes part.
"""

from lxml import etree

from engine.net.net import Kind, Net, Node, Repeat
from engine.net.question import Asks

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
PROCESS = "p"
ALWAYS = "always"
"""The condition of a flow that needs none: SpiffWorkflow wants one on every flow that a gateway may take."""

_TAGS = {
    Kind.START: "startEvent",
    Kind.TASK: "userTask",
    Kind.CALL: "userTask",
    Kind.THROW: "userTask",
    Kind.CATCH: "intermediateCatchEvent",
    Kind.CHOICE: "eventBasedGateway",
    Kind.SCOPE: "subProcess",
    Kind.PASS: "intermediateThrowEvent",
    Kind.EXCLUSIVE: "exclusiveGateway",
    Kind.PARALLEL: "parallelGateway",
    Kind.INCLUSIVE: "inclusiveGateway",
    Kind.BOUNDARY: "boundaryEvent",
    Kind.END: "endEvent",
    Kind.TERMINATE: "endEvent",
}


def element_id(node: int) -> str:
    """Return the id under which SpiffWorkflow knows a node."""
    return f"e{node}"


def text_of(kind: Asks, subject: int) -> str:
    """Return the text by which SpiffWorkflow asks a question of the token game."""
    return f"{kind}{subject}"


def flow_id(flow: int) -> str:
    """Return the id, and the text of the condition, under which SpiffWorkflow knows a flow."""
    return text_of(Asks.FLOW, flow)


def event_name(node: int) -> str:
    """Return the name of the message with which the host fires a catch or boundary event."""
    return f"k{node}"


def write(net: Net) -> bytes:
    """Return the whole file for one net."""
    root = etree.Element(_q("definitions"))
    for node in net.nodes:
        if is_fired(node):
            etree.SubElement(root, _q("message"), id=f"m{node.index}", name=event_name(node.index))
        elif node.inner:
            etree.SubElement(root, _q("error"), id=f"x{node.index}", errorCode=f"x{node.index}")
            etree.SubElement(root, _q("escalation"), id=f"y{node.index}", escalationCode=f"y{node.index}")
    process = etree.SubElement(root, _q("process"), id=PROCESS, isExecutable="true")
    _fill(process, net, 0)
    return etree.tostring(root)


def _q(tag: str) -> str:
    return f"{{{MODEL}}}{tag}"


def is_fired(node: Node) -> bool:
    """Tell whether the host fires this event as a message."""
    return node.kind is Kind.CATCH or (node.kind is Kind.BOUNDARY and not node.inner)


def _fill(parent: etree._Element, net: Net, scope: int) -> None:
    inside = [node for node in net.nodes if node.scope == scope]
    for node in inside:
        element = _node(parent, net, node)
        if node.body is not None:
            _repeat(element, node)
            _fill(element, net, node.body)
    for flow in net.flows:
        if net.nodes[flow.source].scope == scope:
            _flow(parent, net, flow.index)
    for node in inside:
        # SpiffWorkflow ends a process only at end events; a token may also end at a message end event.
        if node.kind in (Kind.THROW, Kind.PASS) and not node.outgoing:
            end = f"{element_id(node.index)}x"
            etree.SubElement(parent, _q("endEvent"), id=end)
            _arrow(parent, f"{end}f", element_id(node.index), end)
        if _is_behind_choice(net, node):
            assert node.host is not None
            _arrow(parent, f"g{node.index}", element_id(node.host), element_id(node.index))


def _is_behind_choice(net: Net, node: Node) -> bool:
    return node.host is not None and net.nodes[node.host].kind is Kind.CHOICE


def _node(parent: etree._Element, net: Net, node: Node) -> etree._Element:
    element = etree.SubElement(parent, _q(_tag(net, node)), id=element_id(node.index))
    if node.default is not None:
        element.set("default", flow_id(node.default))
    if node.host is not None and not _is_behind_choice(net, node):
        element.set("attachedToRef", element_id(node.host))
        element.set("cancelActivity", "true" if node.interrupting else "false")
    for flow in node.incoming:
        etree.SubElement(element, _q("incoming")).text = flow_id(flow)
    for flow in node.outgoing:
        etree.SubElement(element, _q("outgoing")).text = flow_id(flow)
    _definition(element, net, node)
    return element


def _tag(net: Net, node: Node) -> str:
    if _is_behind_choice(net, node):
        return "intermediateCatchEvent"
    if node.kind is Kind.RAISE:
        return "intermediateThrowEvent" if node.outgoing else "endEvent"
    return _TAGS[node.kind]


def _definition(element: etree._Element, net: Net, node: Node) -> None:
    """Give an event its definition; an error that nothing catches ends everything like a terminate event."""
    if is_fired(node):
        definition = etree.SubElement(element, _q("messageEventDefinition"), id=f"d{node.index}")
        definition.set("messageRef", f"m{node.index}")
    elif node.inner:
        _raised(element, net, node.index)
    elif node.kind is Kind.RAISE and node.catcher is not None:
        _raised(element, net, node.catcher)
    elif node.kind is Kind.TERMINATE or (node.kind is Kind.RAISE and node.fatal):
        etree.SubElement(element, _q("terminateEventDefinition"), id=f"d{node.index}")


def _raised(element: etree._Element, net: Net, catcher: int) -> None:
    fatal = any(node.catcher == catcher and node.fatal for node in net.nodes)
    kind, mark = ("error", "x") if fatal else ("escalation", "y")
    definition = etree.SubElement(element, _q(f"{kind}EventDefinition"), id=f"d{element.get('id')}")
    definition.set(f"{kind}Ref", f"{mark}{catcher}")


def _repeat(element: etree._Element, node: Node) -> None:
    if node.repeat in (Repeat.PARALLEL, Repeat.SEQUENTIAL):
        loop = etree.SubElement(element, _q("multiInstanceLoopCharacteristics"))
        loop.set("isSequential", "true" if node.repeat is Repeat.SEQUENTIAL else "false")
        etree.SubElement(loop, _q("loopCardinality")).text = text_of(Asks.COUNT, node.index)
        if node.enough:
            etree.SubElement(loop, _q("completionCondition")).text = text_of(Asks.ENOUGH, node.index)
    elif node.repeat is not None:
        loop = etree.SubElement(element, _q("standardLoopCharacteristics"))
        loop.set("testBefore", "true" if node.repeat is Repeat.WHILE else "false")
        etree.SubElement(loop, _q("loopCondition")).text = text_of(Asks.AGAIN, node.index)


def _flow(parent: etree._Element, net: Net, index: int) -> None:
    flow = net.flows[index]
    element = _arrow(parent, flow_id(index), element_id(flow.source), element_id(flow.target))
    source = net.nodes[flow.source]
    if flow.conditional:
        etree.SubElement(element, _q("conditionExpression")).text = flow_id(index)
    elif source.kind is Kind.INCLUSIVE and len(source.outgoing) > 1 and index != source.default:
        etree.SubElement(element, _q("conditionExpression")).text = ALWAYS


def _arrow(parent: etree._Element, identifier: str, source: str, target: str) -> etree._Element:
    element = etree.SubElement(parent, _q("sequenceFlow"), id=identifier)
    element.set("sourceRef", source)
    element.set("targetRef", target)
    return element
