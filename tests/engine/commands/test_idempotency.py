"""The same request sent twice, in sequence or at once, has one effect and one answer."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from engine.commands.complete_task import CompleteTask
from engine.commands.deliver_message import DeliverMessage
from engine.commands.open_dossier import OpenDossier
from engine.errors import Refused, Stuck, TryAgain
from engine.store import answers
from engine.store.work import begin
from tests.support.city import COMMUNE, Town
from tests.support.packages import package
from tests.support.threads import at_once, wait_until_blocked
from tests.support.whole import assert_whole

OPEN = OpenDossier("L.THU", "", COMMUNE, {"ten": "Minh"})
TWO_TASKS = package("s -> A -> B -> e", forms={"A": {"so": "integer"}})


def test_opening_again_with_the_same_key_returns_the_first_answer(town: Town) -> None:
    town.put_in_force(TWO_TASKS)
    first = town.engine.open(OPEN, town.clerk, "k1")
    before = town.everything()

    again = town.engine.open(OPEN, town.clerk, "k1")

    assert again == first
    assert town.everything() == before


def test_another_key_opens_another_dossier(town: Town) -> None:
    town.put_in_force(TWO_TASKS)

    given = [town.engine.open(OPEN, town.clerk, key) for key in ("k1", "k2", None, None)]

    assert len({answer["dossier"] for answer in given}) == 4


def test_eight_who_open_with_one_key_get_one_dossier(town: Town) -> None:
    town.put_in_force(TWO_TASKS)
    clerk = town.clerk

    given = at_once([partial(town.engine.open, OPEN, clerk, "k1")] * 8)

    assert given == [given[0]] * 8
    assert town.rows("SELECT count(*) FROM dossier") == [(1,)]
    assert town.rows("SELECT last FROM number_series") == [(1,)]


def test_completing_again_with_the_same_key_returns_the_first_answer(town: Town) -> None:
    town.put_in_force(TWO_TASKS)
    dossier = town.open()
    task = town.task(dossier, "A")
    command, actor = CompleteTask(task.id, {"so": 1}), town.worker(task)
    first = town.engine.handle(command, actor, "k1")
    town.complete(dossier, "B")
    before = town.everything()

    again = town.engine.handle(command, actor, "k1")

    assert again == first == {**first, "state": "processing", "version": 2}
    assert town.everything() == before


def test_eight_who_complete_with_one_key_complete_once(town: Town) -> None:
    town.put_in_force(TWO_TASKS)
    dossier = town.open()
    task = town.task(dossier, "A")
    action = partial(town.engine.handle, CompleteTask(task.id, {"so": 1}), town.worker(task), "k1")

    given = at_once([action] * 8)

    assert given == [given[0]] * 8
    assert town.kinds(dossier).count("task_completed") == 1
    assert_whole(town, dossier)


def test_eight_who_complete_without_a_key_complete_once_and_the_others_are_told(town: Town) -> None:
    town.put_in_force(TWO_TASKS)
    dossier = town.open()
    task = town.task(dossier, "A")
    action = partial(town.engine.handle, CompleteTask(task.id, {"so": 1}), town.worker(task))

    given = at_once([action] * 8)

    refused = [answer.code for answer in given if isinstance(answer, Refused)]
    assert refused == ["task.not_open"] * 7
    assert town.kinds(dossier).count("task_completed") == 1


def test_a_key_used_for_other_data_is_refused_and_changes_nothing(town: Town) -> None:
    town.put_in_force(TWO_TASKS)
    dossier = town.open()
    task = town.task(dossier, "A")
    actor = town.worker(task)
    town.engine.handle(CompleteTask(task.id, {"so": 1}), actor, "k1")
    before = town.everything()

    with pytest.raises(Refused, match=r"idempotency\.key_reused"):
        town.engine.handle(CompleteTask(task.id, {"so": 2}), actor, "k1")

    assert town.everything() == before


def test_a_key_used_for_another_kind_of_command_is_refused(town: Town) -> None:
    town.put_in_force(package("s -> c1 -> A -> e", messages={"c1": "bo_sung"}))
    answer = town.engine.open(OPEN, town.clerk, "k1")
    before = town.everything()

    with pytest.raises(Refused, match=r"idempotency\.key_reused"):
        town.engine.handle(DeliverMessage(answer["dossier"], "bo_sung", {}), town.clerk, "k1")
    with pytest.raises(Refused, match=r"idempotency\.key_reused"):
        town.engine.open(OpenDossier("L.THU", "", COMMUNE, {"ten": "Hà"}), town.clerk, "k1")

    assert town.everything() == before


def test_the_keys_of_two_people_are_apart(town: Town) -> None:
    town.put_in_force(TWO_TASKS)
    first, second = town.handlers()
    one, other = (town.task(town.open(), "A").id for _ in range(2))

    town.engine.handle(CompleteTask(one, {"so": 1}), first, "k1")
    answer = town.engine.handle(CompleteTask(other, {"so": 2}), second, "k1")

    assert answer["version"] == 2


def test_one_key_for_two_dossiers_at_once_has_one_effect(town: Town) -> None:
    """The other request holds its own dossier's lock, so it cannot see the key before both want to store it."""
    town.put_in_force(TWO_TASKS)
    task = town.task(town.open(), "A")
    actor = town.worker(task)
    with ThreadPoolExecutor(1) as pool:
        with begin(town.database) as other:
            answers.store(other, actor.person_id, "k1", "digest của yêu cầu kia", ({}, town.clock()))
            action = partial(town.engine.handle, CompleteTask(task.id, {"so": 1}), actor, "k1")
            waiting = pool.submit(action)
            wait_until_blocked(town.database)

        with pytest.raises(TryAgain, match=r"idempotency\.key_in_use"):
            waiting.result()
    with pytest.raises(Refused, match=r"idempotency\.key_reused"):
        town.engine.handle(CompleteTask(task.id, {"so": 1}), actor, "k1")
    assert town.rows("SELECT kind FROM journal WHERE kind = 'task_completed'") == []


def test_a_refusal_leaves_the_key_free_for_the_mended_request(town: Town) -> None:
    town.put_in_force(TWO_TASKS)
    task = town.task(town.open(), "A")
    actor = town.worker(task)
    with pytest.raises(Refused, match=r"form\.invalid"):
        town.engine.handle(CompleteTask(task.id, {"so": "một"}), actor, "k1")

    answer = town.engine.handle(CompleteTask(task.id, {"so": 1}), actor, "k1")

    assert answer["version"] == 2


def test_a_stuck_request_leaves_the_key_free_for_after_the_mending(town: Town) -> None:
    town.put_in_force(package("s -> A -> B -> e", seats={"B": "city department handler khong-ai-lo"}))
    task = town.task(town.open(), "A")
    with pytest.raises(Stuck):
        town.engine.handle(CompleteTask(task.id, {}), town.worker(task), "k1")

    assert town.rows("SELECT count(*) FROM answer") == [(0,)]


def test_the_order_of_names_in_the_data_makes_no_other_request(town: Town) -> None:
    town.put_in_force(TWO_TASKS)
    first = town.engine.open(OpenDossier("L.THU", "", COMMUNE, {"a": 1, "b": 2}), town.clerk, "k1")

    again = town.engine.open(OpenDossier("L.THU", "", COMMUNE, {"b": 2, "a": 1}), town.clerk, "k1")

    assert again == first
