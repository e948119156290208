"""The file of a walk: what it may say, and which step is wrong where it says something else."""

from typing import Any

import pytest

from engine.errors import Refused
from processes.walk import read_script
from processes.walk.script import MAX_STEPS


def refusal(stored: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        read_script(stored)
    return caught.value


def test_every_kind_of_step_is_read() -> None:
    stored = [
        {"complete": "A", "data": {"so": 1}},
        {"message": "tra_loi", "data": {}},
        {"signal": "khan"},
        {"advance": "P2D"},
        {"expect": ["A", "B"]},
    ]

    script = read_script({"data": {"ho_ten": "An"}, "steps": stored})

    assert script.data == {"ho_ten": "An"}
    assert [(step.kind, step.subject, step.data) for step in script.steps] == [
        ("complete", "A", {"so": 1}),
        ("message", "tra_loi", {}),
        ("signal", "khan", {}),
        ("advance", "P2D", {}),
        ("expect", ["A", "B"], {}),
    ]


def test_an_empty_object_is_a_walk_that_only_starts() -> None:
    assert read_script({}).steps == ()


@pytest.mark.parametrize(
    "stored", [None, [], "x", 1, {"steps": {}}, {"steps": None}, {"data": []}, {"data": None}]
)
def test_what_is_no_walk_at_all_is_refused(stored: Any) -> None:
    refused = refusal(stored)

    assert refused.code == "walk.unreadable"
    assert refused.facts["step"] == 0


@pytest.mark.parametrize(
    "step",
    [
        None,
        "complete",
        {},
        {"data": {}},
        {"finish": "A"},
        {"complete": "A", "message": "b"},
        {"complete": 1},
        {"complete": ["A"]},
        {"expect": "A"},
        {"expect": [1]},
        {"advance": 2},
        {"complete": "A", "data": []},
        {"complete": "A", "data": None},
    ],
)
def test_a_wrong_step_is_refused_by_its_number(step: Any) -> None:
    refused = refusal({"steps": [{"complete": "A"}, step]})

    assert refused.code == "walk.unreadable"
    assert refused.facts["step"] == 2


def test_the_number_of_steps_is_limited() -> None:
    assert len(read_script({"steps": [{"expect": []}] * MAX_STEPS}).steps) == MAX_STEPS
    assert refusal({"steps": [{"expect": []}] * (MAX_STEPS + 1)}).code == "walk.unreadable"
