"""Chunks worked off by one process or several; whichever does a chunk, the result is the same."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Protocol

from sqlalchemy import URL
from sqlalchemy import Engine as Database

from engine.store.database import connect
from engine.store.work import Work, begin, reading
from migration_tools.failpoints import Failpoints
from migration_tools.garbage import looked_for_afterwards
from migration_tools.progress import Meter
from migration_tools.store import runs
from migration_tools.store.runs import Stretch

Chunk = Callable[[Work, Stretch, Failpoints], int]
"""Does one chunk within a transaction; returns how many rows it had."""


class Job(Protocol):
    """What a step does with its chunks. Implementations are plain values, for they travel to other processes."""

    def prepare(self, work: Work) -> Chunk:
        """Read what every chunk needs, once a process."""


def work_off(database: Database, run: int, job: Job, jobs: int, meters: tuple[Meter, Failpoints]) -> None:
    """Do every open chunk of a run with so many processes."""
    meter, failpoints = meters
    with reading(database) as work:
        chunks, _ = runs.open_chunks(work, run)
    if jobs == 1:
        hand = _Hand(database, run, job, failpoints)
        for _ in range(chunks):
            meter.add(hand.next_chunk())
    else:
        # Started anew and not forked: connections and threads of this process are none of theirs.
        given = (database.url, run, job, failpoints)
        with ProcessPoolExecutor(jobs, get_context("spawn"), _begin, given) as pool:
            for rows in pool.map(_next_chunk, range(chunks)):
                meter.add(rows)
    meter.finish()


class _Hand:
    """One process at work."""

    def __init__(self, database: Database, run: int, job: Job, failpoints: Failpoints) -> None:
        self._database, self._run, self._failpoints = database, run, failpoints
        with reading(database) as work:
            self._chunk = job.prepare(work)

    def next_chunk(self) -> int:
        with looked_for_afterwards(), begin(self._database) as work:
            stretch = runs.claim(work, self._run)
            if stretch is None:
                return 0
            rows = self._chunk(work, stretch, self._failpoints)
            runs.tell_rows(work, self._run, stretch, rows)
            return rows


_hands: list[_Hand] = []


def _begin(url: URL, run: int, job: Job, failpoints: Failpoints) -> None:
    _hands.append(_Hand(connect(url), run, job, failpoints))


def _next_chunk(_: int) -> int:
    return _hands[0].next_chunk()
