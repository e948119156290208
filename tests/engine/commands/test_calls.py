"""Call activities: a process of another deployment, bound at the call to the version then in force."""

from tests.support.city import DISTRICT, Town
from tests.support.hanoi import hanoi
from tests.support.packages import package
from tests.support.replay import assert_journal_tells_all
from tests.support.whole import assert_whole, run_of

CALLER = package("s -> A -> k1 -> B -> e", process="Process_Goi", calls={"k1": "Process_YKien"})
CALLED = package(
    "s -> Y -> e",
    process="Process_YKien",
    procedure={"code": "L.YKIEN"},
    seats={"Y": "district committee handler"},
    forms={"Y": {"y_kien": "string"}},
)
CALLED_LATER = package(
    "s -> Z -> e", process="Process_YKien", procedure={"code": "L.YKIEN"}, forms={"Z": {"y_kien": "string"}}
)


def test_a_call_runs_the_process_of_another_deployment_and_comes_back(town: Town) -> None:
    town.put_in_force(CALLER)
    town.put_in_force(CALLED)
    dossier = town.open()

    town.complete(dossier, "A")
    called = town.task(dossier, "Y")
    assert_whole(town, dossier)

    assert called.unit == DISTRICT
    assert [live.definition.process for live in run_of(town, dossier)] == ["Process_Goi", "Process_YKien"]


def test_the_forms_of_the_called_process_are_those_of_its_own_package(town: Town) -> None:
    town.put_in_force(CALLER)
    town.put_in_force(CALLED)
    dossier = town.open()
    town.complete(dossier, "A")

    town.complete(dossier, "Y", y_kien="đồng ý")

    assert town.head(dossier).data == {"y_kien": "đồng ý"}
    assert town.open_elements(dossier) == ["B"]
    assert_whole(town, dossier)


def test_a_call_takes_the_version_in_force_when_it_is_made_and_keeps_it(town: Town) -> None:
    town.put_in_force(CALLER)
    first = town.put_in_force(CALLED)
    town.put_in_force(CALLED_LATER, hanoi("2018-11-07 00:00"))
    called_before, called_after = town.open(), town.open()
    town.complete(called_before, "A")

    town.move_to("2018-11-07 08:00")
    town.complete(called_after, "A")
    town.restart()

    assert town.open_elements(called_before) == ["Y"]
    assert town.open_elements(called_after) == ["Z"]
    assert town.head(called_before).run["live"][1]["of"] == first.digest


def test_a_dossier_with_a_call_goes_on_after_a_restart_and_ends(town: Town) -> None:
    town.put_in_force(CALLER)
    town.put_in_force(CALLED)
    dossier = town.open()
    town.complete(dossier, "A")
    town.restart()

    town.complete(dossier, "Y", y_kien="đồng ý")
    answer = town.complete(dossier, "B")

    assert answer["state"] == "ended"
    assert_journal_tells_all(town, dossier)


def test_an_event_that_interrupts_a_call_takes_the_called_tasks_away(town: Town) -> None:
    town.put_in_force(
        package(
            "s -> k1 -> B -> e",
            "b1 -> D -> e",
            process="Process_Goi",
            calls={"k1": "Process_YKien"},
            timers={"b1": "P2D"},
            hosts={"b1": "k1"},
        )
    )
    town.put_in_force(CALLED)
    dossier = town.open()
    town.move_to("2018-11-07 08:15")

    town.engine.fire_due_timers()

    assert town.open_elements(dossier) == ["D"]
    assert town.rows("SELECT outcome FROM task WHERE element = 'Y'") == [("interrupted",)]
    assert_whole(town, dossier)
    assert_journal_tells_all(town, dossier)
