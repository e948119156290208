"""Which flows run back, which column and which row a node gets."""

from processes.layout.graph import Flow, Node, Scope
from processes.layout.rank import backward_flows, columns
from processes.layout.rows import rows


def scope_of(*arrows: str, lanes: dict[str, int] | None = None) -> Scope:
    """Read "a>b" arrows; nodes stand in order of first mention, in lane 0 unless said otherwise."""
    pairs = [tuple(arrow.split(">")) for arrow in arrows]
    keys = list(dict.fromkeys(key for pair in pairs for key in pair))
    lane = lanes or {}
    nodes = tuple(Node(key, "userTask", key, lane.get(key, 0), None, ()) for key in keys)
    flows = tuple(Flow(f"{a}{b}", "", a, a, b) for a, b in pairs)
    return Scope(nodes, flows, tuple(f"lane{index}" for index in range(max(lane.values(), default=0) + 1)))


def test_a_return_to_an_earlier_step_is_the_flow_that_runs_back() -> None:
    scope = scope_of("a>b", "b>c", "c>b", "c>d")

    assert backward_flows(scope) == {"cb"}


def test_a_graph_without_a_loop_has_no_flow_that_runs_back() -> None:
    scope = scope_of("a>b", "a>c", "b>d", "c>d")

    assert backward_flows(scope) == frozenset()


def test_a_node_that_leads_to_itself_runs_back() -> None:
    scope = scope_of("a>b", "b>b")

    assert backward_flows(scope) == {"bb"}


def test_a_loop_without_a_start_is_still_ranked() -> None:
    scope = scope_of("a>b", "b>a")

    assert columns(scope) == {"a": 0, "b": 1}


def test_the_column_is_the_longest_way_from_the_start() -> None:
    scope = scope_of("a>d", "a>b", "b>c", "c>d")

    assert columns(scope) == {"a": 0, "b": 1, "c": 2, "d": 3}


def test_a_return_loop_pushes_nothing_to_the_right() -> None:
    scope = scope_of("a>b", "b>c", "c>b", "c>d")

    assert columns(scope) == {"a": 0, "b": 1, "c": 2, "d": 3}


def test_what_follows_a_boundary_event_stands_right_of_its_host() -> None:
    event = Node("late", "boundaryEvent", "", 0, None, ())
    host = Node("host", "userTask", "", 0, None, (event,))
    reminder = Node("reminder", "userTask", "", 0, None, ())
    flow = Flow("f", "", "late", "host", "reminder")

    assert columns(Scope((reminder, host), (flow,), ())) == {"host": 0, "reminder": 1}


def test_a_chain_deeper_than_the_recursion_limit_is_ranked() -> None:
    scope = scope_of(*(f"n{index}>n{index + 1}" for index in range(1_500)))

    assert columns(scope)["n1500"] == 1_500


def test_the_first_way_out_stays_in_the_row_and_the_second_goes_below() -> None:
    scope = scope_of("a>b", "a>c", "b>d", "c>d")

    assert rows(scope) == {"a": (0, 0), "b": (0, 0), "c": (0, 1), "d": (0, 0)}


def test_a_long_flow_keeps_its_row_free_of_other_nodes() -> None:
    scope = scope_of("a>d", "a>b", "b>c", "c>d")

    assert rows(scope) == {"a": (0, 0), "b": (0, 1), "c": (0, 1), "d": (0, 0)}


def test_rows_count_from_nought_in_each_lane() -> None:
    scope = scope_of("a>b", "b>c", lanes={"b": 1})

    assert rows(scope) == {"a": (0, 0), "b": (1, 0), "c": (0, 0)}
