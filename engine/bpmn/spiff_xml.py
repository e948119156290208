"""Write a net as the plainest BPMN that SpiffWorkflow can run: ids renamed, no clock, no data, no conditions.

Every element becomes `e<number>`; what waits for a person or an event waits for the host; a condition's text is
its flow's number. So none of SpiffWorkflow's own reading of times, expressions, names or pictures takes part.
"""

from collections.abc import Iterator

from lxml import etree

from engine.net.net import Kind, Net, Node

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
PROCESS = "p"
ALWAYS = "always"
"""The condition of a flow that needs none: SpiffWorkflow wants one on every flow that a gateway may take."""

_TAGS = {
    Kind.START: "startEvent",
    Kind.TASK: "userTask",
    Kind.CALL: "userTask",
    Kind.CATCH: "intermediateCatchEvent",
    Kind.SCOPE: "subProcess",
    Kind.THROW: "intermediateThrowEvent",
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


def flow_id(flow: int) -> str:
    """Return the id, and the text of the condition, under which SpiffWorkflow knows a flow."""
    return f"f{flow}"


def event_name(node: int) -> str:
    """Return the name of the message with which the host fires a catch or boundary event."""
    return f"k{node}"


def write(net: Net) -> bytes:
    """Return the whole file for one net."""
    root = etree.Element(_q("definitions"))
    for node in _events(net):
        etree.SubElement(root, _q("message"), id=f"m{node.index}", name=event_name(node.index))
    process = etree.SubElement(root, _q("process"), id=PROCESS, isExecutable="true")
    _fill(process, net, 0)
    return etree.tostring(root)


def _q(tag: str) -> str:
    return f"{{{MODEL}}}{tag}"


def _events(net: Net) -> Iterator[Node]:
    return (node for node in net.nodes if node.kind in (Kind.CATCH, Kind.BOUNDARY))


def _fill(parent: etree._Element, net: Net, scope: int) -> None:
    inside = [node for node in net.nodes if node.scope == scope]
    for node in inside:
        element = _node(parent, node)
        if node.body is not None:
            _fill(element, net, node.body)
    for flow in net.flows:
        if net.nodes[flow.source].scope == scope:
            _flow(parent, net, flow.index)
    for node in inside:
        # SpiffWorkflow ends a process only at end events; a token may also end at a message end event.
        if node.kind is Kind.THROW and not node.outgoing:
            end = f"{element_id(node.index)}x"
            etree.SubElement(parent, _q("endEvent"), id=end)
            last = etree.SubElement(parent, _q("sequenceFlow"), id=f"{end}f")
            last.set("sourceRef", element_id(node.index))
            last.set("targetRef", end)


def _node(parent: etree._Element, node: Node) -> etree._Element:
    element = etree.SubElement(parent, _q(_TAGS[node.kind]), id=element_id(node.index))
    if node.default is not None:
        element.set("default", flow_id(node.default))
    if node.host is not None:
        element.set("attachedToRef", element_id(node.host))
        element.set("cancelActivity", "true" if node.interrupting else "false")
    for flow in node.incoming:
        etree.SubElement(element, _q("incoming")).text = flow_id(flow)
    for flow in node.outgoing:
        etree.SubElement(element, _q("outgoing")).text = flow_id(flow)
    if node.kind in (Kind.CATCH, Kind.BOUNDARY):
        definition = etree.SubElement(element, _q("messageEventDefinition"), id=f"d{node.index}")
        definition.set("messageRef", f"m{node.index}")
    if node.kind is Kind.TERMINATE:
        etree.SubElement(element, _q("terminateEventDefinition"), id=f"d{node.index}")
    return element


def _flow(parent: etree._Element, net: Net, index: int) -> None:
    flow = net.flows[index]
    element = etree.SubElement(parent, _q("sequenceFlow"), id=flow_id(index))
    element.set("sourceRef", element_id(flow.source))
    element.set("targetRef", element_id(flow.target))
    source = net.nodes[flow.source]
    if flow.conditional:
        etree.SubElement(element, _q("conditionExpression")).text = flow_id(index)
    elif source.kind is Kind.INCLUSIVE and len(source.outgoing) > 1 and index != source.default:
        etree.SubElement(element, _q("conditionExpression")).text = ALWAYS
