"""Whatever is uploaded, a check answers: it never raises, never hangs, and stays within its memory."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bpmn.deployment import Files
from engine.bpmn.finding import Finding, Severity
from processes.check import Verdict, check, verdict
from processes.guarded import LIMITS, judge
from processes.package import read_package
from processes.source import read_files
from tests.support.bpmn import Drawing, diagram
from tests.support.mutations import mutate

LIBRARY = Path(__file__).parents[2] / "processes" / "library"
PACKAGES = [read_files(folder) for folder in sorted(LIBRARY.iterdir()) if folder.is_dir()]
CASES = 200
PER_TEST = 20
SMALL = diagram("s -> A -> x", "x ? B -> e", "x -> C -> e", drawing=Drawing(default={"x": "C"}))


def judged(files: Files) -> list[Finding]:
    """Check files; the verdict must follow from the findings, and each finding say something."""
    findings = check(read_package(files))
    rejected = any(finding.severity is Severity.ERROR for finding in findings)
    assert (verdict(findings) is Verdict.REJECTED) is rejected
    assert all(finding.message and "." in finding.code for finding in findings)
    return findings


@given(st.binary(max_size=2_000))
def test_random_bytes_are_judged(content: bytes) -> None:
    assert judged({"process.bpmn": content})


@given(st.text(max_size=200), st.sampled_from(["procedure.json", "forms/a.json", "walks/a.json"]))
def test_random_text_in_any_file_of_a_package_is_judged(text: str, name: str) -> None:
    judged({"process.bpmn": SMALL, name: text.encode(errors="replace")})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=8), inside, max_size=4),
    max_leaves=20,
)


@settings(max_examples=50)
@given(JSON, st.sampled_from(["procedure.json", "forms/a.json", "walks/a.json"]))
def test_random_json_in_any_file_of_a_package_is_judged(value: object, name: str) -> None:
    judged({"process.bpmn": SMALL, name: json.dumps(value).encode()})


@given(st.integers(0, len(SMALL) - 1), st.binary(min_size=1, max_size=8))
def test_a_diagram_overwritten_somewhere_is_judged(place: int, noise: bytes) -> None:
    judged({"process.bpmn": SMALL[:place] + noise + SMALL[place + len(noise) :]})


@given(st.integers(0, len(SMALL) - 1))
def test_a_diagram_cut_off_anywhere_is_unreadable(length: int) -> None:
    (finding,) = judged({"process.bpmn": SMALL[:length]})

    assert finding.code == "read.not_xml"


@pytest.mark.parametrize("first", range(0, CASES, PER_TEST))
def test_diagrams_of_the_library_changed_at_random_are_judged(first: int) -> None:
    for seed in range(first, first + PER_TEST):
        dice = random.Random(seed)
        files = dict(dice.choice(PACKAGES))
        files["process.bpmn"] = mutate(files["process.bpmn"], dice)
        if dice.random() < 0.5:
            files = {"process.bpmn": files["process.bpmn"]}

        judged(files)


PICTURE = '<BPMNShape xmlns="http://www.omg.org/spec/BPMN/20100524/DI"/>'
"""A file that has a picture is not drawn anew, which would cost more than the check."""

HARD = {
    "a parallel split of thirty": ["s -> p1", "p2 -> e", *(f"p1 -> T{n} -> p2" for n in range(30))],
    "an inclusive split of forty": ["s -> o1", "o2 -> e", *(f"o1 ? T{n} -> o2" for n in range(40))],
    "inclusive splits in a row": ["s -> o0", *(f"o{n} ? T{n}{way} -> o{n + 1}" for n in range(12) for way in "abc")],
    "an exclusive split of nine hundred": ["s -> x1", "x2 -> e", *(f"x1 ? T{n} -> x2" for n in range(900))],
    "everything joined to everything": [f"x{n} -> p{m} -> x{m}" for n in range(25) for m in range(25)],
    "a ladder of tasks and ends": [f"T{n} -> T{n + 1} -> e{n}" for n in range(400)],
}  # fmt: skip


@pytest.mark.parametrize("name", HARD)
def test_a_hard_diagram_is_judged_within_the_limits_of_memory_and_time(name: str) -> None:
    content = diagram(*HARD[name], extra=PICTURE)

    findings = judge({"process.bpmn": content.decode()}, LIMITS).findings

    assert findings
    assert "read.too_costly" not in {finding.code for finding in findings}
