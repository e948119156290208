"""SpiffWorkflow alone, fed by our evaluator: to compare, never to run dossiers."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from engine.bpmn.definition import Definition
from engine.bpmn.deployment import Deployment
from engine.bpmn.run import asking
from engine.bpmn.spiff import Disagreement, SpiffNet, SpiffRun
from engine.errors import Stuck
from engine.net.net import Kind
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
        self._data: Data = {}
        self._now: datetime | None = None

    def begin(self, data: Data, now: datetime) -> Change:
        """Open the process."""
        self._data, self._now = data, now
        return self._open(self._deployment.main, None)

    def act(self, stand: Stand, data: Data, now: datetime) -> Change:
        """Act on one stand."""
        self._data, self._now = data, now
        return self._fire(stand.handle)

    @property
    def ended(self) -> bool:
        """Whether everything has ended."""
        return not self._live

    def _open(self, definition: Definition, caller: Handle | None) -> Change:
        try:
            run = SpiffNet(definition.net).begin(asking(definition, self._data, self._now))
        except Disagreement as difference:
            raise Stuck("spiff.stuck", element=definition.process, reason=str(difference)) from difference
        self._processes.append(_Playing(definition, run, caller))
        number = len(self._processes) - 1
        self._live.add(number)
        return self._look(number, None)

    def _fire(self, handle: Handle) -> Change:
        playing = self._processes[handle.process]
        try:
            playing.run.fire(handle.node, asking(playing.definition, self._data, self._now))
        except Disagreement as difference:
            raise Stuck(
                "spiff.stuck", element=_id(playing, handle.node), reason=str(difference)
            ) from difference
        return self._look(handle.process, handle.node)

    def _look(self, number: int, acted: int | None) -> Change:
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
                changes.append(self._fire(playing.caller))
        for node in came.elements():
            if playing.definition.net.nodes[node].kind is Kind.CALL:
                called = self._deployment.called(playing.definition.element(node).called or "")
                changes.append(self._open(called, Handle(number, node)))
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
