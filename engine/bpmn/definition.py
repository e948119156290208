"""A process ready to run: its net, what each element means for people and clocks, its compiled conditions."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from engine.bpmn.expressions import Expression
from engine.model.limit import Limit
from engine.model.role import Seat
from engine.net.net import Net

PROCEDURE_FIELD = ""
"""A seat with this field means: the unit in charge of the procedure's own field."""


class TimerKind(StrEnum):
    """How a timer's moment is found from the moment it is armed."""

    DATE = "date"
    DURATION = "duration"
    WORKING_TIME = "working_time"


@dataclass(frozen=True, slots=True)
class Timer:
    """A timer event. `text` is ISO 8601 as drawn; `limit` stands for working time only."""

    kind: TimerKind
    text: str
    limit: Limit | None = None


@dataclass(frozen=True, slots=True)
class Element:
    """What one element asks of people and clocks; `tag` is its BPMN name, `limit` the step's own time budget.

    `pauses` says that the dossier's clock stands still while the element is open. `provenance` tells whether
    the step stands in the deciding document (`sourced`) or was filled in (`reconstructed`).
    """

    id: str
    tag: str
    name: str
    seat: Seat | None = None
    limit: Limit | None = None
    form: str | None = None
    pauses: bool = False
    message: str | None = None
    timer: Timer | None = None
    called: str | None = None
    provenance: str | None = None
    documentation: str = ""


@dataclass(frozen=True)
class Definition:
    """One process. `fingerprint` covers everything the token game reads, so equal ones share certificates."""

    process: str
    name: str
    net: Net
    elements: Mapping[str, Element]
    conditions: Mapping[int, Expression]
    fingerprint: str

    def element(self, node: int) -> Element:
        """Return the element that a node of the net stands for."""
        return self.elements[self.net.nodes[node].id]
