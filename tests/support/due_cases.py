"""The same question put to the working calendar and to the slow one, so that their answers can be compared."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache

from engine.clock import HANOI, in_hanoi
from engine.model.calendar import CLOSED, DayKind, Hours, Interval, SpecialDay, Week, WorkingCalendar
from engine.model.counting import AfterPause, Counting, CountingMode
from engine.model.deadline import due
from engine.model.ledger import Ledger, Pause
from engine.model.limit import Limit, LimitUnit
from tests.support.counted_calendar import (
    CountedCalendar,
    CountedCase,
    CountedPause,
    counted_due,
    minute_of,
    moment_of,
)
from tests.support.slow_calendar import SlowCalendar, SlowCase, Stretches, slow_due


@dataclass(frozen=True)
class DueCase:
    """One question in values that belong to neither calendar; moments are naive, on Hanoi's wall clock."""

    received: datetime
    amount: str
    unit: str
    is_civil: bool
    cut_off: time | None
    restarts: bool
    pauses: tuple[tuple[datetime, datetime], ...]
    weekday: tuple[tuple[int, int], ...]
    saturday: tuple[tuple[int, int], ...]
    off: frozenset[date]
    worked: frozenset[date]
    own_rules: tuple[bool | None, ...] = ()
    """Of each pause whether it restarts the limit, None (and where it has no entry): as the procedure says."""

    @property
    def by_days(self) -> bool:
        is_whole_days = self.unit != "working_hour" and float(self.amount).is_integer()
        return float(self.amount) == 0 or (self.is_civil and is_whole_days)

    def restarts_after(self, pause: int) -> bool:
        own = self.own_rules[pause] if pause < len(self.own_rules) else None
        return self.restarts if own is None else own


def answer(case: DueCase) -> datetime:
    """Return the working calendar's due moment, naive on Hanoi's wall clock."""
    return in_hanoi(due(_ledger(case), _calendar(case)).at).replace(tzinfo=None)


def slow_answer(case: DueCase) -> datetime:
    """Return the slow calendar's due moment."""
    weekday, saturday = list(case.weekday), list(case.saturday)
    hours: dict[int, Stretches] = {**dict.fromkeys(range(5), weekday), 5: saturday}
    slow_case = SlowCase(
        received=case.received,
        amount=float(case.amount),
        unit=case.unit,
        by_days=case.by_days,
        cut_off=case.cut_off,
        restarts=case.restarts,
        pauses=list(case.pauses),
    )
    return slow_due(slow_case, SlowCalendar(hours, set(case.off), set(case.worked)))


def counted_answer(case: DueCase) -> datetime:
    """Return the counted calendar's due moment."""
    calendar = _counted(case.weekday, case.saturday, case.off, case.worked)
    minutes = {"calendar_day": 24 * 60, "working_day": calendar.standard, "working_hour": 60}[case.unit]
    counted = CountedCase(
        received=minute_of(case.received),
        amount=round(float(case.amount) * minutes),
        is_wall=case.unit == "calendar_day",
        by_days=case.by_days,
        cut_off=None if case.cut_off is None else case.cut_off.hour * 60 + case.cut_off.minute,
        pauses=tuple(
            CountedPause(minute_of(paused), minute_of(resumed), case.restarts_after(number))
            for number, (paused, resumed) in enumerate(case.pauses)
        ),
    )
    return moment_of(counted_due(counted, calendar))


_counted = lru_cache(maxsize=256)(CountedCalendar)


def _ledger(case: DueCase) -> Ledger:
    mode = CountingMode.CIVIL_CODE if case.is_civil else CountingMode.BY_MINUTE
    after_pause = AfterPause.RESTART if case.restarts else AfterPause.RESUME
    return Ledger(
        case.received.replace(tzinfo=HANOI),
        Limit(Decimal(case.amount), LimitUnit(case.unit)),
        Counting(mode, case.cut_off, after_pause),
        tuple(
            Pause(paused.replace(tzinfo=HANOI), resumed.replace(tzinfo=HANOI), _own_rule(case, number))
            for number, (paused, resumed) in enumerate(case.pauses)
        ),
    )


def _own_rule(case: DueCase, pause: int) -> AfterPause | None:
    if pause >= len(case.own_rules) or case.own_rules[pause] is None:
        return None
    return AfterPause.RESTART if case.own_rules[pause] else AfterPause.RESUME


def _calendar(case: DueCase) -> WorkingCalendar:
    return _calendar_of(case.weekday, case.saturday, case.off, case.worked)


@lru_cache(maxsize=256)
def _calendar_of(
    monday: tuple[tuple[int, int], ...],
    saturday_morning: tuple[tuple[int, int], ...],
    days_off: frozenset[date],
    days_worked: frozenset[date],
) -> WorkingCalendar:
    weekday, saturday = _hours(monday), _hours(saturday_morning)
    office: Week = (weekday, weekday, weekday, weekday, weekday, saturday, CLOSED)
    off = (SpecialDay(day, DayKind.OFF, "nghỉ", "") for day in days_off)
    worked = (SpecialDay(day, DayKind.WORKED, "làm bù", "") for day in days_worked)
    return WorkingCalendar((*off, *worked), office=office)


def _hours(stretches: tuple[tuple[int, int], ...]) -> Hours:
    return tuple(Interval(time(*divmod(a, 60)), time(*divmod(b, 60))) for a, b in stretches)
