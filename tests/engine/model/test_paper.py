"""Papers: which circular holds on which day, and how numbers are written."""

from datetime import date

import pytest

from engine.model.paper import PRINTED, PaperKind, PaperNumber, own_number, regime_on


@pytest.mark.parametrize(
    ("on", "document"),
    [
        (date(2018, 1, 1), "Thông tư số 01/2018/TT-VPCP"),
        (date(2018, 11, 5), "Thông tư số 01/2018/TT-VPCP"),
        (date(2025, 9, 14), "Thông tư số 01/2018/TT-VPCP"),
        (date(2025, 9, 15), "Thông tư số 03/2025/TT-VPCP"),
        (date(2026, 11, 22), "Thông tư số 03/2025/TT-VPCP"),
    ],
)
def test_a_day_has_the_forms_of_the_circular_in_force(on: date, document: str) -> None:
    assert regime_on(on).document == document


def test_every_circular_has_a_form_of_every_paper() -> None:
    for on in (date(2018, 11, 5), date(2025, 11, 5)):
        assert set(regime_on(on).forms) == set(PRINTED) == set(PaperKind) - {PaperKind.RESULT}


def test_the_forms_are_numbered_as_the_circulars_number_them() -> None:
    before, now = (
        {kind.value: form.number for kind, form in regime_on(on).forms.items()}
        for on in (date(2018, 11, 5), date(2025, 11, 5))
    )

    same = {"receipt": "01", "supplement": "02", "refusal": "03", "apology": "04"}
    assert before == {**same, "stop": "", "control_slip": "05", "register": "06"}
    assert now == {**same, "stop": "05", "control_slip": "06", "register": "07"}


def test_a_form_is_named_by_number_and_circular_and_a_plain_notice_is_not() -> None:
    before, now = regime_on(date(2018, 11, 5)), regime_on(date(2025, 11, 5))

    assert now.heading(PaperKind.STOP) == "Mẫu số 05 – Thông tư số 03/2025/TT-VPCP"
    assert before.heading(PaperKind.STOP) == ""


@pytest.mark.parametrize(
    ("kind", "number", "written"),
    [
        (PaperKind.SUPPLEMENT, 3, "03/PBS"),
        (PaperKind.REFUSAL, 12, "12/PTC"),
        (PaperKind.APOLOGY, 1, "01/PXL"),
        (PaperKind.STOP, 120, "120/TBD"),
        (PaperKind.RESULT, 7, "07"),
    ],
)
def test_a_number_has_two_digits_at_least_and_the_symbol_of_its_kind(
    kind: PaperKind, number: int, written: str
) -> None:
    assert PaperNumber(kind, "00295", 2018, number).written == written


def test_a_number_is_read_back_from_the_facts_it_left() -> None:
    number = PaperNumber(PaperKind.APOLOGY, "00295", 2018, 4)

    assert PaperNumber.of(number.facts) == number


@pytest.mark.parametrize(
    ("code", "written"),
    [("000.19.37.H26-181105-0007", "181105-0007/TTPVHCC"), ("HS12", "HS12/TTPVHCC")],
)
def test_the_receipt_bears_the_dossiers_own_number(code: str, written: str) -> None:
    assert own_number(PaperKind.RECEIPT, code) == written


def test_every_kind_has_a_name_for_people() -> None:
    assert all(kind.label for kind in PaperKind)
