"""An upload is judged in a child process: whatever it does to its reader, the parent goes on (BPMN.md §3)."""

import json

import pytest

from engine.bpmn.deployment import PROCESS_FILE
from engine.bpmn.finding import Severity
from engine.bpmn.xml import parse
from engine.errors import Broken
from processes.catalogue import codes, package
from processes.check import check
from processes.guarded import LIMITS, Judged, Limits, judge
from tests.support.bpmn import Drawing, diagram
from tests.support.packages import package as small_package

NARROW = tuple(
    arrow for n in range(14) for arrow in (f"p1 -> A{n} -> B{n} -> x{n} -> C{n} -> p2", f"x{n} ? A{n}")
)
BOMB = diagram("s -> p1", "p2 -> e", *NARROW, drawing=Drawing(default={f"x{n}": f"C{n}" for n in range(14)}))
"""Fourteen branches at once, each with a loop: more situations than anybody can count."""


def judge_diagram(content: bytes, limits: Limits = LIMITS) -> Judged:
    return judge({PROCESS_FILE: content.decode()}, limits)


@pytest.mark.parametrize("code", codes())
def test_the_child_finds_what_a_check_in_this_process_finds(code: str) -> None:
    files = package(code).files

    judged = judge({name: content.decode() for name, content in files.items()})

    assert list(judged.findings) == check(package(code))
    assert (judged.procedure_code, judged.case_code) == (code, "")
    assert judged.diagram == files[PROCESS_FILE].decode()


def test_findings_come_back_whole_with_the_walk_to_the_fault() -> None:
    judged = judge_diagram(
        diagram("s -> x", "x ? A -> p", "x -> B -> p -> e", drawing=Drawing(default={"x": "B"}))
    )

    (deadlock,) = (finding for finding in judged.findings if finding.code == "sound.deadlock")
    assert deadlock.severity is Severity.ERROR
    assert deadlock.trace == ("s", "x", "B")


@pytest.mark.parametrize(
    "limits",
    [Limits(memory_bytes=1), Limits(seconds=1), Limits(seconds=0)],
    ids=["memory", "processor", "wall"],
)
def test_a_child_that_needs_too_much_is_a_finding_that_rejects(limits: Limits) -> None:
    judged = judge_diagram(BOMB, limits)

    assert [(finding.code, finding.severity) for finding in judged.findings] == [
        ("read.too_costly", Severity.ERROR)
    ]
    assert judged.diagram is None


def test_the_bomb_is_defused_within_the_limits_of_an_upload() -> None:
    judged = judge_diagram(BOMB)

    assert {finding.code for finding in judged.findings} & {"read.too_costly", "sound.undecided"}


def test_a_drawing_without_a_picture_gets_one() -> None:
    content = small_package("s -> A -> e").files

    judged = judge({name: text.decode() for name, text in content.items()})

    assert judged.diagram is not None
    root = parse(judged.diagram.encode()).root
    assert root is not None
    drawn = {
        shape.get("bpmnElement") for shape in root.iter("{http://www.omg.org/spec/BPMN/20100524/DI}BPMNShape")
    }
    assert drawn == {"s", "A", "e"}


@pytest.mark.parametrize("content", [b"", b"<svg/>", b"<!DOCTYPE a><a/>", b"no xml", b"{}", b"<a" * 1000])
def test_what_cannot_be_shown_has_no_diagram_and_an_error(content: bytes) -> None:
    judged = judge_diagram(content)

    assert judged.diagram is None
    assert any(finding.severity is Severity.ERROR for finding in judged.findings)


def test_a_failure_of_ours_is_not_told_as_the_designers() -> None:
    lone_surrogate = json.loads('"\\ud800"')

    with pytest.raises(Broken, match=r"package\.check_failed"):
        judge({PROCESS_FILE: lone_surrogate})
