"""Due dates: when a dossier is due and why, whether it is late, and how much working time is left."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from engine.model.calendar import WorkingCalendar
from engine.model.counting import PLAIN_COUNTING, Counting, Measure
from engine.model.course import run_course
from engine.model.derivation import Derivation
from engine.model.derive import derive
from engine.model.ledger import Ledger
from engine.model.limit import Limit
from engine.model.moment import hanoi_minute
from engine.model.working_time import office_time_between


class Due(NamedTuple):
    """A due date (UTC) and the facts it follows from."""

    at: datetime
    derivation: Derivation


def due_at(
    received_at: datetime, limit: Limit, calendar: WorkingCalendar, counting: Counting = PLAIN_COUNTING
) -> Due:
    """Return when a dossier received at a moment is due, before any pause; see `due`."""
    return due(Ledger(received_at, limit, counting), calendar)


def due(ledger: Ledger, calendar: WorkingCalendar) -> Due:
    """Return the due date of a ledger.

    Raises Refused `ledger.paused` while an open pause holds it back; Broken `moment.naive`.
    """
    measure = Measure(calendar, ledger.limit, ledger.counting)
    course = run_course(measure, ledger)
    return Due(course.due_at.astimezone(UTC), derive(ledger, measure, course))


def is_late(ledger: Ledger, calendar: WorkingCalendar, at: datetime) -> bool:
    """Tell whether the due minute has passed, judged by what had happened at that moment.

    During a pause nothing becomes late; what was late when the pause began stays so.
    """
    due_moment, at = _due_and_clock(ledger, calendar, at)
    return at > due_moment


def slack(ledger: Ledger, calendar: WorkingCalendar, at: datetime) -> timedelta:
    """Return the office time left until the due moment, negative by how late it is; it stands still in a pause."""
    due_moment, at = _due_and_clock(ledger, calendar, at)
    if at > due_moment:
        return -office_time_between(calendar, due_moment, at)
    return office_time_between(calendar, at, due_moment)


def _due_and_clock(ledger: Ledger, calendar: WorkingCalendar, at: datetime) -> tuple[datetime, datetime]:
    """Return the due moment as known at a moment, and the minute at which the dossier's clock then stood."""
    known = ledger.known_at(at)
    stopped_at = known.open_pause.paused_at if known.open_pause else at
    running = known.without_open_pause()
    course = run_course(Measure(calendar, running.limit, running.counting), running)
    return course.due_at, hanoi_minute(stopped_at)
