"""The life of a dossier beside its process over REST, by a client that read only the OpenAPI document."""

from typing import Any
from uuid import UUID

import pytest

from api.demo.city import DEMO_PASSWORD
from tests.support.rest import Client

COMMUNE = "00295"
CLERK, LEADER = "tiepnhan", "lanhdao"
BECAUSE = {"reason": "theo đề nghị"}
ASKED = {"items": ["Giấy báo tử", "Bản sao căn cước"], "reason": "thiếu giấy tờ"}


@pytest.fixture
def code(client: Client) -> str:
    client.sign_in(CLERK, DEMO_PASSWORD)
    body = {"procedure": "L.249197", "unit": COMMUNE, "channel": "post"}
    return str(client.call("receive_dossiers_post", 201, body=body)["dossier"])


def act(
    client: Client, name: str, code: str, body: Any = None, expected: int = 200, key: str | None = None
) -> Any:
    function, path = name.replace("-", "_"), name.replace("-", "_")
    known = {"supplement": "answer_supplement", "supplement_request": "request_supplement"}
    known |= {"supplement_approve": "approve_supplement", "supplement_decline": "decline_supplement"}
    known |= {"withdrawal_decline": "decline_withdrawal"}
    operation = f"{known.get(function, function)}_dossiers__code__{path}_post"
    return client.call(operation, expected, body=body, key=key, code=code)


def test_papers_are_asked_for_and_handed_in(client: Client, code: str) -> None:
    asked = act(client, "supplement-request", code, ASKED)
    assert (asked["state"], asked["paper"], asked["due_at"]) == ("paused", "01/PBS", None)

    refused = act(client, "supplement", code, {"on_paper": [1]}, 422)
    assert refused["facts"]["missing"] == "2"
    answered = act(client, "supplement", code, {"on_paper": [1, 2]})

    assert (answered["state"], answered["paper"]) == ("processing", None)
    listed = client.call("list_requests_dossiers__code__requests_get", code=code)["requests"]
    assert [(each["kind"], each["state"]) for each in listed] == [("supplement", "answered")]


def test_the_same_key_asks_once(client: Client, code: str) -> None:
    first = act(client, "supplement-request", code, ASKED, key="k1")

    assert act(client, "supplement-request", code, ASKED, key="k1") == first


def test_a_file_that_the_caller_never_uploaded_is_no_answer(client: Client, code: str) -> None:
    act(client, "supplement-request", code, ASKED)

    body = {"on_paper": [1], "files": {"2": "0" * 64 + "/giay.pdf"}}
    assert act(client, "supplement", code, body, 404)["title"] == "attachment.unknown"


def test_a_leader_names_one_new_date(client: Client, code: str) -> None:
    client.sign_in(LEADER, DEMO_PASSWORD)
    body = {"new_due_at": "2019-03-01T16:00:00+07:00", "reason": "chờ xác minh"}

    assert act(client, "extend", code, body)["paper"] == "01/PXL"
    assert act(client, "extend", code, body, 409)["title"] == "extension.once"

    dossier = client.call("read_dossiers__code__get", code=code)
    assert dossier["rescheduled_due_at"].startswith("2019-03-01")
    assert dossier["channel"] == "post"


def test_a_moment_without_a_zone_is_no_date(client: Client, code: str) -> None:
    client.sign_in(LEADER, DEMO_PASSWORD)

    answer = act(client, "extend", code, {"new_due_at": "2019-03-01T16:00:00", "reason": "chờ"}, 422)

    assert answer["title"] == "request.invalid"


@pytest.mark.parametrize(
    ("name", "account", "body", "state"),
    [
        ("withdraw", CLERK, BECAUSE, "withdrawn"),
        ("stop", LEADER, {**BECAUSE, "legal_basis": "Nghị định 61/2018/NĐ-CP"}, "stopped"),
        ("void", LEADER, BECAUSE, "voided"),
    ],
)
def test_each_ending_needs_its_own_right(
    client: Client, code: str, name: str, account: str, body: dict[str, str], state: str
) -> None:
    client.sign_in(LEADER if account == CLERK else CLERK, DEMO_PASSWORD)
    assert act(client, name, code, body, 403)["title"] == "dossier.not_yours"

    client.sign_in(account, DEMO_PASSWORD)

    assert act(client, name, code, body)["state"] == state
    assert act(client, name, code, body, 409)["title"] == "dossier.over"


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("supplement-approve", None),
        ("supplement-decline", BECAUSE),
        ("withdrawal-decline", BECAUSE),
        ("correct", {"data": {"ho_ten": "Lê Thị Bé"}, "reason": "gõ nhầm"}),
        ("void", BECAUSE),
    ],
)
def test_who_may_not_see_a_dossier_learns_nothing(client: Client, code: str, name: str, body: Any) -> None:
    client.sign_in("tiepnhan.00298", DEMO_PASSWORD)

    assert act(client, name, code, body, 404)["title"] == "dossier.unknown"


@pytest.mark.parametrize(
    ("name", "account", "body", "code_"),
    [
        ("supplement-approve", LEADER, None, "supplement.none_proposed"),
        ("supplement-decline", LEADER, BECAUSE, "supplement.none_proposed"),
        ("withdrawal-decline", CLERK, BECAUSE, "withdrawal.none_asked"),
    ],
)
def test_what_nobody_asked_cannot_be_decided(
    client: Client, code: str, name: str, account: str, body: Any, code_: str
) -> None:
    client.sign_in(account, DEMO_PASSWORD)

    assert act(client, name, code, body, 409)["title"] == code_


def test_papers_not_taken_in_have_a_slip_and_no_dossier(client: Client) -> None:
    client.sign_in(CLERK, DEMO_PASSWORD)
    body = {
        "id": str(UUID(int=7)),
        "procedure": "L.249197",
        "unit": COMMUNE,
        "applicant": {"ho_ten": "Trần Thị Hoa"},
        "reasons": ["không thuộc thẩm quyền"],
    }

    refused = client.call("refuse_refusals_post", 201, body=body)
    again = client.call("refuse_refusals_post", 201, body=body)

    assert refused == again
    assert refused["number"] == "01/PTC"
    client.sign_in("tiepnhan.00298", DEMO_PASSWORD)
    hidden = client.call("read_refusal_refusals__refusal__get", 404, refusal=body["id"])
    assert hidden["title"] == "refusal.unknown"
