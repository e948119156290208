"""A procedure as its file states it."""

import json
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from engine.model.counting import AfterPause, Counting, CountingMode
from engine.model.limit import Limit, LimitUnit
from engine.model.procedure import Component, Procedure
from engine.model.supplement_rule import USUAL_SUPPLEMENT, SupplementRule
from engine.model.unit import Level
from tests.support.packages import package

STORED: dict[str, Any] = json.loads(package("s -> A -> e").files["procedure.json"])


def read(**changes: Any) -> Procedure:
    return Procedure.from_json(STORED | changes)


def test_key_levels_and_dates_are_read() -> None:
    procedure = read(code="2.000286", case="cap-lai", deciding_level="city")

    assert (procedure.code, procedure.case) == ("2.000286", "cap-lai")
    assert (procedure.receiving_level, procedure.deciding_level) == (Level.COMMUNE, Level.CITY)
    assert procedure.effective_from == date(2018, 10, 26)


@pytest.mark.parametrize("unit", list(LimitUnit))
def test_a_limit_keeps_the_unit_it_was_published_with(unit: LimitUnit) -> None:
    assert read(limit={"amount": "0.5", "unit": unit.value}).limit == Limit(Decimal("0.5"), unit)


def test_settled_on_the_same_day_goes_before_any_limit() -> None:
    limit = read(same_day=True, limit={"amount": "3", "unit": "working_day"}).limit

    assert limit.is_same_day


def test_a_cut_off_is_a_time_of_day() -> None:
    assert read(cut_off="15:00").counting == Counting(CountingMode.BY_MINUTE, time(15))
    assert read(cut_off=None).counting == Counting(CountingMode.BY_MINUTE, None)


@pytest.mark.parametrize(
    ("stored", "expected"),
    [({}, AfterPause.RESUME), ({"after_pause": "restart"}, AfterPause.RESTART)],
)
def test_the_clock_goes_on_after_a_pause_unless_the_procedure_says_otherwise(
    stored: dict[str, str], expected: AfterPause
) -> None:
    assert read(**stored).counting.after_pause is expected


def test_a_document_is_one_copy_unless_the_file_says_more() -> None:
    plain = {"code": "to_khai", "name": "Tờ khai", "required": True}
    more = {"code": "ban_do", "name": "Bản đồ", "required": False, "copies": 3, "original": True}

    assert read(documents=[plain, more]).components == (
        Component("to_khai", "Tờ khai", required=True, copies=1, original=False),
        Component("ban_do", "Bản đồ", required=False, copies=3, original=True),
    )


def test_how_missing_papers_are_asked_for_is_read_and_else_usual() -> None:
    asked = {"approval": "leader", "answer_within_days": 15, "after": "restart", "times": 2}

    assert read(supplement=asked).supplement == SupplementRule(True, 15, True, 2)
    assert read().supplement == USUAL_SUPPLEMENT


@pytest.mark.parametrize(
    "supplement",
    [{"approval": "chief"}, {"answer_within_days": 0}, {"after": "stop"}, {"times": 0}, {"x": 1}],
)
def test_a_supplement_rule_that_means_nothing_is_a_finding(supplement: dict[str, object]) -> None:
    found = package("s -> A -> e", procedure={"supplement": supplement}).findings

    assert [each.code for each in found if each.severity == "error"] != []
