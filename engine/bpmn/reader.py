"""From the bytes of a .bpmn file to a `Diagram`; refusals and things ignored come back as findings."""

from dataclasses import dataclass

from lxml import etree

from engine.bpmn.diagram import Arrow, Diagram, Event, Process, Shape
from engine.bpmn.finding import Finding, error, gap
from engine.bpmn.xml import parse

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
MOTCUA = "{urn:motcua:bpmn:1}"

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
    processes = tuple(_process(element) for element in root.findall(f"{BPMN}process"))
    processes = tuple(process for process in processes if process.shapes)
    if not processes:
        empty = "Tệp không có quy trình nào; hãy vẽ ít nhất một quy trình."
        return Reading(None, (error("read.no_process", None, empty),))
    messages = {
        _id(element): element.get("name") or _id(element) for element in root.findall(f"{BPMN}message")
    }
    diagram = Diagram(processes, messages)
    return Reading(diagram, tuple(_gaps(diagram)))


def _gaps(diagram: Diagram) -> list[Finding]:
    findings = []
    main = diagram.main()
    if not main.executable:
        ask = "Quy trình chưa đánh dấu thực thi được (isExecutable); hãy đánh dấu trước khi đưa vào áp dụng."
        findings.append(gap("read.not_executable", main.id, ask))
    for process in diagram.processes:
        for identifier, tag in process.ignored:
            note = f"Phần tử {tag} được bỏ qua khi giải quyết hồ sơ; dữ liệu cần giữ hãy đưa vào biểu mẫu."
            findings.append(gap("read.ignored", identifier, note))
    return findings


def _process(element: etree._Element) -> Process:
    shapes: list[Shape] = []
    arrows: list[Arrow] = []
    ignored: list[tuple[str, str]] = []
    lanes = _lanes(element)
    todo = [element]
    while todo:
        scope = todo.pop(0)
        for child in scope.iterchildren(etree.Element):
            tag = _local(child)
            if tag in NODES:
                shapes.append(_shape(child, tag, _id(scope), lanes))
                lanes.setdefault(_id(child), lanes.get(_id(scope), {}))
            elif tag == "sequenceFlow":
                arrows.append(_arrow(child, _id(scope)))
            elif tag in IGNORED:
                ignored.append((_id(child), tag))
            if tag in SCOPES:
                todo.append(child)
    executable = element.get("isExecutable", "false").strip() in ("true", "1")
    name = element.get("name") or _id(element)
    return Process(_id(element), name, executable, tuple(shapes), tuple(arrows), tuple(ignored))


def _lanes(process: etree._Element) -> dict[str, dict[str, str]]:
    """Settings that each node has from its lanes, an inner lane's before an outer one's."""
    settings: dict[str, dict[str, str]] = {}
    for lane in process.iter(f"{BPMN}lane"):
        around = [*lane.iterancestors(f"{BPMN}lane")][::-1]
        own = {name: value for each in (*around, lane) for name, value in _settings(each).items()}
        for reference in lane.findall(f"{BPMN}flowNodeRef"):
            node = (reference.text or "").strip()
            settings[node] = settings.get(node, {}) | own
    return settings


def _shape(element: etree._Element, tag: str, scope: str, lanes: dict[str, dict[str, str]]) -> Shape:
    loop = next((_local(child) for child in element if _local(child).endswith("LoopCharacteristics")), None)
    around = lanes.get(_id(element), lanes.get(scope, {}))
    documentation = element.find(f"{BPMN}documentation")
    interrupting = element.get("cancelActivity" if tag == "boundaryEvent" else "isInterrupting", "true")
    return Shape(
        id=_id(element),
        tag=tag,
        name=" ".join((element.get("name") or "").split()),
        scope=scope,
        events=tuple(_event(child) for child in element if _local(child).endswith("EventDefinition"))
        + tuple(Event("reference") for _ in element.findall(f"{BPMN}eventDefinitionRef")),
        default=element.get("default"),
        attached_to=element.get("attachedToRef") if tag == "boundaryEvent" else None,
        interrupting=interrupting.strip() not in ("false", "0"),
        loop=loop,
        called=element.get("calledElement"),
        message=element.get("messageRef"),
        triggered_by_event=element.get("triggeredByEvent", "false").strip() in ("true", "1"),
        compensates=element.get("isForCompensation", "false").strip() in ("true", "1"),
        quantity=(element.get("startQuantity", "1"), element.get("completionQuantity", "1")),
        documentation="" if documentation is None else _text(documentation),
        settings=around | _settings(element),
    )


def _event(element: etree._Element) -> Event:
    timer = next((child for child in element if _local(child).startswith("time")), None)
    return Event(
        kind=_local(element).removesuffix("EventDefinition"),
        message=element.get("messageRef"),
        timer=None if timer is None else (_local(timer), _text(timer)),
        working_time=element.get(f"{MOTCUA}workingTime"),
    )


def _arrow(element: etree._Element, scope: str) -> Arrow:
    condition = element.find(f"{BPMN}conditionExpression")
    text = None if condition is None else _text(condition)
    source, target = element.get("sourceRef", "").strip(), element.get("targetRef", "").strip()
    return Arrow(_id(element), scope, source, target, text or None)


def _settings(element: etree._Element) -> dict[str, str]:
    return {
        str(name).removeprefix(MOTCUA): str(value).strip()
        for name, value in element.attrib.items()
        if str(name).startswith(MOTCUA)
    }


def _id(element: etree._Element) -> str:
    """The id as drawn, else one made of the place in the file, which no NCName can be."""
    return element.get("id") or f"{_local(element)}@{_place(element)}"


def _place(element: etree._Element) -> str:
    parent = element.getparent()
    return "" if parent is None else f"{_place(parent)}.{parent.index(element)}".removeprefix(".")


def _text(element: etree._Element) -> str:
    return "".join(str(part) for part in element.itertext()).strip()


def _local(element: etree._Element) -> str:
    """The BPMN name of an element; empty for one of another vendor, whatever it is called."""
    name = str(element.tag)
    return name.removeprefix(BPMN) if name.startswith(BPMN) else ""
