"""Random sound processes of nested blocks, as BPMN files: for comparing both engines on any number of models.

`draw(Random(seed), depth)` makes a block, `write` its BPMN; the same seed gives the same file for ever.
"""

from dataclasses import dataclass, field
from itertools import pairwise
from random import Random

from tests.support.bpmn import Drawing, diagram

KINDS = (
    "task",
    "sequence",
    "exclusive",
    "parallel",
    "inclusive",
    "loop",
    "sub",
    "timeout",
    "reminder",
    "notice",
)
"""What a block may be. The last three are boundary events: interrupting, once only, and repeatable."""

LEAVES = ("task", "call", "catch", "throw")


class Stop:
    """Says yes after it was asked so often; a proof or certification that takes a `stop` ends there."""

    def __init__(self, questions: int) -> None:
        self.left = questions

    def __call__(self) -> bool:
        self.left -= 1
        return self.left < 0


@dataclass(frozen=True)
class Block:
    """A piece of a process with one way in and one way out; a leaf has no parts."""

    kind: str
    parts: tuple["Block", ...] = ()

    def size(self) -> int:
        """Return how many blocks it is made of."""
        return 1 + sum(part.size() for part in self.parts)


def draw(random: Random, depth: int) -> Block:
    """Draw a block with at most `depth` blocks around any leaf."""
    kind = random.choice(KINDS) if depth > 0 else "task"
    if kind == "task":
        return Block(random.choice(LEAVES) if random.random() < 0.3 else "task")
    several = kind in ("sequence", "exclusive", "parallel", "inclusive")
    number = random.randint(2, 3) if several else 2 if kind in ("timeout", "reminder", "notice") else 1
    return Block(kind, tuple(draw(random, depth - 1) for _ in range(number)))


def write(block: Block) -> bytes:
    """Return a file whose process is this block between a start and an end."""
    writing = _Writing()
    first, last = writing.block(block)
    writing.arrow("s", first)
    writing.arrow(last, "e")
    return diagram(*writing.arrows, drawing=writing.drawing())


@dataclass
class _Writing:
    arrows: list[str] = field(default_factory=list)
    scope: str = ""
    count: int = 0
    hosts: dict[str, str] = field(default_factory=dict)
    calm: set[str] = field(default_factory=set)
    default: dict[str, str] = field(default_factory=dict)
    inside: dict[str, str] = field(default_factory=dict)
    timers: dict[str, str] = field(default_factory=dict)
    calls: dict[str, str] = field(default_factory=dict)

    def drawing(self) -> Drawing:
        return Drawing(
            hosts=self.hosts,
            calm=self.calm,
            default=self.default,
            inside=self.inside,
            timers=self.timers,
            calls=self.calls,
        )

    def new(self, letter: str) -> str:
        self.count += 1
        name = f"{letter}{self.count}"
        if self.scope:
            self.inside[name] = self.scope
        return name

    def arrow(self, source: str, target: str, sign: str = "->") -> None:
        self.arrows.append(f"{source} {sign} {target}")

    def block(self, block: Block) -> tuple[str, str]:
        """Write a block; return its first and its last node."""
        write = getattr(self, f"_{block.kind}")
        first, last = write(*block.parts)
        return first, last

    def _task(self) -> tuple[str, str]:
        name = self.new("A")
        return name, name

    def _call(self) -> tuple[str, str]:
        name = self.new("A")
        self.calls[name] = "Q"
        return name, name

    def _catch(self) -> tuple[str, str]:
        name = self.new("c")
        return name, name

    def _throw(self) -> tuple[str, str]:
        name = self.new("i")
        return name, name

    def _sequence(self, *parts: Block) -> tuple[str, str]:
        written = [self.block(part) for part in parts]
        for (_, last), (first, _) in pairwise(written):
            self.arrow(last, first)
        return written[0][0], written[-1][1]

    def _branches(self, letter: str, parts: tuple[Block, ...], sign: str) -> tuple[str, str]:
        split, join = self.new(letter), self.new(letter)
        for number, part in enumerate(parts):
            first, last = self.block(part)
            is_default = sign == "?" and number == len(parts) - 1
            self.arrow(split, first, "->" if is_default else sign)
            if is_default:
                self.default[split] = first
            self.arrow(last, join)
        return split, join

    def _exclusive(self, *parts: Block) -> tuple[str, str]:
        return self._branches("x", parts, "?")

    def _inclusive(self, *parts: Block) -> tuple[str, str]:
        return self._branches("o", parts, "?")

    def _parallel(self, *parts: Block) -> tuple[str, str]:
        return self._branches("p", parts, "->")

    def _loop(self, part: Block) -> tuple[str, str]:
        """The part, again while a condition holds; a task after the decision stops a ring without people."""
        merge, decision = self.new("x"), self.new("x")
        first, last = self.block(part)
        back, onward = self.new("A"), self.new("i")
        self.arrow(merge, first)
        self.arrow(last, decision)
        self.arrow(decision, back, "?")
        self.arrow(back, merge)
        self.arrow(decision, onward)
        self.default[decision] = onward
        return merge, onward

    def _sub(self, part: Block) -> tuple[str, str]:
        name, outside = self.new("S"), self.scope
        self.scope = name
        start, end = self.new("s"), self.new("e")
        first, last = self.block(part)
        self.arrow(start, first)
        self.arrow(last, end)
        self.scope = outside
        return name, name

    def _timeout(self, part: Block, handler: Block) -> tuple[str, str]:
        """A sub-process around the part, which an event may interrupt; both ways merge behind it."""
        host, _ = self._sub(part)
        event, merge = self.new("b"), self.new("x")
        self.hosts[event] = host
        first, last = self.block(handler)
        self.arrow(event, first)
        self.arrow(host, merge)
        self.arrow(last, merge)
        return host, merge

    def _reminder(self, part: Block, handler: Block) -> tuple[str, str]:
        """A task before the part, beside which an event opens work with an end of its own, once."""
        event, host = self._beside(part, handler)
        self.timers[event] = "P1D"
        return host

    def _notice(self, part: Block, handler: Block) -> tuple[str, str]:
        """The same for a message, which may come again."""
        return self._beside(part, handler)[1]

    def _beside(self, part: Block, handler: Block) -> tuple[str, tuple[str, str]]:
        host, event, end = self.new("A"), self.new("b"), self.new("e")
        self.hosts[event] = host
        self.calm.add(event)
        first, last = self.block(handler)
        self.arrow(event, first)
        self.arrow(last, end)
        after, before = self.block(part)
        self.arrow(host, after)
        return event, (host, before)
