"""When a timer that is armed now falls due."""

from datetime import datetime

from engine.bpmn.definition import Timer, TimerKind
from engine.bpmn.iso_time import parse_date, parse_duration
from engine.errors import Broken
from engine.model.calendar import WorkingCalendar
from engine.model.deadline import due_at


def timer_due_at(timer: Timer, armed_at: datetime, calendar: WorkingCalendar) -> datetime:
    """Return the moment (UTC). Working time runs on the calendar of the unit that waits."""
    if timer.kind is TimerKind.DURATION:
        return armed_at + parse_duration(timer.text)
    if timer.kind is TimerKind.DATE:
        return parse_date(timer.text)
    if timer.limit is None:
        raise Broken("timer.no_limit", text=timer.text)
    return due_at(armed_at, timer.limit, calendar).at
