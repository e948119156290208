"""Nothing runs wrongly: each case of the betsy suite is right, or refused by name, or its engines differ."""

from collections.abc import Iterable

import pytest

from tests.conformance.betsy import DOUBTED, Outcome, Result, run, run_all
from tests.conformance.suite import AWAY, Case, cases, is_here
from tests.conformance.table import as_json, as_text

RIGHT_AT_LEAST = {"net": 134, "pair": 130, "shipped": 134}
"""Cases right on the day this was last raised; it only ever goes up."""

CASES = cases()
pytestmark = pytest.mark.skipif(not is_here(), reason=AWAY)


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    return run_all(CASES, RIGHT_AT_LEAST)


@pytest.mark.parametrize("engine", RIGHT_AT_LEAST)
@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_no_case_runs_wrongly(case: Case, engine: str) -> None:
    outcome = run(case, engine)

    assert outcome.result not in (Result.WRONG, Result.HANGS), f"{outcome.reason}; expected {case.expected}"


@pytest.mark.parametrize("engine", RIGHT_AT_LEAST)
def test_as_many_cases_are_right_as_ever_before(engine: str, outcomes: list[Outcome]) -> None:
    right = _count(outcomes, engine, Result.RIGHT)

    assert right >= RIGHT_AT_LEAST[engine]


def test_what_is_refused_is_named(outcomes: list[Outcome]) -> None:
    nameless = [each for each in outcomes if each.result is Result.REFUSED and "." not in each.reason]

    assert nameless == []


def test_a_doubt_is_about_a_file_of_the_suite_and_excuses_nothing(outcomes: list[Outcome]) -> None:
    doubted = [each for each in outcomes if each.case.file in DOUBTED]

    assert {each.case.file for each in doubted} == DOUBTED.keys()
    assert Result.RIGHT not in {each.result for each in doubted}


def test_the_table_and_its_json_count_the_same(outcomes: list[Outcome]) -> None:
    counted = as_json(outcomes)["cases"]["net"]
    line = next(line for line in as_text(outcomes).splitlines() if line.startswith("cases"))

    assert sum(counted.values()) == len(CASES)
    assert line.split()[1] == str(counted["right"])


def _count(outcomes: Iterable[Outcome], engine: str, result: Result) -> int:
    return sum(each.engine == engine and each.result is result for each in outcomes)
