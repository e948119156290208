"""How a procedure counts its time, and the arithmetic of each way of counting."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from engine.clock import HANOI
from engine.model.calendar import DAY, WorkingCalendar
from engine.model.limit import Limit, LimitUnit, share_of
from engine.model.moment import MINUTE, hanoi_minute
from engine.model.working_time import (
    add_office_time,
    close_of_office,
    office_time_between,
    opening_after,
)


class CountingMode(StrEnum):
    """By the minute (Monday 10:00 + 2 = Wednesday 10:00), or by days as BLDS 2015, Điều 147-148 count them."""

    BY_MINUTE = "by_minute"
    CIVIL_CODE = "civil_code"


class AfterPause(StrEnum):
    """What runs when a pause ends: the time that was left, or the whole limit anew."""

    RESUME = "resume"
    RESTART = "restart"


class StartReason(StrEnum):
    """Why the time counts from its moment."""

    RECEIVED = "received"
    OUTSIDE_OFFICE_HOURS = "outside_office_hours"
    DAY_OFF = "day_off"
    AFTER_CUT_OFF = "after_cut_off"


@dataclass(frozen=True, slots=True)
class Counting:
    """The rules of one procedure.

    `cut_off` (Hanoi wall clock): received later than this, or on a day off, counts from the opening of the
    next working day. A desk that forwards until 15:00 and an online intake until 17:00 are the same rule.
    It applies to the reception, not to the end of a pause.
    """

    mode: CountingMode = CountingMode.BY_MINUTE
    cut_off: time | None = None
    after_pause: AfterPause = AfterPause.RESUME


PLAIN_COUNTING = Counting()


@dataclass(frozen=True, slots=True)
class Measure:
    """One limit on one calendar under one procedure's rules: where it starts, how it is used up, where it ends.

    Counting by days is counting by the minute between midnights: a day that begins something (the reception,
    a resumption) is left out by starting at its closing midnight (BLDS 2015, Điều 147 khoản 2).
    """

    calendar: WorkingCalendar
    limit: Limit
    counting: Counting

    @property
    def by_days(self) -> bool:
        """Tell whether days are counted as days. Hours and parts of a day always run by the minute."""
        is_civil = self.counting.mode is CountingMode.CIVIL_CODE
        return self.limit.is_same_day or (is_civil and self.limit.is_whole_days)

    def total(self) -> timedelta:
        """Return the whole limit: wall time for calendar days, else office time of this calendar."""
        one = {
            LimitUnit.CALENDAR_DAY: DAY,
            LimitUnit.WORKING_DAY: self.calendar.standard_day,
            LimitUnit.WORKING_HOUR: timedelta(hours=1),
        }
        return share_of(one[self.limit.unit], self.limit.amount)

    def counts_from(self, received_at: datetime) -> tuple[datetime, StartReason]:
        """Return the moment that stands for the reception, and why it is not the reception itself."""
        received_at = hanoi_minute(received_at)
        is_off = not self.calendar.is_working_day(received_at.date())
        cut_off = self.counting.cut_off
        if cut_off is not None and (is_off or received_at.time() > cut_off):
            reason = StartReason.DAY_OFF if is_off else StartReason.AFTER_CUT_OFF
            return opening_after(self.calendar, received_at.date()), reason
        if self.by_days and not self.limit.is_same_day:
            return received_at, StartReason.RECEIVED
        starts_at = hanoi_minute(self.calendar.next_office_moment(received_at))
        if starts_at == received_at:
            return received_at, StartReason.RECEIVED
        return starts_at, StartReason.DAY_OFF if is_off else StartReason.OUTSIDE_OFFICE_HOURS

    def edge(self, moment: datetime) -> datetime:
        """Return where counting stops or goes on for an act at this moment: the midnight after it by days."""
        moment = hanoi_minute(moment)
        return datetime.combine(moment.date() + DAY, time(), HANOI) if self.by_days else moment

    def used(self, start_at: datetime, stop_at: datetime) -> timedelta:
        """Return how much of the limit passes between two edges; nothing when the second is not later."""
        if self.limit.unit is LimitUnit.CALENDAR_DAY:
            return max(stop_at - start_at, timedelta())
        return office_time_between(self.calendar, start_at, stop_at)

    def lands_at(self, start_at: datetime, left: timedelta) -> datetime:
        """Return where the rest of the limit runs out, be it a moment at which nobody works."""
        if self.limit.unit is LimitUnit.CALENDAR_DAY:
            return start_at + left
        return add_office_time(self.calendar, start_at, left)

    def falls_due_at(self, landing_at: datetime) -> datetime:
        """Return the due moment for a landing: moved on to office time, by days to the close of office.

        The code lets the last day end at 24:00 (Điều 148 khoản 6) but, after a day off, with the working day
        (khoản 5). An office can hand over a result only while it works, so the close is the end in both cases.
        """
        if self.by_days:
            return close_of_office(self.calendar, (landing_at - MINUTE).date())
        return hanoi_minute(self.calendar.next_office_moment(landing_at))
