"""Moments on Hanoi's wall clock, written the short way tests like."""

from datetime import datetime

from engine.clock import HANOI, in_hanoi


def hanoi(text: str) -> datetime:
    """Return the moment of `2018-11-21 09:24` on Hanoi's wall clock."""
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


def on_the_wall(moment: datetime) -> str:
    """Return a moment as Hanoi's wall clock shows it, `2018-11-21 09:24`."""
    return f"{in_hanoi(moment):%Y-%m-%d %H:%M}"
