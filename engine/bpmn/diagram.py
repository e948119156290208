"""A BPMN file as read: plain typed values, nothing judged yet except that it could be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Event:
    """The event definition of an event: its tag without `EventDefinition`, and what it refers to.

    `reference` is the id of the message, signal, error or escalation, `name` what that is called (of an error or
    escalation its code, by which it is caught), None where the file has no such thing; of a link `name` is all
    there is. `timer` is (timeDate | timeDuration | timeCycle, its text), `working_time` the motcua attribute,
    `condition` its text.
    """

    kind: str
    reference: str | None = None
    name: str | None = None
    timer: tuple[str, str] | None = None
    working_time: str | None = None
    condition: str | None = None


@dataclass(frozen=True, slots=True)
class Loop:
    """Loop characteristics as drawn: `standard` or `multi_instance`, every text unread.

    `collection` is the name of the data that hold the list, `item` the name under which each instance knows its
    own, `results` where the answers of all instances are kept; `done` is the completion condition.
    """

    kind: str
    is_sequential: bool = False
    cardinality: str | None = None
    collection: str | None = None
    item: str | None = None
    results: str | None = None
    done: str | None = None
    behavior: str = "All"
    is_tested_before: bool = False
    maximum: str | None = None
    condition: str | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """One flow node. `tag` is the BPMN local name, `scope` the id of the process or sub-process around it."""

    id: str
    tag: str
    name: str
    scope: str
    events: tuple[Event, ...] = ()
    default: str | None = None
    attached_to: str | None = None
    interrupting: bool = True
    loop: Loop | None = None
    called: str | None = None
    triggered_by_event: bool = False
    is_parallel_multiple: bool = False
    is_instantiating: bool = False
    gateway_type: str = ""
    has_activation: bool = False
    compensates: bool = False
    quantity: tuple[str, str] = ("1", "1")
    documentation: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    """Attributes of the motcua namespace, those of the lane around included."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """One sequence flow; `condition` is None where it carries none."""

    id: str
    scope: str
    source: str
    target: str
    condition: str | None = None


@dataclass(frozen=True, slots=True)
class Process:
    """One process of the file with everything inside it, in document order."""

    id: str
    name: str
    executable: bool
    shapes: tuple[Shape, ...]
    arrows: tuple[Arrow, ...]
    ignored: tuple[tuple[str, str], ...] = ()
    """(id, tag) of elements that carry no execution meaning here, such as data objects."""


@dataclass(frozen=True, slots=True)
class Diagram:
    """A whole file: its processes in document order."""

    processes: tuple[Process, ...]

    def main(self) -> Process:
        """Return the process that a dossier runs: the first executable one, else the first."""
        return next((process for process in self.processes if process.executable), self.processes[0])
