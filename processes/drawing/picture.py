"""Where a file's own diagram puts everything (BPMN 2.0.2 clause 12.2), plane by plane."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from processes.layout.interchange import BPMNDI, DC, DI
from processes.layout.shape import Box, Point


@dataclass(frozen=True, slots=True)
class Placed:
    """A shape or an edge of a plane: the id of its element, its box or its points, and where its name stands."""

    element: str
    box: Box | None
    points: tuple[Point, ...]
    label: Box | None
    is_expanded: bool


def planes(root: etree._Element) -> list[list[Placed]]:
    """Return what stands on each plane of a file, in document order; what cannot be placed is left out."""
    found = [list(_placed(plane)) for plane in root.iter(f"{{{BPMNDI}}}BPMNPlane")]
    return [plane for plane in found if plane]


def _placed(plane: etree._Element) -> Iterator[Placed]:
    for item in plane.iterchildren(f"{{{BPMNDI}}}BPMNShape", f"{{{BPMNDI}}}BPMNEdge"):
        box = _box(item)
        points = tuple(_point(each) for each in item.iterchildren(f"{{{DI}}}waypoint"))
        if box is None and len(points) < 2:
            continue
        label = item.find(f"{{{BPMNDI}}}BPMNLabel")
        yield Placed(
            element=item.get("bpmnElement", "").rpartition(":")[2],
            box=box,
            points=points,
            label=None if label is None else _box(label),
            is_expanded=item.get("isExpanded", "true") != "false",
        )


def _box(item: etree._Element) -> Box | None:
    bounds = item.find(f"{{{DC}}}Bounds")
    if bounds is None:
        return None
    return Box(*(_number(bounds, name) for name in ("x", "y", "width", "height")))


def _point(item: etree._Element) -> Point:
    return _number(item, "x"), _number(item, "y")


def _number(item: etree._Element, name: str) -> int:
    """Whole pixels, within what a page can hold; what is no number counts as 0."""
    try:
        return max(-100_000, min(100_000, round(float(item.get(name, "0")))))
    except (ValueError, OverflowError):
        return 0
