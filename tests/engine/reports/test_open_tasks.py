"""The open tasks of one dossier, with the names people know."""

from datetime import date, timedelta

from engine.commands.claim_task import ClaimTask
from engine.commands.open_dossier import OpenDossier
from engine.model.actor import Appointment, Person
from engine.model.role import Role
from engine.model.unit import Level
from engine.store import people
from engine.store.work import begin
from tests.support.city import DISTRICT, STARTS_AT, Town
from tests.support.packages import package

SOMEBODY, FIRST_DAY = Person("moi", "Người mới", "moi"), date(2025, 7, 1)


def test_a_row_names_the_unit_as_people_do_and_says_until_when_and_why(town: Town) -> None:
    town.put_in_force(package("s -> A -> e", seats={"A": "district committee leader"}))

    (task,) = town.tasks(town.open())

    assert (task.unit, task.unit_name, task.level) == (DISTRICT, "UBND quận Hai Bà Trưng", Level.DISTRICT)
    assert (task.opened_at, task.due_at) == (STARTS_AT, STARTS_AT + timedelta(days=1))
    assert [fact["fact"] for fact in task.derivation] == ["received", "limit", "due"]


def test_tasks_stand_in_the_order_in_which_they_were_opened(town: Town) -> None:
    town.put_in_force(package("s -> p1 -> A -> C -> e", "p1 -> B -> e"))
    dossier = town.open()
    town.move_to("2018-11-05 10:00")
    town.complete(dossier, "A")

    assert [task.element for task in town.tasks(dossier)] == ["B", "C"]


def test_closed_tasks_and_those_of_other_dossiers_are_not_listed(town: Town) -> None:
    town.put_in_force(package("s -> A -> B -> e"))
    first, second = town.open(), town.open()
    town.complete(first, "A")

    assert [task.element for task in town.tasks(first)] == ["B"]
    assert [task.element for task in town.tasks(second)] == ["A"]


def test_a_claimed_task_says_by_whom(town: Town) -> None:
    town.put_in_force(package("s -> A -> e"))
    dossier = town.open()
    handler, _ = town.handlers()
    town.engine.handle(ClaimTask(town.task(dossier, "A").id), handler)

    (task,) = town.tasks(dossier)

    assert (task.assignee, task.holder) == (handler.person_id, handler.name)


def test_a_task_opened_before_dawn_on_the_day_a_unit_begins_is_listed_under_that_unit(town: Town) -> None:
    """At 03:00 on 01/7/2025 in Ha Noi it is still 30/6 in UTC, when code 00292 was Phường Quỳnh Lôi."""
    town.put_in_force(package("s -> A -> e"))
    with begin(town.database) as work:
        people.add(
            work, [(SOMEBODY, Appointment("moi", "00292", Role.RECEPTION_CLERK, valid_from=FIRST_DAY))]
        )
    town.move_to("2025-07-01 03:00")

    answer = town.engine.open(OpenDossier("L.THU", "", "00292", {}), town.signed_in("moi"))

    (task,) = town.tasks(answer["dossier"])
    assert (task.unit, task.unit_name) == ("00292", "UBND phường Bạch Mai")
