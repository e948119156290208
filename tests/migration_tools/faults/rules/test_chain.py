"""Every way in which recorded steps can contradict each other, and none in steps that are right."""

from random import Random
from typing import Any

import pytest

from migration_tools.faults.rules.chain import judge_chain

RIGHT: list[dict[str, Any]] = [
    {"seq": 11, "previous": "0", "at": "2018-11-05T01:00:00+00:00", "step": "Tiếp nhận", "is_open": False},
    {"seq": 12, "previous": "11", "at": "2018-11-05T02:00:00+00:00", "step": "Thẩm định", "is_open": False},
    {"seq": 13, "previous": "12", "at": "2018-11-06T02:00:00+00:00", "step": "Trả kết quả", "is_open": True},
]


def changed(at: int, **fields: object) -> list[dict[str, Any]]:
    """The right steps with one of them different."""
    return [{**step, **fields} if number == at else step for number, step in enumerate(RIGHT)]


def test_right_steps_have_no_fault() -> None:
    assert judge_chain("processing", RIGHT) == []


@pytest.mark.parametrize(
    ("code", "steps"),
    [
        ("process.two_open_steps", changed(0, is_open=True)),
        ("process.broken_chain", changed(1, previous="99")),
        ("process.cyclic_chain", changed(0, previous="13")),
        ("process.no_order", [{**step, "previous": "", "at": "x"} for step in RIGHT]),
        ("process.pause_missing", changed(1, step="Tiếp tục xử lý")),
    ],
)
def test_each_contradiction_has_its_class(code: str, steps: list[dict[str, Any]]) -> None:
    assert judge_chain("processing", steps) == [code]


def test_the_order_in_which_steps_come_decides_nothing() -> None:
    steps = changed(0, previous="13")

    for seed in range(10):
        Random(seed).shuffle(steps)
        assert judge_chain("processing", steps) == ["process.cyclic_chain"]


def test_a_resumption_behind_a_pause_is_right() -> None:
    paused = changed(0, step="Tạm dừng")

    assert judge_chain("processing", [*paused[:1], {**paused[1], "step": "Tiếp tục"}, paused[2]]) == []


@pytest.mark.parametrize(("status", "codes"), [("new", []), ("processing", ["process.never_started"])])
def test_only_a_new_dossier_may_have_no_steps(status: str, codes: list[str]) -> None:
    assert judge_chain(status, []) == codes
