"""Messages from outside: handed in once, at a unit, for whichever dossier there awaits them."""

import pytest

from engine.commands.post_message import PostMessage
from engine.errors import Refused
from engine.model.role import Role
from tests.support.city import COMMUNE, DISTRICT, Town
from tests.support.packages import package
from tests.support.threads import at_once

WAITS = package("s -> c1 -> B -> e", messages={"c1": "bao"}, says={"c1": 'motcua:correlation="so"'})
OPENS = package("s -> C -> e", messages={"s": "don_truc_tuyen"})


def posted(number: str = "1", unit: str = COMMUNE, **data: str) -> PostMessage:
    return PostMessage(number, "bao", "7", unit, data)


def test_a_message_from_outside_reaches_the_dossier_of_its_key(town: Town) -> None:
    town.put_in_force(WAITS)
    dossier = town.open({"so": "7"})

    town.engine.take(posted(giay="bản sao"), town.clerk)
    town.engine.relay_messages()

    assert town.open_elements(dossier) == ["B"]
    assert town.head(dossier).data == {"so": "7", "giay": "bản sao"}


def test_it_may_come_before_the_dossier_waits(town: Town) -> None:
    town.put_in_force(WAITS)
    town.engine.take(posted(), town.clerk)

    assert town.engine.relay_messages() == 0
    dossier = town.open({"so": "7"})
    assert town.engine.relay_messages() == 1

    assert town.open_elements(dossier) == ["B"]


def test_the_same_message_twice_acts_once(town: Town) -> None:
    town.put_in_force(WAITS)
    first, second = town.open({"so": "7"}), town.open({"so": "7"})
    clerk = town.clerk

    town.engine.take(posted(), clerk)
    town.engine.relay_messages()
    town.engine.take(posted(), clerk)

    assert town.engine.relay_messages() == 0
    assert (town.open_elements(first), town.open_elements(second)) == (["B"], [])


def test_the_same_message_from_five_senders_at_once_is_stored_once(town: Town) -> None:
    clerk = town.clerk

    answers = at_once([lambda: town.engine.take(posted(), clerk)] * 5)

    assert answers == [None] * 5
    assert len(town.rows("SELECT 1 FROM message")) == 1


def test_an_id_used_for_another_message_is_refused(town: Town) -> None:
    town.engine.take(posted(giay="một"), town.clerk)

    with pytest.raises(Refused, match=r"idempotency\.key_reused"):
        town.engine.take(posted(giay="hai"), town.clerk)


def test_what_was_handed_in_at_one_unit_moves_no_dossier_of_another(town: Town) -> None:
    town.put_in_force(WAITS)
    dossier = town.open({"so": "7"})
    district = town.holder(Role.RECEPTION_CLERK, DISTRICT)

    town.engine.take(posted(unit=DISTRICT), district)

    assert town.engine.relay_messages() == 0
    assert town.open_elements(dossier) == []


def test_only_a_reception_clerk_of_the_unit_hands_in(town: Town) -> None:
    for actor in (town.holder(Role.HANDLER), town.holder(Role.RECEPTION_CLERK, DISTRICT)):
        with pytest.raises(Refused, match=r"actor\.not_allowed"):
            town.engine.take(posted(), actor)


def test_a_message_from_outside_opens_a_procedure_where_it_was_handed_in(town: Town) -> None:
    town.put_in_force(OPENS)
    town.engine.take(PostMessage("1", "don_truc_tuyen", "", COMMUNE, {"ho_ten": "Minh"}), town.clerk)

    assert town.engine.relay_messages() == 1

    (row,) = town.rows("SELECT unit_code, data, conversation FROM dossier")
    assert (row.unit_code, row.data, row.conversation) == (COMMUNE, {"ho_ten": "Minh"}, None)
