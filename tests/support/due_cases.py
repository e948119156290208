"""The same question put to the working calendar and to the slow one, so that their answers can be compared."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from engine.clock import HANOI, in_hanoi
from engine.model.calendar import CLOSED, DayKind, Hours, Interval, SpecialDay, Week, WorkingCalendar
from engine.model.counting import AfterPause, Counting, CountingMode
from engine.model.deadline import due
from engine.model.ledger import Ledger, Pause
from engine.model.limit import Limit, LimitUnit
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


def answer(case: DueCase) -> datetime:
    """Return the working calendar's due moment, naive on Hanoi's wall clock."""
    return in_hanoi(due(_ledger(case), _calendar(case)).at).replace(tzinfo=None)


def slow_answer(case: DueCase) -> datetime:
    """Return the slow calendar's due moment."""
    weekday, saturday = list(case.weekday), list(case.saturday)
    hours: dict[int, Stretches] = {**dict.fromkeys(range(5), weekday), 5: saturday}
    is_whole_days = case.unit != "working_hour" and float(case.amount).is_integer()
    slow_case = SlowCase(
        received=case.received,
        amount=float(case.amount),
        unit=case.unit,
        by_days=float(case.amount) == 0 or (case.is_civil and is_whole_days),
        cut_off=case.cut_off,
        restarts=case.restarts,
        pauses=list(case.pauses),
    )
    return slow_due(slow_case, SlowCalendar(hours, set(case.off), set(case.worked)))


def _ledger(case: DueCase) -> Ledger:
    mode = CountingMode.CIVIL_CODE if case.is_civil else CountingMode.BY_MINUTE
    after_pause = AfterPause.RESTART if case.restarts else AfterPause.RESUME
    return Ledger(
        case.received.replace(tzinfo=HANOI),
        Limit(Decimal(case.amount), LimitUnit(case.unit)),
        Counting(mode, case.cut_off, after_pause),
        tuple(Pause(a.replace(tzinfo=HANOI), b.replace(tzinfo=HANOI)) for a, b in case.pauses),
    )


def _calendar(case: DueCase) -> WorkingCalendar:
    weekday, saturday = _hours(case.weekday), _hours(case.saturday)
    office: Week = (weekday, weekday, weekday, weekday, weekday, saturday, CLOSED)
    off = (SpecialDay(day, DayKind.OFF, "nghỉ", "") for day in case.off)
    worked = (SpecialDay(day, DayKind.WORKED, "làm bù", "") for day in case.worked)
    return WorkingCalendar((*off, *worked), office=office)


def _hours(stretches: tuple[tuple[int, int], ...]) -> Hours:
    return tuple(Interval(time(*divmod(a, 60)), time(*divmod(b, 60))) for a, b in stretches)
