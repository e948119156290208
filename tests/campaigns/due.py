"""`make campaign-due`: random due dates found twice, by the engine and off a table; prints how many agreed.

Cases are numbered: `--first` goes on where an earlier run was stopped, and any number can be examined alone.
"""

import argparse
import os
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from tests.support.due_cases import DueCase, answer, counted_answer
from tests.support.due_dice import due_case

BATCH = 5_000


@dataclass
class Tally:
    """What a number of cases gave, taken together."""

    cases: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    differs: list[int] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Take in what other cases gave."""
        self.cases += other.cases
        self.kinds += other.kinds
        self.differs += other.differs


def tally(numbers: range) -> Tally:
    """Examine these cases one after the other."""
    found = Tally()
    for number in numbers:
        case = due_case(number)
        found.cases += 1
        found.kinds.update(kinds(case))
        if answer(case) != counted_answer(case):
            found.differs.append(number)
    return found


def kinds(case: DueCase) -> Iterator[str]:
    """Say what makes a case worth asking, for the table that shows nothing was left out."""
    yield f"{case.unit}, {'by days' if case.by_days else 'by the minute'}"
    yield f"pauses {len(case.pauses)}"
    if any(map(case.restarts_after, range(len(case.pauses)))):
        yield "restarts"
    if case.cut_off is not None and case.received.time() > case.cut_off:
        yield "after the cut-off"
    if case.saturday and case.saturday != case.weekday:
        yield "half Saturdays"
    if case.received.date() in case.off | case.worked:
        yield "received on a special day"


def lines(found: Tally) -> Iterator[str]:
    """Write what was found as lines of text."""
    yield f"cases {found.cases}, agreed {found.cases - len(found.differs)}, differ {len(found.differs)}"
    for kind, number in sorted(found.kinds.items()):
        yield f"{number:>10}  {kind}"
    for number in found.differs[:20]:
        case = due_case(number)
        yield f"case {number}: engine {answer(case)}, table {counted_answer(case)}"


def main() -> int:
    """Run a campaign; the exit code tells whether any answer differed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cases", type=int, default=1_000_000)
    options.add_argument("--first", type=int, default=0, help="number of the first case")
    options.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    chosen = options.parse_args()
    end = chosen.first + chosen.cases
    pieces = [range(start, min(start + BATCH, end)) for start in range(chosen.first, end, BATCH)]
    found = Tally()
    with ProcessPoolExecutor(chosen.processes) as pool:
        for number, piece in enumerate(pool.map(tally, pieces), start=1):
            found.add(piece)
            if number % 20 == 0:
                print(f"cases {found.cases} of {chosen.cases}, differ {len(found.differs)}", flush=True)
    print(*lines(found), sep="\n")
    return int(bool(found.differs))


if __name__ == "__main__":
    raise SystemExit(main())
