"""What people really draw is imported with its gaps named, or refused for a lawful reason (BPMN.md §3).

Each small file of `drawings/` shows one thing found in real exports; `expected.json` says what of it must be told,
as `code element`, or why it is refused.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from engine.bpmn.deployment import PROCESS_FILE
from engine.bpmn.finding import Finding, Severity
from processes.check import check
from processes.package import read_package

FOLDER = Path(__file__).parent / "drawings"
EXPECTED: Mapping[str, Mapping[str, Any]] = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
IMPORTED = [name for name, expected in EXPECTED.items() if "tells" in expected]
REFUSED = [name for name, expected in EXPECTED.items() if "refused" in expected]
LAWFUL = ("unreadable", "hostile", "duplicated", "over a limit", "outside the supported set")


def findings(name: str) -> list[Finding]:
    return check(read_package({PROCESS_FILE: (FOLDER / f"{name}.bpmn").read_bytes()}))


def test_every_drawing_has_its_line_and_every_line_its_drawing() -> None:
    drawn = {path.stem for path in FOLDER.glob("*.bpmn")}

    assert drawn == EXPECTED.keys()
    assert len(drawn) >= 60


@pytest.mark.parametrize("name", IMPORTED)
def test_it_is_imported_and_what_is_left_open_is_told(name: str) -> None:
    found = findings(name)

    assert [finding for finding in found if finding.severity is Severity.ERROR] == []
    told = {f"{finding.code} {finding.element}" for finding in found}
    assert told >= {*EXPECTED[name]["tells"]}


@pytest.mark.parametrize("name", IMPORTED)
def test_everything_told_names_an_element_of_the_drawing(name: str) -> None:
    text = (FOLDER / f"{name}.bpmn").read_bytes().decode("utf-16" if name == "utf_16" else "utf-8", "replace")

    loose = [
        finding
        for finding in findings(name)
        if finding.element is None or ("@" not in finding.element and f'"{finding.element}"' not in text)
    ]

    assert loose == []


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_for_a_lawful_reason(name: str) -> None:
    reason, code = EXPECTED[name]["refused"]

    errors = {finding.code for finding in findings(name) if finding.severity is Severity.ERROR}

    assert reason in LAWFUL
    assert errors == {code}
