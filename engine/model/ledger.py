"""What happened to a dossier's clock: when it was received, under which limit, and when it stood still."""

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Self

from engine.errors import Refused
from engine.model.counting import PLAIN_COUNTING, AfterPause, Counting
from engine.model.limit import Limit


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch in which the clock stands still (tạm dừng); `resumed_at` is None while it lasts.

    `after` is what runs when it ends, None: what the procedure's own rule says.
    """

    paused_at: datetime
    resumed_at: datetime | None = None
    after: AfterPause | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything a due date follows from, apart from the calendar. Pauses stand in order of time.

    Raises Refused `ledger.unusable` with every problem, each naming its pause by position from 1.
    """

    received_at: datetime
    limit: Limit
    counting: Counting = PLAIN_COUNTING
    pauses: tuple[Pause, ...] = ()

    def __post_init__(self) -> None:
        problems = _problems(self)
        if problems:
            raise Refused("ledger.unusable", problems=problems)

    @property
    def open_pause(self) -> Pause | None:
        """Return the pause that still lasts, if any."""
        last = self.pauses[-1] if self.pauses else None
        return last if last is not None and last.resumed_at is None else None

    def known_at(self, moment: datetime) -> Self:
        """Return the ledger as it stood at a moment: what happened later is not in it."""
        begun = (pause for pause in self.pauses if pause.paused_at <= moment)
        return replace(self, pauses=tuple(_known(pause, moment) for pause in begun))

    def without_open_pause(self) -> Self:
        """Return the ledger as if the clock still ran; the due date the open pause is holding back."""
        return self if self.open_pause is None else replace(self, pauses=self.pauses[:-1])


def _known(pause: Pause, moment: datetime) -> Pause:
    if pause.resumed_at is None or pause.resumed_at <= moment:
        return pause
    return Pause(pause.paused_at)


def _problems(ledger: Ledger) -> list[str]:
    problems = []
    for position, pause in enumerate(ledger.pauses, start=1):
        if pause.paused_at < ledger.received_at:
            problems.append(f"pause {position} begins before the reception")
        if pause.resumed_at is not None and pause.resumed_at < pause.paused_at:
            problems.append(f"pause {position} ends before it begins")
    for position, (before, after) in enumerate(pairwise(ledger.pauses), start=2):
        if before.resumed_at is None or after.paused_at < before.resumed_at:
            problems.append(f"pause {position} begins before pause {position - 1} has ended")
    return problems
