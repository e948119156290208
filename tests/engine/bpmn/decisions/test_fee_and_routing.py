"""Two tables as a department would draw them: the fee of certified copies, and who is consulted on a house."""

from pathlib import Path

import pytest

from engine.bpmn.decisions import Decision, check_decision, read_decision
from engine.errors import Stuck
from tests.support.dmn import Shape, decision

FILE = Path(__file__).with_name("phi_chung_thuc.dmn")


def fee() -> Decision:
    reading = read_decision(FILE.read_bytes())
    assert reading.decision is not None, reading.findings
    return reading.decision


def test_the_file_of_a_modeler_is_read_whole() -> None:
    table = fee()

    assert table.name == "Phí chứng thực bản sao"
    assert table.reads == {"so_trang", "so_ban"}
    assert table.writes == {"phi_mot_ban", "phi_chung_thuc"}
    assert [rule.id for rule in table.rules] == ["Rule_HaiTrangDau", "Rule_TuTrangThuBa", "Rule_MucToiDa"]


def test_its_rules_leave_no_page_out_and_take_none_twice() -> None:
    assert check_decision(fee()) == []


@pytest.mark.parametrize(
    ("pages", "each"),
    [
        (1, 2000),
        (2, 4000),
        (3, 5000),
        (10, 12000),
        (197, 199000),
        (198, 200000),
        (199, 200000),
        (2000, 200000),
    ],
)
def test_the_fee_of_a_copy_by_its_pages(pages: int, each: int) -> None:
    found = fee().decide({"so_trang": pages, "so_ban": 3}, None)

    assert found == {"phi_mot_ban": each, "phi_chung_thuc": 3 * each}


def test_no_pages_have_no_fee() -> None:
    with pytest.raises(Stuck) as stuck:
        fee().decide({"so_trang": 0, "so_ban": 1}, None)

    assert stuck.value.code == "decision.input_not_allowed"
    assert stuck.value.facts["inputs"] == {"Số trang một bản": "0"}


HOUSE = decision(
    "so_tang | trong_khu_bao_ton | co_quan",
    '> 7 | - | "phong_chay_chua_chay"',
    '- | true | "van_hoa"',
    '> 3 | - | "ha_tang"',
    shape=Shape(hit_policy="COLLECT", defaults=["[]"]),
)


@pytest.mark.parametrize(
    ("floors", "is_protected", "asked"),
    [
        (9, True, ["phong_chay_chua_chay", "van_hoa", "ha_tang"]),
        (5, False, ["ha_tang"]),
        (2, True, ["van_hoa"]),
        (2, False, []),
    ],
)
def test_who_is_consulted_on_a_house(floors: int, is_protected: bool, asked: list[str]) -> None:
    data = {"so_tang": floors, "trong_khu_bao_ton": is_protected}

    assert HOUSE.decide(data, None) == {"co_quan": asked}
    assert check_decision(HOUSE) == []
