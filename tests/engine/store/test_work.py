"""The unit of work: all or nothing, and which failures are worth another try."""

from functools import partial
from threading import Barrier

import pytest
from sqlalchemy import URL
from sqlalchemy.exc import IntegrityError

from engine.errors import Refused, TryAgain
from engine.store.database import connect
from engine.store.work import Work, begin, reading
from tests.support.city import Town
from tests.support.threads import at_once

ADD = "INSERT INTO person (id, name, account) VALUES (:id, :id, :id)"


def names(town: Town) -> set[str]:
    return {row.id for row in town.rows("SELECT id FROM person WHERE id LIKE 'mới%'")}


def test_everything_written_in_one_work_is_there_after_it(town: Town) -> None:
    with begin(town.database) as work:
        work.run(ADD, {"id": "mới 1"})
        work.run(ADD, {"id": "mới 2"})

    assert names(town) == {"mới 1", "mới 2"}


def test_an_error_takes_back_everything(town: Town) -> None:
    def add_and_refuse() -> None:
        with begin(town.database) as work:
            work.run(ADD, {"id": "mới 1"})
            raise Refused("thử")

    with pytest.raises(Refused):
        add_and_refuse()

    assert names(town) == set()


def test_a_row_that_breaks_a_rule_of_the_database_takes_back_everything(town: Town) -> None:
    with pytest.raises(IntegrityError), begin(town.database) as work:
        work.run(ADD, [{"id": "mới 1"}, {"id": "mới 1"}])

    assert names(town) == set()


def test_reading_leaves_nothing_behind(town: Town) -> None:
    with reading(town.database) as work:
        work.run(ADD, {"id": "mới 1"})

    assert names(town) == set()


def test_several_rows_may_go_in_one_call(town: Town) -> None:
    with begin(town.database) as work:
        work.run(ADD, [{"id": "mới 1"}, {"id": "mới 2"}])

    assert names(town) == {"mới 1", "mới 2"}


@pytest.mark.parametrize(
    ("state", "code"),
    [("40001", "database.busy"), ("40P01", "database.busy"), ("55P03", "database.busy"), ("57P01", None)],
    ids=["serialization", "deadlock", "lock", "shutdown"],
)
def test_what_time_may_mend_is_worth_another_try(town: Town, state: str, code: str | None) -> None:
    with pytest.raises(TryAgain) as again, begin(town.database) as work:
        fail_with(work, state)

    assert code in (None, again.value.code)


def test_a_deadlock_is_worth_another_try(town: Town) -> None:
    """Each locks one row and then wants the other's: PostgreSQL ends one of the two."""
    with begin(town.database) as work:
        work.run(ADD, [{"id": "mới 1"}, {"id": "mới 2"}])

    outcomes = cross_locks(town)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NoneType", "TryAgain"]


def test_a_database_that_is_not_there_is_worth_another_try(database_url: URL) -> None:
    nowhere = connect(database_url.set(database="khong_co"))

    with pytest.raises(TryAgain, match=r"database\.unreachable"), begin(nowhere):
        pass


def test_the_session_speaks_utc_whatever_the_server_s_zone(town: Town) -> None:
    with reading(town.database) as work:
        assert work.run("SHOW timezone").scalar() == "UTC"


def cross_locks(town: Town) -> list[object]:
    both_hold_one = Barrier(2)

    def lock(first: str, second: str) -> None:
        with begin(town.database) as work:
            work.run("SELECT 1 FROM person WHERE id = :id FOR UPDATE", {"id": first})
            both_hold_one.wait()
            work.run("SELECT 1 FROM person WHERE id = :id FOR UPDATE", {"id": second})

    return list(at_once([partial(lock, "mới 1", "mới 2"), partial(lock, "mới 2", "mới 1")]))


def fail_with(work: Work, state: str) -> None:
    work.run(f"DO $$ BEGIN RAISE EXCEPTION 'thử' USING ERRCODE = '{state}'; END $$")
