"""ISO 8601 durations and moments as diagrams write them: `P30D`, `PT1H`, `P1DT12H`, `2018-11-17T08:00:00`."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from engine.clock import HANOI

_DURATION = re.compile(
    r"P(?!$)(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?!$)(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)S)?)?",
    re.ASCII,
)
_CYCLE = re.compile(r"R(?P<times>\d{0,9})/(?:(?P<start>[^/]+)/)?(?P<interval>[^/]+)", re.ASCII)
MAX_CHARACTERS = 32
LONGEST = timedelta(days=36_525)
"""A hundred years: far above any legal limit, and low enough that no calculation leaves the range of dates."""


def parse_duration(text: str) -> timedelta:
    """Read a duration of weeks, days, hours, minutes and seconds; ValueError where it is anything else.

    Years and months have no fixed length and are refused: the law counts days.
    """
    found = _DURATION.fullmatch(text.strip())
    if found is None or len(text) > MAX_CHARACTERS:
        raise ValueError(f"Expected an ISO 8601 duration such as P5D, but got {text[:MAX_CHARACTERS]!r}")
    try:
        duration = timedelta(**{unit: int(amount) for unit, amount in found.groupdict(default="0").items()})
    except OverflowError:
        duration = timedelta.max
    if duration > LONGEST:
        raise ValueError(f"Expected at most {LONGEST.days} days, but got {text!r}")
    return duration


def parse_date(text: str) -> datetime:
    """Read a date and time; one without a zone is on Hanoi's clock. Returns UTC; ValueError where unreadable."""
    moment = datetime.fromisoformat(text.strip())
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=HANOI)).astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"Expected a moment within the range of dates, but got {text!r}") from error


@dataclass(frozen=True, slots=True)
class Cycle:
    """`R3/2018-11-17T08:00:00/P1D`: how often (None: for ever), from when (None: when armed), how far apart."""

    times: int | None
    start: datetime | None
    interval: timedelta


def parse_cycle(text: str) -> Cycle:
    """Read a repeating interval; ValueError where it is anything else or would stand still."""
    found = _CYCLE.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"Expected an ISO 8601 cycle such as R3/P1D, but got {text[:MAX_CHARACTERS]!r}")
    interval = parse_duration(found["interval"])
    if interval < timedelta(seconds=1):
        raise ValueError(f"Expected an interval of at least a second, but got {text!r}")
    start = None if found["start"] is None else parse_date(found["start"])
    return Cycle(int(found["times"]) if found["times"] else None, start, interval)
