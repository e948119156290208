"""The main road over REST, walked by a client that read only the OpenAPI document."""

import httpx
import pytest

from api.demo.city import DEMO_PASSWORD
from processes.catalogue import package
from processes.walk import read_script
from tests.support.city import Town
from tests.support.rest import Client

PROCEDURE, COMMUNE = "L.249197", "00295"
ACCOUNTS = {
    "reception_clerk": "tiepnhan",
    "handler": "thuly",
    "head_of_division": "truongphong",
    "leader": "lanhdao",
    "records_clerk": "vanthu",
    "return_clerk": "traketqua",
    "council_member": "hoidong",
}


def sign_in(client: Client, role: str, unit: str) -> None:
    client.sign_in(f"{ACCOUNTS[role]}.{unit.lower()}", DEMO_PASSWORD)


def receive(client: Client, key: str | None = None) -> str:
    sign_in(client, "reception_clerk", COMMUNE)
    answer = client.call(
        "receive_dossiers_post", 201, body={"procedure": PROCEDURE, "unit": COMMUNE}, key=key
    )
    return str(answer["dossier"])


def test_a_dossier_walks_three_levels_and_comes_back(client: Client, town: Town) -> None:
    script = read_script(package(PROCEDURE).walks["walks/thuan_loi.json"])
    code = receive(client)
    levels = []

    for step in [step for step in script.steps if step.kind == "complete"]:
        dossier = client.call("read_dossiers__code__get", code=code)
        task = next(task for task in dossier["tasks"] if task["element"] == step.subject)
        levels.append(task["level"])
        town.do_deeds(code, town.task(code, step.subject), step.data)
        sign_in(client, task["role"], task["unit"])
        key = f"walk {step.subject}"
        client.call("complete_tasks__task__complete_post", task=task["id"], body={"data": step.data}, key=key)

    ended = client.call("read_dossiers__code__get", code=code)
    assert ended["state"] == "ended"
    assert list(dict.fromkeys(levels)) == ["commune", "district", "city"]
    told = client.call("read_timeline_dossiers__code__timeline_get", code=code)["happenings"]
    assert [each["seq"] for each in told] == list(range(1, len(told) + 1))


def test_the_same_key_receives_one_dossier(client: Client) -> None:
    assert receive(client, "k1") == receive(client, "k1")
    assert receive(client, "k2") != receive(client, "k1")


def test_a_key_used_for_another_request_is_a_conflict(client: Client) -> None:
    receive(client, "k1")

    body = {"procedure": PROCEDURE, "unit": COMMUNE, "data": {"x": 1}}
    problem = client.call("receive_dossiers_post", 409, body=body, key="k1")

    assert problem["type"] == "urn:motcua:problem:idempotency.key_reused"


def test_every_problem_of_a_form_is_listed(client: Client) -> None:
    code = receive(client)
    task = client.call("read_dossiers__code__get", code=code)["tasks"][0]

    problem = client.call("complete_tasks__task__complete_post", 422, task=task["id"], body={"data": {}})

    form = client.call("read_form_tasks__task__form_get", task=task["id"])["form"]
    assert {each["path"] for each in problem["facts"]["problems"]} == {
        f"/{name}" for name in form["required"]
    }


def test_a_stranger_does_not_learn_that_a_dossier_exists(client: Client) -> None:
    code = receive(client)
    client.sign_in("tiepnhan.00004", DEMO_PASSWORD)

    unknown = client.call("read_dossiers__code__get", 404, code="000.00.00.H26-181105-0009")
    foreign = client.call("read_dossiers__code__get", 404, code=code)

    assert unknown["type"] == foreign["type"]


def test_a_clerk_of_another_unit_may_not_complete_the_task(client: Client) -> None:
    code = receive(client)
    task = client.call("read_dossiers__code__get", code=code)["tasks"][0]
    client.sign_in("tiepnhan.00004", DEMO_PASSWORD)

    client.call("complete_tasks__task__complete_post", 403, task=task["id"], body={"data": {}})
    client.call("read_form_tasks__task__form_get", 404, task=task["id"])


def test_the_worklist_pages_through_everything_once(client: Client) -> None:
    codes = {receive(client) for _ in range(7)}
    seen: list[str] = []
    after = None

    while True:
        values = {} if after is None else {"after": after}
        answer = client.call("list_tasks_tasks_get", limit=3, **values)
        seen += [row["dossier"] for row in answer["tasks"]]
        after = answer["after"]
        if after is None:
            break

    assert len(seen) == len(codes)
    assert set(seen) == codes


def test_claim_release_and_assign_over_rest(client: Client) -> None:
    code = receive(client)
    task = client.call("read_dossiers__code__get", code=code)["tasks"][0]["id"]

    client.call("claim_tasks__task__claim_post", task=task)
    client.call("release_tasks__task__release_post", task=task)
    clerk = {"lead": f"tiepnhan.{COMMUNE}", "coordinating": []}
    client.call("reassign_tasks__task__reassign_post", 403, task=task, body=clerk)
    sign_in(client, "leader", COMMUNE)
    client.call("reassign_tasks__task__reassign_post", task=task, body=clerk)

    tasks = client.call("read_dossiers__code__get", code=code)["tasks"]
    assert tasks[0]["assignee"] == f"tiepnhan.{COMMUNE}"


def test_the_public_sees_the_state_and_no_person(client: Client) -> None:
    code = receive(client)
    client.token = None

    told = client.call("read_public_public_dossiers__code__get", code=code)

    assert told["steps"] == ["Tiếp nhận bản khai và giấy chứng tử"]
    assert set(told) == {"code", "procedure", "state", "received_on", "due_at", "steps"}


def test_every_operation_but_the_public_ones_needs_a_token(client: Client) -> None:
    public = {"create_token_tokens_post", "read_public_public_dossiers__code__get"}
    operations = {
        described["operationId"]: (path, method)
        for path, methods in client.document["paths"].items()
        for method, described in methods.items()
    }

    answers = {
        name: client.http.request(
            method, path.replace("{task}", "1" * 32).replace("{code}", "x"), json={}
        ).status_code
        for name, (path, method) in operations.items()
        if name not in public
    }

    assert answers
    assert set(answers.values()) == {401}


def test_wrong_passwords_are_slowed_down(client: Client) -> None:
    wrong = {"account": "tiepnhan.00295", "password": "wrong"}

    for _ in range(5):
        client.call("create_token_tokens_post", 401, body=wrong)

    right = {"account": "tiepnhan.00295", "password": DEMO_PASSWORD}
    client.call("create_token_tokens_post", 429, body=right)


@pytest.mark.parametrize(
    "body", [{}, {"procedure": 1, "unit": "x"}, {"procedure": "x", "unit": "y", "more": 1}]
)
def test_a_body_of_the_wrong_shape_lists_what_is_wrong(client: Client, body: object) -> None:
    sign_in(client, "reception_clerk", COMMUNE)

    problem = client.call("receive_dossiers_post", 422, body=body)

    assert problem["facts"]["problems"]


def test_answers_carry_security_headers(address: str) -> None:
    answer = httpx.get(f"{address}/sign-in")

    assert "script-src 'self';" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
