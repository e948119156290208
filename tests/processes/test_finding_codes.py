"""Every finding code has an example that shows it, and every message tells an official what to do."""

import ast
import re
from collections.abc import Iterator

import pytest

from engine.bpmn.diagram import Process, Shape
from engine.bpmn.finding import Severity
from engine.bpmn.reader import NODES
from engine.bpmn.supported import check as check_supported
from processes.check import Verdict, verdict
from tests.support.bad_diagrams import BAD, REFUSED_TAGS, Bad
from tests.support.code import ROOT, modules

GROUPS = {
    "read",
    "support",
    "connect",
    "sound",
    "condition",
    "data",
    "time",
    "people",
    "form",
    "lint",
    "certify",
}
MAKERS = {"error", "warning", "gap", "Finding", "_refused", "_refuse"}
METHODS = {"open"}
"""Methods that make a finding; a code is told from other texts by its dot."""

FAMILIES = {"support.", "sound.", "form.", "connect."}
"""Codes whose second half is computed: from a tag, from a kind of fault, from a problem of `forms`."""

SAYS_WHAT_TO_DO = re.compile(r"\b(hãy|xin|cần|phải)\b", re.IGNORECASE)


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.code)
def test_a_bad_diagram_is_found_out(bad: Bad) -> None:
    findings = bad.findings()

    named = [(each.severity, each.element) for each in findings if each.code == bad.code]
    assert (bad.severity, bad.element) in named, findings


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.code)
def test_every_message_is_a_vietnamese_sentence_that_says_what_to_do(bad: Bad) -> None:
    for finding in bad.findings():
        assert not finding.message.isascii(), finding
        assert SAYS_WHAT_TO_DO.search(finding.message), finding
        assert finding.message.endswith("."), finding


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.code)
def test_a_diagram_is_rejected_exactly_when_a_finding_is_an_error(bad: Bad) -> None:
    findings = bad.findings()

    has_error = any(finding.severity is Severity.ERROR for finding in findings)
    assert (verdict(findings) is Verdict.REJECTED) is has_error


def test_every_code_in_the_source_has_an_example() -> None:
    shown = {bad.code for bad in BAD}

    written = {code for code in codes_written() if code not in FAMILIES}
    assert written | {f"sound.{kind}" for kind in fault_kinds()} <= shown


def test_every_computed_code_belongs_to_a_known_family() -> None:
    assert {code for code in codes_written() if code.endswith(".")} <= FAMILIES


def test_every_code_belongs_to_a_group_of_the_contract() -> None:
    assert {code.split(".")[0] for code in codes_written()} <= GROUPS


def test_every_tag_that_is_refused_has_an_example() -> None:
    refused = {
        finding.code: tag
        for tag in NODES
        for finding in check_supported(Process("P", "P", True, (shape(tag),), ()))
        if finding.code not in ("support.plain_task", "connect.no_event")
    }

    assert refused == {f"support.{name}": tag for tag, name in REFUSED_TAGS.items()}


def shape(tag: str) -> Shape:
    return Shape("A", tag, "A", "P", has_activation=tag == "complexGateway")


def codes_written() -> Iterator[str]:
    """The first argument of every call that makes a finding; of a computed one, what comes before the rest."""
    for path, tree in modules():
        if not path.is_relative_to(ROOT / "engine" / "bpmn") and not path.is_relative_to(ROOT / "processes"):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and makes_finding(node.func):
                first = node.args[0]
                text = first.values[0] if isinstance(first, ast.JoinedStr) else first
                if isinstance(text, ast.Constant):
                    yield text.value


def makes_finding(called: ast.expr) -> bool:
    if isinstance(called, ast.Name):
        return called.id in MAKERS
    return isinstance(called, ast.Attribute) and called.attr in METHODS


def fault_kinds() -> set[str]:
    """The kinds of fault that the proof of soundness knows."""
    tree = ast.parse((ROOT / "engine" / "net" / "soundness.py").read_text(encoding="utf-8"))
    return {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Fault"
        and isinstance(node.args[0], ast.Constant)
    }
