"""A whole picture: every plane of a file one under the other, marks where findings are, a legend below."""

from collections.abc import Iterable, Mapping, Sequence

from lxml import etree

from engine.bpmn.finding import Finding, Severity
from engine.bpmn.xml import parse
from engine.errors import Refused
from processes.drawing.flow import defaults, draw_flow
from processes.drawing.ink import ADDED, DRAWN, FONT, SVG, Ink, frame, piece
from processes.drawing.picture import Placed, planes
from processes.drawing.shapes import draw_shape, ink_of
from processes.layout import lay_out
from processes.layout.graph import CONTAINERS, local_name
from processes.layout.shape import Box

MARGIN, GAP, LEGEND = 30, 60, 30
MARKS = {
    Severity.ERROR: ("#c62828", "có lỗi phải sửa"),
    Severity.WARNING: ("#c77700", "có cảnh báo cần xem"),
    Severity.GAP: ("#1565c0", "còn để trống, cần điền"),
}
_NOTHING: Mapping[str, Severity] = {}


def draw_svg(bpmn: bytes, marked: Mapping[str, Severity] = _NOTHING) -> bytes:
    """Draw a file by its own diagram, or laid out where it has none; `marked` are elements with findings.

    Refused (`diagram.unreadable`, with the findings) for a file that the engine will not open.
    """
    root = _opened(bpmn)
    if not planes(root):
        root = _opened(lay_out(bpmn))
    drawing = etree.fromstring(f'<svg xmlns="{SVG}"/>')
    whole = piece(drawing, "g", font_family="Arial, 'Liberation Sans', sans-serif", fill="#1f2933")
    elements = {element.get("id", ""): element for element in root.iter(etree.Element) if element.get("id")}
    size, used = Box(0, 0, 0, 0), set[str]()
    for plane in planes(root):
        known = [placed for placed in plane if placed.element in elements]
        area = _area(known)
        moved = piece(whole, "g", transform=f"translate({MARGIN - area.x} {MARGIN + size.height - area.y})")
        _draw_plane(moved, known, elements, marked)
        used |= {placed.element for placed in known}
        size = Box(0, 0, max(size.width, area.width), size.height + area.height + GAP)
    legend = _legend(elements, used, marked)
    _write_legend(piece(whole, "g", transform=f"translate({MARGIN} {MARGIN + size.height})"), legend)
    width = max(size.width, 230 * len(legend)) + 2 * MARGIN
    height = size.height - GAP + 2 * MARGIN + (LEGEND + GAP if legend else 0)
    for name, value in {
        "width": width,
        "height": height,
        "viewBox": f"0 0 {width} {height}",
        "role": "img",
    }.items():
        drawing.set(name, str(value))
    piece(drawing, "title").text = _title(root)
    drawing.insert(0, drawing[-1])
    return etree.tostring(drawing, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def worst(findings: Iterable[Finding]) -> dict[str, Severity]:
    """Return for each element with findings the gravest of their severities."""
    gravity = list(MARKS)
    found: dict[str, Severity] = {}
    for finding in findings:
        if finding.element is not None:
            before = found.get(finding.element, finding.severity)
            found[finding.element] = min(before, finding.severity, key=gravity.index)
    return found


def _opened(bpmn: bytes) -> etree._Element:
    document = parse(bpmn)
    if document.root is None:
        raise Refused("diagram.unreadable", findings=document.findings)
    return document.root


def _title(root: etree._Element) -> str:
    names = [element.get("name") for element in root.iter(etree.Element) if local_name(element) == "process"]
    return "; ".join(name for name in names if name) or "Sơ đồ quy trình"


def _area(plane: Sequence[Placed]) -> Box:
    boxes = [box for placed in plane for box in (placed.box, placed.label) if box is not None]
    xs = [x for box in boxes for x in (box.x, box.right)] + [x for placed in plane for x, _ in placed.points]
    ys = [y for box in boxes for y in (box.y, box.bottom)] + [y for placed in plane for _, y in placed.points]
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)) if xs else Box(0, 0, 0, 0)


def _draw_plane(
    parent: etree._Element,
    plane: Sequence[Placed],
    elements: Mapping[str, etree._Element],
    marked: Mapping[str, Severity],
) -> None:
    """Draw what lies at the bottom first: pools, lanes, open sub-processes, arrows, shapes, events on borders."""
    default = defaults(next(iter(elements.values())).getroottree().getroot())
    closed = {placed.element for placed in plane if not placed.is_expanded}
    for placed in sorted(plane, key=lambda placed: _height(elements[placed.element], placed)):
        element = elements[placed.element]
        if any(around.get("id") in closed for around in element.iterancestors()):
            continue
        group = piece(parent, "g", data_element=placed.element)
        if element.get("name"):
            piece(group, "title").text = element.get("name")
        if placed.box is not None and placed.element in marked:
            color, _ = MARKS[marked[placed.element]]
            frame(group, placed.box.grown(6), Ink(color, f"{color}22"), width=2.5, radius=12)
        elif placed.element in marked:
            color, _ = MARKS[marked[placed.element]]
            points = " ".join(f"{x},{y}" for x, y in placed.points)
            piece(group, "polyline", points=points, fill="none", stroke=f"{color}55", stroke_width=9)
        if placed.box is None:
            draw_flow(group, element, placed, placed.element in default)
        else:
            draw_shape(group, element, placed)


def _height(element: etree._Element, placed: Placed) -> tuple[int, int]:
    kind = local_name(element)
    depth = sum(1 for _ in element.iterancestors())
    if kind in ("participant", "lane"):
        return (0 if kind == "participant" else 1, depth)
    if kind in CONTAINERS and placed.is_expanded:
        return (2, 2 * depth)
    return (2, 2 * depth + (3 if placed.box is None else 5 if kind == "boundaryEvent" else 4))


def _legend(
    elements: Mapping[str, etree._Element], used: set[str], marked: Mapping[str, Severity]
) -> list[tuple[Ink, str]]:
    found: list[tuple[Ink, str]] = []
    if any(ink_of(elements[name]) is ADDED for name in used):
        found += [(DRAWN, "do người vẽ"), (ADDED, "hệ thống thêm khi chuẩn hóa")]
    kinds = {marked[name] for name in used & marked.keys()}
    return found + [
        (Ink(color, f"{color}22"), words) for kind, (color, words) in MARKS.items() if kind in kinds
    ]


def _write_legend(parent: etree._Element, legend: Sequence[tuple[Ink, str]]) -> None:
    for number, (ink, words) in enumerate(legend):
        frame(parent, Box(230 * number, 0, 28, 18), ink, radius=4)
        piece(parent, "text", x=230 * number + 36, y=13, font_size=FONT).text = words
