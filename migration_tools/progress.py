"""How far a long step is: rows done of how many, the rate, and the time left."""

from collections.abc import Callable
from dataclasses import dataclass

Seconds = Callable[[], float]
"""A clock that only runs forward, in seconds."""

SILENCE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a step stands. `total` is None while nobody can know it; `rate` is rows a second since it began."""

    step: str
    done: int
    total: int | None
    rate: float

    @property
    def seconds_left(self) -> float | None:
        """Return the time left at this rate; None where it cannot be told."""
        return None if self.total is None or not self.rate else max(self.total - self.done, 0) / self.rate


Tell = Callable[[Progress], None]


def silent(_: Progress) -> None:
    """Tell nobody."""


class Meter:
    """Counts the rows of one step and tells of it at most every two seconds, and at the end."""

    def __init__(self, step: str, total: int | None, tell: Tell, seconds: Seconds) -> None:
        self._step, self._total, self._tell, self._seconds = step, total, tell, seconds
        self._began = self._told = seconds()
        self.done = 0

    def add(self, rows: int) -> None:
        """Count rows that are committed."""
        self.done += rows
        if self._seconds() - self._told >= SILENCE_SECONDS:
            self._say()

    def finish(self) -> None:
        """Tell of the end."""
        self._say()

    def _say(self) -> None:
        self._told = self._seconds()
        spent = self._told - self._began
        self._tell(Progress(self._step, self.done, self._total, self.done / spent if spent else 0.0))
