"""A moment as working time sees it: Hanoi's wall clock, in whole minutes."""

from datetime import datetime, timedelta

from engine.clock import in_hanoi
from engine.errors import Broken

MINUTE = timedelta(minutes=1)


def hanoi_minute(moment: datetime) -> datetime:
    """Return the minute on Hanoi's wall clock that holds the moment.

    Papers print hh:mm, so a due date must follow from the printed minute and from nothing finer.
    Raises Broken `moment.naive` when the moment does not say its time zone.
    """
    if moment.tzinfo is None:
        raise Broken("moment.naive", moment=moment.isoformat())
    return in_hanoi(moment).replace(second=0, microsecond=0)
