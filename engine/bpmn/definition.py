"""A process ready to run: its net, what each element means for people and clocks, its compiled conditions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engine.bpmn.decisions import Decision
from engine.bpmn.expressions import Expression
from engine.model.limit import Limit
from engine.model.result import SENDS_BACK, Deed
from engine.model.role import Seat
from engine.net.net import Kind, Net

PROCEDURE_FIELD = ""
"""A seat with this field means: the unit in charge of the procedure's own field."""


class TimerKind(StrEnum):
    """How a timer's moment is found from the moment it is armed."""

    DATE = "date"
    DURATION = "duration"
    CYCLE = "cycle"
    WORKING_TIME = "working_time"


@dataclass(frozen=True, slots=True)
class Timer:
    """A timer event. `text` is ISO 8601 as drawn, or what `expression` says at the moment of arming.

    `limit` stands for working time only.
    """

    kind: TimerKind
    text: str
    limit: Limit | None = None
    expression: Expression | None = None


@dataclass(frozen=True, slots=True)
class Repetition:
    """How often an activity runs: `count` instances, one for each entry of `collection`, or while `condition`.

    Each instance knows its own entry as `item`; what its tasks write is kept in the list `results`, one entry an
    instance, or among the dossier's data where that is None. `done` ends them all early (completion condition).
    """

    count: Expression | None = None
    collection: str | None = None
    item: str | None = None
    results: str | None = None
    done: Expression | None = None
    condition: Expression | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class Element:
    """What one element asks of people and clocks; `tag` is its BPMN name, `limit` the step's own time budget.

    `pauses` says that the dossier's clock stands still while the element is open. `messages`, `signals` and
    `timers` are what it waits for, any of them, or what it sends; `raises` the code of the error or escalation it
    raises, `catches` (error | escalation | cancel, code or None for all) what it catches. `correlation` is the name
    of the data by whose value messages find each other, None for the dossier's conversation; `carries` are the
    names of the data that leave with what is sent. `connector` is the way out that a delivery takes, `recipient`
    the name of the data that hold its address. `consulted` says that whoever acts here is asked for an opinion;
    `unit` is then the name of the data that hold the code of the unit asked, before any seat. `provenance` tells
    whether the step stands in the deciding document (`sourced`) or was filled in (`reconstructed`).
    `deeds` are what must be done to the dossier's document here, unless one of the choices `deeds_unless` is made.
    """

    id: str
    tag: str
    name: str
    seat: Seat | None = None
    limit: Limit | None = None
    form: str | None = None
    pauses: bool = False
    messages: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    timers: tuple[Timer, ...] = ()
    raises: str | None = None
    catches: tuple[tuple[str, str | None], ...] = ()
    called: str | None = None
    decision: str | None = None
    connector: str | None = None
    recipient: str | None = None
    correlation: str | None = None
    carries: tuple[str, ...] = ()
    unit: str | None = None
    consulted: bool = False
    provenance: str | None = None
    documentation: str = ""
    deeds: tuple[Deed, ...] = ()
    deeds_unless: frozenset[str] = frozenset({SENDS_BACK})


@dataclass(frozen=True)
class Definition:
    """One process. `fingerprint` covers everything the token game reads, so equal ones share certificates.

    By node: `repetitions` of repeated sub-processes, `events` the conditions of conditional events, `decisions`
    the tables of business rule tasks; `conditions` by flow. `openings` are the flows that lead to each of several
    start events.
    """

    process: str
    name: str
    net: Net
    elements: Mapping[str, Element]
    conditions: Mapping[int, Expression]
    fingerprint: str
    repetitions: Mapping[int, Repetition] = field(default_factory=dict)
    events: Mapping[int, Expression] = field(default_factory=dict)
    decisions: Mapping[int, Decision] = field(default_factory=dict)
    openings: Mapping[int, str] = field(default_factory=dict)

    def element(self, node: int) -> Element:
        """Return the element that a node of the net stands for."""
        return self.elements[self.net.nodes[node].id]

    def starts(self) -> list[Element]:
        """Return the start events that can open the process, in document order; those of event sub-processes cannot."""
        return [each for each in self.elements.values() if each.tag == "startEvent"]

    def unasked_by(self, event: int) -> frozenset[int]:
        """Return the tasks of consulted units that this boundary event ends unanswered.

        None where its activity does more than consult: what ends that ends more than a consultation.
        """
        node = self.net.nodes[event]
        if node.host is None or not node.interrupting:
            return frozenset()
        tasks = frozenset(self._tasks_in(node.host))
        return tasks if all(self.element(task).consulted for task in tasks) else frozenset()

    def _tasks_in(self, node: int) -> Iterator[int]:
        host = self.net.nodes[node]
        if host.kind is Kind.TASK:
            yield node
        for inner in self.net.nodes:
            if host.body is not None and inner.scope == host.body:
                yield from self._tasks_in(inner.index)
