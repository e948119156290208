"""From the bytes of a .bpmn file to a `Diagram`; refusals and things ignored come back as findings."""

from dataclasses import dataclass

from lxml import etree

from engine.bpmn.diagram import Arrow, Diagram, Process, Shape
from engine.bpmn.event_reader import Names, names_of, read_events, read_loop
from engine.bpmn.finding import Finding, error, gap
from engine.bpmn.tags import BPMN, identifier, is_set, local, reference, settings_of, text_of
from engine.bpmn.xml import parse

SCOPES = ("subProcess", "transaction", "adHocSubProcess")
NODES = frozenset(
    {
        *SCOPES,
        *("task", "userTask", "manualTask", "serviceTask", "sendTask", "receiveTask", "scriptTask"),
        *("businessRuleTask", "callActivity", "startEvent", "endEvent", "boundaryEvent"),
        *("intermediateCatchEvent", "intermediateThrowEvent", "implicitThrowEvent"),
        *("exclusiveGateway", "parallelGateway", "inclusiveGateway", "complexGateway", "eventBasedGateway"),
        *("subChoreography", "choreographyTask", "callChoreography"),
    }
)
IGNORED = frozenset(
    {"dataObject", "dataObjectReference", "dataStoreReference", "property", "ioSpecification"}
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The diagram, or None where it could not be read, and what was found on the way."""

    diagram: Diagram | None
    findings: tuple[Finding, ...]


def read(content: bytes) -> Reading:
    """Read a BPMN 2.0 file. Never raises for what a file contains."""
    document = parse(content)
    if document.root is None:
        return Reading(None, document.findings)
    root = document.root
    if root.tag != f"{BPMN}definitions":
        wrong = "Tệp không phải BPMN 2.0 (thiếu phần tử definitions); hãy xuất lại từ công cụ vẽ."
        return Reading(None, (error("read.not_bpmn", None, wrong),))
    names = names_of(root)
    processes = tuple(_process(element, names) for element in root.findall(f"{BPMN}process"))
    processes = tuple(process for process in processes if process.shapes)
    if not processes:
        empty = "Tệp không có quy trình nào; hãy vẽ ít nhất một quy trình."
        return Reading(None, (error("read.no_process", None, empty),))
    diagram = Diagram(processes)
    return Reading(diagram, tuple(_gaps(diagram)))


def _gaps(diagram: Diagram) -> list[Finding]:
    findings = []
    main = diagram.main()
    if not main.executable:
        ask = "Quy trình chưa đánh dấu thực thi được (isExecutable); hãy đánh dấu trước khi đưa vào áp dụng."
        findings.append(gap("read.not_executable", main.id, ask))
    for process in diagram.processes:
        for element, tag in process.ignored:
            note = f"Phần tử {tag} được bỏ qua khi giải quyết hồ sơ; dữ liệu cần giữ hãy đưa vào biểu mẫu."
            findings.append(gap("read.ignored", element, note))
    return findings


def _process(element: etree._Element, names: Names) -> Process:
    shapes: list[Shape] = []
    arrows: list[Arrow] = []
    ignored: list[tuple[str, str]] = []
    lanes = _lanes(element)
    todo = [element]
    while todo:
        scope = todo.pop(0)
        for child in scope.iterchildren(etree.Element):
            tag = local(child)
            if tag in NODES:
                shapes.append(_shape(child, identifier(scope), lanes, names))
                lanes.setdefault(identifier(child), lanes.get(identifier(scope), {}))
            elif tag == "sequenceFlow":
                arrows.append(_arrow(child, identifier(scope)))
            elif tag in IGNORED:
                ignored.append((identifier(child), tag))
            if tag in SCOPES:
                todo.append(child)
    executable = element.get("isExecutable", "false").strip() in ("true", "1")
    name = element.get("name") or identifier(element)
    return Process(identifier(element), name, executable, tuple(shapes), tuple(arrows), tuple(ignored))


def _lanes(process: etree._Element) -> dict[str, dict[str, str]]:
    """Settings that each node has from its lanes, an inner lane's before an outer one's."""
    settings: dict[str, dict[str, str]] = {}
    for lane in process.iter(f"{BPMN}lane"):
        around = [*lane.iterancestors(f"{BPMN}lane")][::-1]
        own = {name: value for each in (*around, lane) for name, value in settings_of(each).items()}
        for node_ref in lane.findall(f"{BPMN}flowNodeRef"):
            node = (node_ref.text or "").strip()
            settings[node] = settings.get(node, {}) | own
    return settings


def _shape(element: etree._Element, scope: str, lanes: dict[str, dict[str, str]], names: Names) -> Shape:
    tag = local(element)
    around = lanes.get(identifier(element), lanes.get(scope, {}))
    interrupting = element.get("cancelActivity" if tag == "boundaryEvent" else "isInterrupting", "true")
    return Shape(
        id=identifier(element),
        tag=tag,
        name=" ".join((element.get("name") or "").split()),
        scope=scope,
        events=read_events(element, names),
        default=element.get("default"),
        attached_to=reference(element, "attachedToRef") if tag == "boundaryEvent" else None,
        interrupting=interrupting.strip() not in ("false", "0"),
        loop=read_loop(element),
        called=reference(element, "calledElement"),
        triggered_by_event=is_set(element, "triggeredByEvent"),
        is_parallel_multiple=is_set(element, "parallelMultiple"),
        is_instantiating=is_set(element, "instantiate"),
        gateway_type=element.get("eventGatewayType", ""),
        has_activation=element.find(f"{BPMN}activationCondition") is not None,
        compensates=is_set(element, "isForCompensation"),
        quantity=(element.get("startQuantity", "1"), element.get("completionQuantity", "1")),
        documentation=text_of(element.find(f"{BPMN}documentation")) or "",
        settings=around | settings_of(element),
    )


def _arrow(element: etree._Element, scope: str) -> Arrow:
    source, target = element.get("sourceRef", "").strip(), element.get("targetRef", "").strip()
    condition = text_of(element.find(f"{BPMN}conditionExpression"))
    return Arrow(identifier(element), scope, source, target, condition)
