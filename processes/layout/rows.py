"""The row of each node inside its lane: the first way out of a node goes on in the node's own row."""

from collections import defaultdict
from itertools import count

from processes.layout.graph import Node, Scope
from processes.layout.rank import columns, leaving

Row = tuple[int, int]  # (lane, row within the lane)


class _Ledger:
    """Which columns of which row are taken."""

    def __init__(self) -> None:
        self.taken: dict[Row, set[int]] = defaultdict(set)

    def is_free(self, row: Row, span: range) -> bool:
        return self.taken[row].isdisjoint(span)

    def take(self, row: Row, span: range) -> None:
        self.taken[row].update(span)


def rows(scope: Scope) -> dict[str, Row]:
    """Return (lane, row) of every node; no two nodes share a column of one row."""
    column, out = columns(scope), leaving(scope)
    lane_of = {node.id: node.lane for node in scope.nodes}
    wished: dict[str, int] = {}
    reserved: dict[str, Row] = {}
    ledger = _Ledger()
    placed: dict[str, Row] = {}
    for node in sorted(scope.nodes, key=lambda node: column[node.id]):
        row = reserved.get(node.id) or _nearest_free(node, column[node.id], wished.get(node.id, 0), ledger)
        ledger.take(row, range(column[node.id], column[node.id] + 1))
        placed[node.id] = row
        ahead = [flow.target for flow in out[node.id] if column[flow.target] > column[node.id]]
        own_lane = [target for target in ahead if lane_of[target] == node.lane]
        for target in own_lane:
            wished.setdefault(target, row[1])
        straight = next((target for target in own_lane if target not in reserved), None)
        if straight and ledger.is_free(row, span := range(column[node.id] + 1, column[straight] + 1)):
            ledger.take(row, span)
            reserved[straight] = row
    return placed


def _nearest_free(node: Node, column: int, wished: int, ledger: _Ledger) -> Row:
    candidates = ((node.lane, row) for row in count(wished))
    return next(row for row in candidates if ledger.is_free(row, range(column, column + 1)))
