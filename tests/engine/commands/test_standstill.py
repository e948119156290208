"""While the applicant is asked nothing of the process falls due; what comes from outside is heard all the same."""

from engine.commands.answer_supplement import AnswerSupplement
from tests.support.city import Town
from tests.support.dossier_life import facts_of, ledger, requests, supplemented
from tests.support.hanoi import hanoi
from tests.support.packages import package
from tests.support.replay import assert_journal_tells_all

REMINDED = package("s -> A -> e", "b1 -> B -> e", timers={"b1": "P2D"}, hosts={"b1": "A"})
DATED = package("s -> A -> e", "b1 -> B -> e", timers={"b1": "2018-11-07T09:00:00+07:00"}, hosts={"b1": "A"})
HEARING = package("s -> p1 -> A -> p2 -> e", "p1 -> c1 -> B -> p2", messages={"c1": "tra_loi"})


def asked(town: Town, drawn: object) -> str:
    town.put_in_force(drawn)  # type: ignore[arg-type]
    dossier = town.open()
    supplemented(town, dossier)
    return dossier


def answer(town: Town, dossier: str, at: str) -> None:
    town.move_to(at)
    town.engine.handle(AnswerSupplement(dossier, (1, 2)), town.clerk)


def test_a_timer_of_working_time_waits_as_long_as_the_applicant_did(town: Town) -> None:
    dossier = asked(town, REMINDED)
    town.move_to("2018-11-12 08:15")
    assert town.engine.fire_due_timers() == 0

    answer(town, dossier, "2018-11-12 08:15")
    assert town.engine.fire_due_timers() == 0
    town.move_to("2018-11-14 08:15")

    assert town.engine.fire_due_timers() == 1
    assert_journal_tells_all(town, dossier)


def test_a_timer_of_a_date_keeps_its_date_and_fires_afterwards(town: Town) -> None:
    dossier = asked(town, DATED)
    town.move_to("2018-11-12 08:15")
    assert town.engine.fire_due_timers() == 0

    answer(town, dossier, "2018-11-12 08:15")

    assert town.engine.fire_due_timers() == 1
    assert_journal_tells_all(town, dossier)


def test_a_message_is_heard_and_the_clock_stands_still_all_the_same(town: Town) -> None:
    dossier = asked(town, HEARING)
    town.move_to("2018-11-06 08:15")

    town.deliver(dossier, "tra_loi")

    assert town.open_elements(dossier) == ["A", "B"]
    assert town.head(dossier).state == "paused"
    assert_journal_tells_all(town, dossier)


def test_a_task_opened_meanwhile_waits_from_then_on(town: Town) -> None:
    dossier = asked(town, HEARING)
    town.move_to("2018-11-06 08:15")
    town.deliver(dossier, "tra_loi")

    answer(town, dossier, "2018-11-08 08:15")

    assert town.task(dossier, "B").due_at == hanoi("2018-11-09 08:15")
    assert town.task(dossier, "A").due_at == hanoi("2018-11-09 08:15")


def test_a_process_that_ends_meanwhile_leaves_nothing_asked(town: Town) -> None:
    dossier = asked(town, package("s -> p1 -> A -> e", "p1 -> c1 -> t", messages={"c1": "dung"}))

    town.deliver(dossier, "dung")

    assert [row.state for row in requests(town, dossier)] == ["done"]
    assert town.head(dossier).state == "ended"
    assert_journal_tells_all(town, dossier)


def test_a_process_that_stops_its_own_clock_meanwhile_keeps_it_stopped(town: Town) -> None:
    drawn = package(
        "s -> p1 -> A -> p2 -> e", "p1 -> c1 -> c2 -> p2", messages={"c1": "x", "c2": "y"}, pauses={"c2"}
    )
    dossier = asked(town, drawn)
    town.deliver(dossier, "x")

    answer(town, dossier, "2018-11-06 08:15")
    assert town.head(dossier).state == "paused"
    town.move_to("2018-11-08 08:15")
    town.deliver(dossier, "y")

    assert ledger(town, dossier)[-1] == ("resumed", hanoi("2018-11-22 08:15"))
    assert facts_of(town, dossier, "supplement_answered")["note"] == ""
    assert_journal_tells_all(town, dossier)
