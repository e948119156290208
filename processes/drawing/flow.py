"""Draws the arrows of a diagram: sequence and message flows, associations."""

from lxml import etree

from processes.drawing.ink import Ink, piece, stroke
from processes.drawing.picture import Placed
from processes.drawing.shapes import ink_of, write_label
from processes.layout.graph import BPMN, local_name
from processes.layout.shape import Box, Point


def draw_flow(parent: etree._Element, element: etree._Element, placed: Placed, is_default: bool) -> None:
    """Draw an edge with its arrow head, the sign of a condition or default, and its name."""
    kind, ink = local_name(element), ink_of(element)
    dashes = {
        "messageFlow": "8 5",
        "association": "2 4",
        "dataInputAssociation": "2 4",
        "dataOutputAssociation": "2 4",
    }
    line = Ink(ink.line, "none", dashes.get(kind, ink.dash))
    points = " ".join(f"{x},{y}" for x, y in placed.points)
    piece(parent, "polyline", points=points, stroke_linejoin="round", **stroke(line))
    if kind in ("sequenceFlow", "messageFlow"):
        _head(parent, placed.points[-2], placed.points[-1], ink, filled=kind == "sequenceFlow")
    if is_default:
        _slash(parent, placed.points[0], placed.points[1], ink)
    name = " ".join((element.get("name") or "").split())
    if name:
        write_label(parent, name, placed.label or _beside(placed.points))


def defaults(root: etree._Element) -> set[str]:
    """Return the ids of the default flows of a file."""
    return {element.get("default", "") for element in root.iter(f"{{{BPMN}}}*")} - {""}


def _head(parent: etree._Element, before: Point, end: Point, ink: Ink, *, filled: bool) -> None:
    (x, y), (ax, ay) = end, _ahead(before, end)
    wings = ((x - 9 * ax - 4.5 * ay, y - 9 * ay + 4.5 * ax), (x - 9 * ax + 4.5 * ay, y - 9 * ay - 4.5 * ax))
    points = " ".join(f"{px:g},{py:g}" for px, py in ((x, y), *wings))
    piece(
        parent,
        "polygon",
        points=points,
        fill=ink.line if filled else "#ffffff",
        stroke=ink.line,
        stroke_width=1,
    )


def _slash(parent: etree._Element, start: Point, after: Point, ink: Ink) -> None:
    (x, y), (ax, ay) = start, _ahead(start, after)
    x, y = round(x + 10 * ax), round(y + 10 * ay)
    across = (4 * ax - 5 * ay, 4 * ay + 5 * ax)
    ends = {"x1": x - across[0], "y1": y - across[1], "x2": x + across[0], "y2": y + across[1]}
    piece(parent, "line", **{key: f"{value:g}" for key, value in ends.items()}, **stroke(Ink(ink.line)))


def _ahead(start: Point, end: Point) -> tuple[float, float]:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    return dx / length, dy / length


def _beside(points: tuple[Point, ...]) -> Box:
    (x1, y1), (x2, y2) = points[0], points[1]
    return Box((x1 + x2) // 2 - 40, (y1 + y2) // 2 - 18, 80, 14)
