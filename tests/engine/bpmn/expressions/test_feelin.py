"""Our expressions give what npm `feelin`, another FEEL, gives, but for the differences that are named here."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from engine.bpmn.expressions import ConditionUnknown, compile_expression, compile_unary_tests
from engine.bpmn.expressions.iso8601 import iso_text
from engine.bpmn.expressions.values import Months

ROOT = Path(__file__).parents[4]
Case = Mapping[str, Any]
CASES: list[Case] = json.loads(Path(__file__).with_name("feelin_cases.json").read_text(encoding="utf-8"))

DIFFERENCES = {
    "decimal": "feelin counts in binary floats; money is counted in decimals here (DMN 1.3 §10.3.2.3.1)",
    "kinds": "feelin orders values of different kinds or throws; the answer is unknown here, as in DMN Table 53",
    "list lengths": "feelin calls lists of different lengths incomparable; they are not equal (DMN Table 51)",
    "truth": "feelin takes 1 for true in `if`; only true is true",
    "unknown": "feelin counts unknown as false in quantifiers and cells; nobody's silence decides here (DESIGN D3)",
    "order": "feelin's min and max know numbers only; every kind that has an order has a least one (DMN Table 76)",
    "duration arithmetic": "feelin does not multiply, divide or negate lengths of time (DMN Table 57 does)",
    "whole days": "feelin makes a moment of a date and some hours; a date stays a date (DMN Table 57)",
    "whole months": "feelin keeps the odd day in a length that is of years and months only",
    "precedence": "feelin reads `x in [5..9] and y` as `x in ([5..9] and y)`",
}

KINDS = {datetime: "date and time", date: "date", time: "time", timedelta: "duration", Months: "duration"}


def ours(case: Case) -> object:
    data = case.get("data", {})
    if "text" in case:
        return plain(compile_expression(case["text"]).evaluate(data))
    try:
        return compile_unary_tests(case["cell"]).test(case["input"], data)
    except ConditionUnknown:
        return None


def plain(value: object) -> object:
    """Write a value as feelin.mjs does; a float of 17 digits is as near as JavaScript comes to our numbers."""
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case list():
            return [plain(item) for item in value]
    kind = KINDS.get(type(value))
    return {kind: iso_text(value)} if kind else value


def name(case: Case) -> str:
    return case.get("text") or f"{case['input']!r} in {case['cell']}"


@pytest.fixture(scope="module")
def feelin() -> list[object]:
    """Ask feelin once for every case."""
    node = shutil.which("node")
    if node is None or not (ROOT / "node_modules/feelin").is_dir():
        pytest.skip("npm feelin is not installed: run `npm ci` to compare with it")
    command = [node, "tests/support/feelin.mjs"]
    asked = json.dumps(CASES)
    run = subprocess.run(
        command, cwd=ROOT, input=asked, capture_output=True, text=True, timeout=60, check=False
    )
    assert run.returncode == 0, run.stderr
    answers: list[object] = json.loads(run.stdout)
    return answers


@pytest.mark.parametrize("case", CASES, ids=name)
def test_a_case_of_the_table_gives_its_value(case: Case) -> None:
    assert json.dumps(ours(case)) == json.dumps(case["gives"])


def test_feelin_agrees_wherever_no_difference_is_named(feelin: list[object]) -> None:
    pairs = [(case, answer) for case, answer in zip(CASES, feelin, strict=True) if "differs" not in case]

    assert len(pairs) >= 200
    assert [
        (name(case), answer) for case, answer in pairs if json.dumps(case["gives"]) != json.dumps(answer)
    ] == []


def test_feelin_differs_where_a_difference_is_named(feelin: list[object]) -> None:
    pairs = [(case, answer) for case, answer in zip(CASES, feelin, strict=True) if "differs" in case]

    assert [name(case) for case, answer in pairs if json.dumps(case["gives"]) == json.dumps(answer)] == []


def test_every_difference_has_a_reason_and_a_case() -> None:
    assert {case["differs"] for case in CASES if "differs" in case} == set(DIFFERENCES)
