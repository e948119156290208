"""Which flows run back, and how far to the right each node stands (the longest path from a start)."""

from collections.abc import Iterator

from processes.layout.graph import Flow, Scope


def leaving(scope: Scope) -> dict[str, list[Flow]]:
    """Return the flows that leave each node, its boundary events included, in document order."""
    found: dict[str, list[Flow]] = {node.id: [] for node in scope.nodes}
    for flow in scope.flows:
        found[flow.host].append(flow)
    return found


def backward_flows(scope: Scope) -> frozenset[str]:
    """Return the ids of the flows that close a loop; without them the graph has no cycle."""
    out = leaving(scope)
    entered = {flow.target for flow in scope.flows}
    roots = sorted(out, key=lambda key: key in entered)
    seen: set[str] = set()
    return frozenset(key for root in roots if root not in seen for key in _closing(root, out, seen))


def _closing(root: str, out: dict[str, list[Flow]], seen: set[str]) -> Iterator[str]:
    # A stack of our own: a chain of 1,200 steps is deeper than Python's recursion allows.
    seen.add(root)
    path = {root}
    stack = [(root, iter(out[root]))]
    while stack:
        key, flows = stack[-1]
        flow = next(flows, None)
        if flow is None:
            path.discard(key)
            stack.pop()
        elif flow.target in path:
            yield flow.id
        elif flow.target not in seen:
            seen.add(flow.target)
            path.add(flow.target)
            stack.append((flow.target, iter(out[flow.target])))


def columns(scope: Scope) -> dict[str, int]:
    """Return the column of each node: 0 for a start, otherwise one more than its furthest predecessor."""
    backward = backward_flows(scope)
    forward = {
        key: [flow.target for flow in flows if flow.id not in backward]
        for key, flows in leaving(scope).items()
    }
    waiting = dict.fromkeys(forward, 0)
    for targets in forward.values():
        for target in targets:
            waiting[target] += 1
    column = dict.fromkeys(forward, 0)
    ready = [key for key, count in waiting.items() if count == 0]
    for key in ready:
        for target in forward[key]:
            column[target] = max(column[target], column[key] + 1)
            waiting[target] -= 1
            if waiting[target] == 0:
                ready.append(target)
    return column
