"""Nobody is appointed to do an open task: visible, without stopping anything, and over once somebody is."""

import pytest

from api.auth.sign_in import SignIn
from api.services import Services
from engine.commands.report_unstaffed import NOBODY, ReportUnstaffed
from engine.commands.retry_incident import RetryIncident
from engine.commands.take_step import TakeStep
from engine.errors import Refused
from engine.model.role import Role
from engine.reports.unstaffed import unstaffed
from engine.store.work import reading
from tests.support.city import Town
from tests.support.packages import package
from tests.support.replay import assert_journal_tells_all
from tests.support.stuck import appoint, closed, incident_of, mender, nobody_holds, open_incidents_of
from tests.support.whole import assert_whole

TWO = package(
    "s -> A -> B -> e", seats={"B": "commune committee return_clerk"}, forms={"B": {"so": "integer"}}
)


def look(town: Town) -> None:
    """What the worker does once a minute."""
    Services(town.database, town.engine, SignIn(town.database, town.clock), town.clock).look_for_staff()


@pytest.fixture
def dossier(town: Town) -> str:
    """A dossier at B, a step of return clerks, of whom the commune has none."""
    town.put_in_force(TWO)
    code = town.open()
    nobody_holds(town, Role.RETURN_CLERK)
    town.complete(code, "A")
    return code


def test_a_vacant_seat_is_noticed_and_the_task_stays(town: Town, dossier: str) -> None:
    look(town)

    incident = incident_of(town, dossier)
    assert (incident.code, incident.element, incident.facts["step"]) == (NOBODY, "B", "B")
    assert incident.facts["role"] == Role.RETURN_CLERK.label
    assert town.open_elements(dossier) == ["B"]
    assert_whole(town, dossier)
    assert_journal_tells_all(town, dossier)


def test_it_is_noticed_once(town: Town, dossier: str) -> None:
    look(town)
    before = town.everything()

    look(town)

    assert town.everything() == before


def test_a_seat_that_falls_vacant_later_is_noticed_too(town: Town) -> None:
    town.put_in_force(TWO)
    code = town.open()
    look(town)
    assert open_incidents_of(town, code) == []

    nobody_holds(town, Role.HANDLER)
    look(town)

    assert open_incidents_of(town, code) == [NOBODY]


def test_once_somebody_is_appointed_it_is_over_by_itself(town: Town, dossier: str) -> None:
    look(town)
    appoint(town, "thuly", Role.RETURN_CLERK)

    look(town)

    assert closed(town, dossier) == [("clock", "overtaken")]
    assert_journal_tells_all(town, dossier)


def test_a_retry_looks_again_at_once(town: Town, dossier: str) -> None:
    look(town)
    incident = incident_of(town, dossier).id
    with pytest.raises(Refused) as refused:
        town.engine.handle(RetryIncident(incident), mender(town))
    assert refused.value.facts["because"].code == "people.still_nobody"
    appoint(town, "thuly", Role.RETURN_CLERK)

    town.engine.handle(RetryIncident(incident), mender(town))

    assert open_incidents_of(town, dossier) == []


def test_the_step_may_be_taken_by_hand_without_its_form(town: Town, dossier: str) -> None:
    look(town)

    town.engine.handle(TakeStep(incident_of(town, dossier).id, "không còn ai"), mender(town))

    assert town.head(dossier).state == "ended"
    done = [entry for entry in town.journal(dossier) if entry.kind == "task_completed"][-1]
    assert (done.actor, done.facts["by_hand"], done.facts["data"]) == (mender(town).person_id, True, {})
    assert closed(town, dossier) == [(mender(town).person_id, "step_taken")]
    assert_whole(town, dossier)
    assert_journal_tells_all(town, dossier)


def test_a_deputy_of_another_field_is_nobody_for_this_one(town: Town, dossier: str) -> None:
    appoint(town, "thuly", Role.RETURN_CLERK)
    with town.database.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE appointment SET fields = '[\"dat-dai\"]' WHERE person_id = 'thuly' AND role = 'return_clerk'"
        )

    look(town)

    assert open_incidents_of(town, dossier) == [NOBODY]


def test_a_staffed_task_is_no_news(town: Town) -> None:
    town.put_in_force(TWO)
    task = town.task(town.open(), "A").id

    with pytest.raises(Refused, match=r"people\.staffed"):
        town.engine.handle(ReportUnstaffed(task), None)

    with reading(town.database) as work:
        assert unstaffed(work, town.today) == []
