"""What is told of messages: those of a dossier, and those that went nowhere yet."""

from datetime import timedelta

from engine.commands.release_message import ReleaseMessage
from engine.model.message import UNAWAITED_AFTER
from engine.model.role import Role
from engine.reports.incidents import Mender
from engine.reports.messages import Passed, Unawaited, messages_of, unawaited
from engine.store.work import reading
from tests.support.city import DISTRICT, Town
from tests.support.hanoi import hanoi
from tests.support.packages import package

BY_SO = 'motcua:correlation="so"'
SENDS = package(
    "s -> A -> i1 -> e", messages={"i1": "bao"}, says={"i1": BY_SO}, process="P_Gui", procedure={"code": "L.GUI"}
)  # fmt: skip
WAITS = package("s -> c1 -> B -> e", messages={"c1": "bao"}, says={"c1": BY_SO})
STUCK = package(
    "s -> c1 -> B -> e", messages={"c1": "bao"}, says={"c1": BY_SO},
    seats={"B": "city department handler khong-ai-lo"},
)  # fmt: skip


def send(town: Town) -> str:
    dossier = town.open({"so": 1}, code="L.GUI")
    town.complete(dossier, "A")
    town.engine.relay_messages()
    return dossier


def seen(town: Town, account: str = "lanhdao") -> list[Unawaited]:
    who = Mender(town.signed_in(account), town.engine.city.units, town.today)
    with reading(town.database) as work:
        return unawaited(work, who, town.clock())


def of(town: Town, dossier: str, account: str = "theodoi") -> list[Passed]:
    with reading(town.database) as work:
        return messages_of(work, dossier, town.signed_in(account), town.today)


def test_a_message_that_no_procedure_in_force_hears_is_seen_from_the_start(town: Town) -> None:
    town.put_in_force(SENDS)
    dossier = send(town)

    (message,) = seen(town)

    assert (message.name, message.sender, message.reason) == ("bao", dossier, "unheard")
    assert not message.is_overdue


def test_a_message_that_somebody_may_await_later_is_early(town: Town) -> None:
    town.put_in_force(SENDS)
    town.put_in_force(WAITS)
    send(town)

    assert [each.reason for each in seen(town)] == ["not_yet"]


def test_after_some_days_an_unawaited_message_is_overdue(town: Town) -> None:
    town.put_in_force(SENDS)
    send(town)
    town.clock.move_to(town.clock() + UNAWAITED_AFTER - timedelta(seconds=1))
    before = seen(town)
    town.clock.move_to(town.clock() + timedelta(seconds=1))

    assert ([each.is_overdue for each in before], [each.is_overdue for each in seen(town)]) == (
        [False],
        [True],
    )


def test_a_message_that_arrived_is_seen_no_more(town: Town) -> None:
    town.put_in_force(SENDS)
    town.put_in_force(WAITS)
    town.open({"so": 1})
    send(town)

    assert seen(town) == []


def test_a_held_message_is_seen_with_what_holds_it(town: Town) -> None:
    town.put_in_force(SENDS)
    town.put_in_force(STUCK)
    town.open({"so": 1})
    send(town)

    (message,) = seen(town)

    assert message.reason == "held"
    assert message.problem is not None
    assert message.problem["code"] == "unit.none_in_charge"


def test_a_released_message_is_tried_again(town: Town) -> None:
    town.put_in_force(SENDS)
    for code in ("L.1", "L.2"):
        town.put_in_force(
            package("s -> B -> e", messages={"s": "bao"}, process=code, procedure={"code": code})
        )
    send(town)
    (message,) = seen(town)
    town.put_in_force(package("s -> B -> e", process="L.2", procedure={"code": "L.2"}))

    town.engine.take(ReleaseMessage(message.id), town.signed_in("lanhdao"))

    assert town.engine.relay_messages() == 1
    assert seen(town) == []


def test_other_units_see_nothing_of_it_and_the_publishing_office_everything(town: Town) -> None:
    town.put_in_force(SENDS)
    send(town)
    leader = town.holder(Role.LEADER, DISTRICT)
    who = Mender(leader, town.engine.city.units, town.today)

    with reading(town.database) as work:
        elsewhere = unawaited(work, who, town.clock())

    assert elsewhere == []
    assert len(seen(town, "congbo")) == 1


def test_a_dossier_tells_what_it_sent_and_got_and_with_whom(town: Town) -> None:
    town.put_in_force(SENDS)
    town.put_in_force(WAITS)
    receiver = town.open({"so": 1})
    sender = send(town)

    (sent,), (got,) = of(town, sender), of(town, receiver)

    assert (sent.is_sent, sent.name, sent.other, sent.state) == (True, "bao", receiver, "delivered")
    assert (got.is_sent, got.name, got.other, got.state) == (False, "bao", sender, "delivered")


ASKS = package(
    "s -> A -> i1 -> c1 -> e",
    messages={"i1": "hoi", "c1": "tra_loi"},
    process="P_Hoi",
    procedure={"code": "L.HOI"},
)
ANSWERS = package(
    "s1 -> B -> i2 -> e",
    messages={"s1": "hoi", "i2": "tra_loi"},
    process="P_Dap",
    procedure={"code": "L.DAP", "receiving_level": "district"},
    seats={"B": "district committee handler"},
)


def consult(town: Town) -> tuple[str, str]:
    """A dossier of the commune that asks the district, and the one by which it answers."""
    town.put_in_force(ASKS)
    town.put_in_force(ANSWERS)
    asking = town.open(code="L.HOI")
    town.complete(asking, "A")
    town.move_to("2018-11-05 09:00")
    town.engine.relay_messages()
    (answering,) = (row.code for row in town.rows("SELECT code FROM dossier WHERE procedure_code = 'L.DAP'"))
    return asking, answering


def test_both_sides_tell_when_it_was_sent_received_and_answered_and_by_whom(town: Town) -> None:
    asking, answering = consult(town)
    town.move_to("2018-11-06 10:00")
    town.complete(answering, "B")
    town.engine.relay_messages()

    (asked, _), (got, _) = of(town, asking), of(town, answering)

    assert (asked.sent_at, asked.arrived_at, asked.answered_at) == (
        hanoi("2018-11-05 08:15"),
        hanoi("2018-11-05 09:00"),
        hanoi("2018-11-06 10:00"),
    )
    assert (got.sent_at, got.arrived_at, got.answered_at) == (
        asked.sent_at,
        asked.arrived_at,
        asked.answered_at,
    )
    assert asked.sent_by == got.sent_by == town.handlers()[0].name
    assert asked.answered_by == got.answered_by == town.holder(Role.HANDLER, DISTRICT).name
    assert (asked.other, asked.other_unit, asked.other_state) == (answering, DISTRICT, "ended")


def test_a_message_without_an_answer_says_so(town: Town) -> None:
    asking, _ = consult(town)

    (asked,) = of(town, asking)

    assert asked.arrived_at is not None
    assert (asked.answered_at, asked.answered_by) == (None, None)


def test_how_the_other_dossier_stands_is_told_only_to_who_may_see_it(town: Town) -> None:
    asking, answering = consult(town)

    (asked,), (got,) = of(town, asking, "thuly"), of(town, answering, "truongphong")

    assert (asked.other, asked.other_state) == (answering, None)
    assert (got.other, got.other_state) == (asking, None)
