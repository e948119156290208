"""Finds a right-angled way for each flow on the lines of a grid, by length, bends and crossings."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise

from processes.layout.place import Grid
from processes.layout.shape import Box, Point

# Prices in pixels of the detour that a reader would rather follow than the thing priced.
BEND, CROSSING, SHARED = 40, 80, 800
MARGIN = 8

Cell = tuple[int, int]  # indices into the grid's xs and ys
Step = tuple[int, int]
RIGHT, DOWN, LEFT, UP = STEPS = ((1, 0), (0, 1), (-1, 0), (0, -1))
State = tuple[Cell, Step]
Ends = tuple[str, str]  # ids of source and target


@dataclass(frozen=True, slots=True)
class Port:
    """A way into or out of a shape: the point on its border, the first cell outside, the way outwards."""

    at: Point
    cell: Cell
    outward: Step
    price: int


class Router:
    """Routes flows one by one; each way taken makes its lines dearer for the flows after it."""

    def __init__(self, grid: Grid) -> None:
        self.xs, self.ys = grid.xs, grid.ys
        self.blocked = {cell for box in grid.boxes.values() for cell in self._cells_of(box.grown(MARGIN))}
        # Which flows run along the piece of line that goes right (0) or down (1) from a cell.
        self.used: dict[tuple[Cell, int], set[Ends]] = defaultdict(set)

    def port(self, box: Box, outward: Step, price: int) -> Port:
        """Return the port in the middle of one side of a shape."""
        (x, y), (dx, dy), wide = box.middle, outward, box.grown(MARGIN)
        column, line = bisect_left(self.xs, x), bisect_left(self.ys, y)
        if dx:
            column = bisect_left(self.xs, wide.right) if dx > 0 else bisect_right(self.xs, wide.x) - 1
        else:
            line = bisect_left(self.ys, wide.bottom) if dy > 0 else bisect_right(self.ys, wide.y) - 1
        at = (x + dx * box.width // 2, y + dy * box.height // 2)
        return Port(at, (column, line), outward, price)

    def route(self, starts: list[Port], ends: list[Port], flow: Ends) -> tuple[Port, Port, list[Point]]:
        """Take the cheapest way from one of `starts` to one of `ends`; return its ports and points."""
        cells, end = self._search(starts, ends, flow)
        for before, after in pairwise(cells):
            self.used[_piece(before, after)].add(flow)
        start = next(port for port in starts if port.cell == cells[0])
        points = [start.at, *((self.xs[column], self.ys[line]) for column, line in cells), end.at]
        return start, end, list(_corners(points))

    def _cells_of(self, area: Box) -> Iterator[Cell]:
        columns = range(bisect_right(self.xs, area.x), bisect_left(self.xs, area.right))
        lines = range(bisect_right(self.ys, area.y), bisect_left(self.ys, area.bottom))
        return ((column, line) for column in columns for line in lines)

    def _search(self, starts: list[Port], ends: list[Port], flow: Ends) -> tuple[list[Cell], Port]:
        # A*: the heap holds (price so far + distance left, price so far, state, state before).
        goals = {port.cell: port for port in ends}
        heap: list[tuple[int, int, State, State]] = [
            (port.price, port.price, (port.cell, port.outward), (port.cell, port.outward)) for port in starts
        ]
        came: dict[State, State] = {}
        while heap:
            _, price, state, before = heappop(heap)
            if state in came:
                continue
            came[state] = before
            cell, heading = state
            if cell in goals and heading == (0, 0):
                return _walk_back(came, state), goals[cell]
            if cell in goals and heading != goals[cell].outward:
                turn = BEND if heading != _opposite(goals[cell].outward) else 0
                total = price + turn + goals[cell].price
                heappush(heap, (total, total, (cell, (0, 0)), state))
            for following, cost in self._onward(state, flow):
                left = min(self._distance(following[0], goal) for goal in goals)
                heappush(heap, (price + cost + left, price + cost, following, state))
        raise AssertionError("the gaps around shapes are always connected")

    def _onward(self, state: State, flow: Ends) -> Iterator[tuple[State, int]]:
        cell, heading = state
        if heading == (0, 0):
            return
        for step in STEPS:
            after = (cell[0] + step[0], cell[1] + step[1])
            inside = 0 <= after[0] < len(self.xs) and 0 <= after[1] < len(self.ys)
            if not inside or after in self.blocked or step == _opposite(heading):
                continue
            cost = self._distance(cell, after) + (BEND if step != heading else 0)
            cost += SHARED * self._has_other(_piece(cell, after), flow)
            cost += CROSSING * self._is_crossed(after, 1 if step[0] else 0, flow)
            yield (after, step), cost

    def _has_other(self, piece: tuple[Cell, int], flow: Ends) -> bool:
        # Flows from one source or to one target may run together, like the branches of a tree.
        return any(flow[0] != source and flow[1] != target for source, target in self.used.get(piece, ()))

    def _is_crossed(self, cell: Cell, axis: int, flow: Ends) -> bool:
        back = (cell[0] - 1, cell[1]) if axis == 0 else (cell[0], cell[1] - 1)
        return self._has_other((cell, axis), flow) or self._has_other((back, axis), flow)

    def _distance(self, one: Cell, other: Cell) -> int:
        return abs(self.xs[one[0]] - self.xs[other[0]]) + abs(self.ys[one[1]] - self.ys[other[1]])


def _opposite(step: Step) -> Step:
    return -step[0], -step[1]


def _piece(one: Cell, other: Cell) -> tuple[Cell, int]:
    return min(one, other), 0 if one[1] == other[1] else 1


def _walk_back(came: dict[State, State], last: State) -> list[Cell]:
    # The first state is its own predecessor; the last two share a cell.
    state = came[last]
    cells = [state[0]]
    while came[state] != state:
        state = came[state]
        cells.append(state[0])
    return cells[::-1]


def _corners(points: list[Point]) -> Iterator[Point]:
    kept = [point for index, point in enumerate(points) if index == 0 or point != points[index - 1]]
    yield kept[0]
    for before, here, after in zip(kept, kept[1:], kept[2:], strict=False):
        if not (before[0] == here[0] == after[0] or before[1] == here[1] == after[1]):
            yield here
    yield kept[-1]
