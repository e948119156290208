"""Office time on a calendar: how much lies between two moments, and where an amount of it ends.

Moments in and out are aware; those that come out are on Hanoi's wall clock, for the modules that count.
"""

from datetime import date, datetime, timedelta

from engine.model.calendar import DAY, WorkingCalendar
from engine.model.moment import hanoi_minute


def office_time_between(calendar: WorkingCalendar, start_at: datetime, end_at: datetime) -> timedelta:
    """Return the office time from one moment to a later one; nothing when the end is not later."""
    start_at, end_at = hanoi_minute(start_at), hanoi_minute(end_at)
    total = timedelta()
    day = start_at.date()
    while day <= end_at.date():
        for interval in calendar.office_hours(day):
            opens_at, closes_at = interval.on(day)
            total += max(min(closes_at, end_at) - max(opens_at, start_at), timedelta())
        day += DAY
    return total


def add_office_time(calendar: WorkingCalendar, start_at: datetime, amount: timedelta) -> datetime:
    """Return the first moment by which `amount` of office time has passed since the start.

    "First" decides the edges: eight hours from 08:00 end at 17:30 the same day, not at 08:00 the next.
    """
    start_at = hanoi_minute(start_at)
    if not amount:
        return start_at
    day, left = start_at.date(), amount
    for interval in calendar.office_hours(day):
        opens_at, closes_at = interval.on(day)
        begins_at = max(opens_at, start_at)
        if begins_at + left <= closes_at:
            return begins_at + left
        left -= max(closes_at - begins_at, timedelta())
    while True:
        day += DAY
        for interval in calendar.office_hours(day):
            if left <= interval.length:
                return interval.on(day)[0] + left
            left -= interval.length


def close_of_office(calendar: WorkingCalendar, day: date) -> datetime:
    """Return when the office closes on this day, or on the next working day when this one is off."""
    while not calendar.is_working_day(day):
        day += DAY
    return calendar.office_hours(day)[-1].on(day)[1]


def opening_after(calendar: WorkingCalendar, day: date) -> datetime:
    """Return when the office opens on the first working day after this one."""
    day += DAY
    while not calendar.is_working_day(day):
        day += DAY
    return calendar.office_hours(day)[0].on(day)[0]
