"""GRAMMAR.md names every function and states every bound; a page that lies is worse than none."""

import re
from pathlib import Path

import pytest

from engine.bpmn.expressions import functions, limits

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
