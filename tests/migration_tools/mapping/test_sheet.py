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


def workbook(fields: list[list[str]]) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
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
