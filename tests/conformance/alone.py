"""SpiffWorkflow by itself on our normal form: each of its processes, and around them what any host has to do."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from engine.bpmn.asking import asking
from engine.bpmn.certify import Verdict
from engine.bpmn.definition import Definition, Element
from engine.bpmn.deployment import Deployment
from engine.bpmn.effect import Sent
from engine.bpmn.spiff import Disagreement, SpiffNet, SpiffRun
from engine.errors import Stuck
from engine.net.net import Kind, Node
from tests.conformance.players import Data, Stand, Turn

MAX_DEEDS = 1_000
_LISTENING = (Kind.CATCH, Kind.BOUNDARY)


class Handle(NamedTuple):
    """A node of the n-th process opened in this dossier."""

    process: int
    node: int


@dataclass
class _Process:
    definition: Definition
    run: SpiffRun
    caller: Handle | None
    seen: int = 0
    over: bool = False


class Alone:
    """Opens what calls call, tells what throws throw, lets conditional events happen; the rest is SpiffWorkflow."""

    def __init__(self, deployment: Deployment) -> None:
        self.verdicts: dict[Verdict, str] = {}
        self._deployment = deployment
        self._processes: list[_Process] = []
        self._data: Data = {}
        self._now = datetime.min
        self._sent: list[Sent] = []
        self._error: str | None = None

    def begin(self, data: Data, now: datetime, opening: str | None) -> Turn:
        """Open the process, at this start event where one is named."""
        self._data, self._now = data, now
        self._open(self._deployment.main, None, opening)
        return self._settle(Counter())

    def act(self, stand: Stand, given: Data, now: datetime) -> Turn:
        """Act on one stand with what it gives to the data."""
        self._data, self._now = {**self._data, **given}, now
        before = self._standing()
        self._fire(stand.handle)
        node = self._node(stand.handle)
        stays = node.kind is Kind.BOUNDARY and not node.interrupting and self._standing()[stand.handle]
        turn = self._settle(before - Counter([] if stays else [stand.handle]))
        return turn if stays else turn._replace(closed=(stand, *turn.closed))

    def _settle(self, before: Counter[Handle]) -> Turn:
        for _ in range(MAX_DEEDS):
            if not (self._note_raised() or self._return() or self._call() or self._tell() or self._notice()):
                now = self._standing()
                sent, self._sent = tuple(self._sent), []
                closed, opened = self._stands(before - now), self._stands(now - before)
                return Turn(closed, opened, sent, self._data, self._error)
        raise Stuck("run.endless")

    def _open(self, definition: Definition, caller: Handle | None, opening: str | None = None) -> None:
        try:
            run = SpiffNet(definition.net).begin(asking(definition, self._data, self._now, opening))
        except Disagreement as problem:
            raise Stuck("spiff.stuck", reason=str(problem)) from problem
        self._processes.append(_Process(definition, run, caller))

    def _fire(self, handle: Handle) -> None:
        process = self._processes[handle.process]
        try:
            process.run.fire(handle.node, asking(process.definition, self._data, self._now))
        except Disagreement as problem:
            raise Stuck("spiff.stuck", reason=str(problem)) from problem

    def _note_raised(self) -> bool:
        """Hand what a called process raises to its caller; an error that nobody catches is told."""
        for process in self._processes:
            trace = process.run.trace()
            fresh, process.seen = trace[process.seen :], len(trace)
            for index in fresh:
                node = process.definition.net.nodes[index]
                if node.kind is Kind.RAISE and node.catcher is None and self._raised(process, node):
                    return True
        return False

    def _raised(self, process: _Process, node: Node) -> bool:
        code = process.definition.element(node.index).raises or ""
        if process.caller is None:
            self._error = code if node.fatal else self._error
            return False
        wanted = {("error" if node.fatal else "escalation", each) for each in (code, None)}
        for handle, element in self._open_events():
            watched = Handle(handle.process, self._node(handle).host or 0)
            if watched == process.caller and not wanted.isdisjoint(element.catches):
                self._fire(handle)
                return True
        return False

    def _return(self) -> bool:
        for process in self._processes:
            if process.caller is not None and not process.over and process.run.situation().ended:
                process.over = True
                if self._standing(inner=True)[process.caller]:
                    self._fire(process.caller)
                    return True
        return False

    def _call(self) -> bool:
        running = {process.caller for process in self._processes if not process.over}
        for handle in self._standing(inner=True):
            called = self._element(handle).called
            if self._node(handle).kind is Kind.CALL and handle not in running and called is not None:
                definition = self._processes[handle.process].definition
                self._open(self._deployment.called(definition, called), handle)
                return True
        return False

    def _tell(self) -> bool:
        throws = [each for each in self._standing(inner=True) if self._node(each).kind is Kind.THROW]
        for handle in throws[:1]:
            element = self._element(handle)
            for signal in element.signals:
                for listener in [each for each, other in self._open_events() if signal in other.signals]:
                    self._fire(listener)
                self._sent.append(Sent("signal", signal))
            for message in element.messages:
                waiting = [each for each, other in self._open_events() if message in other.messages]
                for listener in waiting[:1]:
                    self._fire(listener)
                self._sent += [] if waiting else [Sent("message", message)]
            if self._standing(inner=True)[handle]:
                self._fire(handle)
        return bool(throws)

    def _notice(self) -> bool:
        for handle, _ in self._open_events():
            condition = self._processes[handle.process].definition.events.get(handle.node)
            if condition is not None and condition.evaluate(self._data, self._now) is True:
                self._fire(handle)
                return True
        return False

    def _open_events(self) -> Iterator[tuple[Handle, Element]]:
        for handle in self._standing(inner=True):
            if self._node(handle).kind in _LISTENING:
                yield handle, self._element(handle)

    def _standing(self, *, inner: bool = False) -> Counter[Handle]:
        """Return what is open and how often; calls and throws, which are ours to see to, only where asked for."""
        standing: Counter[Handle] = Counter()
        for number, process in enumerate(self._processes):
            for node, count in process.run.situation().open:
                kind = process.definition.net.nodes[node].kind
                if inner or kind not in (Kind.CALL, Kind.THROW):
                    standing[Handle(number, node)] += count
        return standing

    def _stands(self, handles: Counter[Handle]) -> tuple[Stand, ...]:
        return tuple(Stand(handle, self._element(handle)) for handle in handles.elements())

    def _node(self, handle: Handle) -> Node:
        return self._processes[handle.process].definition.net.nodes[handle.node]

    def _element(self, handle: Handle) -> Element:
        return self._processes[handle.process].definition.element(handle.node)
