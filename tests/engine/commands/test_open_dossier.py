"""Receiving a dossier: its code, its due date and why, its first tasks at the right unit, or a refusal."""

from dataclasses import replace

import pytest

from engine.commands.open_dossier import OpenDossier
from engine.errors import Refused, Stuck
from engine.model.dossier import Channel
from engine.model.role import Role
from engine.reports.due_entries import due_entries
from engine.store.work import reading
from tests.support.city import COMMUNE, DEPARTMENT, DISTRICT, STARTS_AT, Town
from tests.support.hanoi import hanoi, on_the_wall
from tests.support.packages import package
from tests.support.whole import assert_whole

ONE_TASK = package("s -> A -> e")
OPEN = OpenDossier("L.THU", "", COMMUNE, {"ten": "Nguyễn Thị Minh"})


def test_a_dossier_gets_a_code_of_unit_day_and_number(town: Town) -> None:
    town.put_in_force(ONE_TASK)

    codes = [town.open(), town.open()]

    assert codes == ["000.19.37.H26-181105-0001", "000.19.37.H26-181105-0002"]


def test_numbers_begin_anew_on_every_day_of_hanoi(town: Town) -> None:
    town.put_in_force(ONE_TASK)
    town.open()

    # Still the evening before in UTC.
    town.move_to("2018-11-06 06:30")

    assert town.open() == "000.19.37.H26-181106-0001"


def test_the_due_date_comes_with_the_reasons_it_follows_from(town: Town) -> None:
    town.put_in_force(ONE_TASK)

    dossier = town.open()

    with reading(town.database) as work:
        (entry,) = due_entries(work, dossier)
    assert entry.due_at is not None
    assert (entry.kind, entry.at) == ("set", STARTS_AT)
    assert on_the_wall(entry.due_at) == "2018-11-19 08:15"
    assert [fact["fact"] for fact in entry.derivation] == ["received", "limit", "weekend_days", "due"]
    assert town.head(dossier).due_at == entry.due_at


def test_a_reception_after_the_cut_off_counts_from_the_next_morning(town: Town) -> None:
    town.put_in_force(package("s -> A -> e", procedure={"cut_off": "15:00"}))
    town.move_to("2018-11-05 15:30")

    dossier = town.open()

    assert on_the_wall(town.head(dossier).due_at) == "2018-11-19 17:30"


def test_the_journal_tells_what_came_in_and_what_it_opened(town: Town) -> None:
    town.put_in_force(ONE_TASK)

    dossier = town.open({"ten": "Nguyễn Thị Minh"})

    journal = town.journal(dossier)
    assert [row.kind for row in journal] == ["dossier_received", "due_set", "step_taken", "task_opened"]
    assert {row.actor for row in journal} == {"tiepnhan"}
    told = {"code": dossier, "place": COMMUNE, "channel": "desk", "data": {"ten": "Nguyễn Thị Minh"}}
    assert journal[0].facts == told
    assert journal[2].facts == {"passed": ["s"]}
    assert_whole(town, dossier)


@pytest.mark.parametrize(
    ("seat", "unit"),
    [
        ("commune committee handler", COMMUNE),
        ("district committee leader", DISTRICT),
        ("city department handler", DEPARTMENT),
        ("city department handler dau-tu", "SKHDT"),
        ("city committee leader", "01"),
    ],
)
def test_a_first_task_goes_to_the_unit_of_its_level_around_the_place(
    town: Town, seat: str, unit: str
) -> None:
    town.put_in_force(package("s -> A -> e", seats={"A": seat}))

    dossier = town.open()

    assert town.task(dossier, "A").unit == unit


def test_a_district_may_receive_for_the_place_of_a_commune(town: Town) -> None:
    town.put_in_force(package("s -> A -> e", procedure={"receiving_level": "district"}))
    command = OpenDossier("L.THU", "", DISTRICT, {}, place="00298")

    answer = town.engine.open(command, town.holder(Role.RECEPTION_CLERK, DISTRICT))

    assert town.task(answer["dossier"], "A").unit == "00298"
    assert town.head(answer["dossier"]).unit_code == DISTRICT


def test_every_parallel_branch_opens_its_task(town: Town) -> None:
    town.put_in_force(package("s -> p1 -> A -> p2 -> e", "p1 -> B -> p2"))

    dossier = town.open()

    assert town.open_elements(dossier) == ["A", "B"]


def test_the_answer_says_the_code_the_due_date_and_the_state(town: Town) -> None:
    town.put_in_force(ONE_TASK)

    answer = town.engine.open(OPEN, town.clerk)

    assert answer == {
        "dossier": "000.19.37.H26-181105-0001",
        "due_at": "2018-11-19T01:15:00+00:00",
        "state": "processing",
    }


def test_a_process_that_waits_for_nobody_ends_the_dossier_at_once(town: Town) -> None:
    town.put_in_force(package("s -> e"))

    dossier = town.open()

    assert (town.head(dossier).state, town.head(dossier).ended_at) == ("ended", STARTS_AT)
    assert town.kinds(dossier)[-1] == "dossier_ended"


def test_a_dossier_that_first_waits_for_the_citizen_has_its_clock_stopped(town: Town) -> None:
    town.put_in_force(package("s -> c1 -> A -> e", messages={"c1": "nop_phi"}, pauses={"c1"}))

    dossier = town.open()

    with reading(town.database) as work:
        entries = due_entries(work, dossier)
    assert [entry.kind for entry in entries] == ["set", "paused"]
    assert (town.head(dossier).state, town.head(dossier).due_at) == ("paused", None)


def refusal(
    town: Town, command: OpenDossier, role: Role = Role.RECEPTION_CLERK, unit: str = COMMUNE
) -> Refused:
    before = town.everything()

    with pytest.raises(Refused) as refused:
        town.engine.open(command, town.holder(role, unit))

    assert town.everything() == before
    return refused.value


def test_a_unit_of_another_level_may_not_receive(town: Town) -> None:
    town.put_in_force(ONE_TASK)

    refused = refusal(town, replace(OPEN, unit=DISTRICT), unit=DISTRICT)

    assert refused.code == "procedure.other_level"
    assert refused.facts == {"unit": DISTRICT, "level": "district", "expected": "commune"}


def test_only_a_reception_clerk_may_receive(town: Town) -> None:
    town.put_in_force(ONE_TASK)

    assert refusal(town, OPEN, role=Role.LEADER).code == "actor.not_allowed"


def test_a_clerk_of_another_unit_may_not_receive(town: Town) -> None:
    town.put_in_force(ONE_TASK)

    assert refusal(town, OPEN, unit="00298").code == "actor.not_allowed"


def test_a_procedure_that_is_not_in_force_yet_takes_no_dossier(town: Town) -> None:
    town.put_in_force(ONE_TASK, hanoi("2018-11-05 08:16"))

    assert refusal(town, OPEN).code == "procedure.not_in_force"

    town.move_to("2018-11-05 08:16")
    assert town.engine.open(OPEN, town.clerk)["state"] == "processing"


def test_a_dossier_runs_on_the_version_in_force_when_it_came(town: Town) -> None:
    first = town.put_in_force(ONE_TASK)
    second = town.put_in_force(package("s -> B -> e"), hanoi("2018-11-06 00:00"))
    old = town.open()
    town.move_to("2018-11-06 08:00")

    new = town.open()

    assert (town.head(old).digest, town.head(new).digest) == (first.digest, second.digest)
    assert (town.open_elements(old), town.open_elements(new)) == (["A"], ["B"])


def test_the_day_after_the_last_number_is_refused_and_nothing_is_taken(town: Town) -> None:
    town.put_in_force(ONE_TASK)
    town.open()
    with town.database.begin() as connection:
        connection.exec_driver_sql("UPDATE number_series SET last = 9999")

    refused = refusal(town, OPEN)

    assert (refused.code, refused.facts["largest"]) == ("number.series_used_up", 9_999)


def test_a_first_step_that_nobody_is_in_charge_of_stores_nothing(town: Town) -> None:
    town.put_in_force(package("s -> A -> e", seats={"A": "city department handler khong-ai-lo"}))
    before = town.everything()

    with pytest.raises(Stuck) as stuck:
        town.engine.open(OPEN, town.clerk)

    assert stuck.value.code == "unit.none_in_charge"
    assert town.everything() == before


def test_one_received_for_another_place_is_worked_on_there_and_given_back_here(town: Town) -> None:
    desk, other = "commune committee reception_clerk", "00298"
    drawn = package("s -> R -> A -> T -> e", seats={"R": desk, "T": "commune committee return_clerk"})
    town.put_in_force(drawn)

    command = OpenDossier("L.THU", "", COMMUNE, {}, place=other, channel=Channel.POST)
    dossier = str(town.engine.open(command, town.clerk)["dossier"])
    units = [town.tasks(dossier)[0].unit]
    for element in ("R", "A"):
        town.complete(dossier, element)
        units.append(town.tasks(dossier)[0].unit)

    assert units == [COMMUNE, other, COMMUNE]
    assert (town.head(dossier).channel, town.journal(dossier)[0].facts["channel"]) == ("post", "post")
