"""What every way in works with, made once by `bootstrap` and handed to the application."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from fastapi import Request
from sqlalchemy import Engine as Database

from api.antivirus import Scanner
from api.auth.sign_in import SignIn
from api.signing.signing import Signing
from engine.clock import Clock, DemoClock, in_hanoi
from engine.commands.engine import Engine
from engine.commands.follow_unit import FollowUnit
from engine.commands.report_unstaffed import ReportUnstaffed
from engine.errors import Refused, Stuck
from engine.reports.stranded import stranded
from engine.reports.unstaffed import unstaffed
from engine.store import settings
from engine.store.work import begin, reading

DEMO_DATE = "demo_date"


@dataclass(frozen=True, slots=True)
class Services:
    """The database, the engine on it, who may sign in, and what time it is in the city.

    `demo` is the demo city's own clock, None in a real city.
    """

    database: Database
    engine: Engine
    sign_in: SignIn
    clock: Clock
    demo: DemoClock | None = None
    signing: Signing = field(default_factory=Signing)
    scanner: Scanner | None = None

    def move_demo_to(self, at: datetime) -> int:
        """Move the demo city's date on, keep it, and fire what fell due on the way; return how many timers."""
        if self.demo is None:
            raise ValueError("Expected a demo city, but this is a real one")
        self.demo.move_to(at)
        with begin(self.database) as work:
            settings.put(work, DEMO_DATE, at.isoformat())
        self.look_for_staff()
        self.engine.expire_requests()
        return self.engine.fire_due_timers()

    def look_for_staff(self) -> None:
        """Take open tasks of ended units to their successors, and report those that nobody is appointed to do today."""
        with reading(self.database) as work:
            today = in_hanoi(self.clock()).date()
            left, tasks = stranded(work, today), unstaffed(work, today)
        for task in left:
            # One whose unit was divided is an incident from now on, until a person chooses.
            with suppress(Refused, Stuck):
                self.engine.handle(FollowUnit(task), None)
        for task in tasks:
            # Somebody was faster, by completing the task or by looking too.
            with suppress(Refused):
                self.engine.handle(ReportUnstaffed(task), None)


def services_of(request: Request) -> Services:
    """Return the services the application was made with."""
    services: Services = request.app.state.services
    return services


def demo_date(database: Database) -> datetime | None:
    """Return the demo city's stored date, None where the database holds no demo city."""
    with reading(database) as work:
        stored = settings.get(work, DEMO_DATE)
    return None if stored is None else datetime.fromisoformat(stored)
