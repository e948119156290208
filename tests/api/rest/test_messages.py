"""Messages over REST: handed in once, and seen until they arrive."""

from api.demo.city import DEMO_PASSWORD
from tests.support.city import COMMUNE, Town
from tests.support.packages import package
from tests.support.rest import Client

WAITS = package("s -> c1 -> B -> e", messages={"c1": "bao"}, says={"c1": 'motcua:correlation="so"'})
BODY = {"id": "1", "name": "bao", "correlation": "7", "unit": COMMUNE, "data": {"giay": "bản sao"}}


def test_the_same_message_handed_in_twice_moves_the_dossier_once(town: Town, client: Client) -> None:
    town.put_in_force(WAITS)
    dossier = town.open({"so": "7"})
    client.sign_in("tiepnhan", DEMO_PASSWORD)

    for _ in range(2):
        client.call("post_messages_post", 202, body=BODY)
        town.engine.relay_messages()

    exchange = client.call("read_exchange_dossiers__code__messages_get", code=dossier)
    assert town.open_elements(dossier) == ["B"]
    assert [(each["is_sent"], each["name"], each["state"]) for each in exchange["passed"]] == [
        (False, "bao", "delivered")
    ]
    assert exchange["awaited"] == []


def test_what_a_dossier_awaits_is_told(town: Town, client: Client) -> None:
    town.put_in_force(WAITS)
    dossier = town.open({"so": "7"})
    client.sign_in("tiepnhan", DEMO_PASSWORD)

    exchange = client.call("read_exchange_dossiers__code__messages_get", code=dossier)

    assert [(each["message"], each["element"]) for each in exchange["awaited"]] == [("bao", "c1")]


def test_another_message_under_the_same_id_is_a_conflict(client: Client) -> None:
    client.sign_in("tiepnhan", DEMO_PASSWORD)
    client.call("post_messages_post", 202, body=BODY)

    problem = client.call("post_messages_post", 409, body=BODY | {"name": "khac"})

    assert problem["title"] == "idempotency.key_reused"


def test_a_message_that_nobody_awaits_is_told_with_the_reason(client: Client) -> None:
    client.sign_in("tiepnhan", DEMO_PASSWORD)
    client.call("post_messages_post", 202, body=BODY)
    client.sign_in("lanhdao", DEMO_PASSWORD)

    (message,) = client.call("read_undone_messages_get")["messages"]

    assert (message["reason"], message["is_overdue"]) == ("unheard", False)
    assert "kiểm tra tên thông điệp" in message["sentence"]


def test_who_mends_nothing_reads_no_messages(client: Client) -> None:
    client.sign_in("thuly", DEMO_PASSWORD)

    assert client.call("read_undone_messages_get") == {"messages": [], "deliveries": []}


def test_only_a_held_message_can_be_released(client: Client) -> None:
    client.sign_in("tiepnhan", DEMO_PASSWORD)
    client.call("post_messages_post", 202, body=BODY)
    client.sign_in("lanhdao", DEMO_PASSWORD)
    (message,) = client.call("read_undone_messages_get")["messages"]

    problem = client.call("release_messages__message__release_post", 404, message=message["id"])

    assert problem["title"] == "message.unknown"
