"""A dossier that cannot go on: nothing changes except one incident, once, and its line in the journal."""

from functools import partial

import pytest

from engine.bpmn.advance import act, begin
from engine.bpmn.certify import Certificate, Verdict, key_of
from engine.bpmn.definition import Definition
from engine.bpmn.effect import World
from engine.bpmn.run import places
from engine.commands.complete_task import CompleteTask
from engine.errors import Stuck
from engine.store import certificates
from engine.store import work as unit_of_work
from processes.package import Package
from tests.support.city import Town
from tests.support.packages import package
from tests.support.threads import at_once
from tests.support.whole import assert_whole, run_of

UNKNOWN_NAME = package(
    "s -> A -> x ? B -> e", "x -> e", conditions={"x_B": "khong_ai_ghi > 3"}, default={"x": "e"}
)
NO_WAY = package(
    "s -> A -> x ? B -> e",
    "x ? C -> e",
    forms={"A": {"so": "integer"}},
    conditions={"x_B": "so > 3", "x_C": "so > 2"},
)
NOBODY_THERE = package("s -> A -> B -> e", seats={"B": "city department handler khong-ai-lo"})
NO_SUCH_CALL = package("s -> A -> k1 -> e", calls={"k1": "Process_KhongCo"})
BODY = {"dossier", "task", "timer", "due_ledger", "answer"}


def stick(town: Town, dossier: str, **data: object) -> Stuck:
    task = town.task(dossier, "A")

    with pytest.raises(Stuck) as stuck:
        town.engine.handle(CompleteTask(task.id, data), town.worker(task), key="một lần")

    return stuck.value


@pytest.mark.parametrize(
    ("stuck_package", "data", "code", "element"),
    [
        (UNKNOWN_NAME, {}, "expression.unknown", "x_B"),
        (NO_WAY, {"so": 1}, "gateway.no_way", "x"),
        (NOBODY_THERE, {}, "unit.none_in_charge", "B"),
        (NO_SUCH_CALL, {}, "call.not_found", "k1"),
    ],
    ids=["condition", "gateway", "people", "call"],
)
def test_a_stuck_step_changes_nothing_but_opens_one_incident(
    town: Town, stuck_package: Package, data: dict[str, object], code: str, element: str
) -> None:
    town.put_in_force(stuck_package)
    dossier = town.open()
    before = town.head(dossier)
    parts = {table: rows for table, rows in town.everything().items() if table in BODY - {"dossier"}}

    stuck = stick(town, dossier, **data)

    after = town.head(dossier)
    assert stuck.code == code
    assert [(row.code, row.element) for row in town.incidents()] == [(code, element)]
    assert {table: town.everything()[table] for table in parts} == parts
    assert (after.run, after.data, after.state) == (before.run, before.data, before.state)
    assert (after.version, after.journal_length) == (before.version + 1, before.journal_length + 1)
    assert_whole(town, dossier)


def test_the_incident_stands_in_the_journal_with_its_facts(town: Town) -> None:
    town.put_in_force(NOBODY_THERE)
    dossier = town.open()

    stick(town, dossier)

    event = town.journal(dossier)[-1]
    assert (event.kind, event.actor) == ("incident_opened", "thuly")
    assert event.facts["code"] == "unit.none_in_charge"
    assert event.facts["command"] == "CompleteTask"
    assert event.facts["field"] == "khong-ai-lo"


def test_the_same_trouble_is_reported_once_however_often_it_is_met(town: Town) -> None:
    town.put_in_force(NOBODY_THERE)
    dossier = town.open()
    stick(town, dossier)
    before = town.everything()

    stick(town, dossier)

    assert town.everything() == before


def test_the_same_trouble_met_by_four_at_once_is_reported_once(town: Town) -> None:
    town.put_in_force(NOBODY_THERE)
    dossier = town.open()

    answers = at_once([partial(town.complete, dossier, "A")] * 4)

    assert [type(answer) for answer in answers] == [Stuck] * 4
    assert len(town.incidents()) == 1
    assert_whole(town, dossier)


def test_two_dossiers_in_the_same_trouble_have_an_incident_each(town: Town) -> None:
    town.put_in_force(NOBODY_THERE)

    for dossier in (town.open(), town.open()):
        stick(town, dossier)

    assert len(town.incidents()) == 2


def test_two_steps_of_one_dossier_in_the_same_trouble_are_two_incidents(town: Town) -> None:
    nowhere = "city department handler khong-ai-lo"
    town.put_in_force(
        package("s -> p1 -> A -> B -> e", "p1 -> C -> D -> e", seats={"B": nowhere, "D": nowhere})
    )
    dossier = town.open()

    for element in ("A", "C"):
        with pytest.raises(Stuck):
            town.complete(dossier, element)

    assert {row.element for row in town.incidents()} == {"B", "D"}


def test_other_branches_go_on_while_one_is_stuck(town: Town) -> None:
    town.put_in_force(
        package(
            "s -> p1 -> A -> B -> p2 -> e",
            "p1 -> C -> p2",
            seats={"B": "city department handler khong-ai-lo"},
        )
    )
    dossier = town.open()
    stick(town, dossier)

    town.complete(dossier, "C")

    assert town.open_elements(dossier) == ["A"]
    assert_whole(town, dossier)


def test_a_step_on_which_the_engines_disagree_is_not_taken(town: Town) -> None:
    town.put_in_force(package("s -> A -> B -> e"))
    dossier = town.open()
    plant_disagreement(town, dossier)
    before = town.head(dossier).run

    stuck = stick(town, dossier)

    assert (stuck.code, stuck.facts["reason"]) == ("certify.differs", "open here B, there nothing")
    assert [(row.code, row.element) for row in town.incidents()] == [("certify.differs", "A")]
    assert town.incidents()[0].facts["reason"] == "open here B, there nothing"
    assert town.head(dossier).run == before
    assert town.open_elements(dossier) == ["A"]
    assert_whole(town, dossier)


def test_a_first_step_on_which_the_engines_disagree_stores_no_dossier(town: Town) -> None:
    deployment = town.put_in_force(package("s -> A -> e"))
    move = begin(deployment.main, World({}, no_library)).moves[0]
    plant(town, deployment.main, key_of(deployment.main, None, None, move.step))
    before = town.everything()

    with pytest.raises(Stuck, match=r"certify\.differs"):
        town.open()

    assert town.everything() == before


def plant_disagreement(town: Town, dossier: str) -> None:
    """Store the certificate that completing A would have had from a SpiffWorkflow that took another way."""
    run = run_of(town, dossier)
    move = act(run, places(run)[0], World({}, no_library)).moves[0]
    plant(town, move.definition, key_of(move.definition, move.before, move.token, move.step))


def plant(town: Town, definition: Definition, key: str) -> None:
    with unit_of_work.begin(town.database) as work:
        wrong = Certificate(key, Verdict.DIFFERS, "open here B, there nothing")
        certificates.add(work, definition, [wrong])
    town.restart()


def no_library(_: Definition, process: str) -> Definition:
    raise AssertionError(f"nothing calls {process} here")
