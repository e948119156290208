"""Handing tasks over: to a colleague of the seat or to the next shift, on a list that the journal keeps."""

from uuid import uuid4

import pytest

from engine.commands.assign_task import AssignTask
from engine.commands.claim_task import ClaimTask
from engine.commands.hand_over_task import HandOverTask
from engine.errors import Refused
from engine.model.role import Role
from engine.reports.handover import handed_over
from engine.reports.open_tasks import OpenTask
from engine.store.work import reading
from tests.support.city import Town
from tests.support.packages import package

LIST = uuid4()


@pytest.fixture
def task(town: Town) -> OpenTask:
    town.put_in_force(package("s -> A -> e"))
    return town.task(town.open({"ho_ten": "Lê Văn Tám"}), "A")


def dossier_of(town: Town, task: OpenTask) -> str:
    (row,) = town.rows(
        "SELECT d.code FROM dossier d JOIN task t ON t.dossier_id = d.id WHERE t.id = :id", id=task.id
    )
    return str(row.code)


def test_a_task_goes_to_a_colleague_with_who_gave_it(town: Town, task: OpenTask) -> None:
    first, second = town.handlers()
    town.engine.handle(ClaimTask(task.id), first)

    town.engine.handle(HandOverTask(task.id, LIST, second.person_id, " Gọi lại cho người nộp "), first)

    (row,) = town.rows("SELECT assignee, assigned_by FROM task")
    assert (row.assignee, row.assigned_by) == (second.person_id, first.person_id)
    last = town.journal(dossier_of(town, task))[-1]
    assert (last.kind, last.actor, last.facts["to"]) == (
        "task_handed_over",
        first.person_id,
        second.person_id,
    )
    assert last.facts["note"] == "Gọi lại cho người nộp"


def test_what_goes_to_the_next_shift_is_everybodys_of_the_seat(town: Town, task: OpenTask) -> None:
    first, second = town.handlers()
    town.engine.handle(ClaimTask(task.id), first)

    town.engine.handle(HandOverTask(task.id, LIST), first)

    town.engine.handle(ClaimTask(task.id), second)
    assert town.task(dossier_of(town, task), "A").assignee == second.person_id


def test_nobody_hands_over_what_somebody_else_holds_or_to_a_stranger(town: Town, task: OpenTask) -> None:
    first, second = town.handlers()
    leader, clerk = town.holder(Role.LEADER), town.clerk
    town.engine.handle(AssignTask(task.id, second.person_id), leader)

    with pytest.raises(Refused) as refused:
        town.engine.handle(HandOverTask(task.id, LIST, first.person_id), first)
    with pytest.raises(Refused, match=r"task\.not_of_this_seat"):
        town.engine.handle(HandOverTask(task.id, LIST, clerk.person_id), second)

    assert (refused.value.code, refused.value.facts["by"]) == ("task.assigned_to_other", second.name)


def test_the_list_tells_both_sides_and_is_seen_within_the_unit(town: Town, task: OpenTask) -> None:
    first, second = town.handlers()
    town.engine.handle(HandOverTask(task.id, LIST, second.person_id, "Gấp"), first)
    stranger = town.holder(Role.HANDLER, unit="00298")

    with reading(town.database) as work:
        (row,) = handed_over(work, LIST, second, town.today)
        unseen = handed_over(work, LIST, stranger, town.today)
        other = handed_over(work, uuid4(), second, town.today)

    assert (row.giver, row.receiver, row.note, row.applicant) == (
        first.name,
        second.name,
        "Gấp",
        "Lê Văn Tám",
    )
    assert (row.dossier, row.step, row.behalf) == (dossier_of(town, task), "A", None)
    assert list(unseen) == list(other) == []


def test_a_note_has_an_end(town: Town, task: OpenTask) -> None:
    with pytest.raises(Refused, match=r"reason\.too_long"):
        town.engine.handle(HandOverTask(task.id, LIST, None, "x" * 2001), town.handlers()[0])
