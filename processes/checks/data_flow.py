"""Is every name that a condition or a decision table reads written on every way there (BPMN.md §4)?"""

from collections.abc import Iterator

from engine.bpmn.definition import Definition, Element, Repetition
from engine.bpmn.deployment import Deployment
from engine.bpmn.finding import Finding, Severity
from engine.bpmn.normalise import drawn
from engine.bpmn.seen import COUNTED, COUNTER, PREFIXES
from engine.net.net import Kind, Node, Repeat

Names = frozenset[str]
NOTHING: Names = frozenset()


def check(deployment: Deployment) -> list[Finding]:
    """Name every condition and table that may find a name unwritten: an error in a package, a gap in a diagram."""
    flows = _Flows(deployment)
    return [
        finding
        for process, given in _given(deployment, flows).items()
        for finding in _check(deployment, flows.of(process), given)
    ]


def _given(deployment: Deployment, flows: "_Flows") -> dict[str, Names]:
    """For each process that can run, the names surely written before it starts, whoever calls it."""
    given = {deployment.main.process: NOTHING}
    todo = [deployment.main.process]
    while todo:
        caller = todo.pop()
        for called, before in flows.of(caller).calls():
            names = given[caller] | before
            surely = given.get(called, names) & names
            if surely != given.get(called):
                given[called] = surely
                todo.append(called)
    return given


def _check(deployment: Deployment, flow: "_Flow", given: Names) -> Iterator[Finding]:
    severity = Severity.ERROR if deployment.procedure is not None else Severity.GAP
    ever = _ever_written(deployment)
    for element, reader, names in flow.unwritten(given):
        for name in sorted(names):
            where = "có đường đi chưa ghi" if name in ever else "chưa có biểu mẫu nào ghi"
            text = f"{reader} dùng «{name}» nhưng {where}; hãy bổ sung vào biểu mẫu trước đó."
            yield Finding("data.unwritten", severity, element, text)


def _ever_written(deployment: Deployment) -> Names:
    forms = (frozenset(form.written()) for form in deployment.forms.values())
    tables = (each for process in deployment.processes.values() for each in process.decisions.values())
    return NOTHING.union(*forms, *(table.writes for table in tables))


class _Flows:
    """The flow of each process, made once however often it is called."""

    def __init__(self, deployment: Deployment) -> None:
        self.deployment = deployment
        self._made: dict[str, _Flow] = {}

    def of(self, process: str) -> "_Flow":
        if process not in self._made:
            self._made[process] = _Flow(self, self.deployment.processes[process])
        return self._made[process]

    def written_by(self, element: Element) -> Names:
        """Names surely written when an element is completed: by its form, or by the process it calls."""
        form = self.deployment.forms.get(element.form or "")
        if form is not None:
            return frozenset(name for name, always in form.written().items() if always)
        if element.called is not None and element.called in self.deployment.processes:
            return self.of(element.called).at_end(0)
        return NOTHING


class _Flow:
    """For each node the names surely written when it is left: the greatest fixed point over the flows."""

    def __init__(self, flows: _Flows, definition: Definition) -> None:
        self.definition, self.net = definition, definition.net
        self._flows = flows
        self._own = [
            flows.written_by(definition.element(node.index)) | self._decided(node) for node in self.net.nodes
        ]
        self._hosts = {node.body: node for node in self.net.nodes if node.body is not None}
        kept = {each.results for each in definition.repetitions.values() if each.results is not None}
        everything = frozenset[str](kept).union(*self._own)
        self.after = [everything for _ in self.net.nodes]
        while self._narrow():
            pass

    def unwritten(self, given: Names) -> Iterator[tuple[str, str, Names]]:
        """Yield each reader, its element first, then its words, with the names it may find unwritten."""
        for index, condition in sorted(self.definition.conditions.items()):
            arrow = self.net.flows[index]
            left = condition.required - self.after[arrow.source] - given
            yield arrow.id, f"Điều kiện của nhánh «{arrow.id}»", left
        for index, repetition in sorted(self.definition.repetitions.items()):
            yield from self._unwritten_by(self.net.nodes[index], repetition, given)
        for node in self.net.nodes:
            asked = self.definition.element(node.index)
            if asked.unit is not None:
                left = frozenset({asked.unit}) - self.before(node) - given
                yield drawn(asked.id), f"Đơn vị được hỏi của «{asked.name}»", left
        for index, decision in sorted(self.definition.decisions.items()):
            task = self.definition.element(index)
            left = decision.reads - self.before(self.net.nodes[index]) - given
            yield task.id, f"Bảng quyết định của «{task.name}»", left

    def _unwritten_by(
        self, node: Node, repetition: Repetition, given: Names
    ) -> Iterator[tuple[str, str, Names]]:
        """What says how often an activity runs is read before its first round, or after each."""
        assert node.body is not None
        element = drawn(node.id)
        first = [repetition.count] + ([repetition.condition] if node.repeat is Repeat.WHILE else [])
        after_each = [repetition.done] + ([repetition.condition] if node.repeat is Repeat.UNTIL else [])
        before = self.before(node) | given
        after = self.at_end(node.body) | before | own_names(repetition)
        for expressions, known in ((first, before | {COUNTER}), (after_each, after)):
            for each in expressions:
                if each is not None:
                    yield element, f"Số lần lặp của «{element}»", each.required - known
        if repetition.collection is not None:
            yield element, f"Danh sách lặp của «{element}»", frozenset({repetition.collection}) - before

    def _decided(self, node: Node) -> Names:
        decision = self.definition.decisions.get(node.index)
        return NOTHING if decision is None else decision.writes

    def calls(self) -> Iterator[tuple[str, Names]]:
        """Yield each process called here that the file holds, with the names surely written before."""
        for node in self.net.nodes:
            called = self.definition.element(node.index).called
            if called is not None and called in self._flows.deployment.processes:
                yield called, self.before(node)

    def _narrow(self) -> bool:
        changed = False
        for node in self.net.nodes:
            now = self.before(node) | self._writes(node)
            changed = changed or now != self.after[node.index]
            self.after[node.index] = now
        return changed

    def before(self, node: Node) -> Names:
        """Names surely written when a token arrives; a parallel join has what any of its branches wrote."""
        if node.host is not None:
            return self.before(self.net.nodes[node.host])
        if node.kind is Kind.START:
            host = self._hosts.get(node.scope)
            if host is None:
                return NOTHING
            repetition = self.definition.repetitions.get(host.index)
            return self.before(host) | (own_names(repetition) if repetition else NOTHING)
        arriving = [self.after[self.net.flows[flow].source] for flow in node.incoming]
        if not arriving:
            return NOTHING
        return frozenset.union(*arriving) if node.kind is Kind.PARALLEL else frozenset.intersection(*arriving)

    def _writes(self, node: Node) -> Names:
        """What a sub-process wrote; of a repeated one what its first round surely did, unless each keeps its own."""
        own = self._own[node.index]
        if node.body is None:
            return own
        repetition = self.definition.repetitions.get(node.index)
        if repetition is None:
            return own | self.at_end(node.body)
        if repetition.results is not None and node.repeat is not Repeat.WHILE:
            return own | {repetition.results}
        if node.repeat is not Repeat.UNTIL:
            return own
        return own | (self.at_end(node.body) - own_names(repetition))

    def at_end(self, scope: int) -> Names:
        """Names surely written whichever end of a scope is reached."""
        reached = [self.after[n.index] for n in self.net.nodes if n.scope == scope and _ends_here(n)]
        return frozenset.intersection(*reached) if reached else NOTHING


def _ends_here(node: Node) -> bool:
    """Tell whether a token ends its scope's work here; an error leaves by the event that catches it."""
    return not node.outgoing and node.kind is not Kind.CHOICE and not node.fatal


def own_names(repetition: Repetition) -> Names:
    """Names that each instance of a repeated activity knows besides the dossier's data."""
    counted = {f"{prefix}{name}" for prefix in PREFIXES for name in COUNTED}
    item = {repetition.item} if repetition.item else set()
    return frozenset(counted | item | {COUNTER} | ({repetition.results} if repetition.results else set()))
