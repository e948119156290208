"""Turns the course of a limit into the facts that explain its due date."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from engine.model.calendar import DAY, DayKind, WorkingCalendar
from engine.model.counting import CountingMode, Measure, StartReason
from engine.model.course import Course, after_pause
from engine.model.derivation import Derivation, Fact, FactKind
from engine.model.ledger import Ledger, Pause
from engine.model.limit import LimitUnit
from engine.model.moment import MINUTE, hanoi_minute


def derive(ledger: Ledger, measure: Measure, course: Course) -> Derivation:
    """Return the facts in the order in which a person would tell them."""
    return (
        _at(FactKind.RECEIVED, ledger.received_at),
        _limit(measure),
        *_start(measure, course),
        *_stretches(measure, course),
        *_roll(measure, course),
        _at(FactKind.DUE, course.due_at),
    )


def _limit(measure: Measure) -> Fact:
    counting = CountingMode.CIVIL_CODE if measure.by_days else CountingMode.BY_MINUTE
    return {"fact": FactKind.LIMIT, **measure.limit.as_json(), "counting": counting}


def _start(measure: Measure, course: Course) -> Iterator[Fact]:
    if course.reason is not StartReason.RECEIVED:
        cut_off = measure.counting.cut_off
        yield {
            **_at(FactKind.COUNTS_FROM, course.counts_from_at),
            "reason": course.reason,
            "cut_off": f"{cut_off:%H:%M}" if cut_off else "",
        }
    if measure.by_days and not measure.limit.is_same_day:
        yield {"fact": FactKind.FIRST_DAY, "on": course.counts_from_at.date().isoformat()}


def _stretches(measure: Measure, course: Course) -> Iterator[Fact]:
    told_until_on = date.min
    for stretch in course.stretches:
        # Calendar days run through days off, so there is none to tell.
        if measure.limit.unit is not LimitUnit.CALENDAR_DAY:
            # A pause within one day off leaves that day in two stretches; it is told once.
            first_on = max(stretch.start_at.date(), told_until_on + DAY)
            told_until_on = _last_day(stretch.stop_at)
            yield from _days(measure.calendar, first_on, told_until_on)
        if stretch.pause is not None and stretch.pause.resumed_at is not None:
            yield _pause(measure, stretch.pause, stretch.pause.resumed_at)


def _days(calendar: WorkingCalendar, first_on: date, last_on: date) -> Iterator[Fact]:
    weekend_days = 0
    part_days: Counter[int] = Counter()
    whole = calendar.standard_day
    for number in range((last_on - first_on).days + 1):
        day = first_on + number * DAY
        special = calendar.special_day(day)
        if special is not None:
            kind = FactKind.DAY_OFF if special.kind is DayKind.OFF else FactKind.WORKED_DAY
            yield {"fact": kind, "on": day.isoformat(), "name": special.name, "document": special.document}
        elif not calendar.is_working_day(day):
            weekend_days += 1
        elif calendar.week_time(day.weekday()) < whole:
            part_days[day.weekday()] += 1
    if weekend_days:
        yield {"fact": FactKind.WEEKEND_DAYS, "days": str(weekend_days)}
    for weekday, days in sorted(part_days.items()):
        hours = calendar.week_time(weekday)
        yield {
            "fact": FactKind.PART_DAYS,
            "days": str(days),
            "weekday": str(weekday),
            "hours": _in_hours(hours),
        }


def _in_hours(time: timedelta) -> str:
    hours, minutes = divmod(time // MINUTE, 60)
    return f"{hours:02} giờ {minutes:02} phút" if minutes else f"{hours:02} giờ"


def _pause(measure: Measure, pause: Pause, resumed_at: datetime) -> Fact:
    return {
        "fact": FactKind.PAUSE,
        "paused_at": _iso(pause.paused_at),
        "resumed_at": _iso(resumed_at),
        "after_pause": after_pause(measure, pause),
    }


def _roll(measure: Measure, course: Course) -> Iterator[Fact]:
    landing_at, due_at = course.stretches[-1].stop_at, course.due_at
    last_on, due_on = _last_day(landing_at), due_at.date()
    if measure.by_days and last_on != due_on:
        yield {"fact": FactKind.LAST_DAY_OFF, "on": last_on.isoformat(), "to_on": due_on.isoformat()}
    if not measure.by_days and landing_at != due_at:
        yield {"fact": FactKind.ROLLED, "from_at": _iso(landing_at), "to_at": _iso(due_at)}


def _last_day(stop_at: datetime) -> date:
    # A stretch that stops at midnight does not reach into the day that begins there.
    return (stop_at - MINUTE).date()


def _at(kind: FactKind, moment: datetime) -> Fact:
    return {"fact": kind, "at": _iso(moment)}


def _iso(moment: datetime) -> str:
    return hanoi_minute(moment).isoformat(timespec="minutes")
