"""Every firing of a timer happens once: of cycles too, with several workers, and when workers are killed at work."""

from datetime import timedelta
from functools import partial

import pytest

from engine.commands.engine import Engine
from processes.package import Package
from tests.support.city import Town
from tests.support.dying_worker import POINTS, run_until_killed
from tests.support.packages import package
from tests.support.replay import assert_journal_tells_all
from tests.support.threads import at_once

DOSSIERS, FIRINGS = 50, 3
REMINDED = package(
    "s -> A -> e", "b1 -> x1 -> e2", timers={"b1": f"R{FIRINGS}/PT1H"}, hosts={"b1": "A"}, calm={"b1"}
)
WATCHED = package("s -> A -> e", "b1 -> B -> e", timers={"b1": "PT4H"}, hosts={"b1": "A"})
ON_A_DAY = package("s -> c1 -> A -> e", timers={"c1": "2018-11-07T09:00:00+07:00"})


def firings(town: Town) -> dict[str, list[str]]:
    """When each timer of each dossier fell due, of those that fired."""
    found: dict[str, list[str]] = {}
    for row in town.rows(
        "SELECT d.code, j.facts ->> 'due_at' AS due FROM journal j JOIN dossier d ON d.id = j.dossier_id"
        " WHERE j.kind = 'timer_fired' ORDER BY d.code, j.seq"
    ):
        found.setdefault(row.code, []).append(row.due)
    return found


def assert_each_fired_once(town: Town, dossiers: list[str], count: int) -> None:
    fired = firings(town)

    assert sorted(fired) == sorted(dossiers)
    assert {(len(due), len(set(due))) for due in fired.values()} == {(count, count)}
    assert town.rows("SELECT id FROM timer") == []
    for dossier in dossiers:
        assert_journal_tells_all(town, dossier)


@pytest.mark.parametrize(
    ("watched", "count"),
    [(WATCHED, 1), (REMINDED, FIRINGS), (ON_A_DAY, 1)],
    ids=["working time", "cycle", "date"],
)
def test_three_workers_fire_each_timer_once(town: Town, watched: Package, count: int) -> None:
    town.put_in_force(watched)
    dossiers = [town.open() for _ in range(DOSSIERS)]
    town.move_to("2018-11-07 09:00")
    workers = [Engine(town.database, town.clock) for _ in range(3)]

    fired = at_once([partial(worker.fire_due_timers) for worker in workers])
    rest = town.engine.fire_due_timers()

    assert rest + sum(each for each in fired if isinstance(each, int)) == DOSSIERS * count
    assert_each_fired_once(town, dossiers, count)


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize(
    ("watched", "count"), [(WATCHED, 1), (REMINDED, FIRINGS)], ids=["working time", "cycle"]
)
def test_a_worker_killed_at_work_loses_and_doubles_nothing(
    town: Town, watched: Package, count: int, point: str
) -> None:
    town.put_in_force(watched)
    dossiers = [town.open() for _ in range(DOSSIERS)]
    town.move_to("2018-11-07 09:00")

    run_until_killed(town.database.url, town.clock(), point, times=2)
    before = sum(map(len, firings(town).values()))
    town.engine.fire_due_timers()

    # Rounds of twenty: the first was committed, the second only where the worker died after its commit.
    assert before == (40 if point == "committed" else 20)
    assert_each_fired_once(town, dossiers, count)


def test_what_a_killed_worker_had_claimed_is_free_at_once(town: Town) -> None:
    town.put_in_force(WATCHED)
    dossier = town.open()
    town.move_to("2018-11-07 09:00")

    run_until_killed(town.database.url, town.clock(), "claimed", times=1)

    assert firings(town) == {}
    assert town.engine.fire_due_timers() == 1
    assert_each_fired_once(town, [dossier], 1)


def test_a_cycle_that_was_missed_fires_for_every_turn_and_no_more(town: Town) -> None:
    town.put_in_force(REMINDED)
    dossier = town.open()
    opened_at = town.clock()
    town.move_to("2018-11-20 09:00")

    assert town.engine.fire_due_timers() == FIRINGS
    assert town.engine.fire_due_timers() == 0
    hours = [(opened_at + timedelta(hours=turn)).isoformat() for turn in range(1, FIRINGS + 1)]
    assert firings(town) == {dossier: hours}
    assert town.open_elements(dossier) == ["A"]
