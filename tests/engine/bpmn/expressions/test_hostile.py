"""No text of a diagram and no data of a dossier reach the machine through the expression language (DESIGN D3)."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from engine.bpmn.expressions.limits import MAX_BYTES, MAX_SECONDS
from tests.support.hostile import CASES, MUST_BE_REFUSED

ROOT = Path(__file__).parents[4]

Outcomes = list[tuple[str, dict[str, Any]]]


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    """Run every case in a process of its own, since an audit hook can never be taken off again."""
    command = [sys.executable, "-m", "tests.support.hostile"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stderr
    written: dict[str, Any] = json.loads(run.stdout)
    return written


@pytest.fixture
def outcomes(report: dict[str, Any]) -> Outcomes:
    return [(text[:80], outcome) for (text, _), outcome in zip(CASES, report["cases"], strict=True)]


def test_there_are_at_least_500_of_them() -> None:
    assert len({text for text, _ in CASES}) >= 500


def test_no_code_of_other_languages_is_compiled(outcomes: Outcomes) -> None:
    kinds = {text: outcome["outcome"] for text, outcome in outcomes[: len(MUST_BE_REFUSED)]}

    refusals = {"UnreadableExpression", "ExpressionTooLarge"}
    assert {text: kind for text, kind in kinds.items() if kind not in refusals} == {}


def test_nothing_but_the_named_errors_comes_out(outcomes: Outcomes) -> None:
    assert [(text, o["outcome"]) for text, o in outcomes if o["outcome"].startswith("escaped")] == []


def test_no_file_no_socket_no_process_no_import_is_touched(outcomes: Outcomes) -> None:
    assert [(text, o["events"]) for text, o in outcomes if o["events"]] == []


def test_the_hook_was_awake_to_the_last(report: dict[str, Any]) -> None:
    assert "open" in report["probe"]


def test_none_takes_a_second_of_the_processor(outcomes: Outcomes) -> None:
    assert [(text, o["seconds"]) for text, o in outcomes if o["seconds"] > MAX_SECONDS] == []


def test_none_takes_64_megabytes(outcomes: Outcomes) -> None:
    assert [(text, o["grown_bytes"]) for text, o in outcomes if o["grown_bytes"] > MAX_BYTES] == []
