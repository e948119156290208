"""What a decision reads and writes, what it does where data are missing, and how results become data."""

from datetime import UTC, datetime
from typing import Any

import pytest

from engine.errors import Stuck
from tests.support.dmn import Shape, decision

NOON = datetime(2018, 11, 5, 5, 0, tzinfo=UTC)


def stuck_on(data: dict[str, Any], *lines: str, **shape: Any) -> Stuck:
    with pytest.raises(Stuck) as stuck:
        decision(*lines, shape=Shape(**shape)).decide(data, NOON)
    return stuck.value


def test_a_decision_reads_what_its_inputs_cells_and_results_name() -> None:
    built = decision("so_trang * 2 | loai | le_phi", '> muc_tran | "a" | don_gia * so_ban')

    assert built.reads == {"so_trang", "loai", "muc_tran", "don_gia", "so_ban"}


def test_a_default_is_read_too() -> None:
    assert decision("a | b", "1 | 2", shape=Shape(defaults=["c"])).reads == {"a", "c"}


def test_a_name_that_the_table_itself_asks_after_is_not_needed() -> None:
    built = decision("is defined(uy_quyen) | le_phi", "true | 1", "false | 2")

    assert built.reads == frozenset()
    assert built.decide({}, None) == {"le_phi": 2}


def test_a_decision_writes_its_outputs() -> None:
    built = decision("a | le_phi | co_quan", '1 | 2000 | "so_xay_dung"', shape=Shape(outputs=2))

    assert built.writes == {"le_phi", "co_quan"}
    assert built.decide({"a": 1}, None) == {"le_phi": 2000, "co_quan": "so_xay_dung"}


def test_all_cells_of_a_rule_must_be_passed() -> None:
    built = decision("a | b | c", "1 | true | 1", "1 | false | 2", "2 | - | 3")

    results = [built.decide({"a": a, "b": b}, None)["c"] for a, b in ((1, True), (1, False), (2, True))]

    assert results == [1, 2, 3]


@pytest.mark.parametrize("cell", ['"dat"', "< 5", 'not("dat")', "[1..5]"])
def test_a_missing_input_never_decides(cell: str) -> None:
    problem = stuck_on({}, "a | b", f"{cell} | 1", "- | 2", hit_policy="FIRST")

    assert problem.code == "expression.unknown"
    assert problem.facts["rule"] == "Dong_1"
    assert problem.facts["inputs"] == {"a": None}


def test_a_missing_input_does_not_matter_where_no_cell_looks_at_it() -> None:
    assert decision("a | b", "- | 1").decide({}, None) == {"b": 1}


def test_a_missing_input_does_not_matter_where_another_cell_fails() -> None:
    built = decision("loai | so_tang | b", '"sua" | - | 1', '"xay" | > 3 | 2')

    assert built.decide({"loai": "sua"}, None) == {"b": 1}


def test_a_cell_may_ask_after_null_itself() -> None:
    built = decision("a | b", "null | 1", "> 5 | 2", shape=Shape(hit_policy="FIRST"))

    assert built.decide({}, None) == {"b": 1}


def test_an_input_of_another_kind_is_stuck() -> None:
    assert stuck_on({"a": "năm"}, "a | b", "< 5 | 1", ">= 5 | 2").code == "expression.unknown"


def test_a_result_that_misses_a_name_is_stuck() -> None:
    problem = stuck_on({"a": 1}, "a | b", "1 | don_gia * 2")

    assert problem.code == "decision.result_unknown"
    assert (problem.facts["source"], problem.facts["rule"]) == ("don_gia * 2", "Dong_1")


def test_a_result_may_say_null() -> None:
    assert decision("a | b", "1 | null").decide({"a": 1}, None) == {"b": None}


def test_a_value_outside_the_input_values_is_stuck() -> None:
    problem = stuck_on({"a": "huyen"}, "a | b", "- | 1", allowed={"a": '"xa", "phuong"'})

    assert (problem.code, problem.facts["input"]) == ("decision.input_not_allowed", "a")


def test_a_missing_value_is_missing_whatever_values_are_allowed() -> None:
    assert stuck_on({}, "a | b", '"xa" | 1', allowed={"a": '"xa"'}).code == "expression.unknown"


def test_a_result_outside_the_output_values_is_stuck() -> None:
    problem = stuck_on({"a": 1}, "a | b", "1 | 7", allowed={"b": "[1..5]"})

    assert (problem.code, problem.facts["output"]) == ("decision.output_not_allowed", "b")


def test_values_inside_the_allowed_ones_pass() -> None:
    built = decision("a | b", "1 | 5", shape=Shape(allowed={"a": "[1..3]", "b": "[1..5]"}))

    assert built.decide({"a": 1}, None) == {"b": 5}


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        ('date("2018-11-05")', "2018-11-05"),
        ("today()", "2018-11-05"),
        ('duration("PT36H")', "P1DT12H"),
        ('working duration("P3D")', "P3D"),
        ('[1, "a", true]', [1, "a", True]),
        ("nguoi_nop", {"ten": "An", "tuoi": 30}),
    ],
)
def test_a_result_is_written_as_data_are(result: str, expected: Any) -> None:
    data = {"a": 1, "nguoi_nop": {"ten": "An", "tuoi": 30}}

    assert decision("a | b", f"1 | {result}").decide(data, NOON) == {"b": expected}


def test_a_decision_leaves_the_data_alone() -> None:
    data = {"a": 1}

    decision("a | a", "1 | 2").decide(data, None)

    assert data == {"a": 1}
