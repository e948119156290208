"""Missing papers: asked once in one full list, with a paper; the dossier stands still until the answer."""

import pytest

from engine.commands.answer_supplement import AnswerSupplement
from engine.commands.approve_supplement import ApproveSupplement
from engine.commands.claim_task import ClaimTask
from engine.commands.complete_task import CompleteTask
from engine.commands.decline_supplement import DeclineSupplement
from engine.commands.request_supplement import RequestSupplement
from engine.errors import Refused
from engine.model.actor import Actor
from engine.model.role import Role
from tests.support.city import DEPARTMENT, DISTRICT, Town
from tests.support.dossier_life import (
    BY_LEADER,
    ITEMS,
    PLAIN,
    facts_of,
    leader,
    ledger,
    requests,
    supplemented,
)
from tests.support.hanoi import hanoi
from tests.support.packages import package
from tests.support.replay import assert_journal_tells_all

ALL = (1, 2)
TWICE = package("s -> A -> e", procedure={"supplement": {"times": 2}})


@pytest.fixture
def dossier(town: Town) -> str:
    town.put_in_force(PLAIN)
    return town.open()


def answered(town: Town, dossier: str, at: str) -> None:
    town.move_to(at)
    town.engine.handle(AnswerSupplement(dossier, ALL), town.clerk)


def test_the_paper_is_numbered_and_the_clock_stands_still(town: Town, dossier: str) -> None:
    answer = supplemented(town, dossier)

    facts = facts_of(town, dossier, "supplement_requested")
    assert facts["items"] == list(ITEMS)
    assert facts["paper"] == {"kind": "supplement", "unit": "00295", "year": 2018, "number": 1}
    assert (answer["state"], answer["due_at"]) == ("paused", None)
    assert [kind for kind, _ in ledger(town, dossier)] == ["set", "paused"]
    assert_journal_tells_all(town, dossier)


def test_papers_of_one_unit_and_year_are_numbered_one_after_the_other(town: Town, dossier: str) -> None:
    supplemented(town, dossier)
    second = town.open()

    supplemented(town, second)

    assert facts_of(town, second, "supplement_requested")["paper"]["number"] == 2


def test_three_working_days_of_waiting_move_the_due_date_by_exactly_three(town: Town, dossier: str) -> None:
    assert town.head(dossier).due_at == hanoi("2018-11-19 08:15")
    supplemented(town, dossier)

    answered(town, dossier, "2018-11-08 08:15")

    assert town.head(dossier).state == "processing"
    assert town.head(dossier).due_at == hanoi("2018-11-22 08:15")
    assert_journal_tells_all(town, dossier)


def test_an_open_task_is_due_later_by_the_time_that_stood_still(town: Town, dossier: str) -> None:
    assert town.task(dossier, "A").due_at == hanoi("2018-11-06 08:15")
    town.move_to("2018-11-05 10:15")
    supplemented(town, dossier)

    answered(town, dossier, "2018-11-08 10:15")

    assert town.task(dossier, "A").due_at == hanoi("2018-11-09 08:15")
    assert facts_of(town, dossier, "clock_resumed")["moved"][0]["task"] == str(town.task(dossier, "A").id)


def test_a_task_that_was_late_already_stays_late(town: Town, dossier: str) -> None:
    town.move_to("2018-11-07 09:00")
    supplemented(town, dossier)

    answered(town, dossier, "2018-11-12 09:00")

    assert town.task(dossier, "A").due_at == hanoi("2018-11-06 08:15")


def test_the_limit_runs_anew_where_the_procedure_says_so(town: Town) -> None:
    town.put_in_force(package("s -> A -> e", procedure={"supplement": {"after": "restart"}}))
    dossier = town.open()
    town.move_to("2018-11-06 08:15")
    supplemented(town, dossier)

    answered(town, dossier, "2018-11-08 08:15")

    assert town.head(dossier).due_at == hanoi("2018-11-22 08:15")
    assert ledger(town, dossier)[-1][0] == "restarted"
    assert_journal_tells_all(town, dossier)


def test_two_supplements_move_the_task_by_both(town: Town) -> None:
    town.put_in_force(TWICE)
    dossier = town.open()
    supplemented(town, dossier)
    answered(town, dossier, "2018-11-06 08:15")
    supplemented(town, dossier)

    answered(town, dossier, "2018-11-08 08:15")

    assert town.task(dossier, "A").due_at == hanoi("2018-11-09 08:15")
    assert town.head(dossier).due_at == hanoi("2018-11-22 08:15")
    assert_journal_tells_all(town, dossier)


def test_nobody_completes_a_task_while_the_applicant_is_asked_but_may_claim_it(
    town: Town, dossier: str
) -> None:
    supplemented(town, dossier)
    task = town.task(dossier, "A")

    with pytest.raises(Refused, match=r"dossier\.supplement_open"):
        town.engine.handle(CompleteTask(task.id, {}), town.worker(task))

    assert town.engine.handle(ClaimTask(task.id), town.worker(task))["state"] == "paused"


def test_what_was_handed_in_stands_in_the_journal_item_by_item(town: Town, dossier: str) -> None:
    supplemented(town, dossier)

    town.engine.handle(AnswerSupplement(dossier, (1,), {"2": "ab12/giay.pdf"}, " đủ "), town.clerk)

    facts = facts_of(town, dossier, "supplement_answered")
    assert facts["handed_in"] == [
        {"item": ITEMS[0], "file": ""},
        {"item": ITEMS[1], "file": "ab12/giay.pdf"},
    ]
    assert (facts["note"], facts["by_applicant"]) == ("đủ", False)
    assert [row.state for row in requests(town, dossier)] == ["answered"]


def test_the_applicant_answers_without_any_account(town: Town, dossier: str) -> None:
    supplemented(town, dossier)
    command = AnswerSupplement(dossier, files={"1": "a/1.pdf", "2": "b/2.pdf"}, by_applicant=True)

    town.engine.handle(command, None, "k1")

    (event,) = [entry for entry in town.journal(dossier) if entry.kind == "supplement_answered"]
    assert (event.actor, event.facts["by_applicant"]) == ("applicant", True)
    assert_journal_tells_all(town, dossier)


@pytest.mark.parametrize("on_paper", [(), (1,), (1, 2, 3), (0, 1, 2)])
def test_half_an_answer_and_one_too_many_are_refused(
    town: Town, dossier: str, on_paper: tuple[int, ...]
) -> None:
    supplemented(town, dossier)

    with pytest.raises(Refused, match=r"supplement\.incomplete"):
        town.engine.handle(AnswerSupplement(dossier, on_paper), town.clerk)

    assert town.head(dossier).state == "paused"


def test_nobody_is_asked_a_second_time(town: Town, dossier: str) -> None:
    supplemented(town, dossier)
    with pytest.raises(Refused, match=r"supplement\.in_progress"):
        supplemented(town, dossier)
    answered(town, dossier, "2018-11-06 08:15")

    with pytest.raises(Refused, match=r"supplement\.no_more"):
        supplemented(town, dossier)


def test_an_answer_that_nobody_waits_for_is_refused(town: Town, dossier: str) -> None:
    with pytest.raises(Refused, match=r"supplement\.not_open"):
        town.engine.handle(AnswerSupplement(dossier, ALL), town.clerk)


def strangers(town: Town) -> list[Actor]:
    """A leader and a records clerk here, whose turn it is not, and people of other units."""
    elsewhere = [town.holder(Role.RECEPTION_CLERK, DISTRICT), town.holder(Role.HANDLER, DEPARTMENT)]
    return [town.holder(Role.RECORDS_CLERK), leader(town), *elsewhere]


def test_only_whose_turn_it_is_and_the_desk_may_ask(town: Town, dossier: str) -> None:
    for stranger in strangers(town):
        with pytest.raises(Refused, match=r"dossier\.not_yours"):
            supplemented(town, dossier, stranger)

    assert supplemented(town, dossier, town.clerk)["state"] == "paused"


def test_only_the_desk_takes_the_answer(town: Town, dossier: str) -> None:
    supplemented(town, dossier)

    for stranger in [*strangers(town), town.handlers()[0]]:
        with pytest.raises(Refused, match=r"dossier\.not_yours"):
            town.engine.handle(AnswerSupplement(dossier, ALL), stranger)


def test_who_holds_a_task_that_another_took_may_not_ask(town: Town, dossier: str) -> None:
    first, second = town.handlers()
    town.engine.handle(ClaimTask(town.task(dossier, "A").id), first)

    with pytest.raises(Refused, match=r"dossier\.not_yours"):
        supplemented(town, dossier, second)


@pytest.mark.parametrize(
    ("items", "reason", "code"),
    [
        ((), "thiếu", "supplement.items_unusable"),
        ((" ",), "thiếu", "supplement.items_unusable"),
        (("x" * 501,), "thiếu", "supplement.items_unusable"),
        (("x",) * 51, "thiếu", "supplement.items_unusable"),
        (("x",), " ", "reason.missing"),
        (("x",), "x" * 2001, "reason.too_long"),
    ],
)
def test_what_is_asked_must_be_said(
    town: Town, dossier: str, items: tuple[str, ...], reason: str, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        town.engine.handle(RequestSupplement(dossier, items, reason), town.clerk)

    assert refused.value.code == code


def test_a_clock_that_stands_still_for_the_process_cannot_be_stopped_again(town: Town) -> None:
    town.put_in_force(package("s -> c1 -> A -> e", messages={"c1": "thue"}, pauses={"c1"}))
    dossier = town.open()

    with pytest.raises(Refused, match=r"dossier\.stands_still"):
        supplemented(town, dossier, town.clerk)


# Where a leader approves.


def test_a_proposal_changes_nothing_until_a_leader_approves_it(town: Town) -> None:
    town.put_in_force(BY_LEADER)
    dossier = town.open()

    assert supplemented(town, dossier)["state"] == "processing"
    answer = town.engine.handle(ApproveSupplement(dossier), leader(town))

    assert (answer["state"], answer["paper"]) == ("paused", "01/PBS")
    (row,) = requests(town, dossier)
    assert (row.state, row.asked_by, row.decided_by) == (
        "open",
        town.handlers()[0].person_id,
        leader(town).person_id,
    )
    assert "paper" not in facts_of(town, dossier, "supplement_proposed")
    assert_journal_tells_all(town, dossier)


def test_a_declined_proposal_counts_as_not_asked(town: Town) -> None:
    town.put_in_force(BY_LEADER)
    dossier = town.open()
    supplemented(town, dossier)

    town.engine.handle(DeclineSupplement(dossier, "đã có trong cơ sở dữ liệu"), leader(town))
    supplemented(town, dossier)

    assert sorted(row.state for row in requests(town, dossier)) == ["asked", "declined"]


def test_only_a_leader_decides(town: Town) -> None:
    town.put_in_force(BY_LEADER)
    dossier = town.open()
    supplemented(town, dossier)

    for command in (ApproveSupplement(dossier), DeclineSupplement(dossier, "không cần")):
        for stranger in (town.clerk, town.handlers()[1], leader(town, DISTRICT)):
            with pytest.raises(Refused, match=r"dossier\.not_yours"):
                town.engine.handle(command, stranger)


def test_nobody_approves_their_own_proposal(town: Town) -> None:
    drawn = package(
        "s -> A -> e",
        seats={"A": "commune committee leader"},
        procedure={"supplement": {"approval": "leader"}},
    )
    town.put_in_force(drawn)
    dossier = town.open()
    supplemented(town, dossier, leader(town))

    with pytest.raises(Refused, match=r"supplement\.own_proposal"):
        town.engine.handle(ApproveSupplement(dossier), leader(town))


def test_there_must_be_something_to_decide(town: Town, dossier: str) -> None:
    supplemented(town, dossier)

    for command in (ApproveSupplement(dossier), DeclineSupplement(dossier, "không cần")):
        with pytest.raises(Refused, match=r"supplement\.none_proposed"):
            town.engine.handle(command, leader(town))
