"""Numbers of papers: in order, each once, whoever asks at the same time."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from engine.model.paper import PaperKind, PaperNumber
from engine.store.paper_numbers import next_number
from engine.store.work import Work, begin
from tests.support.city import Town

ON = date(2018, 11, 5)
SUPPLEMENT, APOLOGY = PaperKind.SUPPLEMENT, PaperKind.APOLOGY


def take(town: Town, unit: str = "00295", kind: PaperKind = SUPPLEMENT, on: date = ON) -> PaperNumber:
    with begin(town.database) as work:
        return next_number(work, unit, kind, on)


def test_numbers_follow_one_another(town: Town) -> None:
    assert [take(town).number for _ in range(3)] == [1, 2, 3]


def test_each_unit_kind_and_year_counts_for_itself(town: Town) -> None:
    first = take(town)

    others = [
        take(town, unit="007"),
        take(town, kind=APOLOGY),
        take(town, on=date(2019, 1, 1)),
        take(town, on=date(2018, 12, 31)),
    ]

    assert first == PaperNumber(SUPPLEMENT, "00295", 2018, 1)
    assert [each.number for each in others] == [1, 1, 1, 2]


def test_a_number_of_work_that_failed_was_never_given(town: Town) -> None:
    with town.database.connect() as connection:
        next_number(Work(connection), "00295", SUPPLEMENT, ON)
        connection.rollback()

    assert take(town).number == 1


def test_no_number_is_given_twice_to_those_who_ask_at_once(town: Town) -> None:
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda _: take(town).number, range(80)))

    assert Counter(taken) == Counter(range(1, 81))
