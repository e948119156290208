"""The catalogue says of every class what it is, what to do, and how it looks."""

import re

import pytest

from migration_tools.faults.catalogue import FaultClass, Outcome, Scope, catalogue
from migration_tools.faults.generate import plant
from migration_tools.faults.generate.damaged import FILE_CODES
from migration_tools.mapping.record import Treatment

CLASSES = sorted(catalogue().values(), key=lambda each: each.code)
GROUPS = {
    "text",
    "date",
    "number",
    "key",
    "procedure",
    "unit",
    "user",
    "status",
    "process",
    "file",
    "row",
    "table",
}
PLANTED = {*plant.DUMP, *plant.BYTE_REGISTER, *plant.WORKBOOK, *plant.LEGACY_REGISTER, *FILE_CODES}

each_class = pytest.mark.parametrize("fault", CLASSES, ids=lambda each: each.code)


@each_class
def test_a_code_is_a_group_and_a_name(fault: FaultClass) -> None:
    group, name = fault.code.split(".")

    assert group in GROUPS
    assert re.fullmatch(r"[a-z0-9_]+", name)


@each_class
def test_a_message_is_whole_vietnamese_sentences(fault: FaultClass) -> None:
    assert fault.message[0].isupper()
    assert fault.message.endswith(".")
    assert not fault.message.isascii()


@each_class
def test_a_quarantined_class_tells_the_unit_what_to_do(fault: FaultClass) -> None:
    if fault.treatment is Treatment.QUARANTINE:
        assert re.search(r"[Đđ]ề nghị", fault.message)


@each_class
def test_a_class_names_its_rule_and_shows_an_example(fault: FaultClass) -> None:
    assert re.fullmatch(r"[a-z0-9_]+", fault.rule)
    assert isinstance(fault.example, str) or all(isinstance(value, str) for value in fault.example.values())


@each_class
def test_only_blanks_have_an_empty_example(fault: FaultClass) -> None:
    if fault.example == "":
        assert fault.code in {"number.blank", "key.missing", "key.field_missing", "procedure.missing"}


@each_class
def test_a_quarantined_class_is_never_let_through(fault: FaultClass) -> None:
    if fault.treatment is Treatment.QUARANTINE:
        assert fault.outcome in {Outcome.QUARANTINED, Outcome.EXCLUDED, Outcome.STOPPED}
    else:
        assert fault.outcome not in {Outcome.QUARANTINED, Outcome.STOPPED}


@each_class
def test_what_stops_a_reading_is_a_matter_of_the_whole_file(fault: FaultClass) -> None:
    if fault.outcome is Outcome.STOPPED:
        assert fault.scope is Scope.FILE


@each_class
def test_every_class_can_be_planted(fault: FaultClass) -> None:
    assert (fault.code in PLANTED) is (fault.scope is not Scope.BATCH)


def test_only_what_can_be_read_in_two_ways_may_wait_as_ambiguous() -> None:
    waiting = {fault.code for fault in CLASSES if fault.or_else}

    assert {fault.or_else for fault in CLASSES} == {"", "text.ambiguous"}
    assert all(catalogue()[code].rule.startswith(("decode_", "capitals_", "tcvn3_")) for code in waiting)


def test_nothing_is_planted_that_the_catalogue_does_not_know() -> None:
    assert set(catalogue()) >= PLANTED


def test_a_problem_carries_the_class_and_what_stood_there() -> None:
    fault = catalogue()["date.impossible"]

    problem = fault.problem("received_on", "30/2/2006")

    assert (problem.code, problem.treatment) == ("date.impossible", Treatment.QUARANTINE)
    assert (problem.field, problem.raw, problem.note) == ("received_on", "30/2/2006", "read_date")
