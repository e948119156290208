"""What stands in a planted row is the fault that the truth says, byte for byte where it matters."""

import re
import unicodedata
from random import Random
from typing import Any

import pytest

from migration_tools.cell import Fault
from migration_tools.faults.generate import plant_text
from migration_tools.faults.generate.case import cases
from migration_tools.faults.generate.draft import Draft
from migration_tools.faults.generate.run import Kind
from migration_tools.faults.generate.style import Typed
from migration_tools.faults.generate.truth import PlantedFault
from migration_tools.text.decode import decode, encode
from migration_tools.text.plausible import plausibility
from tests.support.legacy_made import Made, column, make


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(Kind.OPENCPS2, tmp_path_factory.mktemp("cells") / "dump")


@pytest.fixture(scope="module")
def csv(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(Kind.REGISTER_CSV, tmp_path_factory.mktemp("cells") / "csv")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(Kind.REGISTER_XLSX, tmp_path_factory.mktemp("cells") / "book")


def cells(made: Made, code: str, name: str) -> list[tuple[PlantedFault, Any]]:
    """Return the planted faults of a class with the cell of one column."""
    return [(fault, made.cell(fault, name)) for fault in made.of(code)]


def text(cell: object) -> object:
    return cell.decode() if isinstance(cell, bytes) else cell


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii", "cp1258", "vps"])
def test_bytes_of_an_encoding_read_back_as_the_name(dump: Made, encoding: str) -> None:
    for fault, cell in cells(dump, f"text.{encoding}", "applicantName"):
        assert decode(cell, encoding) == fault.value
        assert cell != fault.value.encode()


def test_a_twice_encoded_name_is_unwound_by_the_same_steps(dump: Made) -> None:
    for fault, cell in cells(dump, "text.double_utf8", "applicantName"):
        letters = cell.decode()
        raw = b"".join(each.encode("cp1252" if ord(each) > 255 else "latin-1") for each in letters)

        assert raw.decode() == fault.value


def test_a_decomposed_name_composes_to_the_right_one(dump: Made) -> None:
    for fault, cell in cells(dump, "text.decomposed", "applicantName"):
        assert cell.decode() != fault.value
        assert unicodedata.normalize("NFC", cell.decode()) == fault.value


@pytest.mark.parametrize("applicant", ["Phan Huy Dũng", "Lý Huy Phúc", "Trần Thị Hạnh"])
def test_a_misread_name_never_reads_well_as_it_stands(applicant: str) -> None:
    style = Typed({})
    case = next(cases(1, 1))._replace(applicant=applicant)
    draft = Draft(case, style, Random(1), style.cells(case))

    (fault,) = plant_text.LETTERS["text.tcvn3_as_latin1"](draft)

    stands = str(draft.cells["applicant"])
    assert plausibility(stands).strange
    assert stands.encode("latin-1") == encode(str(fault.value), "tcvn3")
    assert draft.case.applicant == fault.value


def test_lost_letters_are_question_marks(dump: Made) -> None:
    for _, cell in cells(dump, "text.lost_letters", "applicantName"):
        assert b"?" in cell


def test_a_cut_name_fills_its_column(dump: Made) -> None:
    for _, cell in cells(dump, "text.cut", "applicantName"):
        assert len(cell.decode()) == 75


def test_an_impossible_day_stands_in_the_dump(dump: Made) -> None:
    for _, cell in cells(dump, "date.impossible", "receiveDate"):
        assert "-02-30 " in text(cell)


def test_a_number_twice_in_a_unit_stands_in_both_rows(dump: Made) -> None:
    first, second = dump.of("key.twice_in_unit")[:2]

    assert dump.cell(first, "dossierNo") == dump.cell(second, "dossierNo")
    assert dump.cell(first, "govAgencyCode") == dump.cell(second, "govAgencyCode")
    assert dump.cell(first, "applicantName") != dump.cell(second, "applicantName")


def test_identical_rows_differ_in_nothing_but_their_ids(dump: Made) -> None:
    first, second = dump.of("key.twice_identical")[:2]
    rows = [dump.rows[each.table][each.position] for each in (first, second)]
    ids = {dump.columns[first.table].index(name) for name in ("dossierId", "dossierActionId")}

    assert {at for at, pair in enumerate(zip(*rows, strict=True)) if pair[0] != pair[1]} == ids


def test_a_number_in_two_units_is_two_dossiers(dump: Made) -> None:
    first, second = dump.of("key.number_in_two_units")[:2]

    assert dump.cell(first, "dossierNo") == dump.cell(second, "dossierNo")
    assert dump.cell(first, "govAgencyCode") != dump.cell(second, "govAgencyCode")


def history(made: Made, fault: PlantedFault) -> list[dict[str, Any]]:
    """Return the action rows of a planted dossier as dictionaries."""
    names = made.columns["opencps_dossieraction"]
    rows = [dict(zip(names, row, strict=True)) for row in made.rows["opencps_dossieraction"].values()]
    return [row for row in rows if row["dossierId"] == made.cell(fault, "dossierId")]


def test_two_open_steps_are_both_waiting(dump: Made) -> None:
    for fault in dump.of("process.two_open_steps"):
        assert [row["state_"] for row in history(dump, fault)].count(0) == 2


def test_a_broken_chain_points_at_a_row_that_is_not_there(dump: Made) -> None:
    for fault in dump.of("process.broken_chain"):
        rows = history(dump, fault)

        assert {row["previousActionId"] for row in rows} - {row["dossierActionId"] for row in rows} - {0}


def test_a_cyclic_chain_has_no_beginning(dump: Made) -> None:
    for fault in dump.of("process.cyclic_chain"):
        rows = history(dump, fault)

        assert {row["previousActionId"] for row in rows} == {row["dossierActionId"] for row in rows}


def test_a_dossier_that_never_started_has_no_history(dump: Made) -> None:
    for fault in dump.of("process.never_started"):
        assert history(dump, fault) == []


def test_an_orphan_row_names_a_dossier_that_is_not_there(dump: Made) -> None:
    ids = {
        row[dump.columns["opencps_dossier"].index("dossierId")]
        for row in dump.rows["opencps_dossier"].values()
    }

    for fault in dump.of("file.orphan_row"):
        assert fault.table == "opencps_dossieraction"
        assert dump.cell(fault, "dossierId") not in ids


@pytest.mark.parametrize(
    ("code", "field", "raw"),
    [
        ("date.two_digit_year", "received_on", r"\d\d/\d\d/\d\d"),
        ("date.excel_serial", "received_on", r"4\d{4}"),
        ("date.period", "received_on", r"tháng \d{1,2}/\d{4}"),
        (
            "date.utc_shift",
            "extra.submitted_at",
            r"\d{4}-\d\d-\d\dT2[12]:\d\d:00Z|\d{4}-\d\d-\d\dT22:\d\d:00Z",
        ),
        ("date.half_past_twelve", "extra.submitted_at", r"\d\d/\d\d/\d{4} 12:\d\d"),
        ("number.grouped", "fee", r"\d{1,3}(\.\d{3})+"),
        ("number.mixed", "fee", r"\d{1,3}(,\d{3})+"),
        ("number.question_pair", "extra.questions", r"\d / \d"),
        ("number.blank", "fee", r""),
        ("number.identity_as_float", "identity_no", r"\d\.\d{5}E\+\d\d"),
        ("number.identity_lost_zero", "identity_no", r"[1-9]\d{9}"),
        ("file.formula_text", "note", r"=cmd.*"),
        ("file.unsafe_name", "extra.attachment", r"\.\./.*"),
        ("key.struck_out", "number", r"~~.*~~"),
    ],
)
def test_a_typed_fault_looks_as_people_type_it(csv: Made, code: str, field: str, raw: str) -> None:
    for _, cell in cells(csv, code, column(Kind.REGISTER_CSV, field)):
        assert re.fullmatch(raw, text(cell) or "")


def test_printed_names_are_small_letters_under_capitals(csv: Made) -> None:
    for fault, cell in cells(csv, "text.tcvn3_capitals", "Tên in hoa"):
        assert decode(cell, "tcvn3").upper() == fault.value


def test_submitters_are_written_in_viqr(csv: Made) -> None:
    for fault, cell in cells(csv, "text.viqr", "Người đi nộp"):
        assert decode(cell, "viqr") == fault.value


def test_a_formula_error_stands_in_the_sheet_as_one(book: Made) -> None:
    for _, cell in cells(book, "file.formula_error", "Lệ phí"):
        assert isinstance(cell, Fault)


def test_a_formula_has_its_value_beside_it(book: Made) -> None:
    for fault, cell in cells(book, "file.formula", "Lệ phí"):
        assert int(float(str(cell))) == int(fault.value)


def test_merged_cells_are_filled_down(book: Made) -> None:
    for fault, cell in cells(book, "file.merged_cells", "Mã đơn vị"):
        assert cell == fault.value


def test_a_totals_row_follows_its_dossier(book: Made) -> None:
    for _, cell in cells(book, "file.totals_row", "Số hồ sơ"):
        assert cell == "Tổng cộng"
