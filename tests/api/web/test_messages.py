"""Messages on pages: what went nowhere yet, for those who mend, and what a dossier exchanged."""

import pytest

from tests.support.city import Town
from tests.support.packages import package
from tests.support.visitor import Enter

BY_SO = 'motcua:correlation="so"'
SENDS = package(
    "s -> A -> i1 -> e", messages={"i1": "bao_tin"}, says={"i1": BY_SO}, process="P_Gui",
    procedure={"code": "L.GUI"},
)  # fmt: skip
WAITS = package("s -> c1 -> B -> e", messages={"c1": "bao_tin"}, says={"c1": BY_SO})


@pytest.fixture
def sender(town: Town, address: str) -> str:
    """A dossier that has sent what nobody has taken."""
    town.put_in_force(SENDS)
    dossier = town.open({"so": 1}, code="L.GUI")
    town.complete(dossier, "A")
    return dossier


def test_a_message_that_nobody_awaits_is_listed_with_the_reason(enter: Enter, sender: str) -> None:
    shown = enter("lanhdao").open("/messages")

    assert "bao_tin" in shown.text
    assert "hãy kiểm tra tên thông điệp trong các sơ đồ" in shown.text
    assert f"/dossiers/{sender}" in shown.links()


def test_a_held_message_is_sent_on_by_a_button(town: Town, enter: Enter, sender: str) -> None:
    for code in ("L.1", "L.2"):
        town.put_in_force(
            package("s -> B -> e", messages={"s": "bao_tin"}, process=code, procedure={"code": code})
        )
    town.engine.relay_messages()

    enter("lanhdao").open("/messages").press("Chuyển lại")

    assert town.rows("SELECT state FROM message") == [("waiting",)]


def test_what_a_connector_has_not_delivered_is_listed(town: Town, enter: Enter) -> None:
    town.put_in_force(
        package("s -> A -> V -> e", tags={"V": "serviceTask"}, says={"V": 'motcua:connector="portal"'})
    )
    dossier = town.open()
    town.complete(dossier, "A")

    shown = enter("lanhdao").open("/messages")

    assert "Chưa gửi ra ngoài được" in shown.text
    assert f"/dossiers/{dossier}" in shown.links()


@pytest.mark.parametrize("account", ["thuly", "tiepnhan"])
def test_who_mends_nothing_does_not_see_the_list(enter: Enter, sender: str, account: str) -> None:
    enter(account).open("/messages", expected=403)


def test_a_dossiers_page_tells_with_whom_it_exchanged_what(town: Town, enter: Enter, sender: str) -> None:
    town.put_in_force(WAITS)
    receiver = town.open({"so": 1})
    before = enter("thuly").open(f"/dossiers/{sender}").text
    town.engine.relay_messages()

    after = enter("thuly").open(f"/dossiers/{sender}")

    assert "chưa có hồ sơ nhận" in before
    assert "Gửi «bao_tin»" in after.text
    assert f"/dossiers/{receiver}" in after.links()
