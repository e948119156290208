"""`make campaign-migration`: kill the migration everywhere, shuffle it, share it out, and plant bugs in it.

Every honest run must end in one and the same hash with every check passed; every bug must fail some check.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, islice
from pathlib import Path
from random import Random

from sqlalchemy import URL

from engine.store import embedded
from migration_tools.failpoints import Point
from tests.campaigns.migration_bugs import BUGS, Bug
from tests.campaigns.migration_scenario import How, Legacy, Verdict, in_a_process
from tests.support.database import fresh_database, make_template

KILLS_A_BATCH = 6
TRIES_A_KILL = 5
"""More tries than these without a death, and the campaign says that it proves too little."""
ORDERS, JOBS = (1, 2, 3), (2, 4)


@dataclass
class Campaign:
    """Everything that was tried, and what did not end as it must."""

    server: URL
    legacy: Legacy
    random: Random
    expected: str = ""
    seconds: float = 0.0
    tried: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def begin(self) -> None:
        """Bring the batch over once, honestly: that hash is the truth for all other runs."""
        began = time.monotonic()
        with fresh_database(self.server) as url:
            verdict = in_a_process(url, self.legacy, How())
        self.seconds = time.monotonic() - began
        assert isinstance(verdict, Verdict), verdict
        self.expected = verdict.hash
        self.expect("honest", verdict)

    def kill(self, kills: int) -> None:
        """Kill at every named point and at random, several times a batch, and go on each time.

        Only a process that died counts: one that came through has left nothing to kill, so another batch begins.
        """
        coming = islice(self._deaths(), TRIES_A_KILL * kills)
        while self.tried["killed"] < kills:
            with fresh_database(self.server) as url:
                deaths = self._killed(url, coming, kills)
                self.expect(f"killed {deaths}", in_a_process(url, self.legacy, How()))
            if not deaths and next(coming, None) is None:
                self.failures.append(f"only {self.tried['killed']} of {kills} kills hit anything")
                return

    def _killed(self, url: URL, coming: Iterator[How], kills: int) -> list[How]:
        """Kill one batch until it comes through, or has died often enough; return how it died."""
        deaths: list[How] = []
        for how in coming:
            if in_a_process(url, self.legacy, how) != "signal 9":
                self.tried["came through"] += 1
                break
            self.tried["killed"] += 1
            deaths.append(how)
            if len(deaths) == KILLS_A_BATCH or self.tried["killed"] == kills:
                break
        return deaths

    def _deaths(self) -> Iterator[How]:
        points = list(Point)
        for number in count():
            if number % 2:
                yield How(die_after=self.random.uniform(0.05, self.seconds))
            else:
                times = self.random.randint(1, 3)
                yield How(die_at=f"{points[number // 2 % len(points)].value}:{times}")

    def share_out(self) -> None:
        """Several workers give the hash of one; rows in other orders all give one hash among themselves."""
        for jobs in JOBS:
            with fresh_database(self.server) as url:
                self.expect(f"{jobs} workers", in_a_process(url, self.legacy, How(jobs=jobs)))
        hashes = {self._shuffled(order) for order in ORDERS}
        self.tried["shuffled"] += len(ORDERS)
        if len(hashes) != 1:
            self.failures.append(f"shuffled: {hashes}")

    def plant(self) -> None:
        """Every bug must be caught by the hash or by a check."""
        for name, bug in BUGS.items():
            caught = self._caught(bug)
            self.tried["bugs caught"] += bool(caught)
            print(f"  {name:<32} {caught or 'NOT CAUGHT'}", flush=True)
            if not caught:
                self.failures.append(f"bug not caught: {name}")

    def expect(self, name: str, verdict: Verdict | str) -> None:
        """Note a run that should have been right."""
        self.tried["runs"] += 1
        if isinstance(verdict, str) or not verdict.is_right(self.expected):
            self.failures.append(f"{name}: {verdict}")

    def _shuffled(self, order: int, bug: Bug | None = None) -> str:
        with fresh_database(self.server) as url:
            told = in_a_process(url, self.legacy, How(order=order, bug=bug.put_in if bug else None))
        return told if isinstance(told, str) else told.hash

    def _caught(self, bug: Bug) -> str:
        with fresh_database(self.server) as url:
            if bug.die_at:
                in_a_process(url, self.legacy, How(bug=bug.put_in, die_at=bug.die_at))
            told = in_a_process(url, self.legacy, How(bug=bug.put_in))
        if isinstance(told, str):
            return told[:80]
        caught = told.faults() + (["hash"] if told.hash != self.expected else [])
        if not caught and len({self._shuffled(order, bug) for order in ORDERS}) > 1:
            caught = ["shuffled hash"]
        return ", ".join(caught)


def main() -> int:
    """Run the campaign and print what was tried; 1 where anything failed."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--kills", type=int, default=60)
    arguments.add_argument("--seed", type=int, default=1)
    asked = arguments.parse_args()
    began = time.monotonic()
    with embedded.temporary() as server, tempfile.TemporaryDirectory() as folder:
        make_template(server.url)
        campaign = Campaign(server.url, Legacy.made(Path(folder)), Random(asked.seed))
        campaign.begin()
        campaign.plant()
        campaign.share_out()
        campaign.kill(asked.kills)
    for failure in campaign.failures:
        print(f"  FAILED {failure}")
    tried = ", ".join(f"{name} {times}" for name, times in campaign.tried.items())
    print(f"campaign-migration: {tried}; {time.monotonic() - began:.0f} s; hash {campaign.expected[:16]}")
    return 1 if campaign.failures else 0


if __name__ == "__main__":
    sys.exit(main())
