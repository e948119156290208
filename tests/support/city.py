"""The city that tests act in: Ha Noi's real units and holidays, invented people, a clock that is moved by hand."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import URL, text

from api.demo.deeds import Deeds
from api.demo.keys import fleeting_signing
from api.demo.people import cast, people
from engine.bpmn.deployment import Deployment
from engine.clock import DemoClock, in_hanoi
from engine.commands.claim_task import ClaimTask
from engine.commands.complete_task import CompleteTask
from engine.commands.deliver_message import DeliverMessage
from engine.commands.engine import Answer, Engine
from engine.commands.open_dossier import OpenDossier
from engine.model.actor import Actor
from engine.model.city_data import HANOI as HANOI_DATA
from engine.model.city_data import hanoi as hanoi_tree
from engine.model.city_data import read_successions, read_units
from engine.model.holidays import national_days
from engine.model.role import Role
from engine.model.working_time import add_office_time
from engine.reports.awaited_messages import awaited_messages
from engine.reports.open_tasks import OpenTask, open_tasks
from engine.store import calendars, deployments, units
from engine.store import people as people_store
from engine.store.database import connect
from engine.store.work import Work, begin, reading
from processes.package import Package
from tests.support.hanoi import hanoi
from tests.support.packages import FIELD, deployment_of

COMMUNE, DISTRICT, DEPARTMENT = "00295", "007", "SLDTBXH"
"""Phường Minh Khai, quận Hai Bà Trưng, and the department in charge of `FIELD`."""

STARTS_AT = hanoi("2018-11-05 08:15")
"""A Monday morning in office hours, with no day off in the five weeks after it."""


def fill_city(work: Work) -> None:
    """Store the units, days off and people of Ha Noi as of the day on which tests start."""
    units.add(work, read_units(HANOI_DATA), read_successions(HANOI_DATA))
    calendars.add_special_days(work, national_days())
    people_store.add(work, [*people(hanoi_tree(), in_hanoi(STARTS_AT).date()), *cast()])


class Town:
    """The city on one database, with an engine to act and short ways to act and to look."""

    def __init__(self, url: URL) -> None:
        self.database = connect(url)
        self.clock = DemoClock(STARTS_AT)
        self.restart()

    def restart(self) -> None:
        """A new engine, as after the program was started again: nothing is remembered."""
        self.engine = Engine(self.database, self.clock)

    # Acting.

    def put_in_force(self, package: Package, at: datetime = STARTS_AT) -> Deployment:
        """Put a package in force unchecked and uncertified, so that a test may have one no check would accept."""
        deployment = deployment_of(package)
        with begin(self.database) as work:
            deployments.add(work, deployment, package.files, at)
            deployments.put_in_force(work, deployment, at)
        return deployment

    def move_to(self, moment: str) -> None:
        self.clock.move_to(hanoi(moment))

    def staff(self, role: Role, unit: str = COMMUNE, field: str = FIELD) -> list[Actor]:
        """Everybody who holds a role in a unit for a field today."""
        with reading(self.database) as work:
            return people_store.acting_as(work, unit, role, field, self.today)

    def holder(self, role: Role, unit: str = COMMUNE, field: str = FIELD) -> Actor:
        return self.staff(role, unit, field)[0]

    def signed_in(self, account: str) -> Actor:
        with reading(self.database) as work:
            return people_store.actor(work, account)

    def handlers(self) -> list[Actor]:
        """The two handlers of the commune."""
        first, second = self.staff(Role.HANDLER)
        return [first, second]

    @property
    def clerk(self) -> Actor:
        return self.holder(Role.RECEPTION_CLERK)

    def open(self, data: Mapping[str, Any] | None = None, key: str | None = None, code: str = "L.THU") -> str:
        """Receive a dossier at the commune; its code."""
        answer = self.engine.open(OpenDossier(code, "", COMMUNE, data or {}), self.clerk, key)
        return str(answer["dossier"])

    def complete(self, dossier: str, element: str, **data: Any) -> Answer:
        """Complete an open task as somebody whose turn it is."""
        task = self.task(dossier, element)
        self.do_deeds(dossier, task, data)
        return self.engine.handle(CompleteTask(task.id, data), self.worker(task))

    def do_deeds(self, dossier: str, task: OpenTask, data: Mapping[str, Any]) -> None:
        """Draft, initial, sign, number or seal what the step owes, as somebody whose turn it is."""
        Deeds(self.engine, fleeting_signing()).do(dossier, task, self.worker(task), data)

    def deliver(self, dossier: str, message: str, **data: Any) -> Answer:
        return self.engine.handle(DeliverMessage(dossier, message, data), self.clerk)

    def claim(self, task: OpenTask) -> Answer:
        return self.engine.handle(ClaimTask(task.id), self.worker(task))

    def pass_a_working_day(self) -> None:
        """Move the clock on by a working day's length of office time and let due timers fire."""
        calendar = self.engine.city.calendars.of(COMMUNE, self.today)
        self.clock.move_to(add_office_time(calendar, self.clock(), timedelta(hours=8)))
        self.engine.fire_due_timers()

    def worker(self, task: OpenTask) -> Actor:
        return self.holder(task.role, task.unit, task.field)

    # Looking.

    @property
    def today(self) -> date:
        return in_hanoi(self.clock()).date()

    def tasks(self, dossier: str) -> list[OpenTask]:
        with reading(self.database) as work:
            return open_tasks(work, dossier)

    def task(self, dossier: str, element: str) -> OpenTask:
        return next(task for task in self.tasks(dossier) if task.element == element)

    def awaits(self, dossier: str, message: str) -> bool:
        with reading(self.database) as work:
            awaited = awaited_messages(work, self.engine.deployments, dossier)
        return message in [each.message for each in awaited]

    def open_elements(self, dossier: str) -> list[str]:
        return sorted(task.element for task in self.tasks(dossier))

    def rows(self, sql: str, **parameters: Any) -> list[Any]:
        """The rows of a query, as it stands committed."""
        with self.database.connect() as connection:
            return list(connection.execute(text(sql), parameters))

    def head(self, dossier: str) -> Any:
        (row,) = self.rows("SELECT * FROM dossier WHERE code = :code", code=dossier)
        return row

    def journal(self, dossier: str) -> list[Any]:
        sql = "SELECT j.* FROM journal j JOIN dossier d ON d.id = j.dossier_id WHERE d.code = :code ORDER BY seq"
        return self.rows(sql, code=dossier)

    def kinds(self, dossier: str) -> list[str]:
        return [row.kind for row in self.journal(dossier)]

    def incidents(self) -> list[Any]:
        return self.rows("SELECT code, element, facts FROM incident ORDER BY opened_at, id")

    def everything(self) -> dict[str, list[Any]]:
        """Every row of every table a command may write, to show that nothing changed."""
        tables = ("dossier", "task", "timer", "incident", "due_ledger", "journal", "answer", "number_series")
        return {table: sorted(self.rows(f"SELECT t::text FROM {table} t")) for table in tables}


@contextmanager
def town_on(url: URL) -> Iterator[Town]:
    """The town of a database; every connection is closed at the end."""
    town = Town(url)
    try:
        yield town
    finally:
        town.database.dispose()
