"""Signals between dossiers: everybody hears who listens at that moment, and nobody who comes later."""

from processes.package import Package
from tests.support.city import DISTRICT, Town
from tests.support.packages import package
from tests.support.whole import assert_whole

SENDS = package(
    "s -> A -> i1 -> e", signals={"i1": "ban_hanh"}, procedure={"code": "L.GUI"}, process="P_Gui",
    says={"i1": 'motcua:correlation="so" motcua:carries="van_ban"'},
)  # fmt: skip


def listens(correlation: str = "") -> Package:
    says = {"c1": f'motcua:correlation="{correlation}"'} if correlation else {}
    return package("s -> c1 -> B -> e", signals={"c1": "ban_hanh"}, says=says)


def send(town: Town, so: int = 1) -> None:
    town.complete(town.open({"so": so, "van_ban": "12/QĐ"}, code="L.GUI"), "A")


def test_a_signal_reaches_every_dossier_that_listens(town: Town) -> None:
    town.put_in_force(SENDS)
    town.put_in_force(listens())
    dossiers = [town.open() for _ in range(3)]
    send(town)

    assert town.engine.relay_messages() == 3

    for each in dossiers:
        assert town.open_elements(each) == ["B"]
        assert town.head(each).data == {"van_ban": "12/QĐ"}
        assert "signal_received" in town.kinds(each)
        assert_whole(town, each)


def test_who_listens_later_does_not_hear_it(town: Town) -> None:
    town.put_in_force(SENDS)
    town.put_in_force(listens())
    send(town)
    late = town.open()

    assert town.engine.relay_messages() == 0
    assert town.open_elements(late) == []


def test_a_listener_that_asks_for_a_key_hears_only_its_own(town: Town) -> None:
    town.put_in_force(SENDS)
    town.put_in_force(listens("so"))
    one, two = town.open({"so": 1}), town.open({"so": 2})
    send(town, 2)

    town.engine.relay_messages()

    assert (town.open_elements(one), town.open_elements(two)) == ([], ["B"])


def test_two_places_of_one_dossier_hear_it_each(town: Town) -> None:
    town.put_in_force(SENDS)
    town.put_in_force(
        package(
            "s -> p1 -> c1 -> B -> e", "p1 -> c2 -> C -> e2", signals={"c1": "ban_hanh", "c2": "ban_hanh"}
        )
    )
    dossier = town.open()
    send(town)

    assert town.engine.relay_messages() == 2

    assert town.open_elements(dossier) == ["B", "C"]


def test_a_listener_that_left_before_the_signal_came_is_not_bothered(town: Town) -> None:
    town.put_in_force(SENDS)
    town.put_in_force(package("s -> A -> e", "b1 -> B -> e2", signals={"b1": "ban_hanh"}, hosts={"b1": "A"}))
    dossier = town.open()
    send(town)
    town.complete(dossier, "A")

    assert town.engine.relay_messages() == 0

    assert [row.state for row in town.rows("SELECT state FROM message")] == ["nobody"]


def test_a_signal_opens_every_procedure_that_begins_with_it(town: Town) -> None:
    town.put_in_force(SENDS)
    for number in (1, 2):
        place = {"receiving_level": "district", "deciding_level": "district"}
        town.put_in_force(
            package("s -> C -> e", signals={"s": "ban_hanh"}, process=f"P{number}",
                    procedure={"code": f"L.{number}", **place}, seats={"C": "district committee handler"})
        )  # fmt: skip
    send(town)

    rounds = (town.engine.relay_messages(), town.engine.relay_messages())

    opened = town.rows("SELECT procedure_code FROM dossier WHERE unit_code = :unit ORDER BY 1", unit=DISTRICT)
    assert rounds == (2, 0)
    assert [row.procedure_code for row in opened] == ["L.1", "L.2"]
