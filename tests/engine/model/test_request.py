"""Requests on a dossier, and how a procedure asks for missing papers."""

from dataclasses import replace
from uuid import UUID

import pytest

from engine.model.request import Request, RequestKind, RequestState, in_progress, supplement_open
from engine.model.supplement_rule import SupplementRule
from tests.support.hanoi import hanoi

ASKED = Request(
    UUID(int=1), RequestKind.SUPPLEMENT, RequestState.ASKED, {}, "thuly", hanoi("2018-11-05 08:15")
)
OPEN = replace(ASKED, state=RequestState.OPEN, expires_at=hanoi("2018-12-05 08:15"))
OVER = replace(OPEN, state=RequestState.ANSWERED, closed_at=hanoi("2018-11-07 08:15"))
WISH = replace(ASKED, kind=RequestKind.WITHDRAWAL)


def test_a_proposal_is_in_progress_and_stops_no_clock() -> None:
    assert in_progress((OVER, ASKED), RequestKind.SUPPLEMENT) is ASKED
    assert supplement_open((ASKED, WISH)) is None
    assert not ASKED.stood_still


def test_the_applicant_is_asked_from_the_paper_until_the_answer() -> None:
    assert supplement_open((WISH, OPEN)) is OPEN
    assert supplement_open((OVER,)) is None
    assert (OPEN.stood_still, OVER.stood_still) == (True, True)


def test_a_wish_to_withdraw_stops_no_clock() -> None:
    assert in_progress((WISH,), RequestKind.WITHDRAWAL) is WISH
    assert not replace(WISH, expires_at=hanoi("2018-12-05 08:15")).stood_still


@pytest.mark.parametrize(
    ("stored", "rule"),
    [
        ({}, SupplementRule(False, 30, False, 1)),
        ({"approval": "none", "after": "resume"}, SupplementRule()),
        ({"approval": "leader"}, SupplementRule(needs_approval=True)),
        ({"answer_within_days": 5, "times": 2}, SupplementRule(answer_within_days=5, times=2)),
        ({"after": "restart"}, SupplementRule(restarts=True)),
    ],
)
def test_what_a_procedure_leaves_out_is_usual(stored: dict[str, object], rule: SupplementRule) -> None:
    assert SupplementRule.from_json(stored) == rule
