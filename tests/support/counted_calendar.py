"""A due date read off a table of worked minutes: the second way of finding it, quick enough for a million cases.

It shares no code and no method with engine/model: every stretch of office time of thirteen years is laid end to end,
and both "how much was worked until then" and "when had so much been worked" are searches in that one table.
Moments are whole minutes since `FIRST_DAY` on Hanoi's wall clock.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

FIRST_DAY = date(2017, 1, 1)
DAYS = 13 * 366
A_DAY = 24 * 60

# (opening, closing) in minutes since midnight.
Stretches = Sequence[tuple[int, int]]


def minute_of(moment: datetime) -> int:
    """Number the minute that holds a naive moment."""
    day = (moment.date() - FIRST_DAY).days
    return day * A_DAY + moment.hour * 60 + moment.minute


def moment_of(minute: int) -> datetime:
    """Return the naive moment of a numbered minute."""
    day, rest = divmod(minute, A_DAY)
    return datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day) + timedelta(days=day, minutes=rest)


class CountedCalendar:
    """The table of one office: when each stretch opens and closes, and how much was worked before it."""

    def __init__(
        self, weekday: Stretches, saturday: Stretches, off: frozenset[date], worked: frozenset[date]
    ) -> None:
        self.standard = sum(closes - opens for opens, closes in weekday)
        self.opens: list[int] = []
        self.closes: list[int] = []
        self.before: list[int] = []
        self.after: list[int] = []
        total = 0
        for number in range(DAYS):
            day = FIRST_DAY + timedelta(days=number)
            hours: Stretches = weekday if day.weekday() < 5 else saturday if day.weekday() == 5 else ()
            hours = () if day in off else weekday if day in worked else hours
            for opens, closes in hours:
                self.opens.append(number * A_DAY + opens)
                self.closes.append(number * A_DAY + closes)
                self.before.append(total)
                total += closes - opens
                self.after.append(total)

    def worked_until(self, minute: int) -> int:
        """Count the minutes worked before this one."""
        found = bisect_right(self.opens, minute) - 1
        if found < 0:
            return 0
        return self.before[found] + min(minute, self.closes[found]) - self.opens[found]

    def when_worked(self, amount: int) -> int:
        """Find the first minute by which so much had been worked; `amount` is positive."""
        found = bisect_left(self.after, amount)
        return self.opens[found] + amount - self.before[found]

    def open_from(self, minute: int) -> int:
        """Return the minute itself while the office works or just closes, else its next opening."""
        return max(minute, self.opens[bisect_left(self.closes, minute)])

    def first_opening_of(self, day: int) -> int:
        """Return the first opening on a day or, where it is off, on the next that is worked."""
        return self.opens[bisect_left(self.opens, day * A_DAY)]

    def works_on(self, day: int) -> bool:
        return self.first_opening_of(day) // A_DAY == day

    def last_closing_of(self, day: int) -> int:
        """Return when the office closes for the night on a day or, where it is off, on the next that is worked."""
        worked_on = self.first_opening_of(day) // A_DAY
        return self.closes[bisect_left(self.opens, (worked_on + 1) * A_DAY) - 1]


@dataclass(frozen=True)
class CountedPause:
    """The clock stands still between two minutes; `restarts` tells that the whole limit then runs anew."""

    paused: int
    resumed: int
    restarts: bool


@dataclass(frozen=True)
class CountedCase:
    """One question; `amount` is in minutes of office time, or of the wall clock where `is_wall`."""

    received: int
    amount: int
    is_wall: bool
    by_days: bool
    cut_off: int | None
    pauses: tuple[CountedPause, ...]


def counted_due(case: CountedCase, calendar: CountedCalendar) -> int:
    """Return the due minute.

    The limit runs out at a certain reading of the office's meter of worked minutes. A pause lets the meter run on in
    vain, so what was missing when it began is missing still when it ends; a restart asks for the whole limit again.
    A pause that begins after the due minute is none.
    """
    floor = _edge(case, _counts_from(case, calendar))
    runs_out = _reading(case, calendar, floor) + case.amount
    due = _fall(case, calendar, floor, runs_out)
    for pause in case.pauses:
        if due <= pause.paused:
            break
        # Used up on days off, and not due yet: then nothing is missing.
        missing = max(runs_out - _reading(case, calendar, max(floor, _edge(case, pause.paused))), 0)
        floor = max(floor, _edge(case, pause.resumed))
        runs_out = _reading(case, calendar, floor) + (case.amount if pause.restarts else missing)
        due = _fall(case, calendar, floor, runs_out)
    return due


def _reading(case: CountedCase, calendar: CountedCalendar, minute: int) -> int:
    return minute if case.is_wall else calendar.worked_until(minute)


def _counts_from(case: CountedCase, calendar: CountedCalendar) -> int:
    day, of_day = divmod(case.received, A_DAY)
    is_off = not calendar.works_on(day)
    if case.cut_off is not None and (is_off or of_day > case.cut_off):
        return calendar.first_opening_of(day + 1)
    if case.by_days and case.amount:
        return case.received
    return calendar.open_from(case.received)


def _edge(case: CountedCase, minute: int) -> int:
    return (minute // A_DAY + 1) * A_DAY if case.by_days else minute


def _fall(case: CountedCase, calendar: CountedCalendar, floor: int, reading: int) -> int:
    """Find the due minute for what the clock of the world shows when the limit runs out, not before `floor`."""
    landing = floor
    if reading > _reading(case, calendar, floor):
        landing = reading if case.is_wall else calendar.when_worked(reading)
    if case.by_days:
        return calendar.last_closing_of((landing - 1) // A_DAY)
    return calendar.open_from(landing)
