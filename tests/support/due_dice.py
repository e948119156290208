"""Random questions about due dates: 240 offices over ten years, any limit, any pauses, both ways of counting."""

import random
from datetime import date, datetime, time, timedelta
from functools import cache

from engine.model.holidays import national_days
from tests.support.due_cases import DueCase

OFFICES = 240
_FIRST, _LAST = date(2018, 1, 1), date(2027, 6, 30)
_WEEKDAYS = (
    ((480, 720), (810, 1050)),
    ((450, 690), (780, 1020)),
    ((480, 690), (810, 990)),
    ((420, 1020),),
    ((480, 600), (615, 720), (810, 1051)),
)
_SATURDAYS = ((), (), ((480, 720),), ((480, 690),), ((480, 720), (810, 1050)))
_AMOUNTS = {
    "working_day": ("0", "0.25", "0.5", "1", "1.5", "2", "3", "5", "7", "10", "15", "25", "40"),
    "working_hour": ("0.5", "1", "2", "4", "8", "20", "80"),
    "calendar_day": ("0.5", "1", "2", "5", "7", "10", "30", "60"),
}
_CUT_OFFS = (None, None, time(11, 30), time(15), time(16, 30), time(17))

Office = tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...], frozenset[date], frozenset[date]]


@cache
def office(number: int) -> Office:
    """Draw an office: its hours and its days off; every other one keeps the national days as they are."""
    dice = random.Random(f"office {number}")
    off = {day.on for day in national_days() if day.kind == "off"}
    worked = {day.on for day in national_days() if day.kind == "worked"}
    if number % 2:
        off |= set(_days(dice, dice.randrange(60)))
        worked |= set(_days(dice, dice.randrange(40)))
    return dice.choice(_WEEKDAYS), dice.choice(_SATURDAYS), frozenset(off), frozenset(worked - off)


def due_case(number: int) -> DueCase:
    """Draw the question of a number; the same number is the same question for ever."""
    dice = random.Random(number)
    weekday, saturday, off, worked = office(dice.randrange(OFFICES))
    unit = dice.choice(list(_AMOUNTS))
    received = datetime.combine(_days(dice, 1)[0], time()) + timedelta(minutes=_minute(dice))
    gaps = [(_gap(dice), _gap(dice)) for _ in range(dice.choice((0, 0, 1, 1, 2, 3)))]
    return DueCase(
        received=received,
        amount=dice.choice(_AMOUNTS[unit]),
        unit=unit,
        is_civil=dice.random() < 0.5,
        cut_off=dice.choice(_CUT_OFFS),
        restarts=dice.random() < 0.3,
        pauses=_pauses(received, gaps),
        weekday=weekday,
        saturday=saturday,
        off=off,
        worked=worked,
        own_rules=tuple(dice.choice((None, None, True, False)) for _ in gaps),
    )


def _days(dice: random.Random, count: int) -> list[date]:
    return [_FIRST + timedelta(days=dice.randrange((_LAST - _FIRST).days)) for _ in range(count)]


def _minute(dice: random.Random) -> int:
    """Draw a minute of the day, often one at which something opens, closes or is cut off."""
    edge = dice.choice((0, 450, 480, 690, 720, 780, 810, 900, 1020, 1050, 1439))
    return dice.choice((edge, min(edge + 1, 1439), dice.randrange(1440), dice.randint(450, 1050)))


def _gap(dice: random.Random) -> int:
    """Draw minutes between two events: none, some within a day, or weeks."""
    return dice.choice((0, dice.randrange(600), dice.randrange(6_000), dice.randrange(40_000)))


def _pauses(received: datetime, gaps: list[tuple[int, int]]) -> tuple[tuple[datetime, datetime], ...]:
    pauses, at = [], received
    for running, standing in gaps:
        paused = at + timedelta(minutes=running)
        at = paused + timedelta(minutes=standing)
        pauses.append((paused, at))
    return tuple(pauses)
