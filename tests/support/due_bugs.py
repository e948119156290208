"""Bugs in counting that somebody could really write; a comparison that misses one of them proves nothing."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest

from engine.clock import HANOI
from engine.model import counting, course, working_time
from engine.model.calendar import CLOSED, DAY, DayKind, Hours, Week, WorkingCalendar
from engine.model.counting import AfterPause, Measure, StartReason
from engine.model.course import Stretch
from engine.model.ledger import Pause
from engine.model.moment import MINUTE, hanoi_minute

Bug = Callable[[pytest.MonkeyPatch], None]


def first_day_counted(patch: pytest.MonkeyPatch) -> None:
    def edge(measure: Measure, moment: datetime) -> datetime:
        moment = hanoi_minute(moment)
        return datetime.combine(moment.date(), time(), HANOI) if measure.by_days else moment

    patch.setattr(Measure, "edge", edge)


def compensating_day_forgotten(patch: pytest.MonkeyPatch) -> None:
    def hours(calendar: WorkingCalendar, table: Week, day: date) -> Hours:
        special = calendar.special_day(day)
        is_off = special is not None and special.kind is DayKind.OFF
        return CLOSED if is_off else table[day.weekday()]

    patch.setattr(WorkingCalendar, "_hours", hours)


def compensating_saturday_is_a_morning(patch: pytest.MonkeyPatch) -> None:
    def hours(calendar: WorkingCalendar, table: Week, day: date) -> Hours:
        special = calendar.special_day(day)
        if special is None:
            return table[day.weekday()]
        return CLOSED if special.kind is DayKind.OFF else table[0][:1]

    patch.setattr(WorkingCalendar, "_hours", hours)


def a_working_day_is_always_eight_hours(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(WorkingCalendar, "standard_day", property(lambda _: timedelta(hours=8)))


def at_the_cut_off_is_too_late(patch: pytest.MonkeyPatch) -> None:
    right = Measure.counts_from

    def counts_from(measure: Measure, received_at: datetime) -> tuple[datetime, StartReason]:
        at = hanoi_minute(received_at)
        if at.time() == measure.counting.cut_off:
            return working_time.opening_after(measure.calendar, at.date()), StartReason.AFTER_CUT_OFF
        return right(measure, received_at)

    patch.setattr(Measure, "counts_from", counts_from)


def a_day_ends_in_the_next_morning(patch: pytest.MonkeyPatch) -> None:
    def add(calendar: WorkingCalendar, start_at: datetime, amount: timedelta) -> datetime:
        return hanoi_minute(
            calendar.next_office_moment(working_time.add_office_time(calendar, start_at, amount) + MINUTE)
        )

    patch.setattr(counting, "add_office_time", add)


def a_last_day_off_stays(patch: pytest.MonkeyPatch) -> None:
    def close(calendar: WorkingCalendar, day: date) -> datetime:
        return datetime.combine(day, calendar.office[0][-1].closes, HANOI)

    patch.setattr(counting, "close_of_office", close)


def calendar_days_end_at_night(patch: pytest.MonkeyPatch) -> None:
    right = Measure.falls_due_at

    def falls_due_at(measure: Measure, landing_at: datetime) -> datetime:
        return right(measure, landing_at) if measure.by_days else landing_at

    patch.setattr(Measure, "falls_due_at", falls_due_at)


def midnight_belongs_to_the_next_day(patch: pytest.MonkeyPatch) -> None:
    right = Measure.falls_due_at

    def falls_due_at(measure: Measure, landing_at: datetime) -> datetime:
        return right(measure, landing_at + MINUTE if measure.by_days else landing_at)

    patch.setattr(Measure, "falls_due_at", falls_due_at)


def restart_goes_on_instead(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(course, "after_pause", lambda measure, pause: AfterPause.RESUME)


def a_pause_of_its_own_rule_follows_the_procedure(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(course, "after_pause", lambda measure, pause: measure.counting.after_pause)


def a_pause_gives_back_what_was_used(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Measure, "used", lambda measure, start_at, stop_at: timedelta())


def a_pause_stops_office_time_for_calendar_days_too(patch: pytest.MonkeyPatch) -> None:
    def used(measure: Measure, start_at: datetime, stop_at: datetime) -> timedelta:
        return working_time.office_time_between(measure.calendar, start_at, stop_at)

    patch.setattr(Measure, "used", used)


def a_late_dossier_is_saved_by_a_pause(patch: pytest.MonkeyPatch) -> None:
    right = course._left_after

    def left_after(measure: Measure, stretch: Stretch, left: timedelta) -> timedelta:
        return max(right(measure, stretch, left), MINUTE)

    patch.setattr(course, "_left_after", left_after)


def a_pause_ends_a_day_too_late(patch: pytest.MonkeyPatch) -> None:
    right = course._resumed_at

    def resumed_at(pause: Pause) -> datetime:
        return right(pause) + DAY

    patch.setattr(course, "_resumed_at", resumed_at)


BUGS: tuple[Bug, ...] = (
    first_day_counted,
    compensating_day_forgotten,
    compensating_saturday_is_a_morning,
    a_working_day_is_always_eight_hours,
    at_the_cut_off_is_too_late,
    a_day_ends_in_the_next_morning,
    a_last_day_off_stays,
    calendar_days_end_at_night,
    midnight_belongs_to_the_next_day,
    restart_goes_on_instead,
    a_pause_of_its_own_rule_follows_the_procedure,
    a_pause_gives_back_what_was_used,
    a_pause_stops_office_time_for_calendar_days_too,
    a_late_dossier_is_saved_by_a_pause,
    a_pause_ends_a_day_too_late,
)
