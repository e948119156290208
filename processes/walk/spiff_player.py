"""SpiffWorkflow alone, fed by our evaluator: to compare, never to run dossiers."""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from engine.bpmn.definition import Definition
from engine.bpmn.deployment import Deployment
from engine.bpmn.spiff import Disagreement, SpiffNet, SpiffRun
from engine.errors import Stuck
from engine.net.net import Kind
from engine.net.step import Ask
from processes.walk.player import Change, Data, Stand


class Handle(NamedTuple):
    """A node of the n-th process opened in this walk."""

    process: int
    node: int


@dataclass
class _Playing:
    definition: Definition
    run: SpiffRun
    caller: Handle | None
    passed: int = 0
    known: Counter[int] = field(default_factory=Counter)


class SpiffPlayer:
    """Plays a deployment by SpiffWorkflow alone."""

    def __init__(self, deployment: Deployment) -> None:
        self._deployment = deployment
        self._processes: list[_Playing] = []
        self._live: set[int] = set()

    def begin(self, data: Data) -> Change:
        """Open the process."""
        return self._open(self._deployment.main, None, data)

    def act(self, stand: Stand, data: Data) -> Change:
        """Act on one stand."""
        return self._fire(stand.handle, data)

    @property
    def ended(self) -> bool:
        """Whether everything has ended."""
        return not self._live

    def _open(self, definition: Definition, caller: Handle | None, data: Data) -> Change:
        run = SpiffNet(definition.net).begin(_ask(definition, data))
        self._processes.append(_Playing(definition, run, caller))
        number = len(self._processes) - 1
        self._live.add(number)
        return self._look(number, None, data)

    def _fire(self, handle: Handle, data: Data) -> Change:
        playing = self._processes[handle.process]
        try:
            playing.run.fire(handle.node, _ask(playing.definition, data))
        except Disagreement as difference:
            raise Stuck(
                "spiff.stuck", element=_id(playing, handle.node), reason=str(difference)
            ) from difference
        return self._look(handle.process, handle.node, data)

    def _look(self, number: int, acted: int | None, data: Data) -> Change:
        """Compare with what was open before; open what calls call and return to callers of what ended."""
        playing = self._processes[number]
        situation = playing.run.situation()
        now = Counter(dict(situation.open))
        came, left = now - playing.known, playing.known - now
        if acted is not None and not left[acted]:
            came[acted] += 1
            left[acted] += 1
        playing.known = now
        trace = playing.run.trace()
        fresh, playing.passed = trace[playing.passed :], len(trace)
        change = Change(
            tuple(self._stands(number, left)),
            tuple(self._stands(number, came)),
            tuple(_id(playing, node) for node in fresh if not playing.definition.net.nodes[node].synthetic),
        )
        changes = [change]
        if situation.ended:
            self._live.discard(number)
            if playing.caller is not None:
                changes.append(self._fire(playing.caller, data))
        for node in came.elements():
            if playing.definition.net.nodes[node].kind is Kind.CALL:
                called = self._deployment.called(playing.definition.element(node).called or "")
                changes.append(self._open(called, Handle(number, node), data))
        return _sum(changes)

    def _stands(self, number: int, nodes: Counter[int]) -> list[Stand]:
        definition = self._processes[number].definition
        kinds = definition.net.nodes
        return [
            Stand(Handle(number, node), definition.element(node), kinds[node].kind is Kind.BOUNDARY)
            for node in nodes.elements()
            if kinds[node].kind is not Kind.CALL
        ]


def _sum(changes: list[Change]) -> Change:
    return Change(
        tuple(stand for change in changes for stand in change.closed),
        tuple(stand for change in changes for stand in change.opened),
        tuple(element for change in changes for element in change.passed),
    )


def _id(playing: _Playing, node: int) -> str:
    return playing.definition.net.nodes[node].id


def _ask(definition: Definition, data: Data) -> Ask:
    def ask(flow: int) -> bool:
        condition = definition.conditions.get(flow)
        if condition is None:
            raise Stuck("condition.missing", element=definition.net.flows[flow].id)
        return condition.test(data)

    return ask
