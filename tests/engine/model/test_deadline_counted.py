"""Due dates found twice: by the engine, and off a table of worked minutes (`make campaign-due` asks a million)."""

import pytest

from tests.campaigns.due import Tally, lines, tally
from tests.support.due_bugs import BUGS, Bug
from tests.support.due_cases import answer, counted_answer, slow_answer
from tests.support.due_dice import due_case

IN_CI = range(2_000)


def test_two_thousand_random_due_dates_are_the_same_off_the_table() -> None:
    found = tally(IN_CI)

    assert found.differs == []
    assert found.cases == 2_000


def test_the_cases_leave_no_kind_out() -> None:
    found = tally(range(400))

    assert {each for each, number in found.kinds.items() if number < 5} == set()
    assert len(found.kinds) == 13


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.__name__)
def test_a_planted_bug_is_caught(bug: Bug, monkeypatch: pytest.MonkeyPatch) -> None:
    bug(monkeypatch)

    assert any(answer(case) != counted_answer(case) for case in map(due_case, IN_CI))


def test_the_table_and_the_walk_by_minutes_agree_with_each_other() -> None:
    drawn = map(due_case, range(300))
    cases = [case for case in drawn if set(case.own_rules) <= {None} and float(case.amount) <= 2]

    assert [counted_answer(case) for case in cases] == [slow_answer(case) for case in cases]


def test_a_campaign_tells_which_cases_differ() -> None:
    found = Tally(cases=2, differs=[1])

    said = list(lines(found))

    assert said[0] == "cases 2, agreed 1, differ 1"
    assert said[-1].startswith("case 1: engine ")
