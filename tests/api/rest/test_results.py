"""Documents over REST: handed in, drafted, read with their signatures verified."""

from api.demo.city import DEMO_PASSWORD
from tests.support.city import Town
from tests.support.documents import pdf
from tests.support.rest import Client

PROCEDURE, COMMUNE = "L.249197", "00295"


def at_the_handler(client: Client, town: Town) -> str:
    """A dossier whose handler at the commune drafts; the handler is signed in."""
    client.sign_in(f"tiepnhan.{COMMUNE}", DEMO_PASSWORD)
    body = {"procedure": PROCEDURE, "unit": COMMUNE}
    code = str(client.call("receive_dossiers_post", 201, body=body)["dossier"])
    with town.database.begin() as connection:
        connection.exec_driver_sql("UPDATE task SET role = 'handler' WHERE element = 'Task_TiepNhan'")
    client.sign_in(f"thuly.{COMMUNE}", DEMO_PASSWORD)
    return code


def hand_in(client: Client, content: bytes) -> str:
    answer = client.call("hand_in_file_attachments_post", 201, file=("du thao.pdf", content))
    return str(answer["file"])


def test_a_draft_is_handed_in_attached_and_read(client: Client, town: Town) -> None:
    code = at_the_handler(client, town)
    body = {"title": "Quyết định trợ cấp", "file": hand_in(client, pdf())}

    answer = client.call("draft_dossiers__code__results_post", code=code, body=body, key="k1")
    again = client.call("draft_dossiers__code__results_post", code=code, body=body, key="k1")

    (found,) = client.call("read_results_dossiers__code__results_get", code=code)["results"]
    assert answer == again
    assert (found["id"], found["state"], found["title"]) == (
        answer["result"],
        "drafted",
        "Quyết định trợ cấp",
    )
    assert (found["signatures"], found["number"]) == ([], "")


def test_a_draft_that_was_not_handed_in_is_refused(client: Client, town: Town) -> None:
    code = at_the_handler(client, town)
    body = {"title": "Quyết định", "file": f"{'0' * 64}/x.pdf"}

    problem = client.call("draft_dossiers__code__results_post", 404, code=code, body=body)

    assert problem["type"] == "urn:motcua:problem:attachment.unknown"


def test_a_file_of_no_known_kind_is_refused(client: Client, town: Town) -> None:
    at_the_handler(client, town)

    problem = client.call("hand_in_file_attachments_post", 422, file=("x.pdf", b"MZ" + bytes(100)))

    assert problem["type"] == "urn:motcua:problem:attachment.wrong_kind"


def test_a_stranger_reads_no_document(client: Client, town: Town) -> None:
    code = at_the_handler(client, town)
    client.sign_in("thuly.00004", DEMO_PASSWORD)

    client.call("read_results_dossiers__code__results_get", 404, code=code)
