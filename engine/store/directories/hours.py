"""Office hours and reception hours of a unit, from a day on, with the decision that set them."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from engine.errors import Refused
from engine.model.calendar import Interval, Week, WorkingCalendar
from engine.model.directory import Column, Entry, Kind
from engine.model.directory_plan import Change
from engine.store import calendars
from engine.store.directories.base import Proposal
from engine.store.directories.known import unknown_unit
from engine.store.work import Work

_DAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


class Hours:
    """The list of hours. Monday is the standard working day of the unit (see `WorkingCalendar`)."""

    code = "hours"
    title = "Giờ làm việc và giờ tiếp nhận"
    help = (
        "Giờ làm việc dùng để tính thời hạn; giờ tiếp nhận là giờ quầy mở cửa. "
        "Đơn vị không có dòng nào thì theo giờ chung 08:00-12:00, 13:30-17:30 từ thứ Hai đến thứ Sáu."
    )
    columns = (
        Column("unit", "Mã đơn vị", required=True),
        Column("valid_from", "Từ ngày", Kind.DAY, required=True),
        Column("document", "Văn bản quyết định", required=True),
        *(Column(f"office_{n}", f"Làm việc {day}", Kind.HOURS) for n, day in enumerate(_DAYS, start=2)),
        *(Column(f"reception_{n}", f"Tiếp nhận {day}", Kind.HOURS) for n, day in enumerate(_DAYS, start=2)),
    )
    key = ("unit", "valid_from")
    unit_column = "unit"
    removable = False

    def read(self, work: Work) -> list[Entry]:
        """Return the hours of every unit that has its own, by unit and day."""
        rows = work.run(
            """
            SELECT unit_code AS unit, valid_from::text AS valid_from, document, office, reception
            FROM unit_hours ORDER BY unit_code, valid_from
            """
        )
        return [_entry(dict(row)) for row in rows.mappings()]

    def faults(self, proposal: Proposal) -> Iterable[str]:
        """Yield what the calendar made of the hours would not accept."""
        entry = proposal.entry
        yield from unknown_unit(proposal.tree, entry["unit"], proposal.on)
        try:
            _calendar(entry)
        except Refused:
            yield "Thứ Hai phải có giờ làm việc; giờ tiếp nhận phải nằm trong giờ làm việc của ngày đó."

    def write(self, work: Work, change: Change) -> None:
        """Store the hours of one unit from a day on."""
        entry = change.entry
        key = {"unit": entry["unit"], "on": entry["valid_from"]}
        work.run("DELETE FROM unit_hours WHERE unit_code = :unit AND valid_from = CAST(:on AS date)", key)
        from_day = date.fromisoformat(entry["valid_from"])
        calendars.set_hours(work, entry["unit"], _calendar(entry), from_day, entry["document"])


def _entry(row: dict[str, Any]) -> Entry:
    weeks = {"office": row.pop("office"), "reception": row.pop("reception")}
    written = {
        f"{name}_{n}": ", ".join(f"{opens}-{closes}" for opens, closes in day)
        for name, week in weeks.items()
        for n, day in enumerate(week, start=2)
    }
    return {**row, **written}


def _calendar(entry: Entry) -> WorkingCalendar:
    return WorkingCalendar((), _week(entry, "office"), _week(entry, "reception"))


def _week(entry: Entry, name: str) -> Week:
    days = [tuple(map(_interval, filter(None, entry[f"{name}_{n}"].split(", ")))) for n in range(2, 9)]
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = days
    return monday, tuesday, wednesday, thursday, friday, saturday, sunday


def _interval(text: str) -> Interval:
    opens, closes = text.split("-")
    return Interval(time.fromisoformat(opens), time.fromisoformat(closes))
