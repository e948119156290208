"""One dossier of a case in memory, and how the token game plays it, certified or not."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from engine.bpmn.advance import act, begin
from engine.bpmn.certify import Certifier, Verdict
from engine.bpmn.definition import Definition, Element
from engine.bpmn.deployment import Deployment
from engine.bpmn.effect import Advance, Sent, World
from engine.bpmn.run import Place, Run, data_after, find

Data = Mapping[str, Any]


class Stand(NamedTuple):
    """A token that waits for something from outside; `handle` is the player's own name for it."""

    handle: Any
    element: Element


class Turn(NamedTuple):
    """What one action did: stands that left and came, what leaves the dossier, the data, an uncaught error."""

    closed: tuple[Stand, ...]
    opened: tuple[Stand, ...]
    sent: tuple[Sent, ...]
    data: Data
    error: str | None = None


class Player(Protocol):
    """Plays one dossier in memory. `verdicts` are those of the certification of its steps, each with a reason."""

    verdicts: dict[Verdict, str]

    def begin(self, data: Data, now: datetime, opening: str | None) -> Turn:
        """Open the process, at this start event where one is named."""

    def act(self, stand: Stand, given: Data, now: datetime) -> Turn:
        """Act on one stand with what it gives to the data."""


class Game:
    """The token game; with `certified` each step is also rehearsed with SpiffWorkflow, and its verdict kept."""

    def __init__(self, deployment: Deployment, *, certified: bool) -> None:
        self.verdicts: dict[Verdict, str] = {}
        self._deployment = deployment
        self._certified = certified
        self._certifiers: dict[str, Certifier] = {}
        self._run: Run = ()
        self._data: Data = {}

    def begin(self, data: Data, now: datetime, opening: str | None) -> Turn:
        """Open the process."""
        return self._take(begin(self._deployment.main, self._world(data, now), opening))

    def act(self, stand: Stand, given: Data, now: datetime) -> Turn:
        """Act on one stand."""
        data = data_after(self._run, stand.handle, self._data, given)
        return self._take(act(self._run, stand.handle, self._world(data, now)))

    def _world(self, data: Data, now: datetime) -> World:
        return World(data, self._deployment.called, now)

    def _take(self, advance: Advance) -> Turn:
        if self._certified:
            self._certify(advance)
        before, self._run, self._data = self._run, advance.run, advance.data
        definitions = {live.number: live.definition for live in (*before, *advance.run)}
        closed = tuple(_stand(definitions[place.process], place) for place in advance.closed)
        opened = tuple(_stand(find(advance.run, place).definition, place) for place in advance.opened)
        return Turn(closed, opened, advance.sent, advance.data, advance.error)

    def _certify(self, advance: Advance) -> None:
        for move in advance.moves:
            certifier = self._certifiers.setdefault(move.definition.process, Certifier(move.definition))
            certificate = certifier.certify(move.before, move.token, move.step)
            self.verdicts[certificate.verdict] = certificate.reason


def _stand(definition: Definition, place: Place) -> Stand:
    return Stand(place, definition.element(place.node))
