"""Rows that are no dossier: sums and trials are found, people whose names only resemble them are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migration_tools.faults.generate.case import person
from migration_tools.faults.generate.known import synthetic_city
from migration_tools.faults.rules import rows
from migration_tools.mapping.record import Treatment

KNOWN = synthetic_city()


def codes(number: str | None = "0000123/2018", applicant: str | None = "Nguyễn Thị Hạnh") -> list[str]:
    found = rows.check({"number": number, "applicant": applicant}, KNOWN)
    return [finding.problem.code for finding in found]


@pytest.mark.parametrize(
    "number",
    [
        "Tổng cộng",
        "TỔNG CỘNG:",
        "tong cong",
        " Tổng số ",
        "Tổng",
        "Cộng trang",
        "Cộng dồn",
        "Cộng.",
        "Lũy kế",
    ],
)
def test_a_sum_is_no_dossier(number: str) -> None:
    assert codes(number=number, applicant=None) == ["file.totals_row"]


@pytest.mark.parametrize("number", ["Tổng 12", "TC-01", "0000123/2018", "Cộng hòa", "", None])
def test_a_number_that_only_resembles_a_sum_is_a_number(number: str | None) -> None:
    assert codes(number=number) == []


@pytest.mark.parametrize(
    "applicant", ["test", "Test 123", "TEST", "thử nghiệm", "demo 2", "aaa", "XXXX", "zzzzz", "..."]
)
def test_a_trial_is_no_dossier(applicant: str) -> None:
    assert codes(applicant=applicant) == ["text.test_row"]


@pytest.mark.parametrize("applicant", ["Tét", "Nguyễn Thị Test", "An", "Aa", "Công ty Demo Việt", None])
def test_a_name_that_only_resembles_a_trial_is_a_name(applicant: str | None) -> None:
    assert codes(applicant=applicant) == []


def test_a_sum_is_told_of_the_row_and_a_trial_of_its_applicant() -> None:
    (total,) = rows.check({"number": "Tổng cộng", "applicant": "test"}, KNOWN)
    (trial,) = rows.check({"number": "1", "applicant": "test"}, KNOWN)

    assert (total.problem.field, trial.problem.field) == ("", "applicant")
    assert {total.problem.treatment, trial.problem.treatment} == {Treatment.QUARANTINE}


@given(st.randoms(use_true_random=False))
def test_no_person_of_the_city_is_a_trial(random: object) -> None:
    assert codes(applicant=person(random.random)) == []  # type: ignore[attr-defined]
