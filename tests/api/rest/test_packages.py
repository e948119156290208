"""A package over REST: the same gates as the pages, told in problem bodies."""

from typing import Any

import pytest

from api.demo.city import DEMO_PASSWORD
from tests.support.rest import Client
from tests.support.uploads import (
    DEADLOCK,
    DESIGNER,
    HOSTILE,
    LONGER,
    PUBLISHER,
    REVIEWER,
    SOUND,
    WARNED,
    zipped,
)

UPLOAD = "upload_package_packages_post"
PACKAGE = ("goi.zip", zipped(SOUND.files))


def sign_in(client: Client, account: str) -> None:
    client.sign_in(account, DEMO_PASSWORD)


def upload(client: Client, content: bytes, expected: int = 201, key: str | None = None) -> Any:
    sign_in(client, DESIGNER)
    return client.call(UPLOAD, expected, file=("goi.zip", content), key=key)


def deed(client: Client, name: str, draft: str, expected: int = 200, **body: Any) -> Any:
    operation = f"{name}_package_packages__draft__{name}_post"
    return client.call(operation, expected, draft=draft, body=body or None)


def test_a_program_brings_a_package_into_force_for_three_persons(client: Client) -> None:
    drawn = upload(client, zipped(SOUND.files))
    deed(client, "submit", drawn["id"])
    sign_in(client, REVIEWER)
    deed(client, "approve", drawn["id"], digest=drawn["digest"])
    sign_in(client, PUBLISHER)

    published = deed(client, "publish", drawn["id"], digest=drawn["digest"])

    assert (drawn["verdict"], drawn["state"]) == ("accepted", "drawn")
    assert published["state"] == "published"
    procedures = client.call("list_procedures_procedures_get")
    assert "L.THU" in {each["code"] for each in procedures}


def test_findings_come_with_the_walk_and_stop_the_submission(client: Client) -> None:
    drawn = upload(client, DEADLOCK)

    problem = deed(client, "submit", drawn["id"], 422)

    assert drawn["verdict"] == "rejected"
    (deadlock,) = (each for each in drawn["findings"] if each["code"] == "sound.deadlock")
    assert deadlock["trace"] == ["s", "x", "B"]
    assert "sound.deadlock" in {each["code"] for each in problem["facts"]["findings"]}


def test_a_check_finds_the_same_again_and_changes_nothing(client: Client) -> None:
    drawn = upload(client, DEADLOCK)

    assert deed(client, "check", drawn["id"]) == drawn


@pytest.mark.parametrize("name", ["doctype", "zip bomb", "not text"])
def test_a_hostile_file_is_a_problem_and_never_a_fault_of_ours(client: Client, name: str) -> None:
    problem = upload(client, HOSTILE[name][0], 422)

    assert problem["type"].startswith("urn:motcua:problem:package.")
    assert problem["detail"]


def test_the_same_key_uploads_once_and_for_another_file_it_is_a_conflict(client: Client) -> None:
    first = upload(client, zipped(SOUND.files), key="k1")

    assert upload(client, zipped(SOUND.files), key="k1") == first
    assert upload(client, zipped(SOUND.files), key="k2")["id"] != first["id"]
    assert upload(client, zipped(LONGER.files), 409, key="k1")["title"] == "idempotency.key_reused"


def test_warnings_that_were_not_accepted_are_named(client: Client) -> None:
    drawn = upload(client, zipped(WARNED.files))
    deed(client, "submit", drawn["id"])
    sign_in(client, REVIEWER)

    problem = deed(client, "approve", drawn["id"], 422, digest=drawn["digest"])

    missing = problem["facts"]["findings"]
    names = [f"{each['code']} {each['element']}" for each in missing]
    assert deed(client, "approve", drawn["id"], digest=drawn["digest"], accepted=names)["state"] == "approved"


def test_nobody_goes_around_the_second_person(client: Client) -> None:
    drawn = upload(client, zipped(SOUND.files))
    deed(client, "submit", drawn["id"])

    assert deed(client, "approve", drawn["id"], 403, digest=drawn["digest"])["title"] == "review.not_yours"
    assert deed(client, "publish", drawn["id"], 403, digest=drawn["digest"])["title"] == "review.not_yours"
    sign_in(client, PUBLISHER)
    assert deed(client, "publish", drawn["id"], 409, digest=drawn["digest"])["title"] == "review.wrong_state"


def test_who_does_not_draw_cannot_upload(client: Client) -> None:
    sign_in(client, "tiepnhan.00295")

    client.call(UPLOAD, 403, file=PACKAGE)


def test_a_strangers_draft_is_unknown(client: Client) -> None:
    drawn = upload(client, zipped(SOUND.files))
    sign_in(client, "tiepnhan.00295")

    assert deed(client, "check", drawn["id"], 404)["title"] == "draft.unknown"
    assert deed(client, "submit", drawn["id"], 404)["title"] == "draft.unknown"
