"""Named places between a write and its commit at which a process can be told to die, as a power cut would.

A campaign names the place and how often it is passed before; in daily use nothing is named and nothing happens.
"""

import os
import signal
from enum import StrEnum


class Point(StrEnum):
    """Every such place; the rows of the step are written there, or the checkpoint, or both, never committed."""

    SNAPSHOT_ROWS_WRITTEN = "snapshot.rows_written"
    SNAPSHOT_MARK_WRITTEN = "snapshot.mark_written"
    MAP_CHUNK_CLAIMED = "map.chunk_claimed"
    MAP_ROWS_WRITTEN = "map.rows_written"
    CHECK_WRITTEN = "check.written"
    CODES_RESERVED = "load.codes_reserved"
    CODES_WRITTEN = "load.codes_written"
    LOAD_CHUNK_CLAIMED = "load.chunk_claimed"
    LOAD_DOSSIERS_WRITTEN = "load.dossiers_written"
    LOAD_JOURNAL_WRITTEN = "load.journal_written"
    LOAD_OUTCOMES_WRITTEN = "load.outcomes_written"


class Failpoints:
    """Dies at one point when it is passed for the `times`-th time; with no point it lets everything pass."""

    def __init__(self, point: Point | None = None, times: int = 1) -> None:
        self.point = point
        self.left = times

    @classmethod
    def parse(cls, text: str | None) -> "Failpoints":
        """Read `load.journal_written:3`; None is no point at all. ValueError where there is no such point."""
        if text is None:
            return cls()
        name, _, times = text.partition(":")
        return cls(Point(name), int(times or 1))

    def pass_by(self, point: Point) -> None:
        """Say that a point was reached."""
        if point is not self.point:
            return
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
