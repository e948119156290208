"""The working calendar of one unit: weekly hours, reception hours, and the dated days that differ from the week."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise

from engine.clock import HANOI
from engine.errors import Refused
from engine.model.moment import hanoi_minute


@dataclass(frozen=True, slots=True)
class Interval:
    """One stretch of hours within a day, on Hanoi's wall clock; both ends belong to it.

    Raises Refused `calendar.interval_unusable` unless it opens before it closes.
    """

    opens: time
    closes: time
    length: timedelta = field(init=False, repr=False, compare=False)
    """How long it lasts; known once, for a limit of thirty days asks for it sixty times."""

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise Refused("calendar.interval_unusable", opens=str(self.opens), closes=str(self.closes))
        opens_at, closes_at = self.on(date.min)
        object.__setattr__(self, "length", closes_at - opens_at)

    def on(self, day: date) -> tuple[datetime, datetime]:
        """Return the opening and closing moments of the interval on one day."""
        return datetime.combine(day, self.opens, HANOI), datetime.combine(day, self.closes, HANOI)


DAY = timedelta(days=1)

Hours = tuple[Interval, ...]
Week = tuple[Hours, Hours, Hours, Hours, Hours, Hours, Hours]

CLOSED: Hours = ()
MORNING: Hours = (Interval(time(8), time(12)),)
STANDARD_DAY: Hours = (*MORNING, Interval(time(13, 30), time(17, 30)))


def week(weekday: Hours = STANDARD_DAY, saturday: Hours = CLOSED) -> Week:
    """Return a week of five equal days and a Saturday, from Monday on; Sunday is off."""
    return (weekday, weekday, weekday, weekday, weekday, saturday, CLOSED)


class DayKind(StrEnum):
    """How a dated day differs from the week."""

    OFF = "off"
    WORKED = "worked"


class Certainty(StrEnum):
    """Whether the competent authority has announced the day, or it is expected by the general rule."""

    ANNOUNCED = "announced"
    EXPECTED = "expected"


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day off (a holiday, a compensating day) or a worked day, with the document that decided it."""

    on: date
    kind: DayKind
    name: str
    document: str
    certainty: Certainty = Certainty.ANNOUNCED


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """One unit's calendar. `office` drives the clock, `reception` says when the desk is open.

    Monday is the unit's standard working day: a worked Saturday has Monday's hours, and "one working day"
    is Monday's office time (8 hours unless the unit decided otherwise).
    Raises Refused `calendar.unusable` with every problem found.
    """

    special_days: tuple[SpecialDay, ...] = ()
    office: Week = field(default_factory=week)
    reception: Week = field(default_factory=week)
    _special: Mapping[date, SpecialDay] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_special", {special.on: special for special in self.special_days})
        problems = _problems(self)
        if problems:
            raise Refused("calendar.unusable", problems=problems)

    @property
    def standard_day(self) -> timedelta:
        """Return the office time of one whole working day."""
        return self.week_time(0)

    def week_time(self, weekday: int) -> timedelta:
        """Return the office time of an ordinary day of the week, Monday being 0."""
        return sum((interval.length for interval in self.office[weekday]), timedelta())

    def special_day(self, day: date) -> SpecialDay | None:
        """Return what makes this day differ from the week, if anything does."""
        return self._special.get(day)

    def office_hours(self, day: date) -> Hours:
        """Return the office hours of one day; empty when the unit does not work."""
        return self._hours(self.office, day)

    def is_working_day(self, day: date) -> bool:
        """Tell whether the unit works on this day, be it for a morning only."""
        return bool(self.office_hours(day))

    def reception_hours(self, day: date) -> Hours:
        """Return the hours in which the desk receives people; empty when it stays closed."""
        return self._hours(self.reception, day)

    def next_office_moment(self, moment: datetime) -> datetime:
        """Return the moment itself within office hours, else the next opening (UTC)."""
        return self._next_open(self.office_hours, moment)

    def is_desk_open(self, moment: datetime) -> bool:
        """Tell whether the desk receives people at this moment."""
        return self.next_reception(moment) == hanoi_minute(moment)

    def next_reception(self, moment: datetime) -> datetime | None:
        """Return the moment itself while the desk is open, else its next opening (UTC); None without a desk."""
        if not any(self.reception):
            return None
        return self._next_open(self.reception_hours, moment)

    def _next_open(self, hours_of: Callable[[date], Hours], moment: datetime) -> datetime:
        at = hanoi_minute(moment)
        day = at.date()
        while True:
            for interval in hours_of(day):
                opens_at, closes_at = interval.on(day)
                if at <= closes_at:
                    return max(at, opens_at).astimezone(UTC)
            day += DAY

    def _hours(self, table: Week, day: date) -> Hours:
        special = self._special.get(day)
        if special is None:
            return table[day.weekday()]
        return table[0] if special.kind is DayKind.WORKED else CLOSED


def _problems(calendar: WorkingCalendar) -> list[str]:
    """Name every reason why nothing can be counted on this calendar."""
    overlaps = [
        f"overlap {before.closes:%H:%M} {after.opens:%H:%M}"
        for hours in (*calendar.office, *calendar.reception)
        for before, after in pairwise(hours)
        if before.closes > after.opens
    ]
    times_listed = Counter(special.on for special in calendar.special_days)
    repeated = [f"repeated {day.isoformat()}" for day, times in times_listed.items() if times > 1]
    # Without a standard working day "one working day" means nothing and a search for office time never ends.
    no_monday = [] if calendar.office[0] else ["no office hours on Monday"]
    return overlaps + repeated + no_monday
