"""Giving a task to a person, and taking it back (T12)."""

import pytest

from engine.commands.assign_task import AssignTask
from engine.commands.complete_task import CompleteTask
from engine.commands.release_task import ReleaseTask
from engine.errors import Refused
from engine.model.role import Role
from tests.support.city import DISTRICT, Town
from tests.support.packages import package
from tests.support.whole import assert_whole

ONE_TASK = package("s -> A -> e")


def test_a_leader_gives_a_task_to_one_handler_with_another_beside(town: Town) -> None:
    town.put_in_force(ONE_TASK)
    dossier = town.open()
    lead, beside = (handler.person_id for handler in town.handlers())

    answer = town.engine.handle(
        AssignTask(town.task(dossier, "A").id, lead, (beside,)), town.holder(Role.LEADER)
    )

    assert (answer["version"], town.task(dossier, "A").assignee) == (2, lead)
    event = town.journal(dossier)[-1]
    assert (event.kind, event.facts["lead"], event.facts["coordinating"]) == ("task_assigned", lead, [beside])
    assert_whole(town, dossier)


def test_an_action_from_a_page_older_than_the_reassignment_is_refused_and_named(town: Town) -> None:
    town.put_in_force(ONE_TASK)
    task = town.task(town.open(), "A")
    first, second = town.handlers()
    leader = town.holder(Role.LEADER)
    town.engine.handle(AssignTask(task.id, first.person_id), leader)
    town.engine.handle(AssignTask(task.id, second.person_id), leader)

    with pytest.raises(Refused) as refused:
        town.engine.handle(CompleteTask(task.id, {}), first)

    assert refused.value.code == "task.assigned_to_other"
    facts = refused.value.facts
    assert (facts["assignee"], facts["by"], facts["at"]) == (second.person_id, second.name, town.clock())


def test_a_handler_may_not_give_tasks_out(town: Town) -> None:
    town.put_in_force(ONE_TASK)
    task = town.task(town.open(), "A").id
    first, second = town.handlers()

    with pytest.raises(Refused, match=r"task\.may_not_assign"):
        town.engine.handle(AssignTask(task, second.person_id), first)


def test_a_leader_of_another_unit_may_not_give_tasks_out(town: Town) -> None:
    town.put_in_force(ONE_TASK)
    task = town.task(town.open(), "A").id

    with pytest.raises(Refused, match=r"task\.may_not_assign"):
        town.engine.handle(AssignTask(task, "thuly"), town.holder(Role.LEADER, DISTRICT))


def test_a_task_is_given_only_to_people_of_its_seat_and_every_stranger_is_named(town: Town) -> None:
    town.put_in_force(ONE_TASK)
    task = town.task(town.open(), "A").id
    before = town.everything()

    with pytest.raises(Refused) as refused:
        town.engine.handle(AssignTask(task, "tiepnhan", ("thuly", "nobody")), town.holder(Role.LEADER))

    assert refused.value.code == "task.not_of_this_seat"
    assert refused.value.facts["persons"] == ["tiepnhan", "nobody"]
    assert town.everything() == before


def test_a_released_task_is_everybody_s_again(town: Town) -> None:
    town.put_in_force(ONE_TASK)
    dossier = town.open()
    task = town.task(dossier, "A")
    first, second = town.handlers()
    town.engine.handle(AssignTask(task.id, first.person_id, (second.person_id,)), town.holder(Role.LEADER))

    town.engine.handle(ReleaseTask(task.id), first)

    assert town.task(dossier, "A").assignee is None
    assert town.kinds(dossier)[-1] == "task_released"
    assert town.engine.handle(CompleteTask(task.id, {}), second)["state"] == "ended"


def test_nobody_releases_what_somebody_else_holds(town: Town) -> None:
    town.put_in_force(ONE_TASK)
    task = town.task(town.open(), "A")
    first, second = town.handlers()
    town.engine.handle(AssignTask(task.id, first.person_id), town.holder(Role.LEADER))

    with pytest.raises(Refused, match=r"task\.assigned_to_other"):
        town.engine.handle(ReleaseTask(task.id), second)
