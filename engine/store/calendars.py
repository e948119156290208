"""Working calendars as stored: the city's special days and the hours of each unit, both dated data."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, time
from typing import Any

from engine.model.calendar import Certainty, DayKind, Interval, SpecialDay, Week, WorkingCalendar, week
from engine.store.rows import as_json, as_rows
from engine.store.work import Work


@dataclass(frozen=True, slots=True)
class UnitHours:
    """Hours of one unit from a day on, with the decision that set them."""

    valid_from: date
    calendar: WorkingCalendar


@dataclass(frozen=True, slots=True)
class Calendars:
    """Every unit's calendar; a unit without hours of its own keeps the usual ones."""

    usual: WorkingCalendar
    own: Mapping[str, tuple[UnitHours, ...]]

    def of(self, unit: str, on: date) -> WorkingCalendar:
        """Return the calendar of a unit as in force on a day."""
        in_force = [hours for hours in self.own.get(unit, ()) if hours.valid_from <= on]
        return in_force[-1].calendar if in_force else self.usual


def add_special_days(work: Work, days: Iterable[SpecialDay]) -> None:
    """Store days off and worked days of the whole city."""
    work.run(
        """
        INSERT INTO special_day ("on", kind, name, document, certainty)
        SELECT "on", kind, name, document, certainty FROM jsonb_to_recordset(CAST(:rows AS jsonb))
            AS r("on" date, kind text, name text, document text, certainty text)
        """,
        as_rows(asdict(day) for day in days),
    )


def set_hours(work: Work, unit: str, calendar: WorkingCalendar, valid_from: date, document: str) -> None:
    """Store the hours of one unit from a day on."""
    work.run(
        """
        INSERT INTO unit_hours (unit_code, valid_from, office, reception, document)
        VALUES (:unit, :valid_from, CAST(:office AS jsonb), CAST(:reception AS jsonb), :document)
        """,
        {
            "unit": unit,
            "valid_from": valid_from,
            "office": as_json(_dump_week(calendar.office)),
            "reception": as_json(_dump_week(calendar.reception)),
            "document": document,
        },
    )


def load(work: Work) -> Calendars:
    """Return all calendars."""
    rows = work.run('SELECT "on", kind, name, document, certainty FROM special_day ORDER BY "on"').mappings()
    special_days = tuple(_special_day(dict(row)) for row in rows)
    own: dict[str, tuple[UnitHours, ...]] = {}
    for row in work.run("SELECT * FROM unit_hours ORDER BY unit_code, valid_from").mappings():
        calendar = WorkingCalendar(special_days, _load_week(row["office"]), _load_week(row["reception"]))
        hours = UnitHours(row["valid_from"], calendar)
        own[row["unit_code"]] = (*own.get(row["unit_code"], ()), hours)
    return Calendars(WorkingCalendar(special_days, week(), week()), own)


def _special_day(row: dict[str, Any]) -> SpecialDay:
    return SpecialDay(**row | {"kind": DayKind(row["kind"]), "certainty": Certainty(row["certainty"])})


def _dump_week(hours: Week) -> list[list[list[str]]]:
    return [[[f"{each.opens:%H:%M}", f"{each.closes:%H:%M}"] for each in day] for day in hours]


def _load_week(stored: list[list[list[str]]]) -> Week:
    days = [tuple(Interval(*map(time.fromisoformat, pair)) for pair in day) for day in stored]
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = days
    return monday, tuesday, wednesday, thursday, friday, saturday, sunday
