"""Turns columns and rows into boxes, and lists the lines between them that flows may run along."""

from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from processes.layout.graph import Node, Scope
from processes.layout.rank import columns
from processes.layout.rows import Row, rows
from processes.layout.shape import Box, Picture

TASK, GATEWAY, EVENT = (140, 80), (50, 50), (36, 36)
COLUMN_GAP, ROW_GAP = 60, 70
# Lines a flow may run along inside a gap; none on the middle of a row gap, where lane borders are.
COLUMN_TRACKS, ROW_TRACKS = (12, 24, 36, 48), (14, 28, 42, 56)
Key = TypeVar("Key", int, Row)


@dataclass(frozen=True, slots=True)
class Grid:
    """Boxes of all nodes and boundary events, the lines flows may use, and the area taken."""

    boxes: dict[str, Box]
    xs: tuple[int, ...]
    ys: tuple[int, ...]
    lanes: tuple[Box, ...]
    frame: Box


@dataclass(frozen=True, slots=True)
class _Band:
    """One column or row: where it begins and how thick it is."""

    at: int
    size: int

    @property
    def middle(self) -> int:
        return self.at + self.size // 2


def place(scope: Scope, inner: dict[str, Picture]) -> Grid:
    """Place every node of the scope; `inner` holds the finished pictures of its sub-processes."""
    column, row = columns(scope), rows(scope)
    sizes = {node.id: _size(node, inner) for node in scope.nodes}
    widths: dict[int, int] = {}
    heights: dict[Row, int] = {(lane, 0): TASK[1] for lane in range(max(1, len(scope.lanes)))}
    for key, (width, height) in sizes.items():
        widths[column[key]] = max(widths.get(column[key], 0), width)
        heights[row[key]] = max(heights.get(row[key], TASK[1]), height)
    across, down = _bands(widths, COLUMN_GAP), _bands(heights, ROW_GAP)
    boxes = {
        key: _centred(size, across[column[key]].middle, down[row[key]].middle) for key, size in sizes.items()
    }
    events = {key: box for node in scope.nodes for key, box in _on_border(node, boxes[node.id]).items()}
    frame = Box(0, 0, _end(across, COLUMN_GAP), _end(down, ROW_GAP))
    return Grid(
        boxes=boxes | events,
        xs=_lines(across, COLUMN_GAP, COLUMN_TRACKS, {box.middle[0] for box in events.values()}),
        ys=_lines(down, ROW_GAP, ROW_TRACKS, set()),
        lanes=_lanes(down, frame),
        frame=frame,
    )


def _size(node: Node, inner: dict[str, Picture]) -> tuple[int, int]:
    if node.id in inner:
        return inner[node.id].frame.width, inner[node.id].frame.height
    if node.kind.endswith("Gateway"):
        return GATEWAY
    return EVENT if node.kind.endswith("Event") else TASK


def _bands(sizes: dict[Key, int], gap: int) -> dict[Key, _Band]:
    found: dict[Key, _Band] = {}
    at = gap
    for key in sorted(sizes):
        found[key] = _Band(at, sizes[key])
        at += sizes[key] + gap
    return found


def _end(bands: dict[Key, _Band], gap: int) -> int:
    last = max(bands.values(), key=lambda band: band.at, default=_Band(0, 0))
    return last.at + last.size + gap


def _lines(bands: dict[Key, _Band], gap: int, tracks: tuple[int, ...], extra: set[int]) -> tuple[int, ...]:
    before = {band.at - gap + track for band in bands.values() for track in tracks}
    after = {_end(bands, gap) - gap + track for track in tracks}
    return tuple(sorted(before | after | {band.middle for band in bands.values()} | extra))


def _centred(size: tuple[int, int], x: int, y: int) -> Box:
    width, height = size
    return Box(x - width // 2, y - height // 2, width, height)


def _on_border(host: Node, box: Box) -> dict[str, Box]:
    # From the right end of the lower border, so that what follows an event lies ahead of its host.
    step = min(44, box.width // (len(host.boundary) + 1)) if host.boundary else 0
    return {
        event.id: _centred(EVENT, box.right - 26 - number * step, box.bottom)
        for number, event in enumerate(host.boundary)
    }


def _lanes(down: dict[Row, _Band], frame: Box) -> tuple[Box, ...]:
    tops = [down[row].at - ROW_GAP // 2 for row in sorted(down) if row[1] == 0]
    edges = [0, *tops[1:], frame.height]
    return tuple(Box(0, top, frame.width, bottom - top) for top, bottom in pairwise(edges))
