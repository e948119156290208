"""The way in and out: a BPMN file without a picture becomes one that any modeler opens."""

from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from lxml import etree

from engine.errors import Refused
from processes.layout import lay_out

LIBRARY = Path(__file__).parents[2] / "processes" / "library"
FILES = sorted(LIBRARY.glob("*/process.bpmn"))
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
SMALL = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D">
  {collaboration}
  <process id="P"><startEvent id="S"/><userTask id="T" name="Việc"/><endEvent id="E"/>
    <sequenceFlow id="F1" sourceRef="S" targetRef="T"/><sequenceFlow id="F2" sourceRef="T" targetRef="E"/>
  </process>
  {more}
</definitions>"""


def small(collaboration: str = "", more: str = "") -> bytes:
    return SMALL.format(collaboration=collaboration, more=more).encode()


def drawn(bpmn: bytes) -> etree._Element:
    return etree.fromstring(lay_out(bpmn))


def shown(root: etree._Element, kind: str) -> list[str]:
    return [element.get("bpmnElement", "") for element in root.iter(f"{DI}{kind}")]


def bounds(root: etree._Element) -> dict[str, tuple[int, int, int, int]]:
    """Return left, top, right and bottom of every shape."""
    found = {}
    for shape in root.iter(f"{DI}BPMNShape"):
        box = shape.find(f"{DC}Bounds")
        assert box is not None
        x, y, width, height = (int(box.get(name, "")) for name in ("x", "y", "width", "height"))
        found[shape.get("bpmnElement", "")] = (x, y, x + width, y + height)
    return found


def meaning(bpmn: bytes) -> bytes:
    """Return the file without its picture and without blanks between elements."""
    root = etree.fromstring(bpmn, etree.XMLParser(remove_blank_text=True))
    for diagram in root.findall(f"{DI}BPMNDiagram"):
        root.remove(diagram)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, method="c14n")


def test_a_process_without_a_pool_is_drawn_on_its_own() -> None:
    root = drawn(small())

    assert shown(root, "BPMNPlane") == ["P"]
    assert shown(root, "BPMNShape") == ["S", "T", "E"]
    assert shown(root, "BPMNEdge") == ["F1", "F2"]


def test_pools_stand_one_under_the_other_with_one_width() -> None:
    pools = '<collaboration id="C"><participant id="A" processRef="P"/><participant id="B" processRef="Q"/>'
    second = '<process id="Q"><startEvent id="S2"/></process>'

    root = drawn(small(pools + "</collaboration>", second))

    boxes = bounds(root)
    assert shown(root, "BPMNPlane") == ["C"]
    assert boxes["A"][3] < boxes["B"][1]
    assert (boxes["A"][0], boxes["A"][2]) == (boxes["B"][0], boxes["B"][2])


def test_a_process_outside_the_collaboration_gets_a_diagram_of_its_own() -> None:
    pools = '<collaboration id="C"><participant id="A" processRef="P"/></collaboration>'

    root = drawn(small(pools, '<process id="Q"><startEvent id="S2"/></process>'))

    assert shown(root, "BPMNPlane") == ["C", "Q"]


def test_a_picture_that_was_there_is_replaced() -> None:
    old = f'<BPMNDiagram xmlns="{DI[1:-1]}" id="Old"><BPMNPlane id="OldPlane" bpmnElement="P"/></BPMNDiagram>'

    root = drawn(small(more=old))

    assert [diagram.get("id") for diagram in root.iter(f"{DI}BPMNDiagram")] == ["Diagram_1"]


def test_a_flow_to_nowhere_is_left_undrawn() -> None:
    loose = '<process id="Q"><startEvent id="S2"/><sequenceFlow id="F9" sourceRef="S2" targetRef="Gone"/></process>'

    root = drawn(small(more=loose))

    assert "F9" not in shown(root, "BPMNEdge")
    assert "S2" in shown(root, "BPMNShape")


@pytest.mark.parametrize(
    "hostile",
    [
        b"",
        b"not xml",
        b"<a",
        b'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><definitions>&e;</definitions>',
    ],
)
def test_what_is_unreadable_or_hostile_is_refused(hostile: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        lay_out(hostile)

    assert refusal.value.code == "diagram.unreadable"


def test_the_library_has_eight_diagrams() -> None:
    assert len(FILES) == 8


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_a_second_call_changes_nothing(file: Path) -> None:
    once = lay_out(file.read_bytes())

    assert lay_out(once) == once


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_what_the_diagram_means_is_left_alone(file: Path) -> None:
    before = file.read_bytes()

    assert meaning(lay_out(before)) == meaning(before)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_everything_that_can_be_drawn_is_drawn_once(file: Path) -> None:
    root = drawn(file.read_bytes())

    references = root.iter(f"{BPMN}incoming", f"{BPMN}outgoing", f"{BPMN}flowNodeRef")
    mentioned = {(reference.text or "").strip() for reference in references}
    flows = {flow.get("id", "") for flow in root.iter(f"{BPMN}sequenceFlow")}
    frames = {each.get("id", "") for each in root.iter(f"{BPMN}participant", f"{BPMN}lane")}
    assert Counter(shown(root, "BPMNEdge")) == Counter(flows)
    assert Counter(shown(root, "BPMNShape")) == Counter((mentioned - flows) | frames | nodes_of(root))


def nodes_of(root: etree._Element) -> set[str]:
    return {
        element.get("id", "")
        for process in root.iter(f"{BPMN}process", f"{BPMN}subProcess")
        for element in process
        if element.tag not in (f"{BPMN}laneSet", f"{BPMN}sequenceFlow", f"{BPMN}documentation")
        and element.tag not in (f"{BPMN}incoming", f"{BPMN}outgoing")
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_only_what_holds_another_shape_overlaps_it(file: Path) -> None:
    root = drawn(file.read_bytes())

    holders = {each.get("id") for each in root.iter(f"{BPMN}participant", f"{BPMN}lane", f"{BPMN}subProcess")}
    events = {each.get("id") for each in root.iter(f"{BPMN}boundaryEvent")}
    boxes = {key: box for key, box in bounds(root).items() if key not in holders | events}
    clashes = [
        (a, b)
        for (a, one), (b, other) in combinations(boxes.items(), 2)
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]
    assert clashes == []
