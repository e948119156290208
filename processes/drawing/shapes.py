"""Draws one element of a diagram by its kind."""

from lxml import etree

from processes.drawing.icon import EVENTS, FILLED_GATEWAYS, FOOT, GATEWAYS, TASKS
from processes.drawing.ink import ADDED, DRAWN, LINE, Ink, frame, outline, piece, stroke, text
from processes.drawing.picture import Placed
from processes.layout.graph import BPMN, CONTAINERS, local_name
from processes.layout.shape import Box

BAND = 30  # the strip of a pool or lane in which its name stands
_MOTCUA_ADDED = "{urn:motcua:bpmn:1}added"


def ink_of(element: etree._Element) -> Ink:
    """Return how an element is drawn: as somebody drew it, or as the normal form added it."""
    return ADDED if element.get(_MOTCUA_ADDED) == "true" else DRAWN


def draw_shape(parent: etree._Element, element: etree._Element, placed: Placed) -> None:
    """Draw a shape with its signs and its name."""
    assert placed.box is not None
    kind, name = local_name(element), " ".join((element.get("name") or "").split())
    ink = ink_of(element)
    if kind in ("participant", "lane"):
        _band(parent, placed.box, name, ink)
    elif kind.endswith("Event"):
        _event(parent, element, placed.box, ink)
        _label(parent, name, placed)
    elif kind.endswith("Gateway"):
        _gateway(parent, kind, placed.box, ink)
        _label(parent, name, placed)
    elif kind.lower().endswith(("task", "activity")) or kind in CONTAINERS:
        _activity(parent, element, placed, ink)
    elif kind in ("dataObjectReference", "dataObject", "dataStoreReference", "textAnnotation", "group"):
        frame(parent, placed.box, Ink(line="#7b8794", dash="2 3"), width=1)
        words = name or " ".join("".join(str(part) for part in element.itertext()).split())
        text(parent, words, placed.box.middle, placed.box.width, placed.box.height)


def _band(parent: etree._Element, box: Box, name: str, ink: Ink) -> None:
    frame(parent, box, ink)
    x = box.x + BAND
    piece(parent, "line", x1=x, y1=box.y, x2=x, y2=box.bottom, **stroke(ink, 1))
    turned = piece(parent, "g", transform=f"rotate(-90 {box.x + BAND // 2} {box.middle[1]})")
    text(turned, name, (box.x + BAND // 2, box.middle[1]), box.height - 8, 2 * LINE)


def _event(parent: etree._Element, element: etree._Element, box: Box, ink: Ink) -> None:
    kind = local_name(element)
    (x, y), radius = box.middle, min(box.width, box.height) / 2
    calm = element.get("cancelActivity") == "false" or element.get("isInterrupting") == "false"
    ring = Ink(ink.line, ink.fill, "4 3") if calm else ink
    piece(parent, "circle", cx=x, cy=y, r=radius, **outline(ring, 3.5 if kind == "endEvent" else 1.5))
    if kind.startswith(("intermediate", "boundary", "implicit")):
        piece(parent, "circle", cx=x, cy=y, r=radius - 3.5, **stroke(ring))
    definitions = [
        each for each in element.iterchildren(f"{{{BPMN}}}*") if "EventDefinition" in local_name(each)
    ]
    if definitions:
        about = local_name(definitions[0]).removesuffix("EventDefinition")
        if len(definitions) > 1 or about not in EVENTS:
            about = "parallel" if element.get("parallelMultiple") == "true" else "multiple"
        thrown = kind in ("endEvent", "intermediateThrowEvent")
        EVENTS[about](parent, (x, y), radius, ink, thrown)


def _gateway(parent: etree._Element, kind: str, box: Box, ink: Ink) -> None:
    x, y = box.middle
    corners = f"{x},{box.y} {box.right},{y} {x},{box.bottom} {box.x},{y}"
    piece(parent, "polygon", points=corners, **outline(ink))
    if kind in GATEWAYS:
        GATEWAYS[kind](parent, (x, y), min(box.width, box.height) * 0.5, ink, kind in FILLED_GATEWAYS)


def _activity(parent: etree._Element, element: etree._Element, placed: Placed, ink: Ink) -> None:
    kind, name, box = local_name(element), " ".join((element.get("name") or "").split()), placed.box
    assert box is not None
    is_open = kind in CONTAINERS and placed.is_expanded
    ring = Ink(ink.line, ink.fill, "2 3") if element.get("triggeredByEvent") == "true" else ink
    frame(parent, box, ring, width=4 if kind == "callActivity" else 1.5, radius=10)
    if kind == "transaction":
        frame(parent, box.grown(-4), Ink(ink.line, "none", ink.dash), radius=7)
    if kind in TASKS:
        TASKS[kind](parent, (box.x + 15, box.y + 14), 15, ink, kind == "sendTask")
    feet = _feet(element, is_open)
    for number, foot in enumerate(feet):
        x = box.middle[0] + 18 * number - 9 * (len(feet) - 1)
        FOOT[foot](parent, (x, box.bottom - 10), 12, ink, False)
    if is_open:
        text(parent, name, (box.middle[0], box.y + 14), box.width - 20, LINE)
    else:
        top = 10 if kind in TASKS else 0
        middle = (box.middle[0], box.middle[1] + (top - (14 if feet else 0)) // 2)
        text(parent, name, middle, box.width - 14, box.height - 14 - (14 if feet else 0))


def _feet(element: etree._Element, is_open: bool) -> list[str]:
    feet = []
    if element.find(f"{{{BPMN}}}standardLoopCharacteristics") is not None:
        feet.append("loop")
    many = element.find(f"{{{BPMN}}}multiInstanceLoopCharacteristics")
    if many is not None:
        feet.append("sequential" if many.get("isSequential") == "true" else "parallel")
    if local_name(element) in CONTAINERS and not is_open:
        feet.append("collapsed")
    return [*feet, "adHoc"] if local_name(element) == "adHocSubProcess" else feet


def _label(parent: etree._Element, name: str, placed: Placed) -> None:
    assert placed.box is not None
    if not name:
        return
    if placed.label is None:
        text(parent, name, (placed.box.middle[0], placed.box.bottom + 16), 100, 3 * LINE)
    else:
        write_label(parent, name, placed.label)


def write_label(parent: etree._Element, name: str, box: Box) -> None:
    """Write the name of an event, gateway or flow where the diagram has room for it, a little beyond if need be."""
    text(parent, name, box.middle, max(box.width, 60), max(box.height, 3 * LINE))
