"""The control slip: who had the dossier when, handed over by whom, and whether in time; from the journal alone."""

import pytest

from engine.reports.control_slip import SlipRow, Timeliness, control_slip, timeliness
from engine.store.work import reading
from tests.support.city import Town
from tests.support.hanoi import hanoi, on_the_wall
from tests.support.packages import package


def slip_of(town: Town, dossier: str) -> list[SlipRow]:
    with reading(town.database) as work:
        return control_slip(work, dossier)


def name_of(town: Town, account: str) -> str:
    return town.signed_in(account).name


def test_each_row_tells_a_step_its_unit_and_its_times(town: Town) -> None:
    town.put_in_force(package("s -> A -> B -> e", seats={"B": "district committee leader"}))
    dossier = town.open()
    town.move_to("2018-11-05 10:00")
    town.complete(dossier, "A")
    town.move_to("2018-11-06 14:00")
    town.complete(dossier, "B")

    first, second = slip_of(town, dossier)

    assert (first.step, first.unit, first.receiver) == (
        "A",
        "UBND phường Minh Khai",
        name_of(town, "thuly"),
    )
    assert (on_the_wall(first.received_at), on_the_wall(first.completed_at)) == (
        "2018-11-05 08:15",
        "2018-11-05 10:00",
    )
    assert (second.step, second.unit) == ("B", "UBND quận Hai Bà Trưng")
    assert second.received_at == first.completed_at


def test_the_giver_is_who_completed_the_step_before(town: Town) -> None:
    town.put_in_force(package("s -> A -> B -> e", seats={"B": "district committee records_clerk"}))
    dossier = town.open()
    town.complete(dossier, "A")
    town.complete(dossier, "B")

    first, second = slip_of(town, dossier)

    assert (first.giver, second.giver) == (None, first.receiver)
    assert second.receiver != first.receiver


def test_two_branches_have_the_same_giver(town: Town) -> None:
    town.put_in_force(package("s -> A -> p1 -> B -> p2 -> D -> e", "p1 -> C -> p2"))
    dossier = town.open()
    for day, element in enumerate("ABCD", start=5):
        town.move_to(f"2018-11-0{day} 10:00")
        town.complete(dossier, element)

    slip = slip_of(town, dossier)

    assert [row.step for row in slip] == ["A", "B", "C", "D"]
    assert slip[1].giver == slip[2].giver == slip[0].receiver


@pytest.mark.parametrize(
    ("completed", "expected"),
    [
        ("2018-11-05 17:00", Timeliness.EARLY),
        ("2018-11-06 08:00", Timeliness.ON_TIME),
        ("2018-11-06 08:15", Timeliness.ON_TIME),
        ("2018-11-06 08:16", Timeliness.OVERDUE),
        ("2018-11-07 08:00", Timeliness.OVERDUE),
    ],
)
def test_a_step_is_early_on_time_or_overdue_by_its_own_budget(
    town: Town, completed: str, expected: Timeliness
) -> None:
    town.put_in_force(package("s -> A -> e"))
    dossier = town.open()
    town.move_to(completed)

    town.complete(dossier, "A")

    (row,) = slip_of(town, dossier)
    assert row.timeliness is expected


def test_a_step_sent_back_stands_on_the_slip_as_often_as_it_was_done(town: Town) -> None:
    town.put_in_force(
        package(
            "s -> A -> x ? e",
            "x -> A",
            forms={"A": {"xong": "boolean"}},
            conditions={"x_e": "xong"},
            default={"x": "A"},
        )
    )
    dossier = town.open()
    town.complete(dossier, "A", xong=False)
    town.complete(dossier, "A", xong=True)

    assert [row.step for row in slip_of(town, dossier)] == ["A", "A"]


def test_a_step_the_clock_took_away_is_nobody_s_hand_over(town: Town) -> None:
    town.put_in_force(package("s -> A -> e", "b1 -> B -> e", timers={"b1": "P2D"}, hosts={"b1": "A"}))
    dossier = town.open()
    town.move_to("2018-11-08 08:00")
    town.engine.fire_due_timers()
    town.complete(dossier, "B")

    assert [row.step for row in slip_of(town, dossier)] == ["B"]


def test_a_dossier_just_received_and_one_that_does_not_exist_have_empty_slips(town: Town) -> None:
    town.put_in_force(package("s -> A -> e"))

    assert slip_of(town, town.open()) == slip_of(town, "khong-co") == []


def test_a_step_without_a_budget_is_not_judged() -> None:
    assert timeliness(hanoi("2018-11-06 08:00"), None) is Timeliness.UNTIMED


def test_earliness_goes_by_the_day_of_hanoi_and_lateness_by_the_minute() -> None:
    due = hanoi("2018-11-06 00:30")

    assert timeliness(hanoi("2018-11-05 23:59"), due) is Timeliness.EARLY
    assert timeliness(hanoi("2018-11-06 00:10"), due) is Timeliness.ON_TIME
    assert timeliness(hanoi("2018-11-06 00:31"), due) is Timeliness.OVERDUE


def test_every_judgement_has_the_word_printed_on_the_slip() -> None:
    assert [each.label for each in Timeliness] == ["Trước hạn", "Đúng hạn", "Quá hạn", "Không tính"]
