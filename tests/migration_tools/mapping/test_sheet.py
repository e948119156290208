"""A mapping goes out as a workbook and comes back the same, whatever it says."""

import json
from io import BytesIO

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as some
from python_calamine import CalamineWorkbook

from migration_tools.mapping.library import PRESETS
from migration_tools.mapping.problems import UnreadableMapping
from migration_tools.mapping.sheet import from_sheet, to_sheet
from migration_tools.mapping.sheet_lookups import LOOKUPS_HEADINGS, LOOKUPS_SHEET
from migration_tools.mapping.sheet_words import FIELDS_SHEET, HEADINGS, OTHERS_SHEET
from migration_tools.mapping.yaml_text import read_yaml

WORDS = some.text("abcĐđ «»=\"' #:-01", min_size=1, max_size=12)
OPS = some.one_of(some.sampled_from(["trim", "date", "money"]), some.builds(lambda a: {"split": a}, WORDS))
FIELDS = some.one_of(
    some.none(),
    WORDS,
    some.fixed_dictionaries(
        {},
        optional={
            "from": some.one_of(WORDS, some.lists(WORDS, min_size=1, max_size=3)),
            "const": some.one_of(WORDS, some.integers(0, 9), some.booleans()),
            "op": some.one_of(OPS, some.lists(OPS, max_size=3)),
            "lookup": some.one_of(WORDS, some.dictionaries(WORDS, WORDS, max_size=2)),
            "type": some.sampled_from(["text", "date", "identity"]),
            "required": some.booleans(),
            "on_error": some.sampled_from(["quarantine", "flag"]),
            "width": some.integers(1, 99),
        },
    ),
)
MEANINGS = some.one_of(
    some.none(), WORDS, some.sampled_from(["done", "đã hủy", "waiting"]), some.integers(0, 9)
)
LOOKUPS = some.dictionaries(WORDS, some.dictionaries(WORDS, MEANINGS, max_size=3), max_size=3)


def workbook(fields: list[list[str]], lookups: list[list[str]] | None = None) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for at, row in enumerate([] if lookups is None else [list(LOOKUPS_HEADINGS), *lookups]):
            (book.get_worksheet_by_name(LOOKUPS_SHEET) or book.add_worksheet(LOOKUPS_SHEET)).write_row(
                at, 0, row
            )
        sheet = book.add_worksheet(FIELDS_SHEET)
        for at, row in enumerate([list(HEADINGS), *fields]):
            sheet.write_row(at, 0, row)
        book.add_worksheet(OTHERS_SHEET).write_row(0, 0, ["mapping", '"a@1"'])
    return out.getvalue()


@pytest.mark.parametrize("path", sorted((PRESETS / "preset").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_preset_comes_back_as_it_was(path: object) -> None:
    text = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]

    assert read_yaml(from_sheet(to_sheet(text))).data == read_yaml(text).data


@settings(max_examples=60, deadline=None)
@given(some.dictionaries(some.sampled_from(["number", "fee", "extra.a", "note"]), FIELDS, min_size=1))
def test_no_field_is_lost_on_the_way_out_and_back(fields: dict[str, object]) -> None:
    text = json.dumps({"mapping": "a@1", "fields": fields}, ensure_ascii=False)

    assert read_yaml(from_sheet(to_sheet(text))).data == read_yaml(text).data


@settings(max_examples=60, deadline=None)
@given(LOOKUPS, some.sampled_from([None, "", "a", "b"]))
def test_no_code_table_is_lost_on_the_way_out_and_back(lookups: dict[str, object], used: str | None) -> None:
    fields = {"status": {"from": "tt", "lookup": used or next(iter(lookups), "x")}}
    text = json.dumps({"mapping": "a@1", "fields": fields, "lookups": lookups}, ensure_ascii=False)

    assert read_yaml(from_sheet(to_sheet(text))).data == read_yaml(text).data


def test_the_meaning_of_a_status_is_read_and_chosen_in_the_words_of_the_office() -> None:
    text = (
        "mapping: a@1\nfields: {status: {from: tt, lookup: bang}}\nlookups: {bang: {Treo: waiting, Bỏ: ~}}\n"
    )

    sheet = (
        CalamineWorkbook.from_filelike(BytesIO(to_sheet(text))).get_sheet_by_name(LOOKUPS_SHEET).to_python()
    )

    assert [row[:3] for row in sheet[1:3]] == [["bang", "Treo", "chờ bổ sung"], ["bang", "Bỏ", ""]]


def test_a_meaning_that_a_person_chooses_becomes_a_status() -> None:
    fields = [["status", "", "tt", "", "bang", "", "", "", ""]]

    text = from_sheet(workbook(fields, [["bang", "Treo", "chờ bổ sung"], ["bang", "Bỏ", ""], ["", "", ""]]))

    assert read_yaml(text).data["lookups"] == {"bang": {"Treo": "waiting", "Bỏ": None}}


@pytest.mark.parametrize("second", [["bang", "Treo", "đã hủy"], ["", "Bỏ", "đã hủy"]])
def test_a_word_told_twice_or_of_no_table_is_told_with_its_row(second: list[str]) -> None:
    with pytest.raises(UnreadableMapping, match="dòng 3"):
        from_sheet(workbook([], [["bang", "Treo", "chờ bổ sung"], second]))


def test_a_person_reads_plain_words_and_not_yaml() -> None:
    text = "mapping: a@1\nfields: {received_on: {from: Ngày nhận, op: [trim, date], required: true, on_error: flag}}\n"

    sheet = (
        CalamineWorkbook.from_filelike(BytesIO(to_sheet(text))).get_sheet_by_name(FIELDS_SHEET).to_python()
    )

    assert sheet[1][:5] == ["received_on", "Ngày nhận", "Ngày nhận", "bỏ khoảng trắng hai đầu\nngày", ""]
    assert sheet[1][6:8] == ["có", "nhập và đánh dấu"]


def test_a_row_that_a_person_adds_becomes_a_field() -> None:
    text = from_sheet(
        workbook([["fee", "", "Lệ phí", "số tiền", "", "", "", "", ""], ["note", "", "Ghi chú"] + [""] * 6])
    )

    assert read_yaml(text).data["fields"] == {"fee": {"from": "Lệ phí", "op": "money"}, "note": "Ghi chú"}


def test_a_word_outside_the_list_is_told_with_its_row() -> None:
    with pytest.raises(UnreadableMapping, match=r"dòng 2.*nhân đôi"):
        from_sheet(workbook([["fee", "", "Lệ phí", "nhân đôi", "", "", "", "", ""]]))


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04"])
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableMapping, match="Không mở được"):
        from_sheet(content)
