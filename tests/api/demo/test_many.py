"""A city with many dossiers, and the worklist in it: the same as a plain reading of every task would give."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine as Database

from api.cli.bench_worklist import MANY_COMMUNES, prepare
from api.demo.city import DEMO_STARTS_AT
from api.demo.many import WAYS
from engine.clock import in_hanoi
from engine.commands.assign_task import ASSIGNING_ROLES
from engine.model.actor import Actor
from engine.reports.visible import SEES_EVERYTHING
from engine.reports.worklist import COUNTED_TO, After, Facets, Span, Wanted, counts, facets, wanted_tasks
from engine.reports.worklist_lanes import Scope
from engine.store import embedded, people
from engine.store.database import connect
from engine.store.work import reading
from tests.support.database import fresh_database

COUNT = 1_500
TODAY = in_hanoi(DEMO_STARTS_AT).date()
LATE = Span(None, DEMO_STARTS_AT)
SOON = Span(DEMO_STARTS_AT, DEMO_STARTS_AT + timedelta(days=2))
ACCOUNTS = (
    "thuly.00295",
    "lanhdao.00295",
    "phochutich3.007",
    "thuly.sldtbxh",
    MANY_COMMUNES,
    "theodoi",
    "thietke",
)


@pytest.fixture(scope="module")
def city(database_server: embedded.Server) -> Iterator[Database]:
    """An empty database with our tables only, then a city of 1,500 dossiers."""
    with fresh_database(database_server.url) as url:
        database = connect(url)
        with database.begin() as connection:
            for table in ("appointment", "succession", "special_day", "unit", "person"):
                connection.exec_driver_sql(f"DELETE FROM {table}")
        prepare(database, COUNT, lambda _: None)
        yield database
        database.dispose()


@pytest.fixture(scope="module")
def everything(city: Database) -> list[Any]:
    """Every open task with its dossier."""
    sql = """
        SELECT t.*, d.code, d.unit_code AS received_by FROM task t JOIN dossier d ON d.id = t.dossier_id
        WHERE t.closed_at IS NULL
    """
    with city.connect() as connection:
        return list(connection.exec_driver_sql(sql))


def plainly(actor: Actor, wanted: Wanted, everything: list[Any], on: date) -> list[Any]:
    """The rule of the list said once more, for one task after the other."""
    held = [each for each in actor.appointments if (each.valid_from or on) <= on <= (each.valid_until or on)]

    def is_in(task: Any) -> bool:
        if wanted.scope is Scope.CITY:
            return any(each.role in SEES_EVERYTHING for each in held)
        seats = [
            each
            for each in held
            if each.unit_code == task.unit_code
            and (not each.fields or task.field in ("", *each.fields))
            and (each.role in ASSIGNING_ROLES if wanted.scope is Scope.UNIT else each.role == task.role)
        ]
        if wanted.scope is Scope.MINE:
            return bool(seats) and (task.assignee == actor.person_id or actor.person_id in task.coordinating)
        return bool(seats) and (wanted.scope is Scope.UNIT or task.assignee in (None, actor.person_id))

    def is_wanted(task: Any) -> bool:
        due = wanted.due
        return (
            (wanted.kinds is None or (task.procedure_code, task.name) in wanted.kinds)
            and (wanted.units is None or task.unit_code in wanted.units)
            and wanted.field in ("", task.field)
            and (
                due is None
                or (task.due_at is not None and (due.since or task.due_at) <= task.due_at < due.until)
            )
        )

    never = datetime.max.replace(tzinfo=DEMO_STARTS_AT.tzinfo)
    found = [task for task in everything if is_in(task) and is_wanted(task)]
    return [task.id for task in sorted(found, key=lambda task: (task.due_at or never, task.id))]


def page_by_page(city: Database, actor: Actor, wanted: Wanted) -> list[Any]:
    found: list[Any] = []
    after: After | None = None
    while True:
        with reading(city) as work:
            asked = Wanted(wanted.scope, wanted.kinds, wanted.units, wanted.field, "", wanted.due, after, 7)
            rows = wanted_tasks(work, actor, TODAY, asked)
        found += [row.id for row in rows]
        if len(rows) < 7 or len(found) > 60:
            return found
        after = After(rows[-1].due_at, rows[-1].id)


def narrowed(scope: Scope, known: Facets) -> list[Wanted]:
    """A list as it is and narrowed in every way, also to what there is nothing of."""
    some = tuple(kind for kind in known.kinds if kind[0] == "2.000815")
    return [
        Wanted(scope),
        Wanted(scope, kinds=some),
        Wanted(scope, kinds=()),
        Wanted(scope, kinds=known.kinds[:3], due=LATE),
        Wanted(scope, units=("00295", "007")),
        Wanted(scope, units=("SLDTBXH",), kinds=known.kinds),
        Wanted(scope, field="chung-thuc"),
        Wanted(scope, due=LATE),
        Wanted(scope, due=SOON, field="ho-tich"),
    ]


@pytest.mark.parametrize("account", ACCOUNTS)
@pytest.mark.parametrize("scope", Scope)
def test_a_worklist_is_what_a_plain_reading_of_every_task_gives(
    city: Database, everything: list[Any], account: str, scope: Scope
) -> None:
    with reading(city) as work:
        actor = people.actor(work, account)
        known = facets(work, actor, TODAY, scope)
        asked = narrowed(scope, known)
        counted = counts(work, actor, TODAY, asked)

    for wanted, count in zip(asked, counted, strict=True):
        expected = plainly(actor, wanted, everything, TODAY)
        assert count == min(len(expected), COUNTED_TO)
        assert page_by_page(city, actor, wanted) == expected[: len(page_by_page(city, actor, wanted))]
        assert len(page_by_page(city, actor, wanted)) >= min(len(expected), 60)


def test_what_a_list_can_be_narrowed_to_is_what_its_tasks_have(city: Database, everything: list[Any]) -> None:
    with reading(city) as work:
        actor = people.actor(work, "thuly.00295")
        known = facets(work, actor, TODAY, Scope.SEATS)
        of_city = facets(work, people.actor(work, "theodoi"), TODAY, Scope.CITY)

    own = [task for task in everything if (task.unit_code, task.role) == ("00295", "handler")]
    assert set(known.kinds) >= {(task.procedure_code, task.name) for task in own}
    assert known.units == ("00295",)
    assert set(known.fields) >= {task.field for task in own} - {""}
    assert set(of_city.kinds) >= {(task.procedure_code, task.name) for task in everything}


def test_the_city_has_as_much_as_was_asked_for_unevenly_spread(city: Database, everything: list[Any]) -> None:
    with city.connect() as connection:
        procedures = Counter(
            connection.exec_driver_sql("SELECT procedure_code FROM dossier WHERE version = 1").scalars()
        )
        (states,) = connection.exec_driver_sql(
            "SELECT count(*) FILTER (WHERE ended_at IS NULL) AS open FROM dossier WHERE version = 1"
        ).all()
    units = Counter(task.unit_code for task in everything)

    assert sum(procedures.values()) == COUNT
    assert {way.code for way in WAYS} == set(procedures)
    assert procedures["2.000815"] > 5 * procedures["1.009645"]
    assert 0.5 < states.open / COUNT < 0.66
    assert max(units.values()) > 10 * (sum(units.values()) / len(units))


def test_every_dossier_of_it_can_be_worked_on(city: Database, everything: list[Any]) -> None:
    with city.connect() as connection:
        without = connection.exec_driver_sql(
            """
            SELECT count(*) FROM dossier d WHERE (SELECT count(*) FROM journal j WHERE j.dossier_id = d.id)
                <> d.journal_length
            """
        ).scalar()
        nobody = connection.exec_driver_sql(
            """
            SELECT count(*) FROM task t WHERE t.closed_at IS NULL AND NOT EXISTS (
                SELECT 1 FROM appointment a WHERE a.unit_code = t.unit_code AND a.role = t.role)
            """
        ).scalar()

    assert (without, nobody) == (0, 0)
