"""Which files are read, and which are refused by name."""

import pytest

from engine.bpmn.decisions import read_decision
from engine.bpmn.decisions.dmn import NAMESPACES
from engine.bpmn.decisions.limits import MAX_INPUTS, MAX_OUTPUTS, MAX_RULES
from engine.bpmn.finding import Severity
from tests.support.dmn import Shape, findings, table

ROW = ("so_ban | le_phi", "- | 2000")


def codes(*lines: str, **shape: object) -> list[str]:
    return [finding.code for finding in findings(*lines, shape=Shape(**shape))]  # type: ignore[arg-type]


@pytest.mark.parametrize("namespace", NAMESPACES)
def test_dmn_1_1_to_1_5_are_read(namespace: str) -> None:
    reading = read_decision(table(*ROW, shape=Shape(namespace=namespace)))

    assert reading.findings == ()
    assert reading.decision is not None
    assert reading.decision.decide({"so_ban": 1}, None) == {"le_phi": 2000}


@pytest.mark.parametrize(
    "content",
    [
        b"<definitions/>",
        b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>',
        b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"/>',
        b'<decision xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"/>',
        table(*ROW).replace(b"decisionTable", b"literalExpression"),
        table(*ROW).replace(b"</decision>", b'</decision><decision id="D2"/>'),
    ],
)
def test_what_is_not_one_decision_table_is_refused(content: bytes) -> None:
    reading = read_decision(content)

    assert reading.decision is None
    assert [finding.code for finding in reading.findings] == ["data.decision_unreadable"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<definitions", "read.not_xml"),
        (b"<!DOCTYPE definitions>" + table(*ROW), "read.doctype"),
        (table(*ROW).replace(b'"Ra_1"', b'"Vao_1"'), "read.duplicate_id"),
    ],
)
def test_a_table_is_read_through_the_hardened_reader(content: bytes, code: str) -> None:
    assert [finding.code for finding in read_decision(content).findings] == [code]


@pytest.mark.parametrize("policy", ["PRIORITY", "RULE ORDER", "OUTPUT ORDER", "unique", "U", ""])
def test_another_hit_policy_is_refused_by_its_name(policy: str) -> None:
    (finding,) = findings(*ROW, shape=Shape(hit_policy=policy))

    assert (finding.code, finding.severity) == ("data.decision_hit_policy", Severity.ERROR)
    assert f"theo {policy};" in finding.message


@pytest.mark.parametrize(
    ("policy", "aggregation"), [("COLLECT", "MEAN"), ("COLLECT", "sum"), ("UNIQUE", "SUM"), (None, "SUM")]
)
def test_an_aggregation_that_means_nothing_is_refused(policy: str | None, aggregation: str) -> None:
    assert codes(*ROW, hit_policy=policy, aggregation=aggregation) == ["data.decision_aggregation"]


def test_a_sum_of_two_outputs_is_refused() -> None:
    found = codes("a | b | c", "1 | 2 | 3", outputs=2, hit_policy="COLLECT", aggregation="SUM")

    assert found == ["data.decision_aggregation"]


@pytest.mark.parametrize("name", ["", "Lệ phí", "le phi", "LePhi", "1a", "_a", "a.b", "and", "le_phi\u0661"])
def test_an_output_that_is_no_data_name_is_refused(name: str) -> None:
    (finding,) = findings(f"a | {name}", "1 | 2")

    assert (finding.code, finding.element) == ("data.decision_output", "Ra_1")


def test_two_outputs_of_one_name_are_refused() -> None:
    assert codes("a | b | b", "1 | 2 | 3", outputs=2) == ["data.decision_output"]


def test_a_table_without_outputs_is_refused() -> None:
    content = table(*ROW).replace(b'<output id="Ra_1" name="le_phi"></output>', b"")

    assert "data.decision_output" in [finding.code for finding in read_decision(content).findings]


def test_a_table_without_rules_is_refused() -> None:
    assert codes("a | b") == ["data.decision_no_rule"]


@pytest.mark.parametrize("row", ["1", "1 | 2 | 3"])
def test_a_rule_with_more_or_fewer_cells_than_columns_is_refused(row: str) -> None:
    (finding,) = findings("a | b", "1 | 2", row)

    assert (finding.code, finding.element) == ("data.decision_cell", "Dong_2")


def test_every_cell_that_cannot_be_read_is_named_at_once() -> None:
    found = findings(
        "a + | b", "< | 1", "1 | 1 +", "2 |", shape=Shape(defaults=["("], allowed={"a +": "[1..", "b": ">"})
    )

    assert {finding.code for finding in found} == {"data.decision_cell"}
    elements = [finding.element for finding in found]
    assert elements == ["Vao_1", "Vao_1", "Ra_1", "Ra_1", "Dong_1", "Dong_2", "Dong_3"]


def test_an_empty_cell_of_an_input_passes_every_value() -> None:
    reading = read_decision(table("a | b", " | 1"))

    assert reading.decision is not None
    assert reading.decision.decide({"a": "gì cũng được"}, None) == {"b": 1}


@pytest.mark.parametrize(
    ("rows", "inputs", "outputs", "expected"),
    [
        (MAX_RULES, 1, 1, []),
        (1, MAX_INPUTS, MAX_OUTPUTS, []),
        (MAX_RULES + 1, 1, 1, ["data.decision_too_large"]),
        (1, MAX_INPUTS + 1, 1, ["data.decision_too_large"]),
        (1, 1, MAX_OUTPUTS + 1, ["data.decision_too_large"]),
    ],
)
def test_a_table_may_only_be_so_large(rows: int, inputs: int, outputs: int, expected: list[str]) -> None:
    columns = [*(f"vao_{at}" for at in range(inputs)), *(f"ra_{at}" for at in range(outputs))]
    row = " | ".join(["-"] * inputs + ["1"] * outputs)

    assert codes(" | ".join(columns), *[row] * rows, outputs=outputs) == expected


@pytest.mark.parametrize("language", ["http://www.w3.org/1999/XPath", "juel", "javascript"])
def test_another_language_is_refused(language: str) -> None:
    content = table(*ROW).replace(
        b"<inputEntry>", f'<inputEntry id="O" expressionLanguage="{language}">'.encode()
    )

    (finding,) = read_decision(content).findings

    assert (finding.code, finding.element) == ("data.decision_language", "O")


def test_feel_may_be_named() -> None:
    content = table(*ROW).replace(b"<inputEntry>", b'<inputEntry expressionLanguage="feel">')

    assert read_decision(content).findings == ()


@pytest.mark.parametrize("tag", ["requiredDecision", "requiredKnowledge"])
def test_a_decision_that_needs_another_is_refused(tag: str) -> None:
    assert codes(*ROW, inside=f'<x><{tag} href="#y"/></x>') == ["data.decision_requires"]


def test_input_data_may_be_drawn() -> None:
    inside = '<informationRequirement id="R"><requiredInput href="#so_ban"/></informationRequirement>'

    assert codes(*ROW, inside=inside) == []


def test_a_label_is_the_name_of_an_input_for_people() -> None:
    content = table(*ROW).replace(b'<input id="Vao_1">', '<input id="Vao_1" label="Số bản">'.encode())
    reading = read_decision(content)

    assert reading.decision is not None
    assert [column.label for column in reading.decision.inputs] == ["Số bản"]


def test_a_rule_without_an_id_is_named_by_its_place() -> None:
    content = table("a | b", "1 | 1", "< | 2").replace(b' id="Dong_1"', b"").replace(b' id="Dong_2"', b"")

    assert [finding.element for finding in read_decision(content).findings] == ["rule@2"]
