"""A package is read as a whole: every problem of every file at once, and nothing half deployed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.bpmn.deployment import Files
from engine.bpmn.finding import Finding
from processes.check import check
from processes.package import read_package
from processes.source import read_files
from tests.support.packages import package

FILES = package("s -> A -> e").files
LIBRARY = Path(__file__).parents[2] / "processes" / "library"


def with_procedure(change: Callable[[dict[str, Any]], Any]) -> Files:
    """The files of a good package, its procedure.json changed."""
    procedure = json.loads(FILES["procedure.json"])
    change(procedure)
    return {**FILES, "procedure.json": json.dumps(procedure).encode()}


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def test_a_good_package_has_its_procedure_forms_walks_and_process() -> None:
    read = read_package(read_files(LIBRARY / "1.001193"))

    assert read.findings == ()
    assert read.deployment is not None
    assert read.deployment.procedure is not None
    assert read.deployment.procedure.code == "1.001193"
    assert set(read.deployment.forms) >= {"tiep_nhan"}
    assert all(name.startswith("walks/") for name in read.walks)


def test_a_lone_diagram_has_no_procedure_and_no_finding_about_that() -> None:
    read = read_package({"process.bpmn": FILES["process.bpmn"]})

    assert read.deployment is not None
    assert read.deployment.procedure is None
    assert read.findings == ()


def test_a_package_without_a_diagram_deploys_nothing() -> None:
    read = read_package({"procedure.json": FILES["procedure.json"]})

    assert read.deployment is None
    assert codes(read.findings) == ["read.no_diagram"]


def test_every_problem_of_the_procedure_is_named_at_once() -> None:
    files = with_procedure(
        lambda procedure: (
            procedure.pop("name"),
            procedure.update(code="chưa có", receiving_level="village", cut_off="25:00", extra=1),
            procedure["limit"].update(amount="-5"),
            procedure["fee"].update(amount_vnd=-1),
        )
    )

    read = read_package(files)

    named = " ".join(finding.message for finding in read.findings)
    places = (
        "'name'",
        "$.code",
        "$.receiving_level",
        "$.cut_off",
        "'extra'",
        "$.limit.amount",
        "$.fee.amount_vnd",
    )
    assert all(place in named for place in places), named
    assert codes(read.findings) == ["read.procedure"] * len(places)


def test_a_package_whose_procedure_is_wrong_is_not_deployed_as_a_bare_diagram() -> None:
    read = read_package(with_procedure(lambda procedure: procedure.pop("code")))

    assert read.deployment is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("format", 2),
        ("code", "1.009645\n"),
        ("code", "1.9645"),
        ("case", "Trường hợp"),
        ("name", " "),
        ("field", "Đất đai"),
        ("limit", {"amount": "1e3", "unit": "working_day"}),
        ("limit", {"amount": "5", "unit": "week"}),
        ("counting", "roughly"),
        ("cut_off", "8:00"),
        ("same_day", "yes"),
        ("documents", [{"code": "A B", "name": "Đơn", "required": True}]),
        ("documents", [{"name": "Đơn", "required": True}]),
        ("fee", {"amount_vnd": 1.5, "note": ""}),
        ("provenance", {"kind": "guessed", "source": "x", "notes": []}),
        ("effective_from", "2018-02-30"),
        ("effective_from", "26/10/2018"),
    ],
)
def test_a_field_of_the_procedure_is_held_to_its_form(field: str, value: Any) -> None:
    read = read_package(with_procedure(lambda procedure: procedure.update({field: value})))

    assert set(codes(read.findings)) == {"read.procedure"}
    assert any(field in finding.message for finding in read.findings)


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b"", b"[" * 100_000, b"9" * 5_000])
@pytest.mark.parametrize("name", ["procedure.json", "forms/a.json", "walks/a.json"])
def test_what_is_not_json_is_one_finding_that_names_the_file(name: str, content: bytes) -> None:
    read = read_package({**FILES, name: content})

    assert codes(read.findings) == ["read.not_json"]
    assert name in read.findings[0].message


def test_a_message_never_repeats_a_whole_file() -> None:
    read = read_package({**FILES, "procedure.json": json.dumps("x" * 1_000_000).encode()})

    assert max(len(finding.message) for finding in read.findings) < 1_000


def test_a_form_with_problems_names_the_file_and_the_place_and_is_left_out() -> None:
    form = {"type": "object", "title": "Tiếp nhận", "properties": {"so": {"type": "integer"}}}

    read = read_package({**FILES, "forms/a.json": json.dumps(form).encode()})

    assert codes(read.findings) == ["form.title_missing"]
    assert read.findings[0].message.startswith("forms/a.json/properties/so:")
    assert read.deployment is not None
    assert read.deployment.forms == {}


def test_problems_of_procedure_form_walk_and_diagram_are_told_together() -> None:
    bad = {
        "procedure.json": b"{}",
        "forms/a.json": b"{}",
        "walks/a.json": b"-",
        "process.bpmn": FILES["process.bpmn"].replace(b'targetRef="A"', b'targetRef="Z"'),
    }

    found = set(codes(tuple(check(read_package(bad)))))

    assert {"read.procedure", "read.not_json", "connect.missing_end"} <= found
    assert any(code.startswith("form.") for code in found)


def test_a_file_of_a_kind_unknown_to_packages_changes_the_digest_and_nothing_else() -> None:
    plain, annotated = read_package(FILES), read_package({**FILES, "ghi_chu.txt": b"x"})

    assert plain.deployment is not None
    assert annotated.deployment is not None
    assert annotated.findings == plain.findings
    assert annotated.deployment.digest != plain.deployment.digest
