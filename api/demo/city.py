"""Load the demo city: Ha Noi's units, its calendar, invented people, and the library's procedures in force."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine as Database

from api.demo.people import cast, people
from engine.clock import HANOI, in_hanoi
from engine.model.city_data import HANOI as HANOI_DATA
from engine.model.city_data import hanoi, read_successions, read_units
from engine.model.holidays import national_days
from engine.store import calendars, units
from engine.store import people as people_store
from engine.store.deployments import Deployments
from engine.store.work import Work, begin
from processes.catalogue import codes, package
from processes.deploy import deploy

DEMO_STARTS_AT = datetime(2018, 11, 5, 8, 15, tzinfo=HANOI)
"""A Monday morning in the first weeks of the shared system (Công điện 07/CĐ-UBND, 09/11/2018)."""

DEMO_PASSWORD = "motcua-2018"
"""Everybody's password in the demo city, shown on its sign-in page."""


def seed(work: Work) -> None:
    """Store what every city of Ha Noi's begins with: its units of all years and the national days off."""
    units.add(work, read_units(HANOI_DATA), read_successions(HANOI_DATA))
    calendars.add_special_days(work, national_days())


def load_city(database: Database, progress: Callable[[str], None]) -> None:
    """Fill an empty database; everything in one transaction."""
    on = in_hanoi(DEMO_STARTS_AT).date()
    with begin(database) as work:
        progress("units")
        seed(work)
        progress("people")
        people_store.add(work, [*people(hanoi(), on), *cast()])
        known = Deployments()
        for code in codes():
            progress(code)
            deploy(work, package(code), known, DEMO_STARTS_AT)
