"""What plays a process in memory: the token game, the token game certified, or SpiffWorkflow alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from engine.bpmn.certify import Certifier, Verdict
from engine.bpmn.definition import Definition, Element
from engine.bpmn.deployment import Deployment
from engine.bpmn.run import Advance, Place, Run, act, begin, find
from engine.errors import Stuck
from engine.net.net import Kind

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

    def begin(self, data: Data, now: datetime) -> Change:
        """Open the process."""

    def act(self, stand: Stand, data: Data, now: datetime) -> Change:
        """Act on one stand with the dossier's data as they are now."""

    @property
    def ended(self) -> bool:
        """Whether everything has ended."""


class NetPlayer:
    """The token game; with `certified`, each step is also played by SpiffWorkflow and must agree."""

    def __init__(self, deployment: Deployment, *, certified: bool) -> None:
        self._deployment = deployment
        self._certified = certified
        self._certifiers: dict[str, Certifier] = {}
        self._run: Run = ()

    def begin(self, data: Data, now: datetime) -> Change:
        """Open the process."""
        return self._take(begin(self._deployment.main, data, self._deployment.called, now))

    def act(self, stand: Stand, data: Data, now: datetime) -> Change:
        """Act on one stand."""
        return self._take(act(self._run, stand.handle, data, self._deployment.called, now))

    @property
    def ended(self) -> bool:
        """Whether everything has ended."""
        return not self._run

    def _take(self, advance: Advance) -> Change:
        if self._certified:
            self._certify(advance)
        before, self._run = self._run, advance.run
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
    armed = definition.net.nodes[place.node].kind is Kind.BOUNDARY
    return Stand(place, definition.element(place.node), armed)
