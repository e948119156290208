"""When a timer that is armed now falls due, and when it falls due again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from engine.bpmn.definition import Timer, TimerKind
from engine.bpmn.expressions.iso8601 import iso_text
from engine.bpmn.iso_time import parse_cycle, parse_date, parse_duration
from engine.errors import Broken, Stuck
from engine.model.calendar import WorkingCalendar
from engine.model.deadline import due_at


class Armed(NamedTuple):
    """A timer that runs: when it falls due (UTC), its text with every name filled in, and how often more."""

    due_at: datetime
    text: str
    left: int | None = 1
    """Firings left, this one included; None for ever."""


def arm(timer: Timer, at: datetime, calendar: WorkingCalendar, data: Mapping[str, Any]) -> Armed:
    """Arm a timer. Working time runs on the calendar of the unit that waits. Stuck where the text is no time."""
    if timer.kind is TimerKind.WORKING_TIME:
        if timer.limit is None:
            raise Broken("timer.no_limit", text=timer.text)
        return Armed(due_at(at, timer.limit, calendar).at, timer.text)
    text = _text(timer, data, at)
    try:
        if timer.kind is TimerKind.DURATION:
            return Armed(at + parse_duration(text), text)
        if timer.kind is TimerKind.DATE:
            return Armed(parse_date(text), text)
        cycle = parse_cycle(text)
    except ValueError as problem:
        raise Stuck("timer.unreadable", text=text) from problem
    return Armed(cycle.start or at + cycle.interval, text, cycle.times)


def again(timer: Timer, fired: Armed) -> Armed | None:
    """Return a cycle's next firing after one, None where it was the last. What was missed is not left out."""
    if timer.kind is not TimerKind.CYCLE or fired.left == 1:
        return None
    left = None if fired.left is None else fired.left - 1
    return Armed(fired.due_at + parse_cycle(fired.text).interval, fired.text, left)


def _text(timer: Timer, data: Mapping[str, Any], now: datetime) -> str:
    if timer.expression is None:
        return timer.text
    value = timer.expression.evaluate(data, now)
    text = value if isinstance(value, str) else iso_text(value)
    if text is None:
        raise Stuck("timer.unreadable", text=timer.text)
    return text
