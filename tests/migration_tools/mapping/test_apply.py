"""One row mapped: values, traces and every fault in it; blank is never 0, and nothing is dropped in silence."""

import pickle
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migration_tools.cell import Cell, Fault, Row
from migration_tools.mapping.apply import apply, apply_all
from migration_tools.mapping.compiled import CompiledTable, Surveyed, compile_table
from migration_tools.mapping.evidence import Evidence
from migration_tools.mapping.problems import UnreadableMapping
from migration_tools.mapping.read import read_mapping
from migration_tools.mapping.record import Mapped, Trace

COLUMNS = ("Số hồ sơ", "Họ và tên", "Ngày nhận", "Ngày trả", "Lệ phí", "state_", "Ghi chú")
TEXTS = (
    "",
    "01/2018",
    "Nguyễn Văn A",
    "05/11/2018",
    "2018-11-05 08:45:00",
    "30/02/2018",
    "12/2018",
    "x" * 20,
)
CELL = st.sampled_from((*TEXTS, b"TCVN3 \xb8", None, 1, True, 20000.0, date(2018, 11, 8), Fault("#REF!")))
MAPPING = """
mapping: xa-a/so@1
key: so_ho_so
unit: {const: H26.A, at: received_on}
fields:
  number: {from: so_ho_so, required: true}
  applicant: {from: ho_va_ten, required: true, width: 20}
  received_on: {from: ngay_nhan, op: {date: [dd/mm/yyyy], max: snapshot}}
  returned_on: ngay_tra
  fee: le_phi
  extra.state: {from: state, on_error: flag, op: period}
  status: {case: [{when: "returned_on != null", then: done}, {then: processing}]}
checks: [{id: BACK, assert: "returned_on is null or returned_on >= received_on", code: date.return_before_receipt}]
"""


def compiled(text: str = MAPPING, columns: tuple[str, ...] = COLUMNS, **surveyed: object) -> CompiledTable:
    mapping = read_mapping(text)
    return compile_table(mapping, mapping.tables[0], columns, Surveyed(**surveyed))  # type: ignore[arg-type]


def mapped(*cells: Cell) -> Mapped:
    row = (*cells, *[None] * (len(COLUMNS) - len(cells)))
    return apply(compiled(snapshot_on=date(2018, 11, 9)), row)


def codes(record: Mapped) -> list[str]:
    return [problem.code for problem in record.problems]


def test_a_row_is_mapped_with_its_unit_on_its_day() -> None:
    record = mapped("01/2018", "Nguyễn Văn A", "05/11/2018", date(2018, 11, 8), 20000.0)

    assert (record.kind, record.key, codes(record)) == ("dossier", "01/2018", [])
    assert record.values == {
        "number": "01/2018",
        "applicant": "Nguyễn Văn A",
        "received_on": date(2018, 11, 5),
        "returned_on": date(2018, 11, 8),
        "fee": 20000,
        "extra.state": None,
        "unit": "H26.A",
        "unit_on": date(2018, 11, 5),
        "status": "done",
    }


def test_blank_is_nothing_and_not_0() -> None:
    record = mapped("01", "A", "05/11/2018", "  ", "")

    assert record.values["fee"] is None
    assert record.values["returned_on"] is None
    assert record.values["status"] == "processing"
    assert not record.is_quarantined


def test_every_fault_of_a_row_is_told_with_what_stood_there() -> None:
    record = mapped(None, "x" * 20, "30/2/2018", Fault("#REF!"), "1,5", "abc")

    assert codes(record) == [
        "key.missing", "text.cut", "date.impossible", "file.formula_error", "number.mixed", "date.unreadable",
        "key.missing",
    ]  # fmt: skip
    assert [problem.raw for problem in record.problems[2:4]] == ["30/2/2018", "#REF!"]
    assert record.problems[2].column == "Ngày nhận"
    assert record.is_quarantined


def test_a_field_that_may_be_wrong_is_only_flagged() -> None:
    record = mapped("01", "A", None, None, None, "abc")

    assert codes(record) == ["date.unreadable"]
    assert not record.is_quarantined


def test_a_check_that_is_false_names_itself_and_its_values() -> None:
    record = mapped("01", "A", "05/11/2018", date(2018, 11, 1))

    (problem,) = record.problems
    assert (problem.code, problem.note) == ("date.return_before_receipt", "BACK")
    assert "received_on = 2018-11-05" in problem.raw


def test_a_check_that_nobody_can_decide_says_nothing() -> None:
    assert codes(mapped("01", "A", None, date(2018, 11, 1))) == []


def test_a_trace_leads_back_to_column_and_bytes() -> None:
    record = mapped("01", "Nguyễn Thị Hạnh".encode(), "05/11/2018")

    assert record.traces["received_on"] == Trace(("Ngày nhận",), "05/11/2018", ("date",))
    assert record.traces["applicant"].operators == ("decode:utf-8", "trim", "collapse_space")
    assert record.traces["fee"].operators == ("blank",)
    assert record.traces["status"].operators == ("case",)
    assert set(record.traces) == set(record.values) - {"unit_on"}


def test_a_record_can_be_sent_to_another_process() -> None:
    record = mapped("01", "A", "05/11/2018")

    again = pickle.loads(pickle.dumps(record))

    assert again.values == record.values
    assert again.traces["number"] == record.traces["number"]


def test_text_of_an_old_encoding_is_decoded_by_evidence_and_said() -> None:
    text = "mapping: a@1\ndecode: {candidates: [utf-8, tcvn3, vni]}\nkey: a\nfields: {applicant: b}\n"
    table = compiled(text, ("a", "b"))

    record = apply(table, (1, "NguyÔn V¨n D­¬ng".encode("latin-1")))

    assert record.values["applicant"] == "Nguyễn Văn Dương"
    assert codes(record) == ["text.tcvn3"]
    assert record.traces["applicant"].operators[0] == "decode:tcvn3"


@pytest.mark.parametrize(
    ("cell", "code"), [("Nguy?n V?n D??ng", "text.lost_letters"), ("Nguyễn Thị\u200b Hạnh", "text.invisible")]
)
def test_text_is_mended_by_a_named_rule_or_not_at_all(cell: str, code: str) -> None:
    record = mapped("01", cell)

    assert codes(record) == [code]
    assert record.problems[0].raw == cell


def test_columns_are_joined_or_the_first_that_is_filled_is_taken() -> None:
    text = """
mapping: a@1
key: [a, b]
fields:
  note: {from: [a, b], op: {concat: " - "}}
  phone: {from: [a, b], op: coalesce}
  received_at: {from: [c, d], op: [concat, date]}
"""
    table = compiled(text, ("a", "b", "c", "d"))

    full, half = apply(table, ("x", "y", "25/11/2018", "07:30")), apply(table, (" ", b"y", "", None))

    assert (full.key, full.values["note"], full.values["phone"]) == ("x|y", "x - y", "x")
    assert full.values["received_at"] == datetime(2018, 11, 25, 0, 30, tzinfo=UTC)
    assert (half.key, half.values["note"], half.values["phone"], half.values["received_at"]) == (
        "|y",
        "y",
        "y",
        None,
    )


def test_values_that_look_alike_are_not_remembered_as_each_other() -> None:
    text = (
        "mapping: a@1\nkey: a\nfields: {status: {from: b, lookup: {'1': new, 'true': done, '1.5': paying}}}\n"
    )
    table = compiled(text, ("a", "b"))

    found = [apply(table, (1, cell)).values["status"] for cell in (1, True, "1", Decimal("1.5"), 1.0, b"1")]

    assert found == ["new", "done", "new", "paying", "new", "new"]


def test_a_columns_evidence_decides_what_a_cell_cannot() -> None:
    text = "mapping: a@1\nkey: a\nfields: {received_on: b}\n"

    known = apply(compiled(text, ("a", "b"), evidence={"b": Evidence(day_first=9)}), (1, "03/04/2018"))
    unknown = apply(compiled(text, ("a", "b")), (1, "03/04/2018"))

    assert known.values["received_on"] == date(2018, 4, 3)
    assert codes(unknown) == ["date.day_or_month"]


def test_a_day_asked_of_a_moment_is_hanois() -> None:
    text = """
mapping: a@1
key: a
zone: utc
fields: {received_at: b, due_on: c}
checks: [{id: DUE, assert: due_on >= received_on}]
"""

    record = apply(compiled(text, ("a", "b", "c")), (1, "2018-11-04 22:15", "2018-11-04"))

    assert "key.check_failed" in codes(record)


def test_coverage_says_what_becomes_of_every_column() -> None:
    text = MAPPING + "keep: [ghi_chu]\n"
    coverage = compiled(text, (*COLUMNS, "password_", "Khác")).coverage

    assert coverage.mapped == COLUMNS[:5]
    assert coverage.kept == ("state_", "Ghi chú")
    assert coverage.unmapped == ("password_", "Khác")
    assert coverage.missing == ()


def test_columns_left_out_have_a_reason_and_all_others_may_be_kept() -> None:
    text = MAPPING + 'omit: {password: bí mật của công dân}\nkeep: ["*"]\n'
    table = compiled(text, (*COLUMNS, "password_", "Khác"))

    assert table.coverage.omitted == ("password_",)
    assert table.coverage.unmapped == ()
    record = apply(table, ("01", "A", None, None, None, None, "g", "secret", "k"))
    assert (record.values["extra.ghi_chu"], record.values["extra.khac"]) == ("g", "k")
    assert "secret" not in map(str, record.values.values())


def test_a_column_of_the_key_that_is_not_there_or_there_twice_is_refused() -> None:
    for columns in (COLUMNS[1:], ("Số hồ sơ", "so ho so", *COLUMNS[1:])):
        with pytest.raises(UnreadableMapping, match="so_ho_so"):
            compiled(columns=columns)


def test_other_columns_that_are_not_there_are_listed() -> None:
    assert compiled(columns=COLUMNS[:4]).coverage.absent == ("le_phi", "state")


@settings(deadline=None)  # The pace of the machine is no property of ours.
@given(st.lists(st.tuples(CELL, CELL, CELL, CELL, CELL, CELL, CELL), max_size=8))
def test_rows_mapped_together_are_what_each_is_alone(rows: list[Row]) -> None:
    table = compiled(snapshot_on=date(2018, 11, 9))

    together = apply_all(table, rows)

    alone = [apply(compiled(snapshot_on=date(2018, 11, 9)), row) for row in rows]
    assert [(each.key, each.values, each.problems) for each in together] == [
        (each.key, each.values, each.problems) for each in alone
    ]
    assert [dict(each.traces) for each in together] == [dict(each.traces) for each in alone]


JOINED = """
mapping: xa-a/so@1
key: so
unit: {const: H26.A}
fields:
  number: so
  note: {from: [a, b], op: {concat: " / "}}
  applicant: {from: [a, b], op: coalesce}
"""


def test_columns_are_joined_row_by_row_and_a_fault_among_them_is_the_whole_cell() -> None:
    table = compiled(JOINED, ("so", "a", "b"))

    found = apply_all(table, [(1, "x", "y"), (2, None, " y "), (3, b"", Fault("#REF!")), (4, "", None)])

    assert [each.values["note"] for each in found] == ["x / y", " y ", None, None]
    assert [each.values["applicant"] for each in found] == ["x", " y ", None, None]
    assert [codes(each) for each in found] == [[], [], ["file.formula_error"] * 2, []]
