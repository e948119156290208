"""Timers: when they fire, what they take away, what holds them back, and that each fires once."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from uuid import UUID

import pytest

from engine.commands.engine import Engine
from engine.commands.fire_timer import FireTimer
from engine.errors import Refused
from engine.store.units import add as add_units
from engine.store.work import begin
from tests.support.city import Town
from tests.support.hanoi import on_the_wall
from tests.support.packages import package
from tests.support.threads import at_once
from tests.support.whole import assert_whole

INTERRUPTING = package("s -> A -> e", "b1 -> B -> e", timers={"b1": "P2D"}, hosts={"b1": "A"})
REMINDER = package(
    "s -> A -> x ? e",
    "x -> A",
    "b1 -> H -> e2",
    timers={"b1": "P2D"},
    hosts={"b1": "A"},
    calm={"b1"},
    forms={"A": {"xong": "boolean"}},
    conditions={"x_e": "xong"},
    default={"x": "A"},
)
NOBODY_THERE = package(
    "s -> A -> e",
    "b1 -> B -> e",
    timers={"b1": "P2D"},
    hosts={"b1": "A"},
    seats={"B": "city department handler khong-ai-lo"},
)


def timers(town: Town) -> list[tuple[str, bool]]:
    rows = town.rows("SELECT due_at, held FROM timer ORDER BY due_at")
    return [(on_the_wall(row.due_at), row.held) for row in rows]


def only_timer(town: Town) -> UUID:
    ((timer,),) = town.rows("SELECT id FROM timer")
    assert isinstance(timer, UUID)
    return timer


def test_a_timer_is_due_after_its_working_time(town: Town) -> None:
    town.put_in_force(INTERRUPTING)
    town.move_to("2018-11-09 10:00")

    town.open()

    assert timers(town) == [("2018-11-13 10:00", False)]


def test_a_timer_fires_in_its_very_minute_and_not_before(town: Town) -> None:
    town.put_in_force(INTERRUPTING)
    town.open()

    town.move_to("2018-11-07 08:14")
    before = town.engine.fire_due_timers()
    town.move_to("2018-11-07 08:15")

    assert (before, town.engine.fire_due_timers()) == (0, 1)


def test_an_interrupting_timer_takes_the_task_away(town: Town) -> None:
    town.put_in_force(INTERRUPTING)
    dossier = town.open()
    town.move_to("2018-11-08 08:00")

    town.engine.fire_due_timers()

    assert town.open_elements(dossier) == ["B"]
    assert timers(town) == []
    assert town.rows("SELECT outcome, closed_by FROM task WHERE element = 'A'") == [("interrupted", None)]
    assert_whole(town, dossier)


def test_a_reminder_leaves_the_task_where_it_is(town: Town) -> None:
    town.put_in_force(REMINDER)
    dossier = town.open()
    town.move_to("2018-11-08 08:00")

    town.engine.fire_due_timers()

    assert town.open_elements(dossier) == ["A", "H"]
    assert timers(town) == []
    assert_whole(town, dossier)


def test_the_journal_tells_that_the_clock_itself_acted_and_since_when_it_might(town: Town) -> None:
    town.put_in_force(INTERRUPTING)
    dossier = town.open()
    town.move_to("2018-11-08 09:00")

    town.engine.fire_due_timers()

    (fired,) = [row for row in town.journal(dossier) if row.kind == "timer_fired"]
    assert (fired.actor, fired.at) == ("clock", town.clock())
    assert fired.facts["element"] == "b1"
    assert fired.facts["due_at"] == "2018-11-07T01:15:00+00:00"


def test_a_timer_fires_once(town: Town) -> None:
    town.put_in_force(REMINDER)
    dossier = town.open()
    timer = only_timer(town)
    town.move_to("2018-11-08 08:00")
    town.engine.fire_due_timers()

    assert town.engine.fire_due_timers() == 0
    with pytest.raises(Refused) as refused:
        town.engine.handle(FireTimer(dossier, timer), None)

    assert refused.value.code == "timer.not_due"
    assert town.kinds(dossier).count("timer_fired") == 1


def test_a_timer_goes_with_the_task_it_watched(town: Town) -> None:
    town.put_in_force(INTERRUPTING)
    dossier = town.open()

    town.complete(dossier, "A")

    town.move_to("2018-11-08 08:00")
    assert timers(town) == []
    assert town.engine.fire_due_timers() == 0


def test_a_timer_cannot_be_fired_before_its_time(town: Town) -> None:
    town.put_in_force(INTERRUPTING)
    dossier = town.open()

    with pytest.raises(Refused, match=r"timer\.not_due"):
        town.engine.handle(FireTimer(dossier, only_timer(town)), None)


def test_a_timer_is_held_while_the_handler_of_its_event_lives_and_released_with_it(town: Town) -> None:
    town.put_in_force(REMINDER)
    dossier = town.open()
    town.move_to("2018-11-07 08:15")
    town.engine.fire_due_timers()
    town.complete(dossier, "A", xong=False)

    armed = timers(town)
    town.move_to("2018-11-12 08:15")
    while_the_first_reminder_is_open = town.engine.fire_due_timers()
    town.complete(dossier, "H")
    released = timers(town)

    assert armed == [("2018-11-09 08:15", True)]
    assert while_the_first_reminder_is_open == 0
    assert released == [("2018-11-09 08:15", False)]
    assert town.engine.fire_due_timers() == 1
    assert town.open_elements(dossier) == ["A", "H"]
    assert_whole(town, dossier)


def test_a_timer_between_two_tasks_lets_the_dossier_wait(town: Town) -> None:
    town.put_in_force(package("s -> A -> c1 -> B -> e", timers={"c1": "P3D"}))
    dossier = town.open()
    town.complete(dossier, "A")
    waiting = town.open_elements(dossier)
    town.move_to("2018-11-08 08:15")

    town.engine.fire_due_timers()

    assert (waiting, town.open_elements(dossier)) == ([], ["B"])
    assert_whole(town, dossier)


def test_due_timers_fire_earliest_first(town: Town) -> None:
    town.put_in_force(INTERRUPTING)
    later = town.open()
    town.put_in_force(
        package("s -> A -> e", "b1 -> B -> e", timers={"b1": "P1D"}, hosts={"b1": "A"}), town.clock()
    )
    earlier = town.open()
    town.move_to("2018-11-12 08:00")

    town.engine.fire_due_timers(limit=1)

    assert (town.open_elements(earlier), town.open_elements(later)) == (["B"], ["A"])


def test_a_late_worker_catches_up_with_a_chain_of_timers(town: Town) -> None:
    town.put_in_force(package("s -> c1 -> c2 -> A -> e", timers={"c1": "P1D", "c2": "P1D"}))
    dossier = town.open()

    town.move_to("2018-11-19 08:00")
    first_round = town.engine.fire_due_timers()
    # The second timer starts when the first one fired, not when it should have.
    town.move_to("2018-11-20 08:00")

    assert (first_round, town.engine.fire_due_timers()) == (1, 1)
    assert town.open_elements(dossier) == ["A"]


def test_a_stuck_timer_is_held_and_does_not_stand_in_the_way_of_others(town: Town) -> None:
    town.put_in_force(NOBODY_THERE)
    stuck = town.open()
    town.put_in_force(INTERRUPTING, town.clock())
    sound = town.open()
    town.move_to("2018-11-08 08:00")

    fired = town.engine.fire_due_timers()
    again = town.engine.fire_due_timers()

    assert (fired, again) == (1, 0)
    assert town.open_elements(stuck) == ["A"]
    assert town.open_elements(sound) == ["B"]
    assert [(row.code, row.element) for row in town.incidents()] == [("unit.none_in_charge", "B")]
    assert timers(town) == [("2018-11-07 08:15", True)]
    assert_whole(town, stuck)


def test_a_stuck_timer_fires_once_its_cause_is_mended_and_the_dossier_moves(town: Town) -> None:
    town.put_in_force(
        package(
            "s -> p1 -> A -> p2 -> e",
            "p1 -> C -> p2",
            "b1 -> B -> e2",
            timers={"b1": "P2D"},
            hosts={"b1": "A"},
            calm={"b1"},
            seats={"B": "city department handler khong-ai-lo"},
        )
    )
    dossier = town.open()
    town.move_to("2018-11-08 08:00")
    town.engine.fire_due_timers()
    in_charge(town, "khong-ai-lo")

    town.complete(dossier, "C")

    assert town.engine.fire_due_timers() == 1
    assert town.open_elements(dossier) == ["A", "B"]
    assert_whole(town, dossier)


@pytest.mark.parametrize(
    ("fault", "code", "told"),
    [
        ('{"format": 99, "live": []}', "run.unknown_format", {"format": 99}),
        ('{"format": 1}', "clock.failed", {"fault": "KeyError"}),
    ],
    ids=["one we have a name for", "one nobody thought of"],
)
def test_a_timer_that_meets_a_fault_of_ours_is_held_logged_and_reported_and_the_others_fire(
    town: Town, caplog: pytest.LogCaptureFixture, fault: str, code: str, told: dict[str, object]
) -> None:
    town.put_in_force(INTERRUPTING)
    broken = town.open()
    with begin(town.database) as work:
        work.run("UPDATE dossier SET run = CAST(:run AS jsonb)", {"run": fault})
    sound = [town.open() for _ in range(3)]
    town.move_to("2018-11-08 08:00")

    fired = town.engine.fire_due_timers()
    again = town.engine.fire_due_timers()

    assert (fired, again) == (3, 0)
    assert [town.open_elements(dossier) for dossier in sound] == [["B"]] * 3
    (incident,) = town.incidents()
    assert (incident.code, told.items() <= incident.facts.items()) == (code, True)
    assert town.kinds(broken)[-1] == "incident_opened"
    assert timers(town) == [("2018-11-07 08:15", True)]
    assert broken in caplog.text


def in_charge(town: Town, field: str) -> None:
    """Give a field to a new department of the city, as an administrator would."""
    department = town.engine.city.units.at("SLDTBXH", town.today)
    charge = replace(department.charges[0], field=field)
    with begin(town.database) as work:
        add_units(work, [replace(department, code="SMOI", charges=(charge,))], [])
    town.engine.reload()


def test_three_workers_fire_two_hundred_due_timers_exactly_once(town: Town) -> None:
    town.put_in_force(INTERRUPTING)
    for _ in range(200):
        town.open()
    town.move_to("2018-11-08 08:00")
    workers = [Engine(town.database, town.clock) for _ in range(3)]

    fired = at_once([partial(worker.fire_due_timers) for worker in workers])

    assert sum(count for count in fired if isinstance(count, int)) == 200
    assert town.rows("SELECT element, count(*) FROM task WHERE closed_at IS NULL GROUP BY 1") == [("B", 200)]
    counts = town.rows("SELECT count(*) FROM journal WHERE kind = 'timer_fired' GROUP BY dossier_id")
    assert [count for (count,) in counts] == [1] * 200
    assert timers(town) == []


def test_a_timer_and_a_person_who_act_at_once_do_not_both_win(town: Town) -> None:
    town.put_in_force(INTERRUPTING)
    dossiers = [town.open() for _ in range(20)]
    town.move_to("2018-11-08 08:00")
    people: list[Callable[[], object]] = [partial(town.complete, dossier, "A") for dossier in dossiers[:5]]

    at_once([town.engine.fire_due_timers, *people])
    town.engine.fire_due_timers()

    for dossier in dossiers:
        kinds = town.kinds(dossier)
        assert kinds.count("timer_fired") + kinds.count("task_completed") == 1
        assert_whole(town, dossier)
