"""Text operators take parts and never change a letter."""

from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as some

from migration_tools.mapping.operators.identities import identity
from migration_tools.mapping.operators.result import Noted, Wrong
from migration_tools.mapping.operators.texts import (
    code,
    collapse_space,
    extract_operator,
    lookup_operator,
    pattern_fault,
    split_operator,
    trim,
)
from migration_tools.mapping.operators.xml_texts import path_fault, xml_operator

FORM = '<?xml version="1.0"?><data><item id="a"><value>Hà Nội</value></item><item id="b" n="2"/></data>'


@given(some.text(max_size=60))
def test_only_blanks_are_taken_away(text: str) -> None:
    kept = collapse_space(trim(text))

    assert str(kept).split() == text.split()


@pytest.mark.parametrize(("index", "found"), [(0, "9"), (1, "0"), (-1, "0"), (2, None)])
def test_a_pair_is_split_and_said(index: int, found: str | None) -> None:
    answer = split_operator("/", index)("9 / 0")

    assert isinstance(answer, Noted)
    assert (answer.value, answer.code) == (found, "number.question_pair")


def test_text_that_is_no_pair_is_split_without_a_remark() -> None:
    assert split_operator("-", 0)("Hà Nội - Việt Nam") == "Hà Nội"


def test_a_pattern_takes_its_first_group_of_the_whole_text() -> None:
    extract = extract_operator(r"^HS-([0-9]{1,6})/[0-9]{4}$")

    assert extract("HS-000123/2018") == "000123"
    with pytest.raises(Wrong, match=r"text\.pattern"):
        extract("HS-000123/2018 bis")


def test_a_text_too_long_for_a_pattern_is_refused_unsearched() -> None:
    with pytest.raises(Wrong, match=r"text\.pattern"):
        extract_operator(r"^([0-9]{1,6})$")("1" * 5_000)


@pytest.mark.parametrize(
    "pattern",
    ["^(a+)+$", "^(a|aa)+b$", "^([0-9]*)*$", "^(.*)$", "([0-9])", r"^(a)\1$", "^[0-9]+$", "^(?=a)(a)$"],
)
def test_a_pattern_that_could_run_away_or_takes_nothing_is_refused(pattern: str) -> None:
    assert pattern_fault(pattern) is not None


def test_a_struck_out_number_is_not_in_force() -> None:
    assert code(" 07 ") == "07"
    with pytest.raises(Wrong, match=r"key\.struck_out"):
        code("~~07~~")


def test_a_known_word_is_looked_up_and_a_variant_of_it_is_said() -> None:
    look = lookup_operator(MappingProxyType({"Đã trả": "done"}), "quarantine")

    assert look("Đã trả") == "done"
    assert look("DA  TRA") == Noted("done", "status.vocabulary", "fix", "status_lookup")  # type: ignore[arg-type]


def test_an_unknown_word_does_as_the_mapping_says() -> None:
    entries = {"a": "b"}

    with pytest.raises(Wrong, match=r"status\.unknown"):
        lookup_operator(entries, "quarantine")("treo")
    flagged = lookup_operator(entries, "flag")("treo")
    assert isinstance(flagged, Noted)
    assert (flagged.value, flagged.treatment) == ("treo", "flag")
    assert lookup_operator(entries, "keep")("treo") == "treo"
    assert lookup_operator(entries, "none")("treo") is None


@pytest.mark.parametrize("text", ["012345678", "001087004321", "B1234567", "0101234567-001"])
def test_a_paper_number_of_a_known_form_stays(text: str) -> None:
    assert identity(text) == text


@pytest.mark.parametrize(
    ("cell", "fault"),
    [(1087004321.0, "as_float"), ("1.23457E+11", "as_float"), ("1,23457E+11", "as_float"), ("12345678.0", "as_float"),
     ("1087004321", "lost_zero"), (12345678, "lost_zero"), ("12345678901", "lost_zero")],
)  # fmt: skip
def test_a_paper_number_that_was_a_number_is_refused(cell: object, fault: str) -> None:
    with pytest.raises(Wrong, match=fault):
        identity(cell)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "found"),
    [("item[@id='a']/value", "Hà Nội"), ("item[2]/@n", "2"), ("*/value", "Hà Nội"), ("item[@id='c']/value", None),
     ("item/@nothing", None)],
)  # fmt: skip
def test_a_short_path_finds_one_element(path: str, found: str | None) -> None:
    assert xml_operator(path, False)(FORM) == found


def test_text_beside_xml_stays_where_that_is_allowed() -> None:
    assert xml_operator("Name", True)("Đăng ký kết hôn") == "Đăng ký kết hôn"
    with pytest.raises(Wrong, match=r"text\.xml"):
        xml_operator("Name", False)("Đăng ký kết hôn")


@pytest.mark.parametrize(
    "text", ["<a><b></a>", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "<a>" + "x" * 1_000_001 + "</a>"]
)
def test_hostile_xml_is_refused(text: str) -> None:
    with pytest.raises(Wrong, match=r"text\.xml"):
        xml_operator("b", False)(text)


@pytest.mark.parametrize(
    "path", ["//item", "../a", "a[b]", "a/text()", "a[@x='1' or '1']", "document('x')", "a/" * 9 + "a"]
)
def test_a_path_outside_the_closed_form_is_refused(path: str) -> None:
    assert path_fault(path) is not None
