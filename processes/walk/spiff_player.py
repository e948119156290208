"""SpiffWorkflow alone, fed by our evaluator: to compare, never to run dossiers."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from engine.bpmn.advance import MAX_MOVES
from engine.bpmn.asking import asking
from engine.bpmn.definition import Definition
from engine.bpmn.deployment import Deployment
from engine.bpmn.normalise import drawn
from engine.bpmn.spiff import Disagreement, SpiffNet, SpiffRun
from engine.errors import Stuck
from engine.net.net import Kind
from processes.walk.player import Change, Data, Stand, is_armed


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
    """Plays a deployment by SpiffWorkflow alone; what the host does for a process is done here as for ours."""

    def __init__(self, deployment: Deployment) -> None:
        self.data: Data = {}
        self._deployment = deployment
        self._processes: list[_Playing] = []
        self._live: set[int] = set()
        self._now: datetime | None = None
        self._changes: list[Change] = []
        self._waiting: list[Handle] = []

    def begin(self, data: Data, now: datetime, opening: str | None = None) -> Change:
        """Open the process."""
        self.data, self._now, self._changes = data, now, []
        self._open(self._deployment.main, None, opening)
        return self._settled()

    def act(self, stand: Stand, given: Data, now: datetime) -> Change:
        """Act on one stand."""
        self.data, self._now, self._changes = {**self.data, **given}, now, []
        self._fire(stand.handle)
        return self._settled()

    def seen_by(self, _: Stand) -> Data:
        """Return the data as a stand sees them: all alike."""
        return self.data

    @property
    def ended(self) -> bool:
        """Whether everything has ended."""
        return not self._live

    def _settled(self) -> Change:
        for _ in range(MAX_MOVES):
            if self._waiting:
                self._serve(self._waiting.pop(0))
            elif not self._happen_by_itself():
                return _sum(self._changes)
        raise Stuck("run.endless", element=self._deployment.main.process)

    def _serve(self, handle: Handle) -> None:
        """Do what the host does when a call, a decision or a throw is reached."""
        playing = self._processes[handle.process]
        if not self._is_open(handle):
            return
        element = playing.definition.element(handle.node)
        if element.called is not None:
            self._open(self._deployment.called(playing.definition, element.called), handle)
            return
        if handle.node in playing.definition.decisions:
            given = playing.definition.decisions[handle.node].decide(self.data, self._now)
            self.data = {**self.data, **given}
        for signal in element.signals:
            for each in self._listening():
                if signal in self._processes[each.process].definition.element(each.node).signals:
                    self._fire_if_open(each)
        for message in element.messages:
            heard = [
                each
                for each in self._listening()
                if message in self._processes[each.process].definition.element(each.node).messages
            ]
            for each in heard[:1]:
                self._fire(each)
        self._fire_if_open(handle)

    def _happen_by_itself(self) -> bool:
        for handle in self._listening():
            condition = self._processes[handle.process].definition.events.get(handle.node)
            if condition is not None and condition.evaluate(self.data, self._now) is True:
                self._fire(handle)
                return True
        return False

    def _listening(self) -> list[Handle]:
        return [
            Handle(number, node)
            for number in sorted(self._live)
            for node in self._processes[number].known
            if self._processes[number].definition.net.nodes[node].kind is not Kind.THROW
        ]

    def _is_open(self, handle: Handle) -> bool:
        return handle.process in self._live and bool(self._processes[handle.process].known[handle.node])

    def _fire_if_open(self, handle: Handle) -> None:
        if self._is_open(handle):
            self._fire(handle)

    def _open(self, definition: Definition, caller: Handle | None, opening: str | None = None) -> None:
        if opening is None and definition.openings:
            opening = next(iter(definition.openings.values()))
        try:
            run = SpiffNet(definition.net).begin(asking(definition, self.data, self._now, opening))
        except Disagreement as difference:
            raise Stuck("spiff.stuck", element=definition.process, reason=str(difference)) from difference
        self._processes.append(_Playing(definition, run, caller))
        number = len(self._processes) - 1
        self._live.add(number)
        self._look(number, None)

    def _fire(self, handle: Handle) -> None:
        playing = self._processes[handle.process]
        try:
            playing.run.fire(handle.node, asking(playing.definition, self.data, self._now))
        except Disagreement as difference:
            element = _id(playing, handle.node)
            raise Stuck("spiff.stuck", element=element, reason=str(difference)) from difference
        self._look(handle.process, handle.node)

    def _look(self, number: int, acted: int | None) -> None:
        """Compare with what was open before, and note what the host must do next."""
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
        nodes = playing.definition.net.nodes
        passed = tuple(_id(playing, node) for node in fresh if not nodes[node].synthetic)
        self._changes.append(
            Change(tuple(self._stands(number, left)), tuple(self._stands(number, came)), passed)
        )
        hosted = (Kind.CALL, Kind.THROW)
        self._waiting += [Handle(number, node) for node in came.elements() if nodes[node].kind in hosted]
        if situation.ended:
            self._live.discard(number)
            if playing.caller is not None:
                self._fire(playing.caller)

    def _stands(self, number: int, nodes: Counter[int]) -> list[Stand]:
        definition = self._processes[number].definition
        net = definition.net
        return [
            Stand(Handle(number, node), definition.element(node), is_armed(net, node))
            for node in nodes.elements()
            if net.nodes[node].kind not in (Kind.CALL, Kind.THROW)
        ]


def _sum(changes: list[Change]) -> Change:
    """Add changes up; what came and left again in between was never there."""
    opened: list[Stand] = []
    closed: list[Stand] = []
    for change in changes:
        for stand in change.closed:
            found = next((each for each in opened if each.handle == stand.handle), None)
            if found is None:
                closed.append(stand)
            else:
                opened.remove(found)
        opened += change.opened
    return Change(
        tuple(closed), tuple(opened), tuple(element for change in changes for element in change.passed)
    )


def _id(playing: _Playing, node: int) -> str:
    return drawn(playing.definition.net.nodes[node].id)
