"""A BPMN file as read: plain typed values, nothing judged yet except that it could be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Event:
    """The event definition of an event: its tag without `EventDefinition`, and what it refers to.

    `timer` is (timeDate | timeDuration | timeCycle, its text); `working_time` the motcua attribute.
    """

    kind: str
    message: str | None = None
    timer: tuple[str, str] | None = None
    working_time: str | None = None


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
    loop: str | None = None
    called: str | None = None
    message: str | None = None
    triggered_by_event: bool = False
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
    """A whole file: its processes in document order and the names of its messages by id."""

    processes: tuple[Process, ...]
    messages: Mapping[str, str]

    def main(self) -> Process:
        """Return the process that a dossier runs: the first executable one, else the first."""
        return next((process for process in self.processes if process.executable), self.processes[0])
