"""A due date found by walking every minute: slow, and plain enough to be seen to be right.

It shares no code with engine/model. Moments are naive and stand for Hanoi's wall clock.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

ONE_MINUTE = timedelta(minutes=1)
ONE_DAY = timedelta(days=1)

# (opening, closing) in minutes since midnight.
Stretches = list[tuple[int, int]]


@dataclass
class SlowCalendar:
    """Weekly hours by weekday number (Monday is 0), days off, and days worked with Monday's hours."""

    hours: dict[int, Stretches]
    off: set[date] = field(default_factory=set)
    worked: set[date] = field(default_factory=set)

    def stretches(self, day: date) -> Stretches:
        if day in self.off:
            return []
        if day in self.worked:
            return self.hours[0]
        return self.hours.get(day.weekday(), [])

    def works_in(self, minute: datetime) -> bool:
        """Tell whether the minute that begins at this moment is worked."""
        number = minute.hour * 60 + minute.minute
        return any(opens <= number < closes for opens, closes in self.stretches(minute.date()))

    def is_open_at(self, moment: datetime) -> bool:
        """Tell whether work begins, goes on or ends at this moment."""
        return self.works_in(moment) or self.works_in(moment - ONE_MINUTE)


@dataclass
class SlowCase:
    """One question. `unit` is calendar_day, working_day or working_hour; days may be fractions."""

    received: datetime
    amount: float
    unit: str
    by_days: bool = False
    cut_off: time | None = None
    restarts: bool = False
    pauses: list[tuple[datetime, datetime]] = field(default_factory=list)


def slow_due(case: SlowCase, calendar: SlowCalendar) -> datetime:
    """Return the due moment. A pause counts only if the dossier was not yet due when it began."""
    for number in range(len(case.pauses) + 1):
        due = _due_after(case, calendar, case.pauses[:number])
        if number == len(case.pauses) or due <= case.pauses[number][0]:
            break
    return due


def _due_after(case: SlowCase, calendar: SlowCalendar, pauses: list[tuple[datetime, datetime]]) -> datetime:
    spans = [(_edge(case, paused), _edge(case, resumed)) for paused, resumed in pauses]
    start = _edge(case, _start(case, calendar))
    needed = _minutes_needed(case, calendar)
    end = max(start, spans[-1][1]) if spans and case.restarts else start
    counted = 0
    for minute in _minutes_from(end):
        if counted == needed:
            break
        end = minute + ONE_MINUTE
        is_paused = any(paused <= minute < resumed for paused, resumed in spans)
        if not is_paused and (case.unit == "calendar_day" or calendar.works_in(minute)):
            counted += 1
    # The last pause began before the dossier was due, so the dossier cannot be due before it ended.
    end = max([end, *(resumed for _, resumed in spans)])
    return _last_close(end, calendar) if case.by_days else _first_open(end, calendar)


def _minutes_from(moment: datetime) -> Iterator[datetime]:
    while True:
        yield moment
        moment += ONE_MINUTE


def _minutes_needed(case: SlowCase, calendar: SlowCalendar) -> int:
    minutes_a_day = sum(closes - opens for opens, closes in calendar.hours[0])
    one = {"calendar_day": 24 * 60, "working_day": minutes_a_day, "working_hour": 60}[case.unit]
    return round(case.amount * one)


def _start(case: SlowCase, calendar: SlowCalendar) -> datetime:
    is_off = not calendar.stretches(case.received.date())
    if case.cut_off is not None and (is_off or case.received.time() > case.cut_off):
        return _first_open(datetime.combine(case.received.date() + ONE_DAY, time()), calendar)
    if case.by_days and case.amount > 0:
        return case.received
    return _first_open(case.received, calendar)


def _edge(case: SlowCase, moment: datetime) -> datetime:
    return datetime.combine(moment.date() + ONE_DAY, time()) if case.by_days else moment


def _first_open(moment: datetime, calendar: SlowCalendar) -> datetime:
    while not calendar.is_open_at(moment):
        moment += ONE_MINUTE
    return moment


def _last_close(end: datetime, calendar: SlowCalendar) -> datetime:
    day = (end - ONE_MINUTE).date()
    while not calendar.stretches(day):
        day += ONE_DAY
    return datetime.combine(day, time()) + timedelta(minutes=calendar.stretches(day)[-1][1])
