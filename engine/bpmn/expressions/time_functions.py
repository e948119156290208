"""Functions of dates, times and lengths of time; the moment comes from outside, no clock is read here."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal

from engine.bpmn.expressions.arguments import Arguments, Function, on_texts
from engine.bpmn.expressions.iso8601 import (
    read_date,
    read_date_time,
    read_duration,
    read_time,
    read_working_duration,
)
from engine.bpmn.expressions.limits import NUMBERS
from engine.bpmn.expressions.run import Run
from engine.bpmn.expressions.values import Months, WorkingDuration, whole
from engine.clock import in_hanoi


def _today(run: Run, _: Arguments) -> object:
    return None if run.now is None else in_hanoi(run.now).date()


def _now(run: Run, _: Arguments) -> object:
    return None if run.now is None else in_hanoi(run.now)


def _date(run: Run, given: Arguments) -> object:
    if isinstance(given[0], datetime):
        return given[0].date()
    return given[0] if isinstance(given[0], date) else on_texts(read_date)(run, given)


def _time(run: Run, given: Arguments) -> object:
    if isinstance(given[0], datetime):
        return given[0].time()
    return given[0] if isinstance(given[0], time) else on_texts(read_time)(run, given)


def _date_and_time(run: Run, given: Arguments) -> object:
    if len(given) == 1:
        return on_texts(read_date_time)(run, given)
    day, clock = given
    return datetime.combine(day, clock) if type(day) is date and isinstance(clock, time) else None


def _months_between(_: Run, given: Arguments) -> object:
    start, end = given
    if not (isinstance(start, date) and isinstance(end, date)):
        return None
    months = (end.year - start.year) * 12 + end.month - start.month
    # A month counts once it is full, in either direction.
    if months > 0 and end.day < start.day:
        months -= 1
    elif months < 0 and end.day > start.day:
        months += 1
    return Months(months)


def _working_days(_: Run, given: Arguments) -> object:
    days = whole(given[0])
    return None if days is None or days < 0 else WorkingDuration(days, 0)


def _working_hours(_: Run, given: Arguments) -> object:
    if not isinstance(given[0], Decimal):
        return None
    minutes = whole(NUMBERS.multiply(given[0], Decimal(60)))
    return None if minutes is None or minutes < 0 else WorkingDuration(0, minutes)


TIME_FUNCTIONS: Mapping[str, Function] = {
    "date": Function(1, 1, _date),
    "time": Function(1, 1, _time),
    "date and time": Function(1, 2, _date_and_time),
    "duration": Function(1, 1, on_texts(read_duration)),
    "years and months duration": Function(2, 2, _months_between),
    "working duration": Function(1, 1, on_texts(read_working_duration)),
    "working days": Function(1, 1, _working_days),
    "working hours": Function(1, 1, _working_hours),
    "today": Function(0, 0, _today),
    "now": Function(0, 0, _now),
}
