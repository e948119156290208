"""E-mail over a real server."""

import pytest

from api.delivery.base import Undelivered
from api.delivery.mail import Mail
from tests.support.deliveries import any_delivery
from tests.support.mail_server import mail_server


def test_a_message_tells_the_dossier_and_what_the_element_carries() -> None:
    with mail_server() as server:
        Mail("127.0.0.1", server.port, "motcua@hanoi.vn").deliver(any_delivery("minh@example.vn"), "000.1")

    (message,) = server.taken
    text = message.get_content()
    assert message["To"] == "minh@example.vn"
    assert message["Subject"] == "Báo kết quả - hồ sơ 000.1"
    assert "Mã hồ sơ: 000.1" in text
    assert "ghi_chú: đã có kết quả" in text


def test_every_attempt_bears_the_same_id() -> None:
    with mail_server() as server:
        for _ in range(2):
            Mail("127.0.0.1", server.port, "motcua@hanoi.vn").deliver(any_delivery("minh@example.vn"), "1")

    assert {message["Message-ID"] for message in server.taken} == {
        "<00000000-0000-4000-8000-000000000001@hanoi.vn>"
    }


@pytest.mark.parametrize("recipient", ["ai@nowhere.vn", "a@b.vn\nBcc: khac@c.vn", "không phải địa chỉ"])
def test_a_recipient_that_cannot_be_is_not_delivered_to(recipient: str) -> None:
    with mail_server() as server, pytest.raises(Undelivered):
        Mail("127.0.0.1", server.port, "motcua@hanoi.vn").deliver(any_delivery(recipient), "1")

    assert server.taken == []


def test_a_mail_server_that_is_away_is_said_to_be() -> None:
    with mail_server() as server:
        port = server.port

    with pytest.raises(Undelivered, match="refused"):
        Mail("127.0.0.1", port, "motcua@hanoi.vn").deliver(any_delivery("minh@example.vn"), "1")
