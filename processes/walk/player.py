"""What plays a process in memory: the token game, the token game certified, or SpiffWorkflow alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from engine.bpmn.advance import act, begin
from engine.bpmn.certify import Certifier, Verdict
from engine.bpmn.definition import Definition, Element
from engine.bpmn.deployment import Deployment
from engine.bpmn.effect import Advance, World
from engine.bpmn.run import Place, Run, data_after, data_at, find
from engine.errors import Stuck
from engine.net.net import Kind, Net

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stand:
    """A token somebody or something can act on; `handle` is the player's own name for it."""

    handle: Any
    element: Element
    armed: bool
    """True for a boundary event, which waits beside an open activity."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one action did: stands that left and came, elements passed in order."""

    closed: tuple[Stand, ...]
    opened: tuple[Stand, ...]
    passed: tuple[str, ...]


class Player(Protocol):
    """Plays one instance. Raises Stuck where it cannot go on, Refused where a stand is not open."""

    data: Data
    """The dossier's data as they are now."""

    def begin(self, data: Data, now: datetime, opening: str | None = None) -> Change:
        """Open the process, by this start event where there are several."""

    def act(self, stand: Stand, given: Data, now: datetime) -> Change:
        """Act on one stand, which writes `given`. Nothing is changed where it raises."""

    def seen_by(self, stand: Stand) -> Data:
        """Return the data as a stand sees them."""

    @property
    def ended(self) -> bool:
        """Whether everything has ended."""


class NetPlayer:
    """The token game; with `certified`, each step is also played by SpiffWorkflow and must agree."""

    def __init__(self, deployment: Deployment, *, certified: bool) -> None:
        self.data: Data = {}
        self._deployment = deployment
        self._certified = certified
        self._certifiers: dict[str, Certifier] = {}
        self._run: Run = ()

    def begin(self, data: Data, now: datetime, opening: str | None = None) -> Change:
        """Open the process."""
        return self._take(begin(self._deployment.main, World(data, self._deployment.called, now), opening))

    def act(self, stand: Stand, given: Data, now: datetime) -> Change:
        """Act on one stand."""
        data = data_after(self._run, stand.handle, self.data, given)
        return self._take(act(self._run, stand.handle, World(data, self._deployment.called, now)))

    def seen_by(self, stand: Stand) -> Data:
        """Return the data as a stand sees them."""
        return data_at(self._run, stand.handle, self.data)

    @property
    def ended(self) -> bool:
        """Whether everything has ended."""
        return not self._run

    def _take(self, advance: Advance) -> Change:
        if self._certified:
            self._certify(advance)
        before, self._run, self.data = self._run, advance.run, advance.data
        numbers = {live.number: live.definition for live in (*before, *advance.run)}
        closed = tuple(_stand(numbers[place.process], place) for place in advance.closed)
        opened = tuple(_stand(find(advance.run, place).definition, place) for place in advance.opened)
        return Change(closed, opened, advance.passed)

    def _certify(self, advance: Advance) -> None:
        for move in advance.moves:
            name = move.definition.process
            certifier = self._certifiers.setdefault(name, Certifier(move.definition))
            certificate = certifier.certify(move.before, move.token, move.step)
            if certificate.verdict is Verdict.DIFFERS:
                raise Stuck("certify.differs", element=name, reason=certificate.reason)


def _stand(definition: Definition, place: Place) -> Stand:
    return Stand(place, definition.element(place.node), is_armed(definition.net, place.node))


def is_armed(net: Net, node: int) -> bool:
    """Tell whether an event waits beside an activity; one behind an event-based gateway is waited for itself."""
    host = net.nodes[node].host
    return host is not None and net.nodes[host].kind is not Kind.CHOICE
