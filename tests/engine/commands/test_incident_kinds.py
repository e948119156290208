"""Each kind of trouble from its cause to its mending."""

import re
from typing import Any

import pytest

from api import problems
from engine.commands.cancel_dossier import CancelDossier
from engine.commands.complete_task import CompleteTask
from engine.commands.correct_data import CorrectData
from engine.commands.give_up_delivery import GiveUpDelivery
from engine.commands.retry_incident import RetryIncident
from engine.commands.take_step import TakeStep
from engine.errors import Refused, Stuck
from processes.package import Package, read_package
from tests.support.city import Town
from tests.support.consultations import consulting
from tests.support.dmn import table
from tests.support.packages import package
from tests.support.replay import assert_journal_tells_all
from tests.support.stuck import closed, incident_of, mender, open_incidents_of, stick, stuck_dossier
from tests.support.whole import assert_whole

PLAIN = package(
    "s -> A -> D -> x ? B -> e", "x -> e", conditions={"x_B": "le_phi > 5000"}, default={"x": "e"}
)


def redrawn(drawn: Package, pattern: str, by: str, **files: bytes) -> Package:
    """A package in whose drawing something is drawn otherwise, with more files."""
    bpmn, found = re.subn(pattern, by, drawn.files["process.bpmn"].decode())
    assert found == 1
    return read_package(dict(drawn.files) | {"process.bpmn": bpmn.encode(), **files})


D_TASK = r'<userTask id="D"([^>]*)></userTask>'
PORTAL = '<serviceTask id="D" name="D" motcua:connector="portal"/>'
FEE = redrawn(
    PLAIN,
    D_TASK,
    '<businessRuleTask id="D" name="D" motcua:decision="le_phi"/>',
    **{"decisions/le_phi.dmn": table("so_ban | le_phi", "<= 2 | 5000", "[3..9] | 8000")},
)
COUNTED = redrawn(
    package("s -> A -> D -> e"),
    D_TASK,
    r'<userTask id="D"\1><multiInstanceLoopCharacteristics><loopCardinality>so_lan</loopCardinality>'
    "</multiInstanceLoopCharacteristics></userTask>",
)
DATED = redrawn(
    package("s -> A -> D -> e", "b1 -> e2", timers={"b1": "P2D"}, hosts={"b1": "D"}),
    "<timerEventDefinition [^>]*>",
    "<timerEventDefinition><timeDate>=ngay_hen</timeDate></timerEventDefinition>",
)
SENT = redrawn(package("s -> A -> D -> e"), D_TASK, PORTAL)
BESIDE = redrawn(package("s -> p1 -> A -> p2 -> e", "p1 -> D -> p2"), D_TASK, PORTAL)


def correct(town: Town, dossier: str, **data: Any) -> Any:
    return town.engine.handle(CorrectData(incident_of(town, dossier).id, "bổ sung", data), mender(town))


def take(town: Town, dossier: str, *flows: str, **data: Any) -> Any:
    return town.engine.handle(
        TakeStep(incident_of(town, dossier).id, "quyết định", flows, data), mender(town)
    )


def sentence(town: Town, dossier: str) -> str:
    facts = incident_of(town, dossier).facts
    return problems.sentence(Stuck(facts["code"], **{name: facts[name] for name in facts if name != "code"}))


def test_a_table_without_a_rule_is_mended_by_its_input(town: Town) -> None:
    town.put_in_force(FEE)
    dossier = town.open({"so_ban": 50})
    stick(town, dossier)
    incident = incident_of(town, dossier)
    assert (incident.code, incident.element, incident.facts["read"]) == (
        "decision.no_rule",
        "D",
        {"so_ban": 50},
    )

    correct(town, dossier, so_ban=5)

    assert town.head(dossier).data == {"so_ban": 5, "le_phi": 8000}
    assert town.open_elements(dossier) == ["B"]
    assert_journal_tells_all(town, dossier)


def test_the_results_of_a_table_may_be_given_by_hand(town: Town) -> None:
    town.put_in_force(FEE)
    dossier = town.open({"so_ban": 50})
    stick(town, dossier)
    with pytest.raises(Refused, match=r"step\.needs_results"):
        take(town, dossier, phi=1)

    take(town, dossier, le_phi=9000)

    assert town.head(dossier).data == {"so_ban": 50, "le_phi": 9000}
    assert town.open_elements(dossier) == ["B"]
    assert_whole(town, dossier)
    assert_journal_tells_all(town, dossier)


@pytest.mark.parametrize(
    ("count", "code"), [(1_001, "repeat.out_of_range"), ("ba", "repeat.no_count"), (None, "repeat.no_count")]
)
def test_a_count_that_is_none_is_corrected(town: Town, count: Any, code: str) -> None:
    town.put_in_force(COUNTED)
    dossier = town.open({"so_lan": count})
    stick(town, dossier)
    incident = incident_of(town, dossier)
    assert (incident.code, incident.element, incident.facts["read"]) == (code, "D", {"so_lan": count})

    correct(town, dossier, so_lan=3)

    assert town.open_elements(dossier) == ["D", "D", "D"]
    assert_journal_tells_all(town, dossier)


def test_a_timer_that_cannot_be_read_is_corrected(town: Town) -> None:
    town.put_in_force(DATED)
    dossier = town.open({"ngay_hen": "mai"})
    stick(town, dossier)
    incident = incident_of(town, dossier)
    assert (incident.code, incident.facts["read"]) == ("timer.unreadable", {"ngay_hen": "mai"})
    assert incident.element in ("D", "b1")

    correct(town, dossier, ngay_hen="2018-11-20T08:00:00+07:00")

    assert town.open_elements(dossier) == ["D"]
    assert_whole(town, dossier)
    assert_journal_tells_all(town, dossier)


def test_a_chosen_unit_that_does_not_exist_is_corrected(town: Town) -> None:
    town.put_in_force(consulting())
    dossier = town.open()
    task = town.task(dossier, "A")
    command = CompleteTask(task.id, {"don_vi_lay_y_kien": ["SXD", "KHONG-CO"]})
    with pytest.raises(Stuck):
        town.engine.handle(command, town.worker(task))
    incident = incident_of(town, dossier)
    assert (incident.code, incident.element, incident.facts["unit"]) == (
        "people.no_unit_chosen",
        "B",
        "KHONG-CO",
    )

    correct(town, dossier, don_vi_lay_y_kien=["SXD", "STC"])

    assert {task.unit for task in town.tasks(dossier)} == {"SXD", "STC"}
    assert_journal_tells_all(town, dossier)


def test_a_delivery_that_failed_is_tried_anew(town: Town) -> None:
    town.put_in_force(SENT)
    dossier = town.open()
    town.complete(dossier, "A")
    (delivery,) = town.rows("SELECT id FROM delivery")
    with pytest.raises(Stuck):
        town.engine.handle(GiveUpDelivery(dossier, str(delivery.id), "cổng không trả lời"), None)
    incident = incident_of(town, dossier)
    assert (incident.code, incident.element, incident.facts["step"]) == ("delivery.failed", "D", "D")

    town.engine.handle(RetryIncident(incident.id), mender(town))

    assert open_incidents_of(town, dossier) == []
    assert [row.state for row in town.rows("SELECT state FROM delivery")] == ["waiting"]
    assert closed(town, dossier) == [(mender(town).person_id, "retried")]
    assert_journal_tells_all(town, dossier)


def test_a_cancelled_dossier_delivers_nothing_and_hears_nothing(town: Town) -> None:
    town.put_in_force(SENT)
    dossier = town.open()
    town.complete(dossier, "A")
    (delivery,) = town.rows("SELECT id FROM delivery")
    with pytest.raises(Stuck):
        town.engine.handle(GiveUpDelivery(dossier, str(delivery.id), "cổng không trả lời"), None)

    town.engine.handle(CancelDossier(incident_of(town, dossier).id, "thôi"), mender(town))

    assert [row.state for row in town.rows("SELECT state FROM delivery")] == ["dropped"]
    assert town.rows("SELECT * FROM awaited") == []
    assert_journal_tells_all(town, dossier)


def test_an_incident_about_something_that_is_over_is_over_once_it_is_tried_again(town: Town) -> None:
    town.put_in_force(BESIDE)
    dossier = town.open()
    (delivery,) = town.rows("SELECT id FROM delivery")
    with pytest.raises(Stuck):
        town.engine.handle(GiveUpDelivery(dossier, str(delivery.id), "cổng không trả lời"), None)
    with town.database.begin() as connection:
        connection.exec_driver_sql("UPDATE delivery SET state = 'done'")

    town.engine.handle(RetryIncident(incident_of(town, dossier).id), mender(town))

    assert closed(town, dossier) == [(mender(town).person_id, "overtaken")]
    assert town.kinds(dossier)[-1] == "incident_closed"


def test_every_kind_says_what_happened_and_what_to_do(town: Town) -> None:
    town.put_in_force(FEE)
    dossier = town.open({"so_ban": 50})
    stick(town, dossier)

    assert sentence(town, dossier) == (
        "Bảng «Bảng để thử» không có dòng nào khớp với hồ sơ; hãy sửa dữ liệu hoặc bổ sung bảng."
    )


def test_an_element_without_a_name_is_named_by_where_it_leads(town: Town) -> None:
    dossier = stuck_dossier(
        town, package("s -> A -> x ? B -> e", "x ? C -> e", conditions={"x_B": "muc > 3", "x_C": "muc > 2"})
    )

    assert incident_of(town, dossier).facts["step"] == "x → B"
    assert incident_of(town, dossier).facts["read"] == {"muc": None}
