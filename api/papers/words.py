"""Days and moments as papers write them (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

from datetime import date, datetime

from engine.clock import in_hanoi


def moment(at: datetime | None) -> str:
    """Write `08:15 ngày 05/11/2018` by Hanoi's clock; nothing for none."""
    return "" if at is None else f"{in_hanoi(at):%H:%M ngày %d/%m/%Y}"


def short_moment(at: datetime | None) -> str:
    """Write `08:15 05/11/2018` for the cell of a table; nothing for none."""
    return "" if at is None else f"{in_hanoi(at):%H:%M %d/%m/%Y}"


def day(on: date) -> str:
    """Write `05/11/2018`."""
    return f"{on:%d/%m/%Y}"


def day_in_words(on: date) -> str:
    """Write `ngày 05 tháng 11 năm 2018`; a day below 10 and the first two months take a zero before."""
    month = f"{on.month:02d}" if on.month < 3 else str(on.month)
    return f"ngày {on.day:02d} tháng {month} năm {on.year}"


def counted(number: int, noun: str) -> str:
    """Write `01 bộ`, as papers do so that nobody adds a digit."""
    return f"{number:02d} {noun}"
