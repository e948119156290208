"""An apology before the due date with one new date; the dossier is judged by the old one all the same."""

from datetime import datetime

import pytest

from engine.commands.extend_due_date import ExtendDueDate
from engine.errors import Refused
from engine.model.role import Role
from tests.support.city import DISTRICT, Town
from tests.support.dossier_life import PLAIN, facts_of, leader, ledger, supplemented
from tests.support.hanoi import hanoi
from tests.support.packages import package
from tests.support.replay import assert_journal_tells_all

DUE, LATER = hanoi("2018-11-19 08:15"), hanoi("2018-11-23 17:00")


@pytest.fixture
def dossier(town: Town) -> str:
    town.put_in_force(PLAIN)
    return town.open()


def extended(town: Town, dossier: str, at: str = "2018-11-05 09:00") -> dict[str, object]:
    town.move_to(at)
    return town.engine.handle(ExtendDueDate(dossier, LATER, "chờ kết quả đo đạc"), leader(town))


def test_the_new_date_stands_beside_the_one_of_the_law(town: Town, dossier: str) -> None:
    answer = extended(town, dossier)

    head = town.head(dossier)
    assert (head.due_at, head.rescheduled_due_at) == (DUE, LATER)
    assert ledger(town, dossier) == [("set", DUE), ("rescheduled", LATER)]
    assert answer["paper"] == "01/PXL"
    assert_journal_tells_all(town, dossier)


def test_the_apology_keeps_what_was_promised_and_why_it_is_not_kept(town: Town, dossier: str) -> None:
    extended(town, dossier)

    facts = facts_of(town, dossier, "due_extended")
    assert facts["reason"] == "chờ kết quả đo đạc"
    assert datetime.fromisoformat(facts["promised_at"]) == DUE
    assert datetime.fromisoformat(facts["due_at"]) == LATER
    assert facts["paper"]["kind"] == "apology"


def test_a_working_day_before_is_the_last_moment(town: Town, dossier: str) -> None:
    other = town.open()
    assert extended(town, dossier, "2018-11-16 08:15")["paper"] == "01/PXL"

    with pytest.raises(Refused, match=r"extension\.too_late"):
        extended(town, other, "2018-11-16 08:16")


def test_a_late_dossier_cannot_be_made_early(town: Town, dossier: str) -> None:
    with pytest.raises(Refused, match=r"extension\.too_late"):
        extended(town, dossier, "2018-11-20 08:15")


def test_there_is_one_new_date_only(town: Town, dossier: str) -> None:
    extended(town, dossier)

    with pytest.raises(Refused, match=r"extension\.once"):
        extended(town, dossier)


def test_the_new_date_is_later(town: Town, dossier: str) -> None:
    with pytest.raises(Refused, match=r"extension\.not_later"):
        town.engine.handle(ExtendDueDate(dossier, DUE, "chờ"), leader(town))


def test_it_needs_a_reason_and_spends_no_number_without(town: Town, dossier: str) -> None:
    with pytest.raises(Refused, match=r"reason\.missing"):
        town.engine.handle(ExtendDueDate(dossier, LATER, "  "), leader(town))

    assert extended(town, dossier)["paper"] == "01/PXL"


def test_a_clock_that_stands_still_has_no_date_to_move(town: Town, dossier: str) -> None:
    supplemented(town, dossier)

    with pytest.raises(Refused, match=r"dossier\.stands_still"):
        extended(town, dossier)


def test_only_a_leader_who_answers_for_it_may(town: Town, dossier: str) -> None:
    strangers = [town.clerk, town.handlers()[0], town.holder(Role.RECORDS_CLERK), leader(town, DISTRICT)]

    for stranger in strangers:
        with pytest.raises(Refused, match=r"dossier\.not_yours"):
            town.engine.handle(ExtendDueDate(dossier, LATER, "chờ"), stranger)


def test_the_leader_of_the_unit_that_works_on_it_signs_for_that_unit(town: Town) -> None:
    town.put_in_force(package("s -> A -> e", seats={"A": "district committee handler"}))
    dossier = town.open()

    town.engine.handle(ExtendDueDate(dossier, LATER, "chờ"), leader(town, DISTRICT))

    assert facts_of(town, dossier, "due_extended")["paper"]["unit"] == DISTRICT


def test_going_on_after_a_supplement_leaves_the_new_date_as_it_was(town: Town, dossier: str) -> None:
    extended(town, dossier)
    supplemented(town, dossier)

    assert town.head(dossier).rescheduled_due_at == LATER
    assert_journal_tells_all(town, dossier)
