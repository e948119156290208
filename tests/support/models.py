"""Processes as trees of nested blocks, each sound by how it is made: what both engines are compared on.

`model_drawing` draws them, `model_text` writes their BPMN, `block_oracle` plays them, `model_shrink` makes them small.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

TRIGGERS = ("message", "timer", "signal", "condition")
RAISED = ("error", "escalation")
REPEATS = ("parallel", "sequential", "while", "until")
ONCE = ("timer", "condition")
"""Triggers that a non-interrupting event reacts to only once while it is armed."""

GATEWAYS = ("sequence", "exclusive", "parallel", "inclusive")
SENT = ("message", "signal")

_EVENTS = tuple(
    f"{what}{'' if interrupting else ', going on'}"
    for interrupting in (True, False)
    for what in (*TRIGGERS, *RAISED)
    if interrupting or what != "error"
)
LEAVES = (
    *("task", "call", "link", "terminate", "uncaught error", "uncaught escalation"),
    *(f"catch {trigger}" for trigger in TRIGGERS),
    *(f"throw {what}" for what in SENT),
)
NESTED = (
    *GATEWAYS,
    *("loop", "event gateway", "sub-process", "several starts"),
    *(f"end {what}" for what in SENT),
    *(f"boundary {event}" for event in _EVENTS),
    *(f"event sub-process {event}" for event in _EVENTS),
    *(f"{repeat} {what}" for repeat in REPEATS for what in ("task", "sub-process")),
    *(f"{repeat} {what}, until enough" for repeat in REPEATS[:2] for what in ("task", "sub-process")),
)
CONSTRUCTS = (*LEAVES, *NESTED)
PAIRS = tuple(combinations(CONSTRUCTS, 2))


class Stop:
    """Says yes after it was asked so often; a proof or certification that takes a `stop` ends there."""

    def __init__(self, questions: int) -> None:
        self.left = questions

    def __call__(self) -> bool:
        self.left -= 1
        return self.left < 0


@dataclass(frozen=True)
class Watch:
    """An event that waits beside something, and what is done when it happens.

    `trigger` is one of TRIGGERS or RAISED; `code` is that of an error or escalation, empty where it catches all.
    """

    name: str
    trigger: str
    handler: "Block"
    interrupting: bool = True
    code: str = ""


@dataclass(frozen=True)
class Block:
    """A piece of a process with one way in and one way out; a leaf has no parts.

    `detail` is what a leaf catches, sends or raises, and of a sub-process what its end event sends. `beside` are
    boundary events (of an event gateway the events behind it, of the process its start events), `within` event
    sub-processes.
    """

    kind: str
    name: str
    parts: tuple["Block", ...] = ()
    detail: str = ""
    beside: tuple[Watch, ...] = ()
    within: tuple[Watch, ...] = ()
    repeat: str = ""
    enough: bool = False

    def inside(self) -> tuple["Block", ...]:
        """Return every block directly in this one."""
        return (*self.parts, *(watch.handler for watch in (*self.beside, *self.within)))

    def walk(self) -> Iterator["Block"]:
        """Yield this block and every block in it."""
        yield self
        for part in self.inside():
            yield from part.walk()

    def size(self) -> int:
        """Return how many blocks it is made of."""
        return sum(1 for _ in self.walk())


def constructs(process: Block) -> set[str]:
    """Return which of CONSTRUCTS occur in a process."""
    caught = {watch.code for block in process.walk() for watch in (*block.beside, *block.within)}
    found: set[str] = set()
    for block in process.walk():
        found |= set(_of(block, caught))
    return found


def _of(block: Block, caught: set[str]) -> Iterator[str]:
    if block.kind == "process":
        yield from ["several starts"] if len(block.beside) > 1 else []
    elif block.kind == "choice":
        yield "event gateway"
    elif block.kind in RAISED:
        yield from [f"uncaught {block.kind}"] if block.detail not in caught else []
    else:
        yield from _of_activity(block)
    for where, watches in (("boundary", block.beside), ("event sub-process", block.within)):
        if where == "event sub-process" or block.kind not in ("process", "choice"):
            for watch in watches:
                yield f"{where} {watch.trigger}{'' if watch.interrupting else ', going on'}"


def _of_activity(block: Block) -> Iterator[str]:
    name = "sub-process" if block.kind == "sub" else block.kind
    if block.repeat:
        yield f"{block.repeat} {name}{', until enough' if block.enough else ''}"
    elif block.kind in ("catch", "throw"):
        yield f"{block.kind} {block.detail}"
    else:
        yield name
        yield from [f"end {block.detail}"] if block.kind == "sub" and block.detail else []
