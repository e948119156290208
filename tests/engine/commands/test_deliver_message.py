"""Messages from outside, and the legal clock that stands still while the dossier waits for the citizen (T8)."""

from datetime import datetime
from itertools import pairwise

import pytest

from engine.commands.deliver_message import DeliverMessage
from engine.errors import Refused
from engine.model.derivation import Derivation
from engine.model.role import Role
from engine.reports.due_entries import due_entries
from engine.store.work import reading
from tests.support.city import COMMUNE, DISTRICT, Town
from tests.support.hanoi import hanoi, on_the_wall
from tests.support.packages import package
from tests.support.whole import assert_whole

SUPPLEMENT = package(
    "s -> A -> x ? c1 -> A",
    "x -> B -> e",
    forms={"A": {"thieu": "boolean"}},
    conditions={"x_c1": "thieu"},
    default={"x": "B"},
    messages={"c1": "bo_sung"},
    pauses={"c1"},
)


def entries(town: Town, dossier: str) -> list[tuple[str, str | None]]:
    with reading(town.database) as work:
        return [
            (entry.kind.value, None if entry.due_at is None else on_the_wall(entry.due_at))
            for entry in due_entries(work, dossier)
        ]


def derivations(town: Town, dossier: str) -> list[Derivation]:
    with reading(town.database) as work:
        return [entry.derivation for entry in due_entries(work, dossier)]


def due_of(town: Town, dossier: str) -> datetime:
    moment: datetime = town.head(dossier).due_at
    return moment


def pause(town: Town, dossier: str, since: str, until: str) -> None:
    """The dossier waits for a supplement from one moment to another."""
    town.move_to(since)
    town.complete(dossier, "A", thieu=True)
    town.move_to(until)
    town.deliver(dossier, "bo_sung")


# The clock.


def test_asking_for_a_supplement_stops_the_clock(town: Town) -> None:
    town.put_in_force(SUPPLEMENT)
    dossier = town.open()
    town.move_to("2018-11-06 10:00")

    answer = town.complete(dossier, "A", thieu=True)

    assert (answer["state"], answer["due_at"]) == ("paused", None)
    assert entries(town, dossier) == [("set", "2018-11-19 08:15"), ("paused", None)]
    assert town.kinds(dossier)[-1] == "clock_paused"
    assert town.open_elements(dossier) == []
    assert_whole(town, dossier)


def test_the_supplement_lets_the_clock_run_again_and_opens_the_next_task(town: Town) -> None:
    town.put_in_force(SUPPLEMENT)
    dossier = town.open()

    pause(town, dossier, "2018-11-06 10:00", "2018-11-09 10:00")

    assert town.head(dossier).state == "processing"
    assert town.open_elements(dossier) == ["A"]
    assert town.kinds(dossier)[-4:] == ["message_received", "step_taken", "task_opened", "clock_resumed"]
    assert_whole(town, dossier)


def test_a_pause_of_three_working_days_moves_the_date_by_exactly_three(town: Town) -> None:
    town.put_in_force(SUPPLEMENT)
    dossier = town.open()

    pause(town, dossier, "2018-11-06 10:00", "2018-11-09 10:00")

    assert entries(town, dossier) == [
        ("set", "2018-11-19 08:15"),
        ("paused", None),
        ("resumed", "2018-11-22 08:15"),
    ]
    assert due_of(town, dossier) == hanoi("2018-11-22 08:15")


def test_two_pauses_of_three_working_days_move_the_date_by_six(town: Town) -> None:
    town.put_in_force(SUPPLEMENT)
    dossier = town.open()

    pause(town, dossier, "2018-11-06 10:00", "2018-11-09 10:00")
    pause(town, dossier, "2018-11-14 15:00", "2018-11-19 15:00")

    assert [due for _, due in entries(town, dossier)] == [
        "2018-11-19 08:15",
        None,
        "2018-11-22 08:15",
        None,
        "2018-11-27 08:15",
    ]


def test_a_weekend_within_a_pause_gives_nobody_two_days_more(town: Town) -> None:
    town.put_in_force(SUPPLEMENT)
    dossier = town.open()

    pause(town, dossier, "2018-11-09 17:30", "2018-11-12 08:00")

    assert due_of(town, dossier) == hanoi("2018-11-19 08:15")


def test_the_clock_starts_anew_only_where_the_procedure_says_so(town: Town) -> None:
    town.put_in_force(
        package(
            "s -> A -> c1 -> B -> e",
            messages={"c1": "bo_sung"},
            pauses={"c1"},
            procedure={"after_pause": "restart"},
        )
    )
    dossier = town.open()
    town.move_to("2018-11-06 10:00")
    town.complete(dossier, "A")
    town.move_to("2018-11-09 10:00")

    town.deliver(dossier, "bo_sung")

    assert due_of(town, dossier) == hanoi("2018-11-23 10:00")


def test_every_entry_that_sets_a_date_tells_why_and_none_before_it_changes(town: Town) -> None:
    town.put_in_force(SUPPLEMENT)
    dossier = town.open()
    seen = [derivations(town, dossier)]

    pause(town, dossier, "2018-11-06 10:00", "2018-11-09 10:00")
    seen.append(derivations(town, dossier))
    pause(town, dossier, "2018-11-14 15:00", "2018-11-19 15:00")
    seen.append(derivations(town, dossier))

    assert [len(each) for each in seen] == [1, 3, 5]
    assert all(later[: len(earlier)] == earlier for earlier, later in pairwise(seen))
    facts = [[fact["fact"] for fact in derivation] for derivation in seen[-1]]
    assert [each.count("pause") for each in facts] == [0, 0, 1, 0, 2]


def test_a_pausing_task_of_a_person_stops_the_clock_as_well(town: Town) -> None:
    town.put_in_force(package("s -> A -> B -> C -> e", pauses={"B"}))
    dossier = town.open()
    town.complete(dossier, "A")
    paused = town.head(dossier).state
    town.move_to("2018-11-08 08:15")

    town.complete(dossier, "B")

    assert (paused, town.head(dossier).state) == ("paused", "processing")
    assert due_of(town, dossier) == hanoi("2018-11-22 08:15")


def test_a_dossier_stays_paused_while_one_of_two_branches_waits(town: Town) -> None:
    town.put_in_force(
        package(
            "s -> p1 -> c1 -> p2 -> A -> e",
            "p1 -> c2 -> p2",
            messages={"c1": "bo_sung", "c2": "nop_phi"},
            pauses={"c1", "c2"},
        )
    )
    dossier = town.open()
    town.move_to("2018-11-06 08:15")
    town.deliver(dossier, "bo_sung")
    halfway = town.head(dossier).state
    town.move_to("2018-11-08 08:15")

    town.deliver(dossier, "nop_phi")

    assert (halfway, town.head(dossier).state) == ("paused", "processing")
    assert [kind for kind, _ in entries(town, dossier)] == ["set", "paused", "resumed"]
    assert due_of(town, dossier) == hanoi("2018-11-22 08:15")


def test_a_dossier_that_ends_while_paused_still_gets_its_last_due_date(town: Town) -> None:
    town.put_in_force(package("s -> c1 -> e", messages={"c1": "rut_ho_so"}, pauses={"c1"}))
    dossier = town.open()
    town.move_to("2018-11-07 08:15")

    town.deliver(dossier, "rut_ho_so")

    assert town.head(dossier).state == "ended"
    assert due_of(town, dossier) == hanoi("2018-11-21 08:15")
    assert_whole(town, dossier)


# The message.


def test_what_a_message_brings_joins_the_data_and_the_journal(town: Town) -> None:
    town.put_in_force(SUPPLEMENT)
    dossier = town.open({"ten": "Minh"})
    town.complete(dossier, "A", thieu=True)

    town.deliver(dossier, "bo_sung", giay="bản sao")

    assert town.head(dossier).data == {"ten": "Minh", "thieu": True, "giay": "bản sao"}
    (received,) = [row for row in town.journal(dossier) if row.kind == "message_received"]
    assert received.facts["data"] == {"giay": "bản sao"}
    assert (received.facts["message"], received.facts["element"]) == ("bo_sung", "c1")


def test_a_message_on_the_border_of_a_task_takes_the_task_away(town: Town) -> None:
    town.put_in_force(package("s -> A -> e", "b1 -> B -> e", messages={"b1": "rut_ho_so"}, hosts={"b1": "A"}))
    dossier = town.open()

    town.deliver(dossier, "rut_ho_so")

    assert town.open_elements(dossier) == ["B"]
    assert town.rows("SELECT outcome FROM task WHERE element = 'A'") == [("interrupted",)]
    assert_whole(town, dossier)


def test_one_branch_may_send_what_another_waits_for(town: Town) -> None:
    town.put_in_force(
        package(
            "s -> p1 -> A -> i1 -> e",
            "p1 -> c1 -> B -> e",
            messages={"i1": "da_co_y_kien", "c1": "da_co_y_kien"},
        )
    )
    dossier = town.open()

    town.complete(dossier, "A")

    assert town.open_elements(dossier) == ["B"]
    assert "message_sent" not in town.kinds(dossier)
    assert_whole(town, dossier)


def test_a_message_that_nobody_here_waits_for_leaves_by_the_journal(town: Town) -> None:
    town.put_in_force(package("s -> A -> i1 -> e", messages={"i1": "bao_thue"}))
    dossier = town.open()

    town.complete(dossier, "A")

    (sent,) = [row for row in town.journal(dossier) if row.kind == "message_sent"]
    assert (sent.facts, sent.unit_code) == ({"message": "bao_thue"}, COMMUNE)


@pytest.mark.parametrize("message", ["bo_sung", "khong_co"])
def test_a_message_that_is_not_awaited_is_refused_and_changes_nothing(town: Town, message: str) -> None:
    town.put_in_force(SUPPLEMENT)
    dossier = town.open()
    before = town.everything()

    with pytest.raises(Refused) as refused:
        town.deliver(dossier, message)

    assert refused.value.code == "message.not_awaited"
    assert refused.value.facts == {"dossier": dossier, "message": message}
    assert town.everything() == before


def test_the_same_message_is_taken_once(town: Town) -> None:
    town.put_in_force(SUPPLEMENT)
    dossier = town.open()
    town.complete(dossier, "A", thieu=True)
    town.deliver(dossier, "bo_sung")

    with pytest.raises(Refused, match=r"message\.not_awaited"):
        town.deliver(dossier, "bo_sung")


@pytest.mark.parametrize(
    ("role", "unit"), [(Role.HANDLER, COMMUNE), (Role.RECEPTION_CLERK, DISTRICT)], ids=["role", "unit"]
)
def test_only_the_desk_that_received_the_dossier_records_what_arrives(
    town: Town, role: Role, unit: str
) -> None:
    town.put_in_force(SUPPLEMENT)
    dossier = town.open()
    town.complete(dossier, "A", thieu=True)

    with pytest.raises(Refused, match=r"actor\.not_allowed"):
        town.engine.handle(DeliverMessage(dossier, "bo_sung", {}), town.holder(role, unit))


def test_a_message_for_no_dossier_is_refused(town: Town) -> None:
    with pytest.raises(Refused, match=r"dossier\.unknown"):
        town.deliver("000.19.37.H26-181105-9999", "bo_sung")
