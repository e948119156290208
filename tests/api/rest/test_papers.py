"""Papers over REST: the operation gives the PDF that the document promises."""

import pytest

from api.demo.city import DEMO_PASSWORD
from tests.support.pdf import squeezed, text_of
from tests.support.rest import Client

OPERATION = "read_paper_dossiers__code__papers__kind__get"


@pytest.fixture
def dossier(client: Client) -> str:
    client.sign_in("tiepnhan.00295", DEMO_PASSWORD)
    body = {"procedure": "L.249197", "unit": "00295", "data": {"ho_ten": "Nguyễn Thị Minh"}}
    return str(client.call("receive_dossiers_post", 201, body=body)["dossier"])


def test_a_paper_is_a_pdf_as_the_document_promises(client: Client, dossier: str) -> None:
    path, method, described = client.operation(OPERATION)
    address = path.format(code=dossier, kind="receipt")

    answer = client.http.request(method, address, headers={"Authorization": f"Bearer {client.token}"})

    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] in described["responses"]["200"]["content"]
    assert squeezed(f"Mã hồ sơ: {dossier}") in text_of(answer.content)


@pytest.mark.parametrize(
    ("asked", "status", "title"),
    [
        ({"kind": "supplement"}, 404, "paper.unknown"),
        ({"kind": "receipt", "no": 2}, 404, "paper.unknown"),
        ({"kind": "receipt", "no": 0}, 422, "request.invalid"),
    ],
)
def test_what_was_not_issued_is_a_problem(
    client: Client, dossier: str, asked: dict[str, object], status: int, title: str
) -> None:
    problem = client.call(OPERATION, status, code=dossier, **asked)

    assert problem["title"] == title


def test_a_paper_needs_a_caller_who_works_on_the_dossier(client: Client, dossier: str) -> None:
    for account, status in (("theodoi", 403), ("tiepnhan.00364", 404)):
        client.sign_in(account, DEMO_PASSWORD)
        client.call(OPERATION, status, code=dossier, kind="receipt")

    client.token = None
    client.call(OPERATION, 401, code=dossier, kind="receipt")
