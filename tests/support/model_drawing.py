"""Draws random models: `draw(Random(seed), 8, ("loop", "boundary error"))`; equal seeds give equal models."""

from dataclasses import replace
from random import Random

from tests.support.models import (
    GATEWAYS,
    LEAVES,
    NESTED,
    PAIRS,
    RAISED,
    REPEATS,
    SENT,
    TRIGGERS,
    Block,
    Watch,
)

DEPTH = 3
"""Blocks around any leaf that nobody asked for."""

_ROOT_ONLY = ("several starts",)


def model(seed: int, size: int) -> Block:
    """Draw model number `seed` of a campaign: every pair of constructs comes once in each round of len(PAIRS)."""
    random = Random(seed)
    first, second = PAIRS[seed % len(PAIRS)]
    wanted = (first, second) if random.random() < 0.5 else (second, first)
    return draw(random, size, wanted)


def draw(random: Random, size: int, wanted: tuple[str, ...] = ()) -> Block:
    """Draw a process of about `size` blocks with the constructs wanted, the first outside where one holds another."""
    return _Pencil(random, size, [each for each in wanted if each not in _ROOT_ONLY]).process(
        "several starts" in wanted
    )


class _Pencil:
    def __init__(self, random: Random, size: int, wanted: list[str]) -> None:
        self.random = random
        self.left = size
        self.wanted = wanted
        self.count = 0

    def new(self, letter: str) -> str:
        self.count += 1
        return f"{letter}{self.count}"

    def process(self, several_starts: bool) -> Block:
        body = self.block(DEPTH, ())
        starts: tuple[Watch, ...] = (self.start("none"),)
        if several_starts or self.random.random() < 0.05:
            others = self.random.sample(TRIGGERS[:3], self.random.randint(1, 2))
            starts += tuple(self.start(trigger) for trigger in others)
        if body.within and not body.repeat and not body.beside and self.random.random() < 0.4:
            return Block("process", "P", body.parts, body.detail, starts, body.within)
        return Block("process", "P", (body,), "", starts)

    def start(self, trigger: str) -> Watch:
        handler = Block("task" if trigger != "none" else "pass", self.new("A"))
        return Watch(self.new("s"), trigger, handler)

    def block(self, depth: int, codes: tuple[str, ...]) -> Block:
        """Draw a block within which the errors and escalations of `codes` are caught."""
        self.left -= 1
        was_wanted = bool(self.wanted)
        if was_wanted:
            construct = self.wanted.pop(0)
        elif depth <= 0 or self.left <= 0 or self.random.random() < 0.35:
            construct = "task" if self.random.random() < 0.6 else self.random.choice(LEAVES)
            if codes and self.random.random() < 0.2:
                return self.raising(self.random.choice(codes))
        else:
            construct = self.random.choice([each for each in NESTED if each not in _ROOT_ONLY])
        made = self.make(construct, depth, codes)
        if was_wanted and self.wanted:  # What was asked for besides does not fit into a leaf.
            kind = self.random.choice(GATEWAYS)
            made = Block(kind, self.new("g"), (made, self.block(depth - 1, codes)))
        return made

    def make(self, construct: str, depth: int, codes: tuple[str, ...]) -> Block:
        kind, _, rest = construct.partition(" ")
        if construct in GATEWAYS:
            number = 2 if self.left < 4 else self.random.randint(2, 3)
            return Block(construct, self.new("g"), self.several(number, depth, codes))
        if kind in ("boundary", "event") and construct != "event gateway":
            return self.watched(construct, depth, codes)
        if kind in REPEATS:
            return self.repeated(construct, depth, codes)
        if kind in ("catch", "throw"):
            return Block(kind, self.new("c"), detail=rest)
        if kind == "uncaught":
            return self.raising(f"{rest}:{self.new('u')}")
        if kind == "end":
            return Block("sub", self.new("S"), self.several(1, depth, codes), rest)
        return self.plain(construct, depth, codes)

    def plain(self, construct: str, depth: int, codes: tuple[str, ...]) -> Block:
        if construct == "loop":
            return Block("loop", self.new("l"), self.several(1, depth, codes))
        if construct == "event gateway":
            triggers = self.random.sample(TRIGGERS, 2)
            events = tuple(Watch(self.new("v"), each, self.block(depth - 1, codes)) for each in triggers)
            return Block("choice", self.new("g"), beside=events)
        if construct == "sub-process":
            return Block("sub", self.new("S"), self.several(1, depth, codes))
        return Block(construct, self.new("A"))

    def several(self, number: int, depth: int, codes: tuple[str, ...]) -> tuple[Block, ...]:
        return tuple(self.block(depth - 1, codes) for _ in range(number))

    def raising(self, code: str) -> Block:
        kind, _, name = code.partition(":")
        return Block(kind, self.new("r"), detail=name)

    def watched(self, construct: str, depth: int, codes: tuple[str, ...]) -> Block:
        """A sub-process or activity with an event at its edge or an event sub-process in it."""
        where, _, event = (
            construct.partition("process ") if "process" in construct else construct.partition(" ")
        )
        trigger, _, going_on = event.partition(", ")
        code = self.new("z") if trigger in RAISED else ""
        inside = where.startswith("event")
        around = (*codes, f"{trigger}:{code}") if code else codes
        host = self.host(inside or bool(code), depth, around)
        if code and not any(each.kind == trigger and each.detail == code for each in host.walk()):
            raised = self.raising(f"{trigger}:{code}")
            kind = self.random.choice(("sequence", "parallel", "exclusive"))
            parts = (*host.parts, raised) if self.random.random() < 0.5 else (raised, *host.parts)
            host = replace(host, parts=(Block(kind, self.new("g"), parts),))
        catches_all = (
            not codes and self.random.random() < 0.2
        )  # Else what outer events catch never reached them.
        caught = "" if catches_all else code
        handler = self.block(depth - 1, codes)
        if inside:
            handler = Block("sub", self.new("H"), (handler,))
        watch = Watch(self.new("b"), trigger, handler, not going_on, caught)
        host = replace(host, within=(watch,)) if inside else replace(host, beside=(watch,))
        if self.random.random() < 0.15:
            host = replace(host, repeat=self.random.choice(REPEATS))
        if self.random.random() < 0.2:
            more = Watch(self.new("b"), self.random.choice(TRIGGERS), self.task(), self.random.random() < 0.5)
            host = replace(host, beside=(*host.beside, more))
        return host

    def host(self, is_sub: bool, depth: int, codes: tuple[str, ...]) -> Block:
        kind = "sub" if is_sub or self.wanted else self.random.choice(("task", "call", "sub"))
        if kind != "sub":
            return Block(kind, self.new("A"))
        detail = self.random.choice(SENT) if self.random.random() < 0.1 else ""
        return Block("sub", self.new("S"), self.several(1, depth, codes), detail)

    def task(self) -> Block:
        return Block("task", self.new("A"))

    def repeated(self, construct: str, depth: int, codes: tuple[str, ...]) -> Block:
        repeat, what = construct.split(" ", 1)
        enough = what.endswith("enough")
        if what.startswith("task"):
            return Block("task", self.new("A"), repeat=repeat, enough=enough)
        return Block("sub", self.new("S"), self.several(1, depth, codes), repeat=repeat, enough=enough)
