"""Codes of dossiers under load, past the end of a scheme, and after a dossier was ended: no number comes twice."""

from itertools import chain

import pytest

from engine.errors import Refused
from engine.store import code_schemes
from engine.store.work import begin, reading
from tests.support.city import Town
from tests.support.hanoi import hanoi
from tests.support.opening_process import codes_of
from tests.support.packages import package


@pytest.fixture
def short(town: Town) -> Town:
    town.put_in_force(package("s -> A -> e"))
    return town


def test_eight_processes_that_receive_at_once_give_each_number_once_and_leave_none_out(short: Town) -> None:
    answered = codes_of(short.database.url, processes=8, dossiers=12)

    codes = sorted(chain(*answered))
    assert codes == [f"000.19.37.H26-181105-{number:04}" for number in range(1, 97)]
    assert all(len(codes) == 12 for codes in answered)
    assert short.rows("SELECT last FROM number_series") == [(96,)]


def test_past_the_end_of_the_scheme_reception_is_refused_and_nothing_is_stored(short: Town) -> None:
    with begin(short.database) as work:
        work.run("INSERT INTO number_series VALUES ('00295', '2018-11-05', 9998)")
    last = short.open()
    before = short.everything()

    with pytest.raises(Refused, match=r"number\.series_used_up") as refused:
        short.open()

    assert last.endswith("-9999")
    assert refused.value.facts["largest"] == 9_999
    assert short.everything() == before


def test_the_next_day_begins_a_series_of_its_own(short: Town) -> None:
    short.open()
    short.move_to("2018-11-06 08:15")

    assert short.open() == "000.19.37.H26-181106-0001"


@pytest.mark.parametrize("state", ["voided", "withdrawn", "stopped", "cancelled", "ended"])
def test_the_number_of_a_dossier_that_is_over_stays_used(short: Town, state: str) -> None:
    first = short.open()
    with begin(short.database) as work:
        work.run("UPDATE dossier SET state = :state, ended_at = received_at", {"state": state})

    assert short.open() == "000.19.37.H26-181105-0002" != first


def test_a_new_circular_is_one_row_more_and_holds_from_its_day(short: Town) -> None:
    with begin(short.database) as work:
        work.run("INSERT INTO code_scheme VALUES ('2018-11-06', 6, 999999, 'Thông tư thử')")
    short.engine.reload()

    assert short.open() == "000.19.37.H26-181105-0001"
    short.move_to("2018-11-06 08:15")
    assert short.open() == "000.19.37.H26-181106-000001"


def test_the_schemes_of_the_two_circulars_are_there_from_the_beginning(town: Town) -> None:
    with reading(town.database) as work:
        schemes = code_schemes.load(work)

    assert schemes.on(hanoi("2018-11-05 08:00").date()).document == "Thông tư 01/2018/TT-VPCP, Điều 19"
    assert schemes.on(hanoi("2025-07-01 08:00").date()).largest == 999_999_999


def test_commands_take_a_code_in_either_order_and_answer_in_its_own(short: Town) -> None:
    short.put_in_force(package("s -> A -> c1 -> e", messages={"c1": "bo_sung"}))
    dossier = short.open()
    short.complete(dossier, "A")

    answer = short.deliver("h26.37.19-181105-0001", "bo_sung")

    assert answer["dossier"] == dossier == "000.19.37.H26-181105-0001"


def test_a_number_that_two_systems_used_names_neither(short: Town) -> None:
    short.put_in_force(package("s -> A -> c1 -> e", messages={"c1": "bo_sung"}))
    short.open(), short.open()
    with begin(short.database) as work:
        work.run("INSERT INTO dossier_alias SELECT id, 'hệ ' || code, '7/2017' FROM dossier")

    with pytest.raises(Refused, match=r"dossier\.ambiguous") as refused:
        short.deliver("7/2017", "bo_sung")

    assert refused.value.facts["codes"] == "000.19.37.H26-181105-0001, 000.19.37.H26-181105-0002"
