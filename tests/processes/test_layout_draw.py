"""What holds of every drawn scope, and how branches, events and sub-processes look."""

from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from processes.layout.draw import draw
from processes.layout.graph import Flow, Node, Scope
from processes.layout.shape import Box, Picture, Point

KINDS = (
    "userTask",
    "exclusiveGateway",
    "parallelGateway",
    "endEvent",
    "intermediateCatchEvent",
    "callActivity",
)


def node(key: str, kind: str = "userTask", lane: int = 0, boundary: tuple[Node, ...] = ()) -> Node:
    return Node(key, kind, f"Bước {key}", lane, None, boundary)


def flow(source: str, target: str, name: str = "") -> Flow:
    return Flow(f"{source}-{target}", name, source, source.split("!", maxsplit=1)[0], target)


@st.composite
def scopes(choose: st.DrawFn) -> Scope:
    """Draw any small graph: loops, loose nodes, several lanes, boundary events, flows with names."""
    lanes = choose(st.integers(1, 3))
    count = choose(st.integers(1, 8))
    nodes = []
    for index in range(count):
        kind = choose(st.sampled_from(KINDS))
        events = choose(st.integers(0, 2)) if kind == "userTask" else 0
        boundary = tuple(node(f"n{index}!{number}", "boundaryEvent") for number in range(events))
        nodes.append(node(f"n{index}", kind, choose(st.integers(0, lanes - 1)), boundary))
    sources = st.sampled_from([key.id for each in nodes for key in (each, *each.boundary)])
    targets = st.sampled_from([each.id for each in nodes])
    pairs = choose(st.lists(st.tuples(sources, targets), max_size=10, unique=True))
    names = st.sampled_from(["", "Có", "Không đủ điều kiện"])
    flows = tuple(flow(source, target, choose(names)) for source, target in pairs)
    return Scope(tuple(nodes), flows, tuple(f"lane{index}" for index in range(lanes)))


def passes_through(one: Point, other: Point, box: Box) -> bool:
    """Tell whether a level or upright piece of line enters the inside of a box."""
    left, right = sorted((one[0], other[0]))
    top, bottom = sorted((one[1], other[1]))
    return left < box.right and right > box.x and top < box.bottom and bottom > box.y


def is_on_border(point: Point, box: Box) -> bool:
    x, y = point
    inside = box.x <= x <= box.right and box.y <= y <= box.bottom
    return inside and (x in (box.x, box.right) or y in (box.y, box.bottom))


def is_inside(inner: Box, outer: Box) -> bool:
    return (
        outer.x <= inner.x
        and outer.y <= inner.y
        and inner.right <= outer.right
        and inner.bottom <= outer.bottom
    )


def hosts_of(scope: Scope) -> dict[str, str]:
    return {event.id: each.id for each in scope.nodes for event in each.boundary}


@settings(max_examples=50, deadline=None)
@given(scopes())
def test_no_two_shapes_overlap_but_an_event_and_its_host(scope: Scope) -> None:
    hosts = hosts_of(scope)

    shapes = draw(scope).shapes

    touching = {(a, b) for (a, one), (b, other) in combinations(shapes.items(), 2) if one.overlaps(other)}
    assert {
        pair for pair in touching if hosts.get(pair[0]) != pair[1] and hosts.get(pair[1]) != pair[0]
    } == set()


@settings(max_examples=50, deadline=None)
@given(scopes())
def test_every_node_is_drawn_inside_its_lane(scope: Scope) -> None:
    picture = draw(scope)

    for each in scope.nodes:
        assert is_inside(picture.shapes[each.id], picture.lanes[scope.lanes[each.lane]])


@settings(max_examples=50, deadline=None)
@given(scopes())
def test_every_flow_goes_from_border_to_border_in_right_angles(scope: Scope) -> None:
    picture = draw(scope)

    assert set(picture.edges) == {each.id for each in scope.flows}
    for each in scope.flows:
        points = picture.edges[each.id]
        assert is_on_border(points[0], picture.shapes[each.source])
        assert is_on_border(points[-1], picture.shapes[each.target])
        assert all((a[0] == b[0]) != (a[1] == b[1]) for a, b in pairwise(points))


@settings(max_examples=50, deadline=None)
@given(scopes())
def test_no_flow_passes_through_a_shape(scope: Scope) -> None:
    picture, hosts = draw(scope), hosts_of(scope)

    for each in scope.flows:
        others = {key: box for key, box in picture.shapes.items() if key != each.source}
        if each.source in hosts:
            others.pop(hosts[each.source])
        for piece in pairwise(picture.edges[each.id]):
            assert not [key for key, box in others.items() if passes_through(*piece, box)]


@settings(max_examples=25, deadline=None)
@given(scopes())
def test_the_same_scope_is_always_drawn_the_same(scope: Scope) -> None:
    assert draw(scope) == draw(scope)


@settings(max_examples=25, deadline=None)
@given(scopes())
def test_everything_lies_within_the_frame_and_lanes_fill_it(scope: Scope) -> None:
    picture = draw(scope)

    assert all(is_inside(box, picture.frame) for box in picture.shapes.values())
    lanes = [picture.lanes[key] for key in scope.lanes]
    assert lanes[0].y == 0
    assert lanes[-1].bottom == picture.frame.height
    assert all(upper.bottom == lower.y for upper, lower in pairwise(lanes))


def picture_of(nodes: list[Node], flows: list[Flow]) -> Picture:
    return draw(Scope(tuple(nodes), tuple(flows), ("lane",)))


def test_steps_in_a_row_are_joined_by_straight_lines() -> None:
    picture = picture_of([node("a"), node("b"), node("c")], [flow("a", "b"), flow("b", "c")])

    assert [len(points) for points in picture.edges.values()] == [2, 2]


def test_a_send_back_runs_clear_of_the_steps_it_skips() -> None:
    nodes = [node("m", "exclusiveGateway"), node("a"), node("x", "exclusiveGateway"), node("b")]
    flows = [flow("m", "a"), flow("a", "x"), flow("x", "b"), flow("x", "m", "Trả lại")]

    picture = picture_of(nodes, flows)

    back = picture.edges["x-m"]
    row = picture.shapes["a"]
    assert all(y < row.y or y > row.bottom for (_, y), (_, after) in pairwise(back[1:-1]) if y == after)


def test_boundary_events_sit_side_by_side_on_the_lower_border() -> None:
    events = (node("e!1", "boundaryEvent"), node("e!2", "boundaryEvent"))
    host = Node("e", "userTask", "", 0, None, events)

    shapes = picture_of([host], []).shapes

    assert [shapes[event.id].middle[1] for event in events] == [shapes["e"].bottom] * 2
    assert not shapes["e!1"].overlaps(shapes["e!2"])
    assert shapes["e!2"].x < shapes["e!1"].x


def test_a_sub_process_holds_all_it_contains() -> None:
    inside = Scope((node("x"), node("y")), (flow("x", "y", "Tiếp"),), ())
    sub = Node("sub", "subProcess", "Lấy ý kiến", 0, inside, ())

    picture = picture_of([node("a"), sub], [flow("a", "sub")])

    assert all(is_inside(picture.shapes[key], picture.shapes["sub"]) for key in ("x", "y"))
    assert is_inside(picture.labels["x-y"], picture.shapes["sub"])
    assert len(picture.edges["x-y"]) == 2


def test_branches_that_leave_together_are_named_where_they_part() -> None:
    nodes = [node("x", "inclusiveGateway"), *(node(key) for key in "abcde")]
    flows = [flow("x", key, f"Nhánh {key}") for key in "abcde"]

    picture = picture_of(nodes, flows)

    boxes = [picture.labels[each.id] for each in flows]
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))


def test_a_name_stands_clear_of_its_own_gateway() -> None:
    nodes = [node("x", "exclusiveGateway"), node("a"), node("b"), node("c")]

    picture = picture_of(nodes, [flow("x", "a"), flow("x", "b"), flow("x", "c")])

    assert not picture.labels["x"].overlaps(picture.shapes["x"])


def test_nothing_to_draw_still_has_a_frame() -> None:
    picture = draw(Scope((), (), ()))

    assert picture.shapes == {}
    assert picture.frame.width > 0
    assert picture.frame.height > 0
