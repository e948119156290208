"""What a command costs the database: its statements, and exactly one commit (DESIGN D4)."""

import re

import pytest

from engine.commands.claim_task import ClaimTask
from engine.commands.complete_task import CompleteTask
from engine.commands.open_dossier import OpenDossier
from engine.errors import Refused
from tests.support.city import COMMUNE, Town
from tests.support.packages import package
from tests.support.statements import Traffic, counted

EVERYTHING_HAPPENS = package(
    "s -> A -> p1 -> B -> p2 -> e",
    "p1 -> c1 -> p2",
    "b1 -> D -> e",
    forms={"A": {"so": "integer"}},
    timers={"b1": "P2D"},
    messages={"c1": "bo_sung"},
    pauses={"c1"},
    hosts={"b1": "B"},
    seats={"B": "district committee leader"},
)

OPEN = OpenDossier("L.THU", "", COMMUNE, {})


def tables(traffic: Traffic) -> list[str]:
    """The verb of each statement and what it names first, in order of leaving."""
    first = re.compile(r"(?:(SELECT)\b.*?\bFROM|(UPDATE|INSERT INTO|WITH))\s+(\w+)", re.DOTALL)
    found = [first.match(statement.strip()) for statement in traffic.statements]
    return [f"{each[1] or each[2]} {each[3]}" for each in found if each]


@pytest.fixture
def warm(town: Town) -> Town:
    """A town whose engine has taken each step before, as one that has run for a while has."""
    town.put_in_force(EVERYTHING_HAPPENS)
    dossier = town.open()
    town.complete(dossier, "A", so=1)
    town.deliver(dossier, "bo_sung")
    town.complete(dossier, "B")
    return town


def test_completing_a_task_takes_six_statements_and_one_commit(warm: Town) -> None:
    """Tasks opened and closed, a timer armed, the clock paused, the answer kept: still six."""
    task = warm.task(warm.open(), "A")
    actor = warm.worker(task)

    with counted(warm.database) as traffic:
        warm.engine.handle(CompleteTask(task.id, {"so": 1}), actor, "k1")

    assert tables(traffic) == [
        "SELECT dossier",
        "SELECT task",
        "UPDATE dossier",
        "WITH closed",
        "INSERT INTO journal",
        "INSERT INTO answer",
    ]
    assert (traffic.commits, traffic.rollbacks) == (1, 0)


def test_completing_a_task_without_a_key_takes_five(warm: Town) -> None:
    task = warm.task(warm.open(), "A")
    actor = warm.worker(task)

    with counted(warm.database) as traffic:
        warm.engine.handle(CompleteTask(task.id, {"so": 1}), actor)

    assert (len(traffic.statements), traffic.commits) == (5, 1)


def test_claiming_a_task_takes_no_more_than_completing_it(warm: Town) -> None:
    task = warm.task(warm.open(), "A")
    actor = warm.worker(task)

    with counted(warm.database) as traffic:
        warm.engine.handle(ClaimTask(task.id), actor, "k1")

    assert (len(traffic.statements), traffic.commits) == (6, 1)


def test_opening_a_dossier_takes_eight_statements_and_one_commit(warm: Town) -> None:
    clerk = warm.clerk

    with counted(warm.database) as traffic:
        warm.engine.open(OPEN, clerk, "k1")

    assert (len(traffic.statements), traffic.commits) == (8, 1)


def test_a_repeated_request_reads_twice_and_writes_nothing(warm: Town) -> None:
    task = warm.task(warm.open(), "A")
    actor = warm.worker(task)
    warm.engine.handle(CompleteTask(task.id, {"so": 1}), actor, "k1")

    with counted(warm.database) as traffic:
        warm.engine.handle(CompleteTask(task.id, {"so": 1}), actor, "k1")

    assert tables(traffic) == ["SELECT dossier", "SELECT task"]


def test_a_refused_command_commits_nothing(warm: Town) -> None:
    task = warm.task(warm.open(), "A")
    actor = warm.worker(task)

    with counted(warm.database) as traffic, pytest.raises(Refused):
        warm.engine.handle(CompleteTask(task.id, {}), actor)

    assert (len(traffic.statements), traffic.commits, traffic.rollbacks) == (2, 0, 1)


def test_the_cost_does_not_grow_with_what_a_step_opens(town: Town) -> None:
    branches = [f"p1 -> T{number} -> p2" for number in range(6)]
    town.put_in_force(package("s -> A -> p1", "p2 -> e", *branches))
    town.complete(town.open(), "A")
    task = town.task(town.open(), "A")
    actor = town.worker(task)

    with counted(town.database) as traffic:
        town.engine.handle(CompleteTask(task.id, {}), actor, "k1")

    assert len(traffic.statements) == 6


def test_a_due_timer_fires_in_one_transaction_together_with_the_others_that_are_due(warm: Town) -> None:
    dossier = warm.open()
    warm.complete(dossier, "A", so=1)
    warm.move_to("2018-11-08 08:00")
    warm.engine.fire_due_timers()
    again = warm.open()
    warm.complete(again, "A", so=1)
    warm.move_to("2018-11-13 08:00")

    with counted(warm.database) as traffic:
        warm.engine.fire_due_timers(limit=1)

    assert tables(traffic) == [
        "SELECT timer",
        "SELECT task",
        "UPDATE dossier",
        "WITH closed",
        "INSERT INTO journal",
    ]
    assert traffic.commits == 1
