"""The course of a limit: the stretches in which it runs, one after each pause, up to the due moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.errors import Refused
from engine.model.counting import AfterPause, Measure, StartReason
from engine.model.ledger import Ledger, Pause
from engine.model.moment import hanoi_minute


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch in which the limit runs, and the pause that ends it (None: it runs out)."""

    start_at: datetime
    stop_at: datetime
    pause: Pause | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """How one limit is used up: from the counting start, through its stretches, to the due moment."""

    counts_from_at: datetime
    reason: StartReason
    stretches: tuple[Stretch, ...]
    due_at: datetime


def run_course(measure: Measure, ledger: Ledger) -> Course:
    """Run the limit of a ledger to its due moment.

    A pause moves only a due moment still ahead of it: neither resuming nor restarting makes a dossier
    that was late on time again. Raises Refused `ledger.paused` while an open pause holds the date back.
    """
    counts_from_at, reason = measure.counts_from(ledger.received_at)
    start_at, left = measure.edge(counts_from_at), measure.total()
    stretches: list[Stretch] = []
    for pause in ledger.pauses:
        if measure.falls_due_at(measure.lands_at(start_at, left)) <= hanoi_minute(pause.paused_at):
            break
        stretch = Stretch(start_at, measure.edge(pause.paused_at), pause)
        stretches.append(stretch)
        left = _left_after(measure, stretch, left)
        start_at = max(start_at, measure.edge(_resumed_at(pause)))
    landing_at = measure.lands_at(start_at, left)
    stretches.append(Stretch(start_at, landing_at))
    return Course(counts_from_at, reason, tuple(stretches), measure.falls_due_at(landing_at))


def _left_after(measure: Measure, stretch: Stretch, left: timedelta) -> timedelta:
    if after_pause(measure, stretch.pause) is AfterPause.RESTART:
        return measure.total()
    # The limit may have run out on a day off while the due moment, rolled on, was still ahead: then none is left.
    return max(left - measure.used(stretch.start_at, stretch.stop_at), timedelta())


def after_pause(measure: Measure, pause: Pause | None) -> AfterPause:
    """Return what runs when a pause ends: by a rule of its own, or by the procedure's."""
    return measure.counting.after_pause if pause is None or pause.after is None else pause.after


def _resumed_at(pause: Pause) -> datetime:
    if pause.resumed_at is None:
        raise Refused("ledger.paused", paused_at=pause.paused_at.isoformat())
    return pause.resumed_at
