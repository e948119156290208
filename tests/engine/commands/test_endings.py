"""How a dossier ends beside its process: withdrawn, stopped, voided; each with its right, reason and journal."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from engine.commands.ask_withdrawal import AskWithdrawal
from engine.commands.complete_task import CompleteTask
from engine.commands.decline_withdrawal import DeclineWithdrawal
from engine.commands.desk import Command
from engine.commands.request_supplement import RequestSupplement
from engine.commands.stop_dossier import StopDossier
from engine.commands.void_dossier import VoidDossier
from engine.commands.withdraw_dossier import WithdrawDossier
from engine.errors import Refused
from engine.model.actor import Actor
from engine.model.dossier import DossierState
from engine.model.role import Role
from engine.store.rows import as_json
from tests.support.city import COMMUNE, DISTRICT, Town
from tests.support.dossier_life import facts_of, leader, requests, supplemented
from tests.support.packages import package
from tests.support.replay import assert_journal_tells_all

BRANCHES = package(
    "s -> p1 -> A -> p2 -> e",
    "p1 -> B -> p2",
    "b1 -> C -> e2",
    timers={"b1": "P2D"},
    hosts={"b1": "B"},
    calm={"b1"},
)
Ending = Callable[[str, str], Command]


def stop(dossier: str, reason: str) -> StopDossier:
    return StopDossier(dossier, reason, "Điều 20 Nghị định 61/2018/NĐ-CP")


def by_clerk(town: Town) -> Actor:
    return town.clerk


ENDINGS: list[tuple[Ending, Callable[[Town], Actor], str]] = [
    (WithdrawDossier, by_clerk, "withdrawn"),
    (stop, leader, "stopped"),
    (VoidDossier, leader, "voided"),
]
by_each = pytest.mark.parametrize(("ending", "who", "state"), ENDINGS, ids=[each[2] for each in ENDINGS])


@pytest.fixture
def dossier(town: Town) -> str:
    town.put_in_force(BRANCHES)
    return town.open()


@by_each
def test_it_is_over_with_all_its_parts(
    town: Town, dossier: str, ending: Ending, who: Any, state: str
) -> None:
    town.engine.handle(ending(dossier, "người nộp đổi ý"), who(town))

    head = town.head(dossier)
    assert (head.state, head.run["live"], head.ended_at) == (state, [], town.clock())
    assert (town.tasks(dossier), town.rows("SELECT * FROM timer")) == ([], [])
    assert facts_of(town, dossier, f"dossier_{state}")["reason"] == "người nộp đổi ý"
    assert_journal_tells_all(town, dossier)


@by_each
def test_it_needs_a_reason(town: Town, dossier: str, ending: Ending, who: Any, state: str) -> None:
    before = town.everything()

    with pytest.raises(Refused, match=r"reason\.missing"):
        town.engine.handle(ending(dossier, " "), who(town))

    assert town.everything() == before


@by_each
def test_what_is_over_cannot_end_again(
    town: Town, dossier: str, ending: Ending, who: Any, state: str
) -> None:
    town.engine.handle(VoidDossier(dossier, "nhập trùng"), leader(town))

    with pytest.raises(Refused, match=r"dossier\.over"):
        town.engine.handle(ending(dossier, "lý do"), who(town))


@by_each
def test_it_ends_while_it_waits_for_papers_and_nothing_stays_asked(
    town: Town, dossier: str, ending: Ending, who: Any, state: str
) -> None:
    supplemented(town, dossier)

    town.engine.handle(ending(dossier, "lý do"), who(town))

    assert [row.state for row in requests(town, dossier)] == ["done"]
    assert_journal_tells_all(town, dossier)
    town.move_to("2018-12-20 08:00")
    assert (town.engine.expire_requests(), town.engine.fire_due_timers()) == (0, 0)


@pytest.mark.parametrize(
    ("ending", "roles"),
    [
        (WithdrawDossier, {Role.RECEPTION_CLERK}),
        (stop, {Role.LEADER}),
        (VoidDossier, {Role.LEADER, Role.HEAD_OF_DIVISION}),
    ],
)
def test_only_those_with_the_right_end_it(town: Town, dossier: str, ending: Ending, roles: set[Role]) -> None:
    others = {Role.RECEPTION_CLERK, Role.HANDLER, Role.LEADER, Role.RECORDS_CLERK} - roles
    strangers = [town.holder(role) for role in others] + [town.holder(role, DISTRICT) for role in roles]

    for stranger in strangers:
        with pytest.raises(Refused, match=r"dossier\.not_yours"):
            town.engine.handle(ending(dossier, "lý do"), stranger)


def test_a_stop_names_its_law_and_has_a_paper(town: Town, dossier: str) -> None:
    town.engine.handle(stop(dossier, "trùng hồ sơ đã giải quyết"), leader(town))

    facts = facts_of(town, dossier, "dossier_stopped")
    assert facts["legal_basis"].startswith("Điều 20")
    assert facts["paper"] == {"kind": "stop", "unit": COMMUNE, "year": 2018, "number": 1}


def test_a_stop_without_its_law_is_refused(town: Town, dossier: str) -> None:
    with pytest.raises(Refused, match=r"reason\.missing"):
        town.engine.handle(replace(stop(dossier, "trùng"), legal_basis=""), leader(town))


def test_the_number_of_a_voided_dossier_stays_used(town: Town, dossier: str) -> None:
    town.engine.handle(VoidDossier(dossier, "nhập trùng"), leader(town))

    assert town.open() == dossier[:-1] + "2"


NOT_YET = ("number", "signed", "numbered", "sealed", "returned", "revoked")


def signed(town: Town, dossier: str, unit: str, state: str = "signed") -> None:
    """A document of the dossier signed in a unit."""
    facts = as_json(dict.fromkeys(NOT_YET) | {"initials": [], "symbol": ""})
    with town.database.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO result (id, dossier_id, unit_code, kind, title, state, draft, drafted_by, drafted_at, facts)"
            " SELECT gen_random_uuid(), d.id, %s, 'result', 'Quyết định', %s, 'ab/qd.pdf', p.id, now(), %s"
            " FROM dossier d, person p WHERE d.code = %s AND p.account = 'thuly.00295'",
            (unit, state, facts, dossier),
        )


@pytest.mark.parametrize("state", ["signed", "numbered", "sealed", "returned"])
def test_what_is_decided_can_be_neither_withdrawn_nor_voided(town: Town, dossier: str, state: str) -> None:
    signed(town, dossier, COMMUNE, state)

    for command, who in (
        (WithdrawDossier(dossier, "đổi ý"), town.clerk),
        (VoidDossier(dossier, "nhầm"), leader(town)),
        (AskWithdrawal(dossier, "đổi ý"), None),
    ):
        with pytest.raises(Refused, match=r"dossier\.decided"):
            town.engine.handle(command, who)


@pytest.mark.parametrize(
    ("unit", "state"), [(DISTRICT, "signed"), (COMMUNE, "drafted"), (COMMUNE, "revoked")]
)
def test_a_document_that_decides_nothing_yet_keeps_nobody(
    town: Town, dossier: str, unit: str, state: str
) -> None:
    signed(town, dossier, unit, state)

    answer = town.engine.handle(WithdrawDossier(dossier, "đổi ý"), town.clerk)

    assert answer["state"] == "withdrawn"


# Asked for online.


def test_the_applicants_wish_waits_for_the_desk_and_stops_nothing(town: Town, dossier: str) -> None:
    town.engine.handle(AskWithdrawal(dossier, "đổi ý"), None)

    assert town.head(dossier).state == DossierState.PROCESSING
    assert [(row.kind, row.state, row.asked_by) for row in requests(town, dossier)] == [
        ("withdrawal", "asked", "applicant")
    ]
    town.complete(dossier, "A")
    assert_journal_tells_all(town, dossier)


def test_the_desk_grants_the_wish(town: Town, dossier: str) -> None:
    town.engine.handle(AskWithdrawal(dossier, "đổi ý"), None)

    town.engine.handle(WithdrawDossier(dossier, "theo đề nghị trực tuyến"), town.clerk)

    (row,) = requests(town, dossier)
    assert (row.state, row.closed_by) == ("answered", town.clerk.person_id)


def test_the_desk_declines_the_wish_and_the_applicant_may_ask_again(town: Town, dossier: str) -> None:
    town.engine.handle(AskWithdrawal(dossier, "đổi ý"), None)
    with pytest.raises(Refused, match=r"withdrawal\.in_progress"):
        town.engine.handle(AskWithdrawal(dossier, "đổi ý"), None)

    town.engine.handle(DeclineWithdrawal(dossier, "không phải người nộp"), town.clerk)
    town.engine.handle(AskWithdrawal(dossier, "vẫn muốn rút"), None)

    assert sorted(row.state for row in requests(town, dossier)) == ["asked", "declined"]
    assert_journal_tells_all(town, dossier)


def test_only_the_desk_declines_and_only_what_was_asked(town: Town, dossier: str) -> None:
    with pytest.raises(Refused, match=r"withdrawal\.none_asked"):
        town.engine.handle(DeclineWithdrawal(dossier, "không"), town.clerk)
    with pytest.raises(Refused, match=r"dossier\.not_yours"):
        town.engine.handle(DeclineWithdrawal(dossier, "không"), leader(town))


def test_a_withdrawn_dossier_asks_for_nothing_and_takes_no_more_work(town: Town, dossier: str) -> None:
    task = town.task(dossier, "A")
    town.engine.handle(WithdrawDossier(dossier, "đổi ý"), town.clerk)

    with pytest.raises(Refused, match=r"task\.not_open"):
        town.engine.handle(CompleteTask(task.id, {}), town.worker(task))
    with pytest.raises(Refused, match=r"dossier\.over"):
        town.engine.handle(RequestSupplement(dossier, ("x",), "y"), town.clerk)


# Ended by the process itself.


@pytest.mark.parametrize("kind", ["result", "conditions_not_met"])
def test_the_end_says_whether_the_applicant_got_a_result_or_a_no(town: Town, dossier: str, kind: str) -> None:
    signed(town, dossier, COMMUNE, "sealed")
    with town.database.begin() as connection:
        connection.exec_driver_sql("UPDATE result SET kind = %s", (kind,))

    town.complete(dossier, "A")
    town.complete(dossier, "B")

    assert facts_of(town, dossier, "dossier_ended")["outcome"] == kind


def test_an_end_without_any_document_claims_none(town: Town, dossier: str) -> None:
    town.complete(dossier, "A")
    town.complete(dossier, "B")

    assert "outcome" not in facts_of(town, dossier, "dossier_ended")
