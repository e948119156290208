"""Dossiers as stored: locks, numbers, versions."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from engine.errors import Broken, Refused
from engine.store import dossiers
from engine.store.work import begin, reading
from tests.support.city import COMMUNE, DISTRICT, STARTS_AT, Town
from tests.support.packages import package

MONDAY, TUESDAY = date(2018, 11, 5), date(2018, 11, 6)


@pytest.fixture
def code(town: Town) -> str:
    town.put_in_force(package("s -> A -> e", "b1 -> B -> e", timers={"b1": "P1D"}, hosts={"b1": "A"}))
    return town.open({"ten": "Nguyễn Thị Minh", "so": 1})


def test_a_head_comes_back_by_code_and_by_task(town: Town, code: str) -> None:
    with begin(town.database) as work:
        by_code = dossiers.lock(work, code)
        by_task = dossiers.lock_by_task(work, town.task(code, "A").id)

    assert by_code == by_task
    assert (by_code.code, by_code.unit, by_code.data) == (code, COMMUNE, {"ten": "Nguyễn Thị Minh", "so": 1})
    assert (by_code.received_at, by_code.version, by_code.ended_at) == (STARTS_AT, 1, None)


def test_its_parts_come_back_as_they_went_in(town: Town, code: str) -> None:
    with begin(town.database) as work:
        parts = dossiers.parts(work, dossiers.lock(work, code), "thuly", None)

    assert [(task.element, task.opened_at) for task in parts.tasks] == [("A", STARTS_AT)]
    assert [(timer.element, timer.held) for timer in parts.timers] == [("b1", False)]
    assert [(entry.kind, entry.at) for entry in parts.entries] == [("set", STARTS_AT)]
    assert parts.entries[0].derivation[0] == {"fact": "received", "at": "2018-11-05T08:15+07:00"}
    assert parts.answer is None


def test_what_does_not_exist_is_refused_by_name(town: Town) -> None:
    with reading(town.database) as work:
        with pytest.raises(Refused, match=r"dossier\.unknown"):
            dossiers.lock(work, "khong-co")
        with pytest.raises(Refused, match=r"task\.unknown"):
            dossiers.lock_by_task(work, UUID(int=0))


def test_numbers_of_units_and_days_run_apart(town: Town) -> None:
    with begin(town.database) as work:
        taken = [
            dossiers.next_number(work, unit, day)
            for unit, day in [(COMMUNE, MONDAY), (COMMUNE, MONDAY), (DISTRICT, MONDAY), (COMMUNE, TUESDAY)]
        ]

    assert taken == [1, 2, 1, 1]


def test_a_head_that_somebody_else_changed_is_never_overwritten(town: Town, code: str) -> None:
    with begin(town.database) as work:
        head = dossiers.lock(work, code)

    with pytest.raises(Broken, match=r"dossier\.version_lost"), begin(town.database) as work:
        dossiers.update(work, replace(head, version=7), replace(head, version=8))

    assert town.head(code).version == 1
