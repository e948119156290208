"""Completing a task: what its form takes, where the dossier goes next, and who is told no."""

from uuid import UUID

import pytest

from engine.commands.claim_task import ClaimTask
from engine.commands.complete_task import CompleteTask
from engine.errors import Refused, Stuck
from engine.events import EventKind
from engine.model.role import Role
from tests.support.city import COMMUNE, DEPARTMENT, DISTRICT, Town
from tests.support.hanoi import on_the_wall
from tests.support.packages import package
from tests.support.whole import assert_whole

NOWHERE = UUID(int=0)
THREE_LEVELS = package(
    "s -> A -> B -> C -> e",
    seats={"B": "district committee leader", "C": "city department records_clerk"},
    forms={"A": {"so": "integer", "ngay": "string"}, "B": {"ky": "boolean"}},
)
SENT_BACK = package(
    "s -> A -> B -> x ? e",
    "x -> A",
    seats={"B": "commune committee leader"},
    forms={"A": {"so": "integer"}, "B": {"ky": "boolean"}},
    conditions={"x_e": "ky"},
    default={"x": "A"},
)


def refusal(town: Town, command: CompleteTask, role: Role = Role.HANDLER, unit: str = COMMUNE) -> Refused:
    before = town.everything()

    with pytest.raises(Refused) as refused:
        town.engine.handle(command, town.holder(role, unit))

    assert town.everything() == before
    return refused.value


# What it does.


def test_the_next_task_goes_to_the_unit_of_its_level(town: Town) -> None:
    town.put_in_force(THREE_LEVELS)
    dossier = town.open()

    town.complete(dossier, "A", so=1, ngay="2018-11-05")
    at_the_district = town.task(dossier, "B")
    town.complete(dossier, "B", ky=True)
    at_the_department = town.task(dossier, "C")

    assert (at_the_district.unit, at_the_district.role) == (DISTRICT, Role.LEADER)
    assert (at_the_department.unit, at_the_department.role) == (DEPARTMENT, Role.RECORDS_CLERK)
    assert_whole(town, dossier)


def test_what_the_form_took_joins_the_data_of_the_dossier(town: Town) -> None:
    town.put_in_force(THREE_LEVELS)
    dossier = town.open({"ten": "Nguyễn Thị Minh", "so": 0})

    town.complete(dossier, "A", so=1, ngay=" 2018-11-05 ")
    town.complete(dossier, "B", ky=True)

    assert town.head(dossier).data == {"ten": "Nguyễn Thị Minh", "so": 1, "ngay": "2018-11-05", "ky": True}


def test_the_last_task_ends_the_dossier(town: Town) -> None:
    town.put_in_force(package("s -> A -> e"))
    dossier = town.open()
    town.move_to("2018-11-06 10:00")

    answer = town.complete(dossier, "A")

    assert (answer["state"], answer["version"]) == ("ended", 2)
    assert town.head(dossier).ended_at == town.clock()
    assert town.kinds(dossier)[-3:] == ["task_completed", "step_taken", "dossier_ended"]
    assert_whole(town, dossier)


def test_the_journal_tells_who_did_what_with_which_data_and_by_when(town: Town) -> None:
    town.put_in_force(THREE_LEVELS)
    dossier = town.open()
    task = town.task(dossier, "A")
    town.move_to("2018-11-05 10:00")

    town.complete(dossier, "A", so=1, ngay="2018-11-05")

    done = next(row for row in town.journal(dossier) if row.kind == EventKind.TASK_COMPLETED)
    assert (done.actor, done.unit_code, on_the_wall(done.at)) == ("thuly", COMMUNE, "2018-11-05 10:00")
    assert done.facts == {
        "task": str(task.id),
        "element": "A",
        "name": "A",
        "role": "handler",
        "place": [0, 0, 1],
        "data": {"so": 1, "ngay": "2018-11-05"},
        "opened_at": "2018-11-05T01:15:00+00:00",
        "due_at": "2018-11-06T01:15:00+00:00",
    }


def test_a_closed_task_keeps_who_closed_it_and_how(town: Town) -> None:
    town.put_in_force(package("s -> A -> e"))
    dossier = town.open()

    town.complete(dossier, "A")

    ((by, outcome, closed_at),) = town.rows("SELECT closed_by, outcome, closed_at FROM task")
    assert (by, outcome, closed_at) == ("thuly", "completed", town.clock())


def test_a_step_has_the_time_of_its_own_budget(town: Town) -> None:
    town.put_in_force(package("s -> A -> B -> e", budgets={"A": "PT4H"}))
    dossier = town.open()
    first = town.task(dossier, "A").due_at
    town.move_to("2018-11-05 16:00")

    town.complete(dossier, "A")

    assert first is not None
    assert on_the_wall(first) == "2018-11-05 13:45"
    due_at = town.task(dossier, "B").due_at
    assert due_at is not None
    assert on_the_wall(due_at) == "2018-11-06 16:00"


def test_sending_back_opens_the_earlier_step_anew(town: Town) -> None:
    town.put_in_force(SENT_BACK)
    dossier = town.open()
    town.complete(dossier, "A", so=1)
    first = town.rows("SELECT id FROM task WHERE element = 'A'")

    town.complete(dossier, "B", ky=False)

    again = town.task(dossier, "A")
    assert again.id not in [row.id for row in first]
    town.complete(dossier, "A", so=2)
    assert town.complete(dossier, "B", ky=True)["state"] == "ended"
    assert town.head(dossier).data["so"] == 2
    assert_whole(town, dossier)


def test_a_terminate_end_takes_the_other_branch_s_task_away(town: Town) -> None:
    town.put_in_force(package("s -> p1 -> A -> t", "p1 -> B -> e"))
    dossier = town.open()

    answer = town.complete(dossier, "A")

    assert answer["state"] == "ended"
    assert town.rows("SELECT outcome FROM task WHERE element = 'B'") == [("interrupted",)]
    (taken_away,) = [row for row in town.journal(dossier) if row.kind == "task_interrupted"]
    assert (taken_away.facts["element"], taken_away.unit_code) == ("B", COMMUNE)
    assert_whole(town, dossier)


# Who is told no, and why.


def test_a_form_is_refused_with_every_problem_and_nothing_changes(town: Town) -> None:
    town.put_in_force(THREE_LEVELS)
    task = town.task(town.open(), "A").id

    refused = refusal(town, CompleteTask(task, {"so": "hai", "thua": 1}))

    assert refused.code == "form.invalid"
    assert sorted((problem.path, problem.code) for problem in refused.facts["problems"]) == [
        ("/ngay", "required"),
        ("/so", "wrong_type"),
        ("/thua", "unknown_field"),
    ]


def test_a_task_without_a_form_takes_no_data(town: Town) -> None:
    town.put_in_force(package("s -> A -> e"))
    task = town.task(town.open(), "A").id

    refused = refusal(town, CompleteTask(task, {"lén": 1}))

    assert (refused.code, refused.facts["names"]) == ("form.none", ["lén"])


def test_a_task_that_was_never_given_out_is_unknown(town: Town) -> None:
    assert refusal(town, CompleteTask(NOWHERE, {})).code == "task.unknown"


def test_an_action_from_a_stale_page_is_refused_and_named(town: Town) -> None:
    town.put_in_force(package("s -> A -> B -> e"))
    dossier = town.open()
    stale = town.task(dossier, "A").id
    town.complete(dossier, "A")

    refused = refusal(town, CompleteTask(stale, {}))

    assert refused.code == "task.not_open"
    worker = town.holder(Role.HANDLER)
    told = {
        "task": str(stale),
        "dossier": dossier,
        "state": "processing",
        "by": worker.name,
        "at": town.clock(),
    }
    assert refused.facts == told


def test_an_action_on_an_ended_dossier_is_refused_and_named(town: Town) -> None:
    town.put_in_force(package("s -> A -> e"))
    dossier = town.open()
    stale = town.task(dossier, "A").id
    town.complete(dossier, "A")

    refused = refusal(town, CompleteTask(stale, {}))

    assert (refused.code, refused.facts["state"]) == ("task.not_open", "ended")


def test_a_task_that_somebody_else_took_is_refused_and_named(town: Town) -> None:
    town.put_in_force(package("s -> A -> e"))
    task = town.task(town.open(), "A")
    first, second = town.handlers()
    town.engine.handle(ClaimTask(task.id), first)
    before = town.everything()

    with pytest.raises(Refused) as refused:
        town.engine.handle(CompleteTask(task.id, {}), second)

    assert refused.value.code == "task.assigned_to_other"
    assert refused.value.facts["assignee"] == first.person_id
    assert town.everything() == before
    assert town.engine.handle(CompleteTask(task.id, {}), first)["state"] == "ended"


@pytest.mark.parametrize(
    ("role", "unit"), [(Role.LEADER, COMMUNE), (Role.HANDLER, "00298"), (Role.HANDLER, DISTRICT)]
)
def test_only_the_seat_of_the_task_may_complete_it(town: Town, role: Role, unit: str) -> None:
    town.put_in_force(package("s -> A -> e"))
    task = town.task(town.open(), "A").id

    refused = refusal(town, CompleteTask(task, {}), role, unit)

    assert refused.code == "actor.not_allowed"
    assert refused.facts == {"unit": COMMUNE, "role": "handler", "field": "bao-tro-xa-hoi"}


def test_the_clock_itself_may_not_complete_a_task(town: Town) -> None:
    town.put_in_force(package("s -> A -> e"))
    task = town.task(town.open(), "A").id

    with pytest.raises(Refused) as refused:
        town.engine.handle(CompleteTask(task, {}), None)

    assert refused.value.code == "actor.missing"


def test_a_caller_who_saw_an_older_version_is_told_that_the_dossier_moved_on(town: Town) -> None:
    town.put_in_force(package("s -> p1 -> A -> e", "p1 -> B -> e"))
    dossier = town.open()
    task = town.task(dossier, "B").id
    town.complete(dossier, "A")

    refused = refusal(town, CompleteTask(task, {}, expected_version=1))

    assert refused.code == "dossier.moved_on"
    assert refused.facts == {"dossier": dossier, "version": 2}
    accepted = town.engine.handle(CompleteTask(task, {}, expected_version=2), town.holder(Role.HANDLER))
    assert accepted["version"] == 3


def test_a_deputy_may_act_only_in_the_fields_given_to_that_deputy(town: Town) -> None:
    town.put_in_force(package("s -> A -> e", seats={"A": "district committee leader"}))
    task = town.task(town.open(), "A").id

    with pytest.raises(Refused, match=r"actor\.not_allowed"):
        town.engine.handle(CompleteTask(task, {}), town.signed_in("phochutich1.007"))

    accepted = town.engine.handle(CompleteTask(task, {}), town.signed_in("phochutich3.007"))
    assert accepted["state"] == "ended"


def test_a_unit_that_has_ended_keeps_its_open_tasks_until_they_are_moved(town: Town) -> None:
    """Phường Minh Khai was merged on 01/7/2025: nobody may act there any more, and nothing is lost."""
    town.put_in_force(package("s -> A -> e"))
    task = town.task(town.open(), "A")
    handler = town.worker(task)
    town.move_to("2025-07-01 08:00")

    with pytest.raises(Stuck, match=r"unit\.not_valid_on"):
        town.engine.handle(CompleteTask(task.id, {}), handler)

    assert town.rows("SELECT count(*) FROM task WHERE closed_at IS NULL") == [(1,)]
