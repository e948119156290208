"""Taking a task for oneself."""

from functools import partial

import pytest

from engine.commands.claim_task import ClaimTask
from engine.commands.complete_task import CompleteTask
from engine.errors import Refused
from engine.model.role import Role
from tests.support.city import COMMUNE, DISTRICT, Town
from tests.support.packages import package
from tests.support.threads import at_once
from tests.support.whole import assert_whole


def test_a_claimed_task_carries_its_assignee(town: Town) -> None:
    town.put_in_force(package("s -> A -> e"))
    dossier = town.open()
    first, _ = town.handlers()

    answer = town.engine.handle(ClaimTask(town.task(dossier, "A").id), first)

    assert town.task(dossier, "A").assignee == first.person_id
    assert answer["version"] == 2
    assert town.journal(dossier)[-1].facts["element"] == "A"
    assert town.kinds(dossier)[-1] == "task_claimed"
    assert_whole(town, dossier)


def test_the_next_step_of_a_claimed_task_is_nobody_s_yet(town: Town) -> None:
    town.put_in_force(package("s -> A -> B -> e"))
    dossier = town.open()
    first, _ = town.handlers()
    town.engine.handle(ClaimTask(town.task(dossier, "A").id), first)

    town.engine.handle(CompleteTask(town.task(dossier, "A").id, {}), first)

    assert town.task(dossier, "B").assignee is None


def test_a_claimed_task_cannot_be_claimed_by_somebody_else(town: Town) -> None:
    town.put_in_force(package("s -> A -> e"))
    task = town.task(town.open(), "A").id
    first, second = town.handlers()
    town.engine.handle(ClaimTask(task), first)

    with pytest.raises(Refused) as refused:
        town.engine.handle(ClaimTask(task), second)

    assert refused.value.code == "task.assigned_to_other"
    assert refused.value.facts["assignee"] == first.person_id


def test_of_two_who_claim_at_once_one_gets_the_task(town: Town) -> None:
    town.put_in_force(package("s -> A -> e"))
    dossier = town.open()
    task = town.task(dossier, "A").id

    answers = at_once([partial(town.engine.handle, ClaimTask(task), actor) for actor in town.handlers()])

    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert [each.code for each in refused] == ["task.assigned_to_other"]
    assert town.kinds(dossier).count("task_claimed") == 1


@pytest.mark.parametrize(("role", "unit"), [(Role.LEADER, COMMUNE), (Role.HANDLER, DISTRICT)])
def test_only_the_seat_of_the_task_may_claim_it(town: Town, role: Role, unit: str) -> None:
    town.put_in_force(package("s -> A -> e"))
    task = town.task(town.open(), "A").id

    with pytest.raises(Refused, match=r"actor\.not_allowed"):
        town.engine.handle(ClaimTask(task), town.holder(role, unit))


def test_a_finished_task_cannot_be_claimed(town: Town) -> None:
    town.put_in_force(package("s -> A -> e"))
    dossier = town.open()
    task = town.task(dossier, "A").id
    town.complete(dossier, "A")

    with pytest.raises(Refused, match=r"task\.not_open"):
        town.engine.handle(ClaimTask(task), town.holder(Role.HANDLER))
