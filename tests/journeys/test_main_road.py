"""One real dossier from the commune to the city and back, on the PostgreSQL we bring and on the oldest we support."""

import pytest
from sqlalchemy import URL

from api.demo.play import Player
from engine.model.role import Role
from engine.reports.control_slip import Timeliness, control_slip
from engine.store.deployments import Deployments
from engine.store.work import begin, reading
from processes.catalogue import package
from processes.deploy import deploy
from processes.walk import read_script
from tests.support.city import COMMUNE, DISTRICT, STARTS_AT, Town, town_on
from tests.support.database import fresh_database, postgresql_15
from tests.support.packages import FIELD
from tests.support.replay import assert_journal_tells_all
from tests.support.whole import assert_whole

CODE = "2.000286"
SENT_BACK_CODE = "1.001776"


def put_in_force(town: Town, code: str) -> None:
    """Bring a procedure of the library into force as publication does: checked and certified."""
    with begin(town.database) as work:
        deploy(work, package(code), Deployments(), STARTS_AT)
    town.restart()


def play(town: Town, code: str, walk: str) -> str:
    """Let the people of the walk do their parts; the dossier's code."""
    player = Player(town.engine, town.clock)
    received = player.receive(code, COMMUNE, FIELD)
    for _ in player.play(received, read_script(package(code).walks[f"walks/{walk}.json"])):
        assert_whole(town, received.dossier)
    return received.dossier


def walk_the_main_road(url: URL) -> None:
    with town_on(url) as town:
        put_in_force(town, CODE)
        certified = town.rows("SELECT count(*) FROM certificate")

        dossier = play(town, CODE, "thuan_loi")

        assert town.head(dossier).state == "ended"
        assert town.rows("SELECT count(*) FROM certificate") == certified
        assert town.incidents() == []
        assert_journal_tells_all(town, dossier)
        assert_slip_tells_the_road(town, dossier)


def assert_slip_tells_the_road(town: Town, dossier: str) -> None:
    with reading(town.database) as work:
        slip = control_slip(work, dossier)
    levels = list(dict.fromkeys(row.unit for row in slip))
    assert levels[:2] == ["UBND phường Minh Khai", "Sở Lao động - Thương binh và Xã hội"]
    assert slip[0].unit == slip[-1].unit == "UBND phường Minh Khai"
    assert {row.timeliness for row in slip} <= {Timeliness.EARLY, Timeliness.ON_TIME, Timeliness.UNTIMED}
    assert all(later.giver for later in slip[1:])


def test_a_dossier_goes_from_the_commune_to_the_city_and_back_to_the_citizen(database_url: URL) -> None:
    walk_the_main_road(database_url)


@pytest.mark.external
def test_the_same_road_on_debian_s_postgresql_15() -> None:
    with postgresql_15() as server, fresh_database(server) as url:
        walk_the_main_road(url)


def test_a_dossier_sent_back_by_the_district_still_reaches_its_end(town: Town) -> None:
    put_in_force(town, SENT_BACK_CODE)

    dossier = play(town, SENT_BACK_CODE, "tra_lai")

    completed = [row for row in town.journal(dossier) if row.kind == "task_completed"]
    elements = [row.facts["element"] for row in completed]
    assert len(set(elements)) < len(elements)
    assert {row.unit_code for row in completed} == {COMMUNE, DISTRICT}
    assert {row.facts["role"] for row in completed} >= {Role.HANDLER, Role.LEADER}
    assert town.head(dossier).state == "ended"
    assert_journal_tells_all(town, dossier)
