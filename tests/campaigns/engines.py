"""`make campaign-engines`: random models, every step compared; prints a table, and the smallest model of each trouble.

Models are numbered: `--first` goes on where an earlier run was stopped, and any number can be examined alone.
"""

import argparse
import os
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from tests.support.engine_campaign import Effort, Outcome, examine
from tests.support.model_drawing import model
from tests.support.model_shrink import smallest
from tests.support.model_text import write
from tests.support.models import PAIRS, Block, constructs

SIZE = 8
THOROUGH = Effort(proof=1_000, states=100, edges=10, walks=5, beside=2, certified=1, length=20, instances=6)
BATCH = 50


@dataclass
class Tally:
    """What a number of models gave, taken together."""

    models: int = 0
    blocks: int = 0
    proved: int = 0
    played: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    steps: Counter[str] = field(default_factory=Counter)
    pairs: set[tuple[str, str]] = field(default_factory=set)
    troubles: list[tuple[int, str]] = field(default_factory=list)

    def note(self, seed: int, process: Block, outcome: Outcome) -> None:
        """Count one model."""
        self.models += 1
        self.blocks += process.size()
        self.proved += outcome.is_proved
        self.played += outcome.played
        self.refused.update([outcome.refused] if outcome.refused else [])
        self.steps += outcome.steps
        found = constructs(process)
        self.pairs |= {pair for pair in PAIRS if found.issuperset(pair)}
        if not outcome.is_right():
            self.troubles.append((seed, trouble(outcome)))

    def add(self, other: "Tally") -> None:
        """Take in what other models gave."""
        self.models += other.models
        self.blocks += other.blocks
        self.proved += other.proved
        self.played += other.played
        self.refused += other.refused
        self.steps += other.steps
        self.pairs |= other.pairs
        self.troubles += other.troubles


def trouble(outcome: Outcome) -> str:
    """Say what is wrong with a model, empty where nothing is."""
    if outcome.refused:
        return f"not sound: {outcome.refused}"
    return "; ".join([*outcome.strays, *outcome.differs][:1])


def tally(seeds: range, size: int = SIZE, effort: Effort = THOROUGH) -> Tally:
    """Examine these models one after the other."""
    found = Tally()
    for seed in seeds:
        process = model(seed, size)
        found.note(seed, process, examine(process, seed, effort))
    return found


def shrunk(seed: int, size: int, effort: Effort = THOROUGH) -> Block:
    """Return the smallest model that shows a trouble of the same kind as this one."""

    def kind(process: Block) -> tuple[bool, bool, bool]:
        outcome = examine(process, seed, effort)
        return bool(outcome.refused), bool(outcome.strays), bool(outcome.differs)

    process = model(seed, size)
    wanted = kind(process)
    return smallest(process, lambda smaller: kind(smaller) == wanted)


def batches(first: int, models: int) -> Iterator[range]:
    """Split a campaign into pieces that one process works off at a time."""
    for start in range(first, first + models, BATCH):
        yield range(start, min(start + BATCH, first + models))


def lines(found: Tally) -> Iterator[str]:
    """Write what was found as lines of text."""
    yield f"models {found.models}, blocks {found.blocks}, proved sound {found.proved}, refused {found.refused.total()}"
    yield f"steps played beside the tree of blocks {found.played}"
    yield f"steps played beside SpiffWorkflow {found.steps.total()}"
    for reason, number in found.steps.most_common():
        yield f"{number:>10}  {reason}"
    missing = [pair for pair in PAIRS if pair not in found.pairs]
    yield f"pairs of constructs that occurred together {len(PAIRS) - len(missing)} of {len(PAIRS)}"
    for one, other in missing:
        yield f"            {one} + {other}"


def main() -> int:
    """Run a campaign; the exit code tells whether there was any trouble."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--models", type=int, default=50_000)
    options.add_argument("--first", type=int, default=0, help="number of the first model")
    options.add_argument("--size", type=int, default=SIZE, help="blocks of a model, about")
    options.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    chosen = options.parse_args()
    found = Tally()
    with ProcessPoolExecutor(chosen.processes) as pool:
        pieces = list(batches(chosen.first, chosen.models))
        for seeds, piece in zip(pieces, pool.map(tally, pieces, [chosen.size] * len(pieces)), strict=True):
            found.add(piece)
            shown = f"{piece.steps['agreed']} of {piece.steps.total()} steps agreed"
            print(
                f"models {seeds.start} to {seeds.stop - 1}: {shown}, {len(piece.troubles)} troubles",
                flush=True,
            )
    print(*lines(found), sep="\n")
    for seed, what in found.troubles:
        print(f"model {seed}: {what}", shrunk(seed, chosen.size), sep="\n")
        print(write(shrunk(seed, chosen.size)).decode())
    return int(bool(found.troubles))


if __name__ == "__main__":
    raise SystemExit(main())
