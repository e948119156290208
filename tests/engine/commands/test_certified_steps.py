"""No step commits that SpiffWorkflow has not certified (DESIGN D2)."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy.exc import DBAPIError

from engine.commands.complete_task import CompleteTask
from engine.store.deployments import Deployments
from engine.store.work import begin
from processes.deploy import deploy
from tests.support.city import STARTS_AT, Town
from tests.support.packages import deployment_of, package
from tests.support.statements import counted

THREE_TASKS = package("s -> A -> B -> C -> e")


def certificates(town: Town) -> list[str]:
    return [row.verdict for row in town.rows("SELECT verdict FROM certificate")]


def test_a_step_taken_for_the_first_time_is_rehearsed_and_its_certificate_stored(town: Town) -> None:
    town.put_in_force(THREE_TASKS)

    dossier = town.open()
    after_opening = certificates(town)
    town.complete(dossier, "A")

    assert (after_opening, certificates(town)) == (["agreed"], ["agreed"] * 2)


def test_the_certificate_is_stored_in_the_transaction_of_the_step(town: Town) -> None:
    town.put_in_force(THREE_TASKS)
    task = town.task(town.open(), "A")
    actor = town.worker(task)

    with counted(town.database) as traffic:
        town.engine.handle(CompleteTask(task.id, {}), actor)

    assert traffic.commits == 1
    assert len([each for each in traffic.statements if "INSERT INTO certificate" in each]) == 1


def test_a_step_taken_before_needs_no_rehearsal_after_a_restart(town: Town) -> None:
    town.put_in_force(THREE_TASKS)
    town.complete(town.open(), "A")
    known = certificates(town)
    town.restart()

    with counted(town.database) as traffic:
        town.complete(town.open(), "A")

    assert certificates(town) == known
    assert not any("INSERT INTO certificate" in each for each in traffic.statements)


def test_a_certificate_whose_transaction_failed_is_stored_with_the_step_that_succeeds(town: Town) -> None:
    town.put_in_force(THREE_TASKS)
    dossier = town.open()
    with closed_journal(town), pytest.raises(DBAPIError, match="journal is closed"):
        town.complete(dossier, "A")
    missing = certificates(town)

    town.complete(dossier, "A")

    assert (missing, certificates(town)) == (["agreed"], ["agreed"] * 2)


@contextmanager
def closed_journal(town: Town) -> Iterator[None]:
    """Let the last writing of every command fail."""
    with town.database.begin() as connection:
        connection.exec_driver_sql(
            "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'journal is closed'; END $$"
        )
        connection.exec_driver_sql("CREATE TRIGGER fail BEFORE INSERT ON journal EXECUTE FUNCTION fail()")
    yield
    with town.database.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER fail ON journal")


def test_deploying_certifies_every_step_beforehand(town: Town) -> None:
    with begin(town.database) as work:
        deploy(work, THREE_TASKS, Deployments(), STARTS_AT)
    dossier = town.open()
    known = certificates(town)

    for element in ("A", "B", "C"):
        town.complete(dossier, element)

    assert known == certificates(town) == ["agreed"] * 4


def test_processes_that_the_token_game_reads_alike_share_their_certificates(town: Town) -> None:
    town.put_in_force(THREE_TASKS)
    town.complete(town.open(), "A")
    known = certificates(town)

    renamed = package("s -> A -> B -> C -> e", budgets={"A": "P3D"}, procedure={"code": "L.KHAC"})
    town.put_in_force(renamed)
    town.complete(town.open(code="L.KHAC"), "A")

    assert certificates(town) == known
    assert deployment_of(renamed).digest != deployment_of(THREE_TASKS).digest


def test_a_step_beyond_what_spiffworkflow_runs_is_marked_with_the_reason(town: Town) -> None:
    """A message may come again and again while a task is open; SpiffWorkflow arms such an event only once."""
    town.put_in_force(
        package("s -> A -> e", "b1 -> H -> e2", messages={"b1": "hoi"}, hosts={"b1": "A"}, calm={"b1"})
    )
    dossier = town.open()
    for _ in range(2):
        town.deliver(dossier, "hoi")
        town.complete(dossier, "H")

    reasons = {row.reason for row in town.rows("SELECT reason FROM certificate WHERE verdict = 'net-only'")}
    assert reasons == {"b1: SpiffWorkflow arms a repeatable non-interrupting event only once"}
