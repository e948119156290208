"""An incident whose cause was mended elsewhere: the same command once more, in the name of who asked."""

from functools import partial
from typing import Any

import pytest

from engine.commands.cancel_dossier import CancelDossier
from engine.commands.complete_task import CompleteTask
from engine.commands.correct_data import CorrectData
from engine.commands.desk import Command
from engine.commands.retry_incident import RetryIncident
from engine.commands.take_step import TakeStep
from engine.errors import Refused
from engine.store.work import begin
from tests.support.city import Town
from tests.support.packages import package
from tests.support.replay import assert_journal_tells_all
from tests.support.stuck import (
    BY_TIMER,
    NO_WAY,
    NOBODY_IN_CHARGE,
    closed,
    incident_of,
    mender,
    open_incidents_of,
    stick,
    stuck_dossier,
)
from tests.support.threads import at_once
from tests.support.whole import assert_whole

CALLS = package("s -> A -> k1 -> e", calls={"k1": "Process_Goi"})
CALLED = package("s2 -> B -> e2", process="Process_Goi", procedure={"code": "L.GOI"})


def retry(town: Town, dossier: str, key: str | None = None) -> Any:
    return town.engine.handle(RetryIncident(incident_of(town, dossier).id), mender(town), key)


def test_what_was_stuck_goes_on_once_its_cause_is_mended(town: Town) -> None:
    dossier = stuck_dossier(town, CALLS)
    town.put_in_force(CALLED)

    answer = retry(town, dossier)

    assert answer["dossier"] == dossier
    assert town.open_elements(dossier) == ["B"]
    assert closed(town, dossier) == [(mender(town).person_id, "retried")]
    assert_whole(town, dossier)
    assert_journal_tells_all(town, dossier)


def test_the_deed_is_whose_it_was_and_the_mending_is_the_menders(town: Town) -> None:
    dossier = stuck_dossier(town, CALLS)
    worker = town.worker(town.task(dossier, "A")).person_id
    town.put_in_force(CALLED)

    retry(town, dossier)

    told = {entry.kind: entry for entry in town.journal(dossier)}
    assert told["task_completed"].actor == worker
    assert told["incident_closed"].actor == mender(town).person_id
    assert told["incident_closed"].facts["how"] == "retried"
    assert told["incident_closed"].facts["code"] == "call.not_found"


def test_what_is_still_stuck_stays_one_incident_and_changes_nothing(town: Town) -> None:
    dossier = stuck_dossier(town, NOBODY_IN_CHARGE)
    before = town.everything()

    with pytest.raises(Refused) as refused:
        retry(town, dossier)

    assert refused.value.code == "incident.still_stuck"
    assert refused.value.facts["because"].code == "unit.none_in_charge"
    assert town.everything() == before


def test_a_second_retry_is_told_that_it_is_over(town: Town) -> None:
    dossier = stuck_dossier(town, CALLS)
    incident = incident_of(town, dossier).id
    town.put_in_force(CALLED)
    retry(town, dossier)
    before = town.everything()

    with pytest.raises(Refused, match=r"incident\.closed"):
        town.engine.handle(RetryIncident(incident), mender(town))

    assert town.everything() == before


def test_the_same_retry_by_its_key_gives_the_first_answer(town: Town) -> None:
    dossier = stuck_dossier(town, CALLS)
    incident = incident_of(town, dossier).id
    town.put_in_force(CALLED)

    answers = [town.engine.handle(RetryIncident(incident), mender(town), "k1") for _ in range(2)]

    assert answers[0] == answers[1]
    assert town.kinds(dossier).count("task_completed") == 1


def test_of_four_retries_at_once_one_counts(town: Town) -> None:
    dossier = stuck_dossier(town, CALLS)
    incident = incident_of(town, dossier).id
    town.put_in_force(CALLED)
    who = mender(town)

    answers = at_once([partial(town.engine.handle, RetryIncident(incident), who)] * 4)

    assert sorted(type(answer).__name__ for answer in answers) == ["Refused", "Refused", "Refused", "dict"]
    assert_whole(town, dossier)


def test_a_held_timer_fires_when_it_is_tried_again(town: Town) -> None:
    town.put_in_force(BY_TIMER)
    dossier = town.open()
    town.move_to("2018-11-08 08:00")
    assert town.engine.fire_due_timers() == 0
    assert incident_of(town, dossier).code == "expression.unknown"

    corrected = CorrectData(incident_of(town, dossier).id, "bổ sung mức", {"muc": 2})
    town.engine.handle(corrected, mender(town))

    assert town.open_elements(dossier) == ["C"]
    (fired,) = [entry for entry in town.journal(dossier) if entry.kind == "timer_fired"]
    assert fired.actor == "clock"
    assert_whole(town, dossier)
    assert_journal_tells_all(town, dossier)


def test_a_timer_that_still_cannot_fire_stays_held(town: Town) -> None:
    town.put_in_force(BY_TIMER)
    dossier = town.open()
    town.move_to("2018-11-08 08:00")
    town.engine.fire_due_timers()

    with pytest.raises(Refused, match=r"incident\.still_stuck"):
        retry(town, dossier)

    assert [row.held for row in town.rows("SELECT held FROM timer")] == [True]


def test_who_tries_the_task_again_with_success_closes_its_incident(town: Town) -> None:
    dossier = stuck_dossier(town, NO_WAY, so=1)

    town.complete(dossier, "A", so=4)

    assert closed(town, dossier) == [(town.handlers()[0].person_id, "overtaken")]
    assert town.journal(dossier)[-1].kind == "incident_closed"
    assert_journal_tells_all(town, dossier)


def test_the_last_data_that_were_tried_are_those_that_are_retried(town: Town) -> None:
    dossier = stuck_dossier(town, NO_WAY, so=1)

    stick(town, dossier, so=2)

    assert incident_of(town, dossier).asked["values"]["data"] == {"so": 2}
    assert incident_of(town, dossier).facts["read"] == {"so": 2}


def test_the_incident_tells_the_step_by_name_and_what_was_read(town: Town) -> None:
    dossier = stuck_dossier(town, NO_WAY, so=1)

    facts = incident_of(town, dossier).facts

    assert (facts["element"], facts["step"], facts["read"]) == ("x", "x", {"so": 1})


def test_when_the_one_who_asked_has_left_nothing_is_done_in_their_name(town: Town) -> None:
    dossier = stuck_dossier(town, CALLS)
    town.put_in_force(CALLED)
    with begin(town.database) as work:
        work.run("UPDATE appointment SET valid_until = '2018-11-01' WHERE person_id = 'thuly'")

    with pytest.raises(Refused) as refused:
        retry(town, dossier)

    assert refused.value.facts["because"].code == "actor.not_allowed"


COMMANDS = [
    RetryIncident,
    partial(CorrectData, reason="vì thử", data={"so": 4}),
    partial(TakeStep, reason="vì thử", flows=("x_B",)),
    partial(CancelDossier, reason="vì thử"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=["retry", "correct", "take", "cancel"])
@pytest.mark.parametrize(
    "account", ["thuly", "tiepnhan", "lanhdao.007", "thamtra", "kiemtra", "theodoi", "thietke"]
)
def test_nobody_else_mends(town: Town, command: Any, account: str) -> None:
    dossier = stuck_dossier(town, NO_WAY, so=1)
    asked: Command = command(incident=incident_of(town, dossier).id)
    before = town.everything()

    with pytest.raises(Refused, match=r"incident\.may_not_mend"):
        town.engine.handle(asked, town.signed_in(account))

    assert town.everything() == before


@pytest.mark.parametrize("command", COMMANDS[1:], ids=["correct", "take", "cancel"])
@pytest.mark.parametrize("account", ["quantri", "lanhdao", "congbo"])
def test_the_leader_the_administrator_and_the_office_mend(town: Town, command: Any, account: str) -> None:
    dossier = stuck_dossier(town, NO_WAY, so=1)

    town.engine.handle(command(incident=incident_of(town, dossier).id), town.signed_in(account))

    assert open_incidents_of(town, dossier) == []


def test_the_clock_mends_nothing(town: Town) -> None:
    dossier = stuck_dossier(town, NO_WAY, so=1)

    with pytest.raises(Refused, match=r"actor\.missing"):
        town.engine.handle(RetryIncident(incident_of(town, dossier).id), None)


@pytest.mark.parametrize("command", COMMANDS[1:], ids=["correct", "take", "cancel"])
@pytest.mark.parametrize("reason", ["", "  \n", "x" * 2_001])
def test_a_reason_must_be_given_and_short(town: Town, command: Any, reason: str) -> None:
    dossier = stuck_dossier(town, NO_WAY, so=1)

    with pytest.raises(Refused, match=r"reason\.(missing|too_long)"):
        town.engine.handle(command(incident=incident_of(town, dossier).id, reason=reason), mender(town))


def test_an_unknown_incident_is_refused(town: Town) -> None:
    dossier = stuck_dossier(town, NO_WAY, so=1)
    task = town.task(dossier, "A").id

    with pytest.raises(Refused, match=r"incident\.unknown"):
        town.engine.handle(RetryIncident(task), mender(town))


def test_an_expected_version_of_then_does_not_hold_now(town: Town) -> None:
    town.put_in_force(CALLS)
    dossier = town.open()
    task = town.task(dossier, "A")
    with pytest.raises(Exception, match=r"call\.not_found"):
        town.engine.handle(CompleteTask(task.id, {}, town.head(dossier).version), town.worker(task))
    town.put_in_force(CALLED)

    retry(town, dossier)

    assert town.open_elements(dossier) == ["B"]
