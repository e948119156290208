"""Days in a list: the written form is ISO 8601, and a day without beginning is an empty text."""

from collections.abc import Iterator

from engine.model.directory import Column, Entry, Kind

VALID_FROM = Column("valid_from", "Từ ngày", Kind.DAY)
VALID_UNTIL = Column("valid_until", "Đến hết ngày", Kind.DAY)


def period_faults(entry: Entry) -> Iterator[str]:
    """Yield what is wrong with a period of whole days, both ends counted."""
    first, last = entry.get("valid_from", ""), entry.get("valid_until", "")
    if first and last and last < first:
        yield "«Đến hết ngày» không được sớm hơn «Từ ngày»."


def overlap(one: Entry, other: Entry) -> bool:
    """Say whether two periods have a day in common."""
    return one["valid_from"] <= (other["valid_until"] or "9") and other["valid_from"] <= (
        one["valid_until"] or "9"
    )
