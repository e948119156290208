"""An applicant who never answers: the dossier ends on the day after the last one, once, with its paper."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from engine.commands.expire_supplement import ExpireSupplement
from engine.errors import Refused
from tests.support.city import Town, town_on
from tests.support.dossier_life import PLAIN, facts_of, requests, supplemented
from tests.support.hanoi import hanoi
from tests.support.packages import package
from tests.support.replay import assert_journal_tells_all


def unanswered(town: Town) -> str:
    town.put_in_force(PLAIN)
    dossier = town.open()
    supplemented(town, dossier)
    return dossier


def test_the_last_day_is_thirty_days_on_and_a_working_one(town: Town) -> None:
    dossier = unanswered(town)

    assert requests(town, dossier)[0].expires_at == hanoi("2018-12-05 17:30")


def test_a_procedure_may_give_fewer_days_and_a_day_off_rolls(town: Town) -> None:
    town.put_in_force(package("s -> A -> e", procedure={"supplement": {"answer_within_days": 5}}))
    dossier = town.open()

    supplemented(town, dossier)

    assert requests(town, dossier)[0].expires_at == hanoi("2018-11-12 17:30")


def test_the_dossier_is_stopped_with_a_paper(town: Town) -> None:
    dossier = unanswered(town)
    town.move_to("2018-12-05 17:30")

    assert town.engine.expire_requests() == 1

    head = town.head(dossier)
    assert (head.state, head.ended_at, head.run["live"]) == ("stopped", town.clock(), [])
    assert facts_of(town, dossier, "dossier_stopped")["paper"]["kind"] == "stop"
    assert town.kinds(dossier)[-2:] == ["supplement_expired", "dossier_stopped"]
    assert (requests(town, dossier)[0].state, requests(town, dossier)[0].closed_by) == ("expired", "clock")
    assert town.tasks(dossier) == []
    assert_journal_tells_all(town, dossier)


def test_nothing_expires_a_minute_before(town: Town) -> None:
    dossier = unanswered(town)
    town.move_to("2018-12-05 17:29")

    assert town.engine.expire_requests() == 0
    with pytest.raises(Refused, match=r"supplement\.not_expired"):
        town.engine.handle(ExpireSupplement(dossier), None)


def test_two_workers_stop_each_dossier_once(town: Town) -> None:
    town.put_in_force(PLAIN)
    dossiers = [town.open() for _ in range(6)]
    for dossier in dossiers:
        supplemented(town, dossier)
    town.move_to("2018-12-06 08:15")

    with town_on(town.database.url) as other, ThreadPoolExecutor(2) as pool:
        other.clock.move_to(town.clock())
        ended = list(pool.map(lambda each: each.engine.expire_requests(), (town, other)))

    assert sum(ended) == 6
    assert [town.kinds(dossier).count("dossier_stopped") for dossier in dossiers] == [1] * 6


def test_one_that_cannot_be_stopped_keeps_none_of_the_others(town: Town) -> None:
    broken, sound = unanswered(town), town.open()
    town.move_to("2018-11-06 08:15")
    supplemented(town, sound)
    with town.database.begin() as connection:
        connection.exec_driver_sql(
            'UPDATE dossier SET run = \'{"format": 1, "live": 7}\' WHERE code = %s', (broken,)
        )
    town.move_to("2018-12-07 08:15")

    assert town.engine.expire_requests() == 1

    assert town.head(sound).state == "stopped"
    assert [row.code for row in town.incidents()] == ["clock.failed"]
    assert requests(town, broken)[0].expires_at == hanoi("2018-12-08 08:15")
