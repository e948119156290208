"""Where the names of events, gateways and flows stand: beside the shape, clear of the flows that leave it."""

from itertools import pairwise

from processes.layout.route import DOWN, UP, Step
from processes.layout.shape import Box, Point

# Estimated from bpmn-js: 11 px letters, lines of at most 90 px.
LETTER, LINE, WIDEST, GAP = 6, 14, 90, 4


def event_label(name: str, box: Box) -> Box:
    """Place the name under a start, end or intermediate event."""
    width, height = _size(name)
    return Box(box.middle[0] - width // 2, box.bottom + GAP, width, height)


def boundary_label(name: str, box: Box) -> Box:
    """Place the name of a boundary event at its lower right, beside the flow that leaves below."""
    width, height = _size(name)
    return Box(box.middle[0] + GAP, box.bottom, width, height)


def gateway_label(name: str, box: Box, sides: set[Step]) -> Box:
    """Place the name of a gateway above it, or below, or at the upper left where flows use both."""
    width, height = _size(name)
    x, y = box.middle[0] - width // 2, box.y - height - GAP
    if UP in sides and DOWN in sides:
        return Box(box.middle[0] - width - GAP, y, width, height)
    return Box(x, box.bottom + GAP if UP in sides else y, width, height)


def flow_label(name: str, points: tuple[Point, ...], shares_its_start: bool) -> Box:
    """Place the name of a flow where it leaves its source: above a level line, right of an upright one.

    Where several flows leave together, it stands at the last level piece instead, which is the flow's own.
    """
    width, height = _size(name)
    if shares_its_start:
        level = [(before, after) for before, after in pairwise(points) if before[1] == after[1]]
        if level:
            (x1, y), (x2, _) = level[-1]
            x = (x1 + x2 - width) // 2 if abs(x2 - x1) > width else min(x1, x2) - width
            return Box(x, y - height - GAP, width, height)
    (x, y), (next_x, next_y) = points[0], points[1]
    if next_y == y:
        return Box(x + GAP if next_x > x else x - width - GAP, y - height - GAP, width, height)
    return Box(x + GAP, y + GAP if next_y > y else y - height - GAP, width, height)


def _size(name: str) -> tuple[int, int]:
    length = LETTER * len(name)
    lines = -(-length // WIDEST)
    return min(length, WIDEST) + 2 * GAP, LINE * lines
