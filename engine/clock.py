"""Where the time comes from. Inside, every moment is an aware UTC datetime; Hanoi time only at the edge."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

# Viet Nam keeps UTC+7 the whole year round, so a fixed offset needs no time zone database.
HANOI = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Return the machine's present moment in UTC."""
    return datetime.now(UTC)


class DemoClock:
    """A clock of the demo city: stands still until it is moved on."""

    def __init__(self, at: datetime) -> None:
        self.at = at.astimezone(UTC)

    def __call__(self) -> datetime:
        """Return the demo city's present moment in UTC."""
        return self.at

    def move_to(self, at: datetime) -> None:
        """Move to a later moment; an earlier one is refused, as time does not run back."""
        if at < self.at:
            raise ValueError(f"Expected a moment not before {self.at.isoformat()}, but got {at.isoformat()}")
        self.at = at.astimezone(UTC)


def in_hanoi(moment: datetime) -> datetime:
    """Return the same moment on Hanoi's wall clock."""
    return moment.astimezone(HANOI)
