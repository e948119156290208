"""Deliveries by connectors: a service task waits for them, at least once, and nobody waits in vain unseen."""

from datetime import timedelta
from functools import partial
from itertools import pairwise

import pytest

from api.delivery.base import Undelivered
from api.delivery.outbox import LEASE, Outbox
from api.delivery.webhook import Webhook
from engine.commands.retry_delivery import RetryDelivery
from engine.model.delivery import MAX_ATTEMPTS, Delivery, pause_after
from processes.package import Package
from tests.support.city import Town
from tests.support.deliveries import any_delivery
from tests.support.other_system import OtherSystem, other_system
from tests.support.packages import package
from tests.support.replay import assert_journal_tells_all
from tests.support.threads import at_once
from tests.support.whole import assert_whole


def sending(*more: str, says: str = 'motcua:carries="ten khong_co"', **drawing: object) -> Package:
    """A procedure that posts to another system between its two tasks."""
    return package(
        "s -> A -> V -> B -> e", *more, tags={"V": "serviceTask"},
        says={"V": f'motcua:connector="webhook" {says}'}, **drawing,
    )  # type: ignore[arg-type]  # fmt: skip


def sent(town: Town, what: Package) -> str:
    """A dossier whose delivery is due."""
    town.put_in_force(what)
    dossier = town.open({"ten": "Minh", "mat": "không ai được biết"})
    town.complete(dossier, "A")
    return dossier


def outbox(town: Town, other: OtherSystem) -> Outbox:
    return Outbox(town.engine, {"webhook": Webhook(other.address)})


def try_until_given_up(town: Town, box: Outbox) -> None:
    for attempt in range(1, MAX_ATTEMPTS + 1):
        box.deliver_due()
        town.clock.move_to(town.clock() + pause_after(attempt))


def states(town: Town) -> list[str]:
    return [row.state for row in town.rows("SELECT state FROM delivery ORDER BY asked_at, id")]


def test_a_dossier_goes_on_once_its_delivery_was_accepted(town: Town) -> None:
    dossier = sent(town, sending())
    before = town.open_elements(dossier)

    with other_system() as other:
        delivered = outbox(town, other).deliver_due()

    assert (before, delivered) == ([], 1)
    assert town.open_elements(dossier) == ["B"]
    assert states(town) == ["done"]
    assert "delivered" in town.kinds(dossier)
    assert_whole(town, dossier)
    assert_journal_tells_all(town, dossier)


def test_the_other_side_is_told_what_the_element_names_and_an_id(town: Town) -> None:
    dossier = sent(town, sending())
    (stored,) = town.rows("SELECT id FROM delivery")

    with other_system() as other:
        outbox(town, other).deliver_due()

    ((key, body),) = other.posted
    assert key == body["id"] == str(stored.id)
    assert (body["dossier"], body["element"], body["data"]) == (dossier, "V", {"ten": "Minh"})


def test_a_refused_delivery_is_tried_again_later_under_the_same_id(town: Town) -> None:
    dossier = sent(town, sending())

    with other_system() as other:
        other.status = 503
        box = outbox(town, other)
        first, at_once_again = box.deliver_due(), box.deliver_due()
        town.clock.move_to(town.clock() + pause_after(1))
        other.status = 200
        later = box.deliver_due()

    assert (first, at_once_again, later) == (0, 0, 1)
    assert len({key for key, _ in other.posted}) == 1
    assert town.open_elements(dossier) == ["B"]


def test_each_pause_is_twice_as_long_as_the_one_before() -> None:
    pauses = [pause_after(attempts) for attempts in range(1, MAX_ATTEMPTS)]

    assert pauses[0] == timedelta(seconds=30)
    assert all(later == 2 * earlier for earlier, later in pairwise(pauses))


def test_after_enough_attempts_the_dossier_has_an_incident(town: Town) -> None:
    dossier = sent(town, sending())

    with other_system() as other:
        other.status = 500
        try_until_given_up(town, outbox(town, other))
        town.clock.move_to(town.clock() + timedelta(days=1))
        outbox(town, other).deliver_due()

    (incident,) = town.incidents()
    assert (incident.code, incident.element) == ("delivery.failed", "V")
    assert "500" in incident.facts["problem"]
    assert len(other.posted) == MAX_ATTEMPTS
    assert states(town) == ["failed"]
    assert_whole(town, dossier)


def test_a_failed_delivery_is_tried_anew_when_somebody_says_so(town: Town) -> None:
    dossier = sent(town, sending())
    with other_system() as other:
        other.status = 500
        box = outbox(town, other)
        try_until_given_up(town, box)
        (delivery,) = town.rows("SELECT id FROM delivery")

        town.engine.handle(RetryDelivery(dossier, str(delivery.id), "500"), town.clerk)
        other.status = 200
        delivered = box.deliver_due()

    assert delivered == 1
    assert town.open_elements(dossier) == ["B"]


@pytest.mark.parametrize("code", ["delivery_failed", "khac"])
def test_an_error_boundary_of_the_element_takes_over_if_it_catches_this_error(town: Town, code: str) -> None:
    dossier = sent(town, sending("b1 -> C -> e2", hosts={"b1": "V"}, errors={"b1": code}))

    with other_system() as other:
        other.status = 500
        try_until_given_up(town, outbox(town, other))

    assert town.open_elements(dossier) == (["C"] if code == "delivery_failed" else [])
    assert [row.code for row in town.incidents()] == (
        [] if code == "delivery_failed" else ["delivery.failed"]
    )
    assert_journal_tells_all(town, dossier)


def test_a_delivery_by_a_connector_that_is_not_set_up_waits(town: Town) -> None:
    dossier = sent(town, sending())

    assert Outbox(town.engine, {}).deliver_due() == 0

    assert states(town) == ["waiting"]
    assert town.incidents() == []
    assert town.head(dossier).state == "processing"


def test_a_delivery_that_nobody_needs_any_more_is_dropped(town: Town) -> None:
    dossier = sent(town, sending("b1 -> C -> e2", hosts={"b1": "V"}, timers={"b1": "P1D"}))
    town.pass_a_working_day()

    with other_system() as other:
        assert outbox(town, other).deliver_due() == 0

    assert town.open_elements(dossier) == ["C"]
    assert states(town) == ["dropped"]
    assert other.posted == []


def test_a_worker_that_died_in_the_middle_leaves_the_delivery_to_another(town: Town) -> None:
    dossier = sent(town, sending())

    class Dying:
        def deliver(self, delivery: Delivery, dossier: str) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Outbox(town.engine, {"webhook": Dying()}).deliver_due()
    with other_system() as other:
        too_early = outbox(town, other).deliver_due()
        town.clock.move_to(town.clock() + LEASE)
        in_time = outbox(town, other).deliver_due()

    assert (too_early, in_time) == (0, 1)
    assert town.open_elements(dossier) == ["B"]


def test_three_workers_deliver_each_thing_once(town: Town) -> None:
    town.put_in_force(sending())
    for _ in range(5):
        town.complete(town.open({"ten": "x"}), "A")

    with other_system() as other:
        at_once([partial(outbox(town, other).deliver_due) for _ in range(3)])

    assert len(other.posted) == len({key for key, _ in other.posted}) == 5
    assert states(town) == ["done"] * 5


def test_a_send_task_with_a_connector_is_a_delivery_and_awaits_no_message(town: Town) -> None:
    town.put_in_force(
        package("s -> A -> V -> B -> e", tags={"V": "sendTask"},
                says={"V": 'motcua:connector="webhook" messageRef="m_x"'}, messages={"c9": "x"})
    )  # fmt: skip
    dossier = town.open()
    town.complete(dossier, "A")

    assert states(town) == ["waiting"]
    assert not town.awaits(dossier, "x")


def test_where_the_data_lack_the_address_the_step_is_not_taken(town: Town) -> None:
    town.put_in_force(
        package("s -> A -> V -> e", tags={"V": "serviceTask"},
                says={"V": 'motcua:connector="mail" motcua:recipient="email"'})
    )  # fmt: skip
    dossier = town.open()

    with pytest.raises(Exception, match=r"delivery\.no_recipient"):
        town.complete(dossier, "A")

    assert [(row.code, row.element) for row in town.incidents()] == [("delivery.no_recipient", "V")]
    assert states(town) == []


def test_what_went_out_does_not_go_out_again_because_the_dossier_is_stuck(town: Town) -> None:
    dossier = sent(town, sending(seats={"B": "city department handler khong-ai-lo"}))

    with other_system() as other:
        for _ in range(3):
            outbox(town, other).deliver_due()
            town.clock.move_to(town.clock() + LEASE)

    assert len(other.posted) == 1
    assert [row.code for row in town.incidents()] == ["unit.none_in_charge"]
    assert states(town) == ["failed"]
    assert_whole(town, dossier)


def test_a_redirect_is_not_followed() -> None:
    with other_system() as other:
        other.status = 307
        with pytest.raises(Undelivered):
            Webhook(other.address).deliver(any_delivery(), "x")

    assert len(other.posted) == 1


def test_a_system_that_is_away_is_said_to_be() -> None:
    with other_system() as other:
        address = other.address

    with pytest.raises(Undelivered, match="refused"):
        Webhook(address).deliver(any_delivery(), "x")
