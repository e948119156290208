"""Draws one scope: inner scopes, then shapes, then flows from the shortest to the longest, then labels."""

from collections import Counter, defaultdict

from processes.layout.graph import Flow, Node, Scope
from processes.layout.label import boundary_label, event_label, flow_label, gateway_label
from processes.layout.place import Grid, place
from processes.layout.rank import backward_flows
from processes.layout.route import DOWN, LEFT, RIGHT, UP, Port, Router, Step
from processes.layout.shape import Box, Picture, Point

HEADING = 30  # room for the name of an expanded sub-process
# What it costs to leave or enter a shape elsewhere than in reading direction, or where another flow does.
SIDE_OF_GATEWAY, SIDE_OF_TASK, TAKEN = 20, 90, 400
SHARED_SIDE = {("in", "in"): 0, ("out", "out"): 60}

Sides = dict[str, dict[Step, str]]  # for each node, what each used side serves: "in" or "out"
Edges = dict[str, tuple[Point, ...]]


def draw(scope: Scope) -> Picture:
    """Draw a scope with its upper left corner at (0, 0)."""
    inner = {node.id: _draw_inside(node.inner) for node in scope.nodes if node.inner is not None}
    grid = place(scope, inner)
    sides, edges = _edges(scope, grid)
    shapes, labels = dict(grid.boxes), _labels(scope, grid, sides, edges)
    for key, picture in inner.items():
        moved = picture.moved(grid.boxes[key].x, grid.boxes[key].y)
        shapes |= moved.shapes
        edges |= moved.edges
        labels |= moved.labels
    return Picture(grid.frame, shapes, edges, labels, dict(zip(scope.lanes, grid.lanes, strict=False)))


def _draw_inside(scope: Scope) -> Picture:
    picture = draw(scope)
    frame = Box(0, -HEADING, picture.frame.width, picture.frame.height + HEADING)
    return Picture(frame, picture.shapes, picture.edges, picture.labels).moved(0, HEADING)


def _edges(scope: Scope, grid: Grid) -> tuple[Sides, Edges]:
    backward = backward_flows(scope)
    events = {event.id: event for node in scope.nodes for event in node.boundary}
    nodes = {node.id: node for node in scope.nodes} | events
    router = Router(grid)
    sides: Sides = defaultdict(dict)
    edges: Edges = {}
    for flow in sorted(scope.flows, key=lambda flow: (flow.id in backward, _span(flow, grid))):
        source, target = nodes[flow.source], nodes[flow.target]
        starts = [
            _port(router, grid, source, (side, "out"), sides)
            for side in _ways_out(source, flow.source in events)
        ]
        ends = [_port(router, grid, target, (side, "in"), sides) for side in _ways_in(target)]
        start, end, points = router.route(starts, ends, (flow.source, flow.target))
        sides[flow.source][start.outward] = "out"
        sides[flow.target].setdefault(end.outward, "in")
        edges[flow.id] = tuple(points)
    return sides, edges


def _span(flow: Flow, grid: Grid) -> int:
    (x1, y1), (x2, y2) = grid.boxes[flow.source].middle, grid.boxes[flow.target].middle
    return abs(x2 - x1) + abs(y2 - y1)


def _ways_out(node: Node, is_boundary: bool) -> tuple[Step, ...]:
    if is_boundary:
        return (DOWN,)
    return (RIGHT, UP) if node.boundary else (RIGHT, DOWN, UP)


def _ways_in(node: Node) -> tuple[Step, ...]:
    return (LEFT, UP) if node.boundary else (LEFT, DOWN, UP)


def _port(router: Router, grid: Grid, node: Node, use: tuple[Step, str], sides: Sides) -> Port:
    side, role = use
    price = 0
    if side in (UP, DOWN):
        price = SIDE_OF_GATEWAY if node.kind.endswith("Gateway") else SIDE_OF_TASK
    if side in sides[node.id]:
        price += SHARED_SIDE.get((sides[node.id][side], role), TAKEN)
    return router.port(grid.boxes[node.id], side, price)


def _labels(scope: Scope, grid: Grid, sides: Sides, edges: Edges) -> dict[str, Box]:
    starts = Counter(points[0] for points in edges.values())
    found = {
        flow.id: flow_label(flow.name, edges[flow.id], starts[edges[flow.id][0]] > 1)
        for flow in scope.flows
        if flow.name
    }
    for node in scope.nodes:
        if node.name and node.kind.endswith("Gateway"):
            found[node.id] = gateway_label(node.name, grid.boxes[node.id], set(sides[node.id]))
        elif node.name and node.kind.endswith("Event"):
            found[node.id] = event_label(node.name, grid.boxes[node.id])
        found |= {
            event.id: boundary_label(event.name, grid.boxes[event.id])
            for event in node.boundary
            if event.name
        }
    return found
