"""GRAMMAR.md names every word and function, states every bound, counts its cases; a lying page is worse than none."""

import json
import re
from pathlib import Path

import pytest

from engine.bpmn.expressions import compile_expression, compile_unary_tests, functions, limits
from engine.bpmn.expressions.cursor import RESERVED
from tests.support.hostile import CASES

PAGE = Path(functions.__file__).with_name("GRAMMAR.md").read_text(encoding="utf-8")
BOUNDS = (
    "MAX_SOURCE_CHARACTERS",
    "MAX_DEPTH",
    "MAX_TREE_DEPTH",
    "MAX_NODES",
    "MAX_ARGUMENTS",
    "MAX_STEPS",
    "CHARACTERS_A_STEP",
    "MAX_STRING_CHARACTERS",
    "MAX_LIST_ITEMS",
    "NUMBER_DIGITS",
    "MAX_EXPONENT",
    "MAX_POWER",
)


def test_the_page_names_exactly_the_functions_there_are() -> None:
    section = PAGE.split("## Functions")[1].split("## JUEL")[0]
    table = [line for line in section.splitlines() if line.startswith("| `")]

    named = {name for line in table for name in re.findall(r"`([a-z ]+)\(", line.split("|")[1])}
    assert named == set(functions.FUNCTIONS)


@pytest.mark.parametrize("bound", BOUNDS)
def test_the_page_states_the_bound_as_it_is(bound: str) -> None:
    section = PAGE.split("## Budgets")[1].split("## Why")[0]

    assert re.search(rf"(?<![\d,]){getattr(limits, bound):,}(?![\d,])", section)


def test_the_page_has_the_words_that_cannot_name_a_variable() -> None:
    grammar = PAGE.split("## Grammar")[1].split("## Cells")[0]

    assert set(re.findall(r'"([a-z]+)"', grammar)) - {"juel"} == RESERVED


def test_the_page_states_what_time_and_memory_are_held_to() -> None:
    assert f"MAX_SECONDS, {limits.MAX_SECONDS:g} second" in PAGE
    assert f"MAX_BYTES, {limits.MAX_BYTES // 2**20} MB" in PAGE


def test_the_page_counts_its_cases() -> None:
    compared = json.loads(Path(__file__).with_name("feelin_cases.json").read_text(encoding="utf-8"))
    agreed = [case for case in compared if "differs" not in case]

    assert f"\n{len(CASES)} hostile cases" in PAGE
    assert f"{len(compared)} cases (`feelin_cases.json`)" in PAGE
    assert f"{len(agreed)} agree" in PAGE


def test_the_examples_of_the_page_compile() -> None:
    examples = re.findall(r"= (compile_\w+)\((['\"])(.*?)\2\)", PAGE)

    assert {function for function, _, _ in examples} == {"compile_expression", "compile_unary_tests"}
    for function, _, text in examples:
        (compile_expression if function == "compile_expression" else compile_unary_tests)(text)
