"""Messages between dossiers of several units: who gets them, when, and only once."""

from functools import partial
from typing import Any

import pytest

from engine.store import work as unit_of_work
from processes.package import Package
from tests.support.city import COMMUNE, DISTRICT, Town
from tests.support.packages import package
from tests.support.replay import assert_journal_tells_all
from tests.support.statements import counted
from tests.support.threads import at_once
from tests.support.whole import assert_whole

ASKING = package(
    "s -> A -> i1 -> c1 -> B -> e",
    messages={"i1": "hoi_quan", "c1": "quan_tra_loi"},
    says={"i1": 'motcua:carries="ten khong_co"'},
    forms={"A": {"rieng": "string"}},
)
"""The commune asks the district in the middle of a procedure and waits for the answer."""

ANSWERING = package(
    "s -> C -> i1 -> e",
    process="Process_Quan",
    procedure={"code": "L.QUAN", "receiving_level": "district", "deciding_level": "district"},
    messages={"s": "hoi_quan", "i1": "quan_tra_loi"},
    seats={"C": "district committee handler"},
    forms={"C": {"y_kien": "string"}},
    says={"i1": 'motcua:carries="y_kien"'},
)
"""The district's own procedure: the other pool."""

SENDS = package("s -> A -> i1 -> e", messages={"i1": "bao"}, procedure={"code": "L.GUI"}, process="P_Gui")
WAITS = package("s -> c1 -> B -> e", messages={"c1": "bao"}, process="P_Cho")


def by(name: str) -> str:
    return f'motcua:correlation="{name}"'


def keyed(direction: str, **more: Any) -> Package:
    """A procedure that sends (`i1`) or awaits (`c1`) the message `bao` by the data `so`."""
    arrows, code = ("s -> A -> i1 -> e", "L.GUI") if direction == "i1" else ("s -> c1 -> B -> e", "L.THU")
    return package(
        arrows, messages={direction: "bao"}, says={direction: by("so")}, process=code,
        procedure={"code": code}, **more,
    )  # fmt: skip


def messages(town: Town) -> list[tuple[str, str]]:
    return [tuple(row) for row in town.rows("SELECT name, state FROM message ORDER BY seq")]


def opened_at(town: Town, unit: str) -> str:
    (row,) = town.rows("SELECT code FROM dossier WHERE unit_code = :unit", unit=unit)
    return str(row.code)


def asked(town: Town) -> str:
    """A dossier of the commune that has asked the district, not yet relayed."""
    town.put_in_force(ASKING)
    dossier = town.open({"ten": "Minh", "mat": "không ai được biết"})
    town.complete(dossier, "A", rieng="của phường")
    return dossier


# Two pools.


def test_a_message_opens_the_procedure_of_another_unit_and_its_answer_comes_back(town: Town) -> None:
    town.put_in_force(ANSWERING)
    dossier = asked(town)

    first = town.engine.relay_messages()
    other = opened_at(town, DISTRICT)
    town.complete(other, "C", y_kien="đồng ý")
    second = town.engine.relay_messages()

    assert (first, second) == (1, 1)
    assert town.open_elements(dossier) == ["B"]
    assert town.head(dossier).data["y_kien"] == "đồng ý"
    assert town.head(other).state == "ended"
    for each in (dossier, other):
        assert_whole(town, each)


def test_the_dossier_that_a_message_opened_tells_by_which(town: Town) -> None:
    town.put_in_force(ANSWERING)
    dossier = asked(town)

    town.engine.relay_messages()

    head = town.head(opened_at(town, DISTRICT))
    (received,) = [row for row in town.journal(head.code) if row.kind == "dossier_received"]
    (message,) = town.rows("SELECT id, to_dossier FROM message")
    assert (head.place_code, head.conversation) == (COMMUNE, dossier)
    assert received.actor == "clock"
    assert received.facts["opened_by"] == "hoi_quan"
    assert (received.facts["sender"], received.facts["message_id"]) == (dossier, str(message.id))
    assert message.to_dossier == head.id


def test_only_what_the_throwing_element_names_leaves_the_dossier(town: Town) -> None:
    town.put_in_force(ANSWERING)
    asked(town)

    town.engine.relay_messages()

    assert town.head(opened_at(town, DISTRICT)).data == {"ten": "Minh"}


def test_the_receivers_journal_alone_leads_to_where_it_stands(town: Town) -> None:
    town.put_in_force(ANSWERING)
    dossier = asked(town)
    town.engine.relay_messages()
    town.complete(opened_at(town, DISTRICT), "C", y_kien="đồng ý")

    town.engine.relay_messages()

    assert_journal_tells_all(town, dossier)


# Early.


def test_an_early_message_waits_until_somebody_awaits_it(town: Town) -> None:
    town.put_in_force(keyed("i1"))
    town.put_in_force(keyed("c1"))
    town.complete(town.open({"so": "7"}, code="L.GUI"), "A")

    before = town.engine.relay_messages()
    late = town.open({"so": "7"})
    after = town.engine.relay_messages()

    assert (before, after) == (0, 1)
    assert town.open_elements(late) == ["B"]
    assert messages(town) == [("bao", "delivered")]


def test_a_message_finds_the_dossier_with_the_same_key_and_no_other(town: Town) -> None:
    town.put_in_force(keyed("i1"))
    town.put_in_force(keyed("c1"))
    first, second = town.open({"so": 1}), town.open({"so": 2})
    town.complete(town.open({"so": 2}, code="L.GUI"), "A")

    town.engine.relay_messages()

    assert (town.open_elements(first), town.open_elements(second)) == ([], ["B"])


def test_of_several_dossiers_the_one_that_waited_longest_gets_the_message(town: Town) -> None:
    town.put_in_force(keyed("i1"))
    town.put_in_force(keyed("c1"))
    waiting = [town.open({"so": 1}) for _ in range(3)]
    town.complete(town.open({"so": 1}, code="L.GUI"), "A")

    assert town.engine.relay_messages() == 1

    assert [town.open_elements(each) for each in waiting] == [["B"], [], []]


def test_two_messages_of_one_name_arrive_in_the_order_they_were_sent(town: Town) -> None:
    town.put_in_force(_numbered())
    town.put_in_force(package("s -> c1 -> c2 -> B -> e", messages={"c1": "bao", "c2": "bao"},
                              says={"c1": by("so"), "c2": by("so")}))  # fmt: skip
    for number in (1, 2):
        town.complete(town.open({"so": 1}, code="L.GUI"), "A", lan=number)
    dossier = town.open({"so": 1})

    assert town.engine.relay_messages() == 2

    received = [row.facts["data"] for row in town.journal(dossier) if row.kind == "message_received"]
    assert received == [{"lan": 1}, {"lan": 2}]


def _numbered() -> Package:
    return package(
        "s -> A -> i1 -> e", messages={"i1": "bao"}, says={"i1": by("so") + ' motcua:carries="lan"'},
        process="L.GUI", procedure={"code": "L.GUI"}, forms={"A": {"lan": "integer"}},
    )  # fmt: skip


def test_without_a_key_a_message_stays_in_its_conversation(town: Town) -> None:
    town.put_in_force(SENDS)
    town.put_in_force(WAITS)
    stranger = town.open()
    town.complete(town.open(code="L.GUI"), "A")

    assert town.engine.relay_messages() == 0

    assert town.open_elements(stranger) == []
    assert messages(town) == [("bao", "waiting")]


def test_a_dossier_does_not_hear_its_own_message(town: Town) -> None:
    town.put_in_force(package("s -> A -> i1 -> c1 -> e", messages={"i1": "bao", "c1": "bao"}))
    dossier = town.open()
    town.complete(dossier, "A")

    assert town.engine.relay_messages() == 0

    assert town.awaits(dossier, "bao")


def test_what_is_awaited_follows_the_dossiers_data(town: Town) -> None:
    town.put_in_force(keyed("i1"))
    town.put_in_force(
        package("s -> p1 -> A -> p2 -> e", "p1 -> c1 -> p2", messages={"c1": "bao"}, says={"c1": by("so")},
                forms={"A": {"so": "string"}})
    )  # fmt: skip
    dossier = town.open({"so": "cũ"})
    town.complete(dossier, "A", so="mới")
    town.complete(town.open({"so": "mới"}, code="L.GUI"), "A")

    town.engine.relay_messages()

    assert town.head(dossier).state == "ended"


def test_a_place_that_is_left_awaits_nothing_any_more(town: Town) -> None:
    town.put_in_force(keyed("i1"))
    town.put_in_force(package("s -> A -> e", "b1 -> B -> e", messages={"b1": "bao"}, says={"b1": by("so")},
                              hosts={"b1": "A"}))  # fmt: skip
    dossier = town.open({"so": 1})
    awaited = town.rows("SELECT name, correlation FROM awaited")
    town.complete(dossier, "A")

    assert awaited == [("bao", "1")]
    assert town.rows("SELECT 1 FROM awaited") == []


def test_an_event_whose_handler_still_works_does_not_take_the_next_message(town: Town) -> None:
    town.put_in_force(keyed("i1"))
    town.put_in_force(package("s -> A -> e", "b1 -> B -> e2", messages={"b1": "bao"}, says={"b1": by("so")},
                              hosts={"b1": "A"}, calm={"b1"}))  # fmt: skip
    dossier = town.open({"so": 1})
    for _ in range(2):
        town.complete(town.open({"so": 1}, code="L.GUI"), "A")

    first = town.engine.relay_messages()
    town.complete(dossier, "B")
    second = town.engine.relay_messages()

    assert (first, second) == (1, 1)
    assert town.open_elements(dossier) == ["A", "B"]


# What stands in the way.


def test_a_message_by_a_key_that_the_data_lack_is_an_incident_at_its_element(town: Town) -> None:
    town.put_in_force(keyed("i1"))
    dossier = town.open(code="L.GUI")

    with pytest.raises(Exception, match=r"message\.no_key"):
        town.complete(dossier, "A")

    assert [(row.code, row.element) for row in town.incidents()] == [("message.no_key", "i1")]
    assert messages(town) == []


def test_what_forms_decide_here_no_other_dossier_decides(town: Town) -> None:
    town.put_in_force(_numbered())
    town.put_in_force(package("s -> c1 -> B -> e", messages={"c1": "bao"}, says={"c1": by("so")},
                              forms={"B": {"lan": "integer"}}))  # fmt: skip
    dossier = town.open({"so": 1})
    town.complete(town.open({"so": 1}, code="L.GUI"), "A", lan=1)

    assert town.engine.relay_messages() == 0

    assert [row.code for row in town.incidents()] == ["message.reserved_names"]
    assert messages(town) == [("bao", "held")]
    assert town.awaits(dossier, "bao")


def test_a_receiver_that_cannot_go_on_keeps_the_message_for_when_it_can(town: Town) -> None:
    town.put_in_force(keyed("i1"))
    town.put_in_force(package("s -> c1 -> B -> e", messages={"c1": "bao"}, says={"c1": by("so")},
                              seats={"B": "city department handler khong-ai-lo"}))  # fmt: skip
    dossier = town.open({"so": 1})
    town.complete(town.open({"so": 1}, code="L.GUI"), "A")

    rounds = [town.engine.relay_messages() for _ in range(2)]

    (incident,) = town.incidents()
    assert rounds == [0, 0]
    assert (incident.code, incident.element) == ("unit.none_in_charge", "B")
    assert messages(town) == [("bao", "held")]
    assert_whole(town, dossier)


def test_a_message_that_opens_two_procedures_opens_neither(town: Town) -> None:
    town.put_in_force(ANSWERING)
    town.put_in_force(package("s -> C -> e", messages={"s": "hoi_quan"}, procedure={"code": "L.KHAC"}))
    asked(town)

    assert town.engine.relay_messages() == 0

    (row,) = town.rows("SELECT state, problem FROM message")
    assert (row.state, row.problem["code"]) == ("held", "message.many_openings")


def test_a_procedure_no_longer_in_force_is_not_opened(town: Town) -> None:
    town.put_in_force(ANSWERING)
    plain = package(
        "s -> C -> e", process="Process_Quan",
        procedure={"code": "L.QUAN", "receiving_level": "district", "deciding_level": "district"},
    )  # fmt: skip
    town.put_in_force(plain)
    asked(town)

    assert town.engine.relay_messages() == 0
    assert messages(town) == [("hoi_quan", "waiting")]


# Once.


def test_three_relays_at_once_deliver_each_message_once(town: Town) -> None:
    town.put_in_force(ANSWERING)
    town.put_in_force(ASKING)
    for _ in range(4):
        town.complete(town.open({"ten": "x"}), "A", rieng="y")

    arrived = at_once([partial(town.engine.relay_messages) for _ in range(3)])

    opened = town.rows("SELECT conversation FROM dossier WHERE unit_code = :unit", unit=DISTRICT)
    assert sum(each for each in arrived if isinstance(each, int)) == 4
    assert len(opened) == len(set(opened)) == 4


def test_a_relay_that_dies_before_its_commit_has_done_nothing(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.put_in_force(ANSWERING)
    asked(town)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(unit_of_work.Connection, "commit", killed)
        with pytest.raises(KeyboardInterrupt):
            town.engine.relay_messages()

    assert messages(town) == [("hoi_quan", "waiting")]
    assert town.engine.relay_messages() == 1


def test_a_step_without_messages_costs_no_statement_more(town: Town) -> None:
    town.put_in_force(package("s -> A -> B -> e"))
    town.complete(town.open(), "A")
    dossier = town.open()

    with counted(town.database) as traffic:
        town.complete(dossier, "A")

    assert not any("INTO message" in each for each in traffic.statements)
