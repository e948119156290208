"""The last resort: a dossier that cannot go on ends by hand, with a reason."""

from engine.commands.cancel_dossier import CancelDossier
from tests.support.city import Town
from tests.support.packages import package
from tests.support.replay import assert_journal_tells_all
from tests.support.stuck import closed, incident_of, mender, stuck_dossier

BRANCHES = package(
    "s -> p1 -> A -> x ? B -> p2 -> e", "p1 -> C -> p2", "x ? D -> p2", "b1 -> F -> e2",
    conditions={"x_B": "muc > 3", "x_D": "muc > 4"}, timers={"b1": "P2D"}, hosts={"b1": "C"}, calm={"b1"},
)  # fmt: skip


def cancelled(town: Town) -> str:
    dossier = stuck_dossier(town, BRANCHES)
    town.engine.handle(CancelDossier(incident_of(town, dossier).id, " người nộp xin rút "), mender(town))
    return dossier


def test_a_cancelled_dossier_is_over_with_all_its_parts(town: Town) -> None:
    dossier = cancelled(town)

    head = town.head(dossier)
    assert (head.state, head.run["live"], head.ended_at) == ("cancelled", [], town.clock())
    assert town.tasks(dossier) == []
    assert town.rows("SELECT * FROM timer") == []
    assert {row.outcome for row in town.rows("SELECT outcome FROM task")} == {"cancelled"}
    assert closed(town, dossier) == [(mender(town).person_id, "cancelled")]


def test_the_journal_tells_why_and_can_be_played_again(town: Town) -> None:
    dossier = cancelled(town)

    (event,) = [entry for entry in town.journal(dossier) if entry.kind == "dossier_cancelled"]
    assert (event.actor, event.facts["reason"]) == (mender(town).person_id, "người nộp xin rút")
    assert town.kinds(dossier)[-4:] == [
        "task_interrupted",
        "task_interrupted",
        "dossier_cancelled",
        "incident_closed",
    ]
    assert_journal_tells_all(town, dossier)


def test_time_passes_over_a_cancelled_dossier(town: Town) -> None:
    cancelled(town)
    town.move_to("2018-11-12 08:00")

    assert town.engine.fire_due_timers() == 0
