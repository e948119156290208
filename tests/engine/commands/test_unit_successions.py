"""Units that were merged or divided while dossiers are on their way: whose step it is now, and who decides."""

from uuid import UUID

import pytest

from engine.commands.choose_unit import ChooseUnit
from engine.commands.complete_task import CompleteTask
from engine.commands.follow_unit import FollowUnit
from engine.commands.open_dossier import OpenDossier
from engine.errors import Refused, Stuck
from engine.model.actor import Actor, Appointment
from engine.model.role import Role
from engine.reports.incidents import Mender, open_incidents
from engine.reports.stranded import stranded
from engine.store.work import reading
from tests.support.city import COMMUNE, Town
from tests.support.hanoi import hanoi
from tests.support.packages import FIELD, package
from tests.support.replay import assert_journal_tells_all
from tests.support.whole import assert_whole

PARTS = ("00292", "00322")
"""What became of Minh Khai on 01/7/2025."""

MERGED, INTO = "00250", "00241"
"""Wholly one commune on 01/3/2020."""

REASON = "Thửa đất nằm trên địa bàn phường mới"
TWO_STEPS = package("s -> A -> B -> e")


def clerk_of(unit: str, role: Role = Role.HANDLER, since: str = "2025-07-01") -> Actor:
    appointment = Appointment("moi", unit, role, valid_from=hanoi(f"{since} 00:00").date())
    return Actor("moi", "Người mới", (appointment,))


def open_at(town: Town, unit: str) -> str:
    town.put_in_force(TWO_STEPS)
    clerk = town.holder(Role.RECEPTION_CLERK, unit)
    return str(town.engine.open(OpenDossier("L.THU", "", unit, {}), clerk)["dossier"])


def left_over(town: Town) -> list[UUID]:
    with reading(town.database) as work:
        return list(stranded(work, town.today))


def the_incident(town: Town) -> UUID:
    (row,) = town.rows("SELECT id FROM incident WHERE closed_at IS NULL")
    found: UUID = row.id
    return found


def divided(town: Town, dossier: str) -> UUID:
    """The incident that follows when nobody is left to do the open task."""
    (task,) = left_over(town)
    with pytest.raises(Stuck, match=r"unit\.splits"):
        town.engine.handle(FollowUnit(task), None)
    assert [each.id for each in town.tasks(dossier)] == [task]
    return the_incident(town)


@pytest.fixture
def merged(town: Town) -> str:
    dossier = open_at(town, MERGED)
    town.move_to("2020-03-02 08:00")
    return dossier


@pytest.fixture
def split(town: Town) -> str:
    dossier = open_at(town, COMMUNE)
    town.move_to("2025-07-01 08:00")
    return dossier


def test_nothing_is_left_over_while_the_unit_exists(town: Town) -> None:
    dossier = open_at(town, MERGED)
    town.move_to("2020-02-29 23:59")

    assert left_over(town) == []
    with pytest.raises(Refused, match=r"unit\.not_ended"):
        town.engine.handle(FollowUnit(town.task(dossier, "A").id), None)


def test_an_open_step_of_a_merged_unit_goes_to_its_successor(town: Town, merged: str) -> None:
    (task,) = left_over(town)

    town.engine.handle(FollowUnit(task), None)

    moved = town.task(merged, "A")
    assert (moved.unit, moved.holder) == (INTO, None)
    assert left_over(town) == []
    told = town.journal(merged)[-1]
    assert (told.kind, told.unit_code, told.facts["from"]) == ("unit_chosen", INTO, MERGED)
    assert_whole(town, merged)
    assert_journal_tells_all(town, merged)


def test_the_successor_s_people_do_it_and_the_next_step_is_theirs_too(town: Town, merged: str) -> None:
    (task,) = left_over(town)
    town.engine.handle(FollowUnit(task), None)

    town.engine.handle(CompleteTask(task, {}), clerk_of(INTO, since="2020-03-01"))

    assert town.task(merged, "B").unit == INTO


def test_who_holds_the_same_task_at_the_new_unit_finds_the_dossier(town: Town, merged: str) -> None:
    (task,) = left_over(town)
    town.engine.handle(FollowUnit(task), None)

    (row,) = town.rows("SELECT seen_by::text AS seats FROM dossier WHERE code = :code", code=merged)

    assert f"'{INTO}'" in row.seats
    assert f"'{INTO}/{FIELD}'" in row.seats


def test_a_divided_unit_s_step_waits_for_a_person_who_is_told_the_parts(town: Town, split: str) -> None:
    divided(town, split)

    ((code, element, facts),) = town.incidents()

    assert (code, element) == ("unit.splits", "A")
    assert tuple(facts["successors"]) == PARTS
    assert facts["above"] == "01"
    assert left_over(town) == []


def test_the_city_s_administrator_sees_it_though_unit_and_district_are_gone(town: Town, split: str) -> None:
    incident = divided(town, split)

    def seen_by(actor: Actor) -> list[UUID]:
        who = Mender(actor, town.engine.city.units, town.today)
        with reading(town.database) as work:
            return [each.id for each in open_incidents(work, town.engine.deployments, who)]

    assert seen_by(town.signed_in("quantri.tp")) == [incident]
    assert seen_by(town.signed_in("congbo")) == [incident]
    assert seen_by(clerk_of("00301", Role.LEADER)) == []


@pytest.mark.parametrize("unit", PARTS)
def test_the_part_that_is_chosen_goes_on(town: Town, split: str, unit: str) -> None:
    incident = divided(town, split)

    town.engine.handle(ChooseUnit(incident, unit, REASON), town.signed_in("quantri.tp"))

    assert town.task(split, "A").unit == unit
    assert town.rows("SELECT outcome FROM incident") == [("unit_chosen",)]
    told = next(row for row in town.journal(split) if row.kind == "unit_chosen")
    assert (told.facts["reason"], told.actor) == (REASON, town.signed_in("quantri.tp").person_id)
    assert_journal_tells_all(town, split)


def test_the_part_chosen_is_the_place_of_the_dossier_so_that_nobody_is_asked_twice(
    town: Town, split: str
) -> None:
    town.engine.handle(ChooseUnit(divided(town, split), "00322", REASON), town.signed_in("quantri.tp"))

    town.engine.handle(CompleteTask(town.task(split, "A").id, {}), clerk_of("00322"))

    assert town.task(split, "B").unit == "00322"
    head = town.head(split)
    assert (head.place_code, str(head.placed_on)) == ("00322", "2025-07-01")
    assert_journal_tells_all(town, split)


def test_a_step_elsewhere_that_leads_back_to_a_divided_place_asks_then(town: Town) -> None:
    justice = {"field": "chung-thuc"}
    town.put_in_force(package("s -> A -> B -> e", seats={"A": "city department handler"}, procedure=justice))
    dossier = town.open()
    task = town.task(dossier, "A")
    worker = town.worker(task)
    town.move_to("2025-07-01 08:00")
    with pytest.raises(Stuck, match=r"unit\.splits"):
        town.engine.handle(CompleteTask(task.id, {}), worker)

    town.engine.handle(ChooseUnit(the_incident(town), "00292", REASON), town.signed_in("quantri.tp"))

    assert town.task(dossier, "B").unit == "00292"
    assert town.journal(dossier)[-1].kind == "incident_closed"
    assert_journal_tells_all(town, dossier)


@pytest.mark.parametrize(
    ("unit", "reason", "code"),
    [
        ("00301", REASON, "unit.no_successor"),
        ("XX", REASON, "unit.unknown"),
        ("00322", " ", "reason.missing"),
    ],
)
def test_only_a_part_of_it_may_be_chosen_with_a_reason(
    town: Town, split: str, unit: str, reason: str, code: str
) -> None:
    incident = divided(town, split)

    with pytest.raises(Refused, match=code):
        town.engine.handle(ChooseUnit(incident, unit, reason), town.signed_in("quantri.tp"))


def test_nobody_else_may_choose(town: Town, split: str) -> None:
    incident = divided(town, split)

    with pytest.raises(Refused, match=r"incident\.may_not_mend"):
        town.engine.handle(ChooseUnit(incident, "00322", REASON), clerk_of("00322", Role.LEADER))


def test_a_code_that_another_unit_bears_now_is_not_taken_for_the_old_one(town: Town) -> None:
    """00004 was phường Trúc Bạch until 30/6/2025; from the day after it is phường Ba Đình."""
    dossier = open_at(town, "00004")

    town.move_to("2025-07-01 08:00")

    assert left_over(town) == [town.task(dossier, "A").id]
