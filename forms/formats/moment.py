"""Days and times as data: ISO inside, dd/mm/yyyy only on the page."""

import re
from collections.abc import Callable
from datetime import date, datetime, time

from forms.formats.kind import Format

ISO_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
ISO_TIME = r"[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?"


def _real(shape: str, read: Callable[[str], object]) -> Callable[[str], bool]:
    """Judge by shape first: `fromisoformat` alone also takes week dates and dates without dashes."""
    whole = re.compile(shape, re.ASCII).fullmatch

    def holds(text: str) -> bool:
        if whole(text) is None:
            return False
        try:
            read(text)
        except ValueError:
            return False
        return True

    return holds


is_day = _real(ISO_DAY, date.fromisoformat)

FORMATS = {
    "date": Format("not_a_date", is_day, "phải là ngày có thật, ghi theo dạng dd/mm/yyyy"),
    # RFC 3339: the offset is required, so that a stored moment means one moment only.
    "date-time": Format(
        "not_a_date_time",
        _real(rf"{ISO_DAY}T{ISO_TIME}(?:Z|[+-][0-9]{{2}}:[0-9]{{2}})", datetime.fromisoformat),
        "phải có ngày và giờ có thật, ghi theo dạng hh:mm dd/mm/yyyy",
    ),
    # The time of an office, always of Hà Nội: an offset would say nothing.
    "time": Format(
        "not_a_time",
        _real(r"[0-9]{2}:[0-9]{2}", time.fromisoformat),
        "phải là giờ có thật, ghi theo dạng hh:mm, từ 00:00 đến 23:59",
    ),
}
