"""The verdict over a whole package: what rejects, what is left open, what carries a walk, and when it stops."""

from pathlib import Path

import pytest

from engine.bpmn.finding import Finding, Severity, error, gap, warning
from processes.check import Verdict, check, verdict
from processes.package import read_package
from processes.source import read_files
from tests.support.bad_diagrams import checked
from tests.support.bpmn import Drawing, diagram, document, process
from tests.support.packages import package

ERROR, WARNING, GAP = error("x.e", None, "e"), warning("x.w", None, "w"), gap("x.g", None, "g")
LIBRARY = Path(__file__).parents[2] / "processes" / "library"


def the(findings: list[Finding], code: str) -> Finding:
    (found,) = [finding for finding in findings if finding.code == code]
    return found


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ([], Verdict.ACCEPTED),
        ([GAP], Verdict.ACCEPTED),
        ([WARNING, GAP], Verdict.ACCEPTED_WITH_WARNINGS),
        ([GAP, ERROR], Verdict.REJECTED),
        ([WARNING, ERROR], Verdict.REJECTED),
    ],
)
def test_only_an_error_rejects_and_only_a_warning_warns(findings: list[Finding], expected: Verdict) -> None:
    assert verdict(findings) is expected


@pytest.mark.parametrize("code", ["people.no_seat", "time.no_limit", "data.unwritten"])
def test_what_a_bare_diagram_leaves_open_is_an_error_in_a_package(code: str) -> None:
    bare = diagram("s -> A -> x", "x ? B -> e", "x -> C -> e", drawing=Drawing(default={"x": "C"}))
    procedure = package("s -> A -> e").files["procedure.json"]

    alone = {finding for finding in checked({"process.bpmn": bare}) if finding.code == code}
    packed = {
        finding
        for finding in checked({"process.bpmn": bare, "procedure.json": procedure})
        if finding.code == code
    }

    assert {finding.severity for finding in alone} == {Severity.GAP}
    assert {finding.severity for finding in packed} == {Severity.ERROR}
    assert {finding.element for finding in alone} == {finding.element for finding in packed}


def test_a_call_of_a_process_in_another_package_is_left_to_a_person_to_confirm() -> None:
    findings = check(package("s -> A -> k -> e", calls={"k": "Nowhere"}))

    assert the(findings, "connect.called_elsewhere").severity is Severity.WARNING
    assert "Nowhere" in the(findings, "connect.called_elsewhere").message


def test_a_bare_diagram_with_nothing_but_gaps_is_accepted() -> None:
    findings = checked({"process.bpmn": diagram("s -> A -> e")})

    assert {finding.severity for finding in findings} == {Severity.GAP}
    assert verdict(findings) is Verdict.ACCEPTED


def test_one_step_with_a_limit_is_enough_to_say_how_long_things_take() -> None:
    drawing = Drawing(attributes={"A": 'motcua:workingTime="P1D"'})

    findings = checked({"process.bpmn": diagram("s -> A -> B -> e", drawing=drawing)})

    assert "time.no_limit" not in {finding.code for finding in findings}


def test_a_process_without_tasks_of_people_needs_no_limit() -> None:
    findings = checked({"process.bpmn": diagram("s -> c -> e")})

    assert findings == []


def test_a_deadlock_names_the_join_by_its_name_and_carries_the_way_there() -> None:
    drawing = Drawing(default={"x": "B"}, attributes={"p": 'name="Đủ cả hai"'})

    found = the(checked({"process.bpmn": diagram("s -> A -> x", "x ? C -> p", "x -> B -> p -> e", drawing=drawing)}),
                "sound.deadlock")  # fmt: skip

    assert found.element == "p"
    assert "«Đủ cả hai»" in found.message
    assert found.trace[:3] == ("s", "A", "x")
    assert found.trace[-1] in ("B", "C")


def test_an_element_without_a_name_is_named_by_its_id() -> None:
    found = the(checked({"process.bpmn": diagram("s -> p -> A -> T -> e", "p -> B -> T")}), "sound.unsafe")

    assert "«T»" in found.message
    assert found.trace == ("s", "p", "A", "B")


def test_the_handler_of_an_event_that_hangs_after_the_process_ended_is_named() -> None:
    drawing = Drawing(hosts={"b": "A", "b2": "C"}, calm={"b"}, timers={"b": "P1D", "b2": "P1D"})

    findings = checked(
        {
            "process.bpmn": diagram(
                "s -> A -> e", "b -> p1 -> B -> p2", "p1 -> C -> p2 -> e1", "b2 -> e2", drawing=drawing
            )
        }
    )

    assert the(findings, "sound.deadlock").element == "p2"


def test_a_warning_alone_accepts_with_warnings() -> None:
    findings = checked({"process.bpmn": diagram("s -> p -> A -> e1", "p -> B -> e2")})

    assert verdict(findings) is Verdict.ACCEPTED_WITH_WARNINGS


def test_a_called_process_is_checked_too() -> None:
    main = process("P", "s -> K -> e", drawing=Drawing(calls={"K": "Q"}))
    called = process(
        "Q", "s9 -> x9", "x9 ? A9 -> p9", "x9 -> B9 -> p9 -> e9", drawing=Drawing(default={"x9": "B9"})
    )

    findings = checked({"process.bpmn": document(main, called)})

    assert the(findings, "sound.deadlock").element == "p9"


def test_a_process_that_nobody_calls_is_not_checked() -> None:
    main, other = process("P", "s -> A -> e"), process("Q", "s9 -> A9 -> B9 -> A9")

    findings = checked({"process.bpmn": document(main, other)})

    assert "sound.no_end" not in {finding.code for finding in findings}


def test_processes_that_call_the_next_one_twice_are_each_read_once() -> None:
    def level(n: int) -> str:
        calls = {f"K{n}": f"P{n + 1}", f"L{n}": f"P{n + 1}"}
        return process(f"P{n}", f"s{n} -> K{n} -> L{n} -> e{n}", drawing=Drawing(calls=calls))

    findings = checked({"process.bpmn": document(*map(level, range(40)), process("P40", "s -> A -> e"))})

    assert {finding.element for finding in findings} == {"A", "P40"}


@pytest.mark.parametrize(
    "arrows",
    [
        [f"p1 -> T{number} -> p2" for number in range(30)],
        [f"o1 ? T{number} -> o2" for number in range(30)],
    ],
    ids=["parallel", "inclusive"],
)
def test_a_net_too_large_to_prove_is_undecided_and_left_to_a_person(arrows: list[str]) -> None:
    split, join = arrows[0].split()[0], arrows[0].split()[-1]

    findings = checked({"process.bpmn": diagram(f"s -> {split}", *arrows, f"{join} -> e")})

    assert the(findings, "sound.undecided").severity is Severity.WARNING
    assert verdict(findings) is Verdict.ACCEPTED_WITH_WARNINGS


@pytest.mark.parametrize("tasks", [500, 1_200])
def test_a_chain_longer_than_spiffworkflow_can_read_is_still_judged(tasks: int) -> None:
    chain = " -> ".join(f"T{number}" for number in range(tasks))

    findings = checked({"process.bpmn": diagram(f"s -> {chain} -> e")})

    assert {finding.code for finding in findings} == {"people.no_seat", "time.no_limit"}


def test_a_process_beyond_the_number_of_nodes_is_refused_by_name() -> None:
    chain = " -> ".join(f"T{number}" for number in range(1_999))

    findings = checked({"process.bpmn": diagram(f"s -> {chain} -> e")})

    assert the(findings, "read.too_many").element == "P"


def test_checking_twice_gives_the_same_findings() -> None:
    files = read_files(LIBRARY / "2.000286")
    broken = {**files, "process.bpmn": files["process.bpmn"].replace(b"motcua:level", b"motcua:cap")}

    assert check(read_package(broken)) == check(read_package(broken)) != []


def test_a_walk_of_the_package_that_does_not_go_as_written_rejects() -> None:
    files = {**read_files(LIBRARY / "1.001193"), "walks/sai.json": b'{"steps": [{"expect": ["Task_KyXa"]}]}'}

    findings = check(read_package(files))

    assert [finding.code for finding in findings] == ["certify.walk"]
    assert "walks/sai.json" in findings[0].message
