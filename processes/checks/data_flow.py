"""Is every name that a condition reads written by an earlier form on every way there (BPMN.md §4)?"""

from collections.abc import Iterator

from engine.bpmn.definition import Definition
from engine.bpmn.deployment import Deployment
from engine.bpmn.finding import Finding, Severity
from engine.net.net import Kind, Node

Names = frozenset[str]
NOTHING: Names = frozenset()


def check(deployment: Deployment) -> list[Finding]:
    """Name every condition that may find a name unwritten: an error in a package, a gap in a bare diagram."""
    return list(_check(deployment, deployment.main, NOTHING))


def _check(deployment: Deployment, definition: Definition, given: Names) -> Iterator[Finding]:
    severity = Severity.ERROR if deployment.procedure is not None else Severity.GAP
    ever = {name for form in deployment.forms.values() for name in form.written()}
    flow = _Flow(deployment, definition, given)
    net = definition.net
    for index, condition in sorted(definition.conditions.items()):
        arrow = net.flows[index]
        for name in sorted(condition.names - flow.after[arrow.source]):
            where = "có đường đi chưa ghi" if name in ever else "chưa có biểu mẫu nào ghi"
            text = f"Điều kiện của nhánh «{arrow.id}» dùng «{name}» nhưng {where}; hãy bổ sung vào biểu mẫu trước đó."
            yield Finding("data.unwritten", severity, arrow.id, text)
    for node in net.nodes:
        called = deployment.processes.get(definition.element(node.index).called or "")
        if called is not None:
            yield from _check(deployment, called, flow.before(node))


class _Flow:
    """For each node the names surely written when it is left: the greatest fixed point over the flows."""

    def __init__(self, deployment: Deployment, definition: Definition, given: Names) -> None:
        self.deployment, self.definition, self.given = deployment, definition, given
        self.net = definition.net
        everything = frozenset(name for form in deployment.forms.values() for name in form.written()) | given
        self.after = [everything for _ in self.net.nodes]
        while self._narrow():
            pass

    def _narrow(self) -> bool:
        now = [self.before(node) | self._writes(node) for node in self.net.nodes]
        changed = now != self.after
        self.after = now
        return changed

    def before(self, node: Node) -> Names:
        """Names surely written when a token arrives; a parallel join has what any of its branches wrote."""
        if node.host is not None:
            return self.before(self.net.nodes[node.host])
        if node.kind is Kind.START:
            host = next((other for other in self.net.nodes if other.body == node.scope and node.scope), None)
            return self.given if host is None else self.before(host)
        arriving = [self.after[self.net.flows[flow].source] for flow in node.incoming]
        if not arriving:
            return NOTHING
        return frozenset.union(*arriving) if node.kind is Kind.PARALLEL else frozenset.intersection(*arriving)

    def _writes(self, node: Node) -> Names:
        element = self.definition.element(node.index)
        form = self.deployment.forms.get(element.form or "")
        names = frozenset(name for name, always in form.written().items() if always) if form else NOTHING
        called = self.deployment.processes.get(element.called or "")
        if called is not None:
            names |= _Flow(self.deployment, called, self.before(node)).at_end(0)
        return names if node.body is None else names | self.at_end(node.body)

    def at_end(self, scope: int) -> Names:
        """Names surely written whichever end of a scope is reached."""
        ends = (Kind.END, Kind.TERMINATE)
        reached = [self.after[n.index] for n in self.net.nodes if n.scope == scope and n.kind in ends]
        return frozenset.intersection(*reached) if reached else NOTHING
