from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.bpmn.deployment import assemble, compile_file, digest_of, form_files, form_key
from engine.errors import Broken, Stuck
from tests.support.bpmn import Drawing, diagram, document, found, process

LIBRARY = Path(__file__).parents[3] / "processes" / "library"


def calling(name: str, *called: str) -> str:
    """A process that calls others one after the other, or has one task."""
    steps = [f"C{name}{number}" for number in range(len(called))] or [f"A{name}"]
    arrows = " -> ".join([f"s{name}", *steps, f"e{name}"])
    return process(name, arrows, drawing=Drawing(calls=dict(zip(steps, called, strict=False))))


def test_a_file_has_its_main_process_and_every_process_that_it_calls() -> None:
    processes = compile_file(document(calling("P", "Q"), calling("Q", "R"), calling("R"), calling("X")))

    assert processes.main is not None
    assert processes.main.process == "P"
    assert set(processes.by_id) == {"P", "Q", "R"}
    assert processes.findings == ()


def test_a_call_of_a_process_that_is_elsewhere_is_left_for_the_day_it_is_called() -> None:
    processes = compile_file(document(calling("P", "Elsewhere")))

    assert processes.main is not None
    assert set(processes.by_id) == {"P"}


def test_an_error_in_a_called_process_is_found_with_its_caller() -> None:
    broken = process("Q", "s1 -> A1", drawing=Drawing(tags={"A1": "scriptTask"}))

    processes = compile_file(document(calling("P", "Q"), broken))

    assert found(processes.findings) == {("support.script_task", "A1")}
    assert "Q" not in processes.by_id


def test_a_process_nobody_calls_is_not_looked_into() -> None:
    unused = process("Q", "s1 -> A1", drawing=Drawing(tags={"A1": "scriptTask"}))

    assert compile_file(document(calling("P"), unused)).findings == ()


def test_an_unreadable_file_has_no_processes() -> None:
    processes = compile_file(b"<a>")

    assert processes.main is None
    assert processes.by_id == {}
    assert [finding.code for finding in processes.findings] == ["read.not_xml"]


@pytest.mark.parametrize(
    ("parts", "ring"),
    [
        ([calling("P", "P")], "P → P"),
        ([calling("P", "Q"), calling("Q", "P")], "P → Q → P"),
        ([calling("P", "Q"), calling("Q", "R"), calling("R", "Q")], "Q → R → Q"),
    ],
    ids=["itself", "each other", "further down"],
)
def test_processes_that_call_each_other_in_a_ring_are_refused_with_the_ring(
    parts: list[str], ring: str
) -> None:
    findings = compile_file(document(*parts)).findings

    assert [finding.code for finding in findings] == ["connect.call_cycle"]
    assert f"({ring})" in findings[0].message


def test_a_process_called_twice_is_no_ring() -> None:
    assert compile_file(document(calling("P", "Q", "Q", "R"), calling("Q", "R"), calling("R"))).findings == ()


def test_calls_that_double_at_every_level_are_judged_at_once() -> None:
    parts = [calling(f"P{level}", f"P{level + 1}", f"P{level + 1}") for level in range(60)]

    processes = compile_file(document(*parts))

    assert len(processes.by_id) == 60


def test_a_thousand_processes_that_call_one_another_in_a_row_do_not_exhaust_the_stack() -> None:
    parts = [
        process(f"P{n}", f"s{n} -> C{n}", drawing=Drawing(calls={f"C{n}": f"P{n + 1}"})) for n in range(1000)
    ]

    assert compile_file(document(*parts)).findings == ()


def test_a_deployment_holds_processes_forms_and_facts_of_its_files() -> None:
    folder = LIBRARY / "2.000286"
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }

    deployment = assemble(files)

    assert deployment.main.process == "Process_2_000286"
    assert deployment.procedure is not None
    assert set(deployment.forms) == {form_key(name) for name in form_files(files)}
    assert deployment.digest == digest_of(files)


def test_files_that_no_longer_compile_are_ours_to_mend() -> None:
    with pytest.raises(Broken) as broken:
        assemble({"process.bpmn": b"<a/>"})

    assert broken.value.code == "deployment.unreadable"
    assert broken.value.facts["findings"] == ["read.not_bpmn"]


def test_a_diagram_alone_is_a_deployment_without_facts_and_forms() -> None:
    deployment = assemble({"process.bpmn": diagram("s -> A -> e")})

    assert deployment.procedure is None
    assert deployment.forms == {}


def test_a_called_process_is_found_by_name_and_a_missing_one_stops_the_dossier() -> None:
    deployment = assemble({"process.bpmn": document(calling("P", "Q"), calling("Q"))})

    assert deployment.called(deployment.main, "Q").process == "Q"
    with pytest.raises(Stuck) as stuck:
        deployment.called(deployment.main, "Z")
    assert (stuck.value.code, stuck.value.facts) == ("call.not_found", {"process": "Z"})


def test_forms_are_named_by_their_path_without_folder_and_ending() -> None:
    files = {"forms/a/b.json": b"{}", "forms/c.json": b"{}", "forms/c.txt": b"", "walks/d.json": b"{}"}

    assert [form_key(name) for name in form_files(files)] == ["a/b", "c"]


FILES = st.dictionaries(st.text("ab/.", min_size=1, max_size=4), st.binary(max_size=8), max_size=4)


@given(FILES)
def test_the_digest_does_not_depend_on_the_order_of_files(files: dict[str, bytes]) -> None:
    turned = dict(reversed(list(files.items())))

    assert digest_of(files) == digest_of(turned)


@given(FILES, FILES)
def test_other_files_have_another_digest(one: dict[str, bytes], other: dict[str, bytes]) -> None:
    assert (digest_of(one) == digest_of(other)) == (one == other)


def test_content_cannot_pose_as_another_file() -> None:
    together = {"a": b"1b\x001\x002"}

    assert digest_of(together) != digest_of({"a": b"1", "b": b"2"})
