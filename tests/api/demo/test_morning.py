"""The demo city as somebody meets it first: every desk of the cast has something to do."""

from collections.abc import Iterator

import pytest
from sqlalchemy import URL

from api.bootstrap import demo_city, revised
from api.demo.morning import BEGUN
from api.demo.people import cast
from api.services import Services, demo_date
from engine.clock import in_hanoi
from engine.model.role import Role
from engine.reports.worklist import worklist
from engine.store import people
from engine.store.embedded import Server
from engine.store.throwaway import throwaway
from engine.store.work import reading

WORKING = (Role.HANDLER, Role.LEADER, Role.RECORDS_CLERK, Role.HEAD_OF_DIVISION)


@pytest.fixture
def empty(database_server: Server) -> Iterator[URL]:
    with throwaway(database_server.url) as url:
        yield url


def tasks_of(services: Services, account: str) -> int:
    with reading(services.database) as work:
        actor = people.actor(work, account)
        return len(worklist(work, actor, in_hanoi(services.engine.clock()).date()))


def test_the_demo_city_opens_with_work_on_its_desks_and_keeps_it(empty: URL) -> None:
    with revised(empty) as database:
        services = demo_city(database)
        accounts = [p.account for p, appointment in cast() if appointment.role in WORKING]
        waiting = {account: tasks_of(services, account) for account in accounts}

        again = demo_city(database)

        assert all(waiting.values()), waiting
        assert demo_date(database) == again.engine.clock() == services.engine.clock()
        assert (in_hanoi(again.engine.clock()).year, in_hanoi(again.engine.clock()).month) == (2018, 11)
        with reading(database) as work:
            assert work.run("SELECT count(*) FROM dossier").scalar_one() == len(BEGUN)
