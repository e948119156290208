"""Substitutes: who may arrange them, what they may do, whose names stand in the record, and when it ends."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from engine.commands.appoint_substitute import AppointSubstitute
from engine.commands.claim_task import ClaimTask
from engine.commands.complete_task import CompleteTask
from engine.commands.revoke_substitute import RevokeSubstitute
from engine.errors import Refused
from engine.model.actor import Actor
from engine.model.role import Role
from engine.reports.control_slip import control_slip
from engine.reports.open_tasks import OpenTask
from engine.reports.timeline import timeline
from engine.reports.worklist import worklist
from engine.store.work import reading
from tests.support.city import COMMUNE, Town
from tests.support.packages import package

HANDLED_THEN_SIGNED = package("s -> A -> L -> e", seats={"L": "commune committee leader"})
REASON = "Nghỉ phép năm 2018"


@pytest.fixture
def task(town: Town) -> OpenTask:
    """A task that waits for a handler of the commune."""
    town.put_in_force(HANDLED_THEN_SIGNED)
    return town.task(town.open(), "A")


def arrange(town: Town, maker: Actor, absent: Actor, substitute: Actor, **other: object) -> UUID:
    """Let the records clerk or whoever stand in as handler today and tomorrow."""
    values: dict[str, object] = {
        "id": uuid4(),
        "absent": absent.person_id,
        "substitute": substitute.person_id,
        "unit": COMMUNE,
        "role": Role.HANDLER,
        "valid_from": town.today,
        "valid_until": town.today + timedelta(days=1),
        "reason": REASON,
    }
    made = AppointSubstitute(**values | other)  # type: ignore[arg-type]
    town.engine.take(made, maker)
    return made.id


def again(town: Town, actor: Actor) -> Actor:
    """The same person as signed in anew."""
    return town.signed_in(actor.person_id)


def test_a_substitute_does_what_the_absent_person_may_do_and_the_journal_names_both(
    town: Town, task: OpenTask
) -> None:
    handler, clerk = town.handlers()[0], town.holder(Role.RECORDS_CLERK)
    arrange(town, handler, handler, clerk)

    answer = town.engine.handle(CompleteTask(task.id, {}), again(town, clerk))

    dossier = str(answer["dossier"])
    done = next(entry for entry in town.journal(dossier) if entry.kind == "task_completed")
    assert (done.actor, done.facts["on_behalf_of"]) == (clerk.person_id, handler.person_id)
    with reading(town.database) as work:
        told = [each.person for each in timeline(work, dossier) if each.kind == "task_completed"]
        slip = control_slip(work, dossier)
    assert told == [f"{clerk.name} (làm thay {handler.name})"]
    assert slip[0].receiver == told[0]


def test_what_one_may_do_anyway_is_done_in_ones_own_name(town: Town, task: OpenTask) -> None:
    first, second = town.handlers()
    arrange(town, first, first, second)

    answer = town.engine.handle(CompleteTask(task.id, {}), again(town, second))

    assert all("on_behalf_of" not in entry.facts for entry in town.journal(str(answer["dossier"])))


def test_a_substitute_goes_on_with_what_the_absent_person_holds(town: Town, task: OpenTask) -> None:
    first, second = town.handlers()
    town.engine.handle(ClaimTask(task.id), first)
    with pytest.raises(Refused, match=r"task\.assigned_to_other"):
        town.engine.handle(CompleteTask(task.id, {}), second)
    arrange(town, first, first, second)

    with reading(town.database) as work:
        listed = [row.id for row in worklist(work, again(town, second), town.today)]
    answer = town.engine.handle(CompleteTask(task.id, {}), again(town, second))

    assert listed == [task.id]
    done = next(entry for entry in town.journal(str(answer["dossier"])) if entry.kind == "task_completed")
    assert done.facts["on_behalf_of"] == first.person_id


def test_a_substitution_begins_and_ends_by_itself(town: Town, task: OpenTask) -> None:
    handler, clerk = town.handlers()[0], town.holder(Role.RECORDS_CLERK)
    tomorrow = town.today + timedelta(days=1)
    arrange(town, handler, handler, clerk, valid_from=tomorrow, valid_until=tomorrow)
    stand_in = again(town, clerk)

    allowed = []
    for _ in range(3):
        unit = town.engine.city.units.at(COMMUNE, town.today)
        allowed.append(stand_in.may_act(unit, Role.HANDLER, task.field, town.today))
        town.clock.move_to(town.clock() + timedelta(days=1))

    assert allowed == [False, True, False]


def test_a_revoked_substitution_is_over_at_once_but_stays_on_record(town: Town, task: OpenTask) -> None:
    handler, clerk = town.handlers()[0], town.holder(Role.RECORDS_CLERK)
    made = arrange(town, handler, handler, clerk)

    town.engine.take(RevokeSubstitute(made), handler)

    with pytest.raises(Refused, match=r"actor\.not_allowed"):
        town.engine.handle(CompleteTask(task.id, {}), again(town, clerk))
    (row,) = town.rows("SELECT revoked_by, reason FROM substitution")
    assert (row.revoked_by, row.reason) == (handler.person_id, REASON)
    with pytest.raises(Refused, match=r"substitution\.unknown"):
        town.engine.take(RevokeSubstitute(made), handler)


def test_a_post_that_the_absent_person_lost_is_nobodys(town: Town, task: OpenTask) -> None:
    handler, clerk = town.handlers()[0], town.holder(Role.RECORDS_CLERK)
    arrange(town, handler, handler, clerk)
    with town.database.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE appointment SET valid_until = '2018-11-01' WHERE person_id = %s", (handler.person_id,)
        )

    with pytest.raises(Refused, match=r"actor\.not_allowed"):
        town.engine.handle(CompleteTask(task.id, {}), again(town, clerk))


def test_nobody_stands_in_for_a_substitute(town: Town, task: OpenTask) -> None:
    handler, clerk = town.handlers()[0], town.holder(Role.RECORDS_CLERK)
    returns = town.holder(Role.RETURN_CLERK)
    arrange(town, handler, handler, clerk)

    with pytest.raises(Refused, match=r"substitution\.no_post"):
        arrange(town, again(town, clerk), clerk, returns)


@pytest.mark.parametrize(
    ("maker", "role", "refused"),
    [
        (Role.HANDLER, Role.RECORDS_CLERK, "substitution.not_yours"),
        (Role.LEADER, Role.RECORDS_CLERK, None),
        (Role.RECORDS_CLERK, Role.RECORDS_CLERK, None),
        (Role.HANDLER, Role.LEADER, "substitution.not_yours"),
        (Role.LEADER, Role.LEADER, None),
    ],
)
def test_the_person_or_whoever_leads_the_unit_arranges(
    town: Town, maker: Role, role: Role, refused: str | None
) -> None:
    absent, substitute = town.holder(role), town.holder(Role.RECEPTION_CLERK)

    try:
        arrange(town, town.holder(maker), absent, substitute, role=role)
        said = None
    except Refused as error:
        said = error.code

    assert said == refused


def test_nobody_appoints_oneself_or_the_absent_person(town: Town) -> None:
    leader, handler = town.holder(Role.LEADER), town.handlers()[0]

    with pytest.raises(Refused, match=r"substitution\.oneself"):
        arrange(town, leader, handler, leader)
    with pytest.raises(Refused, match=r"substitution\.same_person"):
        arrange(town, leader, handler, handler)


@pytest.mark.parametrize(
    ("first", "last"), [(date(2018, 11, 4), date(2018, 11, 6)), (date(2018, 11, 7), date(2018, 11, 6))]
)
def test_the_days_lie_ahead_and_in_order(town: Town, first: date, last: date) -> None:
    handler, clerk = town.handlers()[0], town.holder(Role.RECORDS_CLERK)

    with pytest.raises(Refused, match=r"substitution\.days"):
        arrange(town, handler, handler, clerk, valid_from=first, valid_until=last)


def test_the_same_days_are_arranged_once(town: Town) -> None:
    handler, clerk = town.handlers()[0], town.holder(Role.RECORDS_CLERK)
    returns = town.holder(Role.RETURN_CLERK)
    arrange(town, handler, handler, clerk)

    with pytest.raises(Refused, match=r"substitution\.arranged"):
        arrange(town, handler, handler, returns, valid_from=town.today + timedelta(days=1))
    after = {"valid_from": town.today + timedelta(days=2), "valid_until": town.today + timedelta(days=3)}
    arrange(town, handler, handler, returns, **after)

    assert len(town.rows("SELECT 1 FROM substitution")) == 2


def test_a_substitute_is_of_the_unit_and_the_reason_is_given(town: Town) -> None:
    handler, stranger = town.handlers()[0], town.holder(Role.HANDLER, unit="00298")

    with pytest.raises(Refused, match=r"substitution\.not_of_unit"):
        arrange(town, handler, handler, stranger)
    with pytest.raises(Refused, match=r"reason\.missing"):
        arrange(town, handler, handler, town.holder(Role.RECORDS_CLERK), reason="  ")


def test_nobody_approves_what_the_same_person_appraised_as_a_substitute_or_otherwise(
    town: Town, task: OpenTask
) -> None:
    leader, (first, second) = town.holder(Role.LEADER), town.handlers()
    answer = town.engine.handle(CompleteTask(task.id, {}), first)
    arrange(town, leader, leader, first, role=Role.LEADER)
    approval = town.task(str(answer["dossier"]), "L")

    with pytest.raises(Refused) as refused:
        town.engine.handle(CompleteTask(approval.id, {}), again(town, first))

    assert (refused.value.code, refused.value.facts["roles"]) == ("task.own_work", ["handler"])
    ended = town.engine.handle(CompleteTask(approval.id, {}), leader)
    assert ended["state"] == "ended"
    assert second.person_id != first.person_id


def test_nobody_approves_what_the_same_person_received(town: Town) -> None:
    town.put_in_force(package("s -> L -> e", seats={"L": "commune committee leader"}))
    leader, clerk = town.holder(Role.LEADER), town.clerk
    approval = town.task(town.open(), "L")
    arrange(town, leader, leader, clerk, role=Role.LEADER)

    with pytest.raises(Refused, match=r"task\.own_work"):
        town.engine.handle(CompleteTask(approval.id, {}), again(town, clerk))
