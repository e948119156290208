"""Incidents over REST: listed with what was read, mended in four ways, each once for its key."""

from typing import Any

import pytest

from api.demo.city import DEMO_PASSWORD
from tests.support.city import Town
from tests.support.rest import Client
from tests.support.stuck import NO_WAY, incident_of, stuck_dossier

RETRY = "retry_incidents__incident__retry_post"
CORRECT = "correct_data_incidents__incident__correct_data_post"
TAKE = "take_step_incidents__incident__take_step_post"
CANCEL = "cancel_incidents__incident__cancel_post"


@pytest.fixture
def incident(town: Town, client: Client) -> str:
    """The incident of a dossier without a way on; the administrator has signed in."""
    dossier = stuck_dossier(town, NO_WAY, so=1)
    client.sign_in("quantri", DEMO_PASSWORD)
    return str(incident_of(town, dossier).id)


def listed(client: Client, **values: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.call("list_incidents_incidents_get", **values)["incidents"]
    return found


def test_the_list_tells_everything_a_mender_needs(client: Client, incident: str) -> None:
    (found,) = listed(client)

    assert (found["id"], found["code"], found["step"]) == (incident, "gateway.no_way", "x")
    assert (found["read"], found["command"]) == ({"so": 1}, "CompleteTask")
    assert found["sentence"].startswith("Không điều kiện nào ở «x» đúng")
    assert [(way["flow"], way["text"]) for way in found["ways"]] == [
        ("x_B", "B (so > 3)"),
        ("x_C", "C (so > 2)"),
    ]
    assert listed(client, dossier=found["dossier"]) == [found]
    assert listed(client, dossier="000.00.00.H26-181105-0001") == []


def test_others_are_refused(client: Client, incident: str) -> None:
    client.sign_in("thuly", DEMO_PASSWORD)

    client.call("list_incidents_incidents_get", 403)
    problem = client.call(RETRY, 403, incident=incident)

    assert problem["type"] == "urn:motcua:problem:incident.may_not_mend"


def test_data_are_corrected_once_for_a_key(client: Client, incident: str) -> None:
    body = {"reason": "gõ nhầm số", "data": {"so": 4}}

    first = client.call(CORRECT, incident=incident, body=body, key="k1")

    assert client.call(CORRECT, incident=incident, body=body, key="k1") == first
    assert client.call(CORRECT, 409, incident=incident, body=body, key="k2")["title"] == "incident.closed"
    assert listed(client) == []


def test_every_problem_of_a_corrected_value_is_told(client: Client, incident: str) -> None:
    problem = client.call(CORRECT, 422, incident=incident, body={"reason": "gõ nhầm", "data": {"so": "bốn"}})

    assert [each["path"] for each in problem["facts"]["problems"]] == ["/so"]


def test_a_step_is_taken_by_hand(town: Town, client: Client, incident: str) -> None:
    answer = client.call(TAKE, incident=incident, body={"reason": "quyết định", "flows": ["x_C"]})

    assert town.open_elements(answer["dossier"]) == ["C"]


def test_a_retry_in_vain_tells_what_still_stands_in_the_way(client: Client, incident: str) -> None:
    problem = client.call(RETRY, 409, incident=incident)

    assert problem["title"] == "incident.still_stuck"
    assert problem["facts"]["because"]["code"] == "gateway.no_way"
    assert problem["detail"].startswith("Vẫn chưa đi tiếp được: Không điều kiện nào")


def test_a_dossier_is_cancelled(client: Client, incident: str) -> None:
    answer = client.call(CANCEL, incident=incident, body={"reason": "người nộp xin rút"})

    assert answer["state"] == "cancelled"
    assert client.call(CANCEL, 422, incident=incident, body={})["title"] == "request.invalid"


def test_an_unknown_incident_is_not_found(client: Client, incident: str) -> None:
    client.call(RETRY, 404, incident="00000000-0000-0000-0000-000000000000")
