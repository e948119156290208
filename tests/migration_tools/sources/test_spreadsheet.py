"""Registers as spreadsheets: any heading, merged cells, dates, errors and hidden rows; bombs are refused unread."""

import gzip
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from migration_tools.cell import Fault, Row
from migration_tools.errors import Unreadable
from migration_tools.sources.base import Place
from migration_tools.sources.sheet import Line, Merged, letters
from migration_tools.sources.spreadsheet import MARKS, Spreadsheet, fill_down, named
from migration_tools.sources.xlsx_styles import moment


def _book(
    folder: Path, fill: Callable[[Workbook, Worksheet], object], options: dict[str, object] | None = None
) -> Path:
    path = folder / "so.xlsx"
    with xlsxwriter.Workbook(path, options or {}) as book:
        fill(book, book.add_worksheet("HS 2018"))
    return path


def _opened(path: Path, **settings: object) -> Spreadsheet:
    return Spreadsheet(Place(path, settings=tuple(settings.items())))


def _rows(source: Spreadsheet, after: int = 0) -> list[tuple[int, Row]]:
    return [tuple(found) for found in source.rows(source.tables()[0].name, after)]  # type: ignore[misc]


def test_a_register_with_its_heading_on_row_5_is_read_below_it(tmp_path: Path) -> None:
    def fill(book: Workbook, sheet: Worksheet) -> None:
        sheet.write("A1", "SỔ THEO DÕI HỒ SƠ")
        sheet.write_row("A5", ["Số hồ sơ", "Người\nnộp", "", "Người nộp"])
        sheet.write_row("A6", ["01", "Ánh", 2, "Bình"])
        sheet.write_row("A9", ["02"])

    source = _opened(_book(tmp_path, fill), header_row=5)

    assert source.tables()[0].columns == ("Số hồ sơ", "Người nộp", "C", "Người nộp (D)")
    assert source.tables()[0].notes == ("1 dòng trên tiêu đề không thuộc bảng",)
    assert _rows(source) == [(6, ("01", "Ánh", 2, "Bình")), (9, ("02", None, None, None))]
    assert _rows(source, after=6) == [(9, ("02", None, None, None))]


def test_without_a_heading_columns_have_their_letters(tmp_path: Path) -> None:
    path = _book(tmp_path, lambda book, sheet: sheet.write_row("B2", ["x", "y"]))

    source = _opened(path)

    assert source.tables()[0].columns == ("A", "B", "C")
    assert _rows(source) == [(2, (None, "x", "y"))]


def test_numbers_dates_and_logical_values_keep_their_kind(tmp_path: Path) -> None:
    def fill(book: Workbook, sheet: Worksheet) -> None:
        day, hour = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "hh:mm"})
        sheet.write_row(0, 0, [12, 12.5, True, "0012"])
        sheet.write_datetime(0, 4, datetime(2018, 11, 9), day)
        sheet.write_datetime(0, 5, datetime(2018, 11, 9, 8, 30, 15), day)
        sheet.write_number(0, 6, 0.75, hour)
        sheet.write_number(0, 7, 1.5, book.add_format({"num_format": "[h]:mm"}))
        sheet.write_number(0, 8, 3, book.add_format({"num_format": '0 "ngày"'}))

    ((_, row),) = _rows(_opened(_book(tmp_path, fill)))

    moments = (date(2018, 11, 9), datetime(2018, 11, 9, 8, 30, 15), time(18))
    assert row == (12, 12.5, True, "0012", *moments, 1.5, 3)


def test_a_workbook_of_the_1904_system_gives_the_same_days(tmp_path: Path) -> None:
    def fill(book: Workbook, sheet: Worksheet) -> None:
        sheet.write_datetime(0, 0, datetime(2018, 11, 9), book.add_format({"num_format": "d/m/yy"}))

    assert _rows(_opened(_book(tmp_path, fill, {"date_1904": True}))) == [(1, (date(2018, 11, 9),))]


@pytest.mark.parametrize(
    ("serial", "meant"),
    [(1, date(1900, 1, 1)), (59, date(1900, 2, 28)), (60, 60), (61, date(1900, 3, 1)), (-5, -5), (3e6, 3e6)],
)
def test_a_serial_that_is_no_day_stays_a_number(serial: float, meant: object) -> None:
    assert moment(serial, is_1904=False) == meant


@given(st.datetimes(datetime(1900, 3, 1), datetime(9999, 12, 30)).map(lambda at: at.replace(microsecond=0)))
def test_every_second_since_1900_survives_its_serial(at: datetime) -> None:
    serial = (at - datetime(1899, 12, 30)).total_seconds() / 86_400

    meant = moment(serial, is_1904=False)

    assert meant == (at.date() if at.time() == time(0) else at)


def test_a_formula_gives_its_cached_value_and_an_error_is_a_fault(tmp_path: Path) -> None:
    def fill(book: Workbook, sheet: Worksheet) -> None:
        sheet.write_formula("A1", "=1+1", None, 2)
        sheet.write_formula("B1", "=X", None, "#REF!")
        sheet.write_formula("C1", '="a"', None, "a")
        sheet.write_string("D1", "=cmd|'/c calc'!A0")

    ((_, row),) = _rows(_opened(_book(tmp_path, fill)))

    assert row == (2, Fault("#REF!"), "a", "=cmd|'/c calc'!A0")


def test_rich_text_and_escaped_letters_come_as_plain_text(tmp_path: Path) -> None:
    def fill(book: Workbook, sheet: Worksheet) -> None:
        sheet.write_rich_string("A1", "Nguyễn ", book.add_format({"bold": True}), "Văn A")
        sheet.write_string("B1", "a\x01b _x0041_")

    assert _rows(_opened(_book(tmp_path, fill))) == [(1, ("Nguyễn Văn A", "a\x01b _x0041_"))]


def test_hidden_rows_and_sheets_are_read_and_counted(tmp_path: Path) -> None:
    def fill(book: Workbook, sheet: Worksheet) -> None:
        sheet.write_column("A1", [1, 2, 3])
        sheet.set_row(1, None, None, {"hidden": True})
        hidden = book.add_worksheet("Lưu")
        hidden.write("A1", "x")
        hidden.hide()

    shown, hidden = _opened(_book(tmp_path, fill)).tables()

    assert shown.notes == ("1 dòng bị ẩn (vẫn được đọc)",)
    assert (hidden.name, hidden.notes) == ("Lưu", ("trang bị ẩn",))


def test_the_setting_sheet_chooses_by_pattern(tmp_path: Path) -> None:
    path = _book(tmp_path, lambda book, sheet: book.add_worksheet("Khác"))

    assert [table.name for table in _opened(path, sheet="HS*").tables()] == ["HS 2018"]
    with pytest.raises(Unreadable, match="Sổ"):
        _opened(path, sheet="Sổ*").tables()


def _merged(book: Workbook, sheet: Worksheet) -> None:
    sheet.write_row("A1", ["Lĩnh vực", "Hồ sơ"])
    sheet.merge_range("A2:A4", "Đất đai")
    sheet.write_column("B2", [1, 2, 3, 4])


def test_merged_cells_are_filled_down_where_the_setting_says_so(tmp_path: Path) -> None:
    path = _book(tmp_path, _merged)

    kept = _rows(_opened(path, header_row=1))
    filled = _rows(_opened(path, header_row=1, merged_cells="fill_down"))

    assert [row[0] for _, row in kept] == ["Đất đai", None, None, None]
    assert [row[0] for _, row in filled] == ["Đất đai", "Đất đai", "Đất đai", None]


def test_reading_on_within_a_merged_range_still_fills(tmp_path: Path) -> None:
    source = _opened(_book(tmp_path, _merged), header_row=1, merged_cells="fill_down")

    assert _rows(source, after=2)[0] == (3, ("Đất đai", 2, f"gộp:{source.tables()[0].columns[0]}"))


def test_overlapping_ranges_fill_each_its_column() -> None:
    lines = [Line(1, ["a", "b"]), Line(2, [None, None, "x"]), Line(3, ["c"])]

    filled = list(fill_down(iter(lines), [Merged(1, 2, 0), Merged(1, 3, 1)]))

    assert [line.cells for line in filled] == [["a", "b"], ["a", "b", "x"], ["c", "b"]]


@given(st.lists(st.sampled_from(["Số", " Số", None, "A"]), max_size=8))
def test_every_column_has_a_name_of_its_own(heading: list[str | None]) -> None:
    columns = named([None if cell is None else cell for cell in heading], len(heading))

    assert len(columns) == len(heading)


@pytest.mark.parametrize(
    ("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")]
)
def test_columns_are_lettered_as_excel_does(column: int, name: str) -> None:
    assert letters(column) == name


def test_a_bomb_is_refused_before_it_is_inflated(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", bytes(100 * 1024 * 1024))

    assert path.stat().st_size < 400_000
    with pytest.raises(Unreadable) as refused:
        _opened(path).tables()
    assert refused.value.code == "source.too_large"


def _without(path: Path, part: str, instead: bytes | None) -> Path:
    changed = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        if instead is not None:
            new.writestr(part, instead)
    return changed


_SHEET = "xl/worksheets/sheet1.xml"
_ROWS = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'


@pytest.mark.parametrize(
    "sheet",
    [
        None,
        b"<worksheet><sheetData><row r='1'>",
        b'<!DOCTYPE w [<!ENTITY a "x">]>' + _ROWS.format('<row r="1"><c r="A1"><v>1</v></c></row>').encode(),
        _ROWS.format('<row r="2"><c r="A2"><v>1</v></c></row><row r="1"/>').encode(),
        _ROWS.format('<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>').encode(),
        _ROWS.format('<row r="1"><c r="A1" t="s"><v>99</v></c></row>').encode(),
        _ROWS.format('<row r="1"><c r="ZZZZ1"><v>1</v></c></row>').encode(),
    ],
)
def test_a_damaged_or_hostile_sheet_stops(tmp_path: Path, sheet: bytes | None) -> None:
    path = _without(_book(tmp_path, lambda book, tab: tab.write("A1", "x")), _SHEET, sheet)

    with pytest.raises(Unreadable):
        _rows(_opened(path))


def test_cells_without_places_follow_each_other(tmp_path: Path) -> None:
    written = _ROWS.format(
        "<row><c><v>1</v></c><c><f>SUM(A1)</f></c><c t='str'><v>a</v></c></row><row><c><v>x</v></c></row>"
    )
    path = _without(_book(tmp_path, lambda book, tab: None), _SHEET, written.encode())

    assert _rows(_opened(path)) == [(1, (1, Fault("=SUM(A1)"), "a")), (2, (Fault("x"), None, None))]


def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    for name in ("so.xlsx", "so.xls", "so.ods"):
        (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0 not really")

        with pytest.raises(Unreadable):
            _opened(tmp_path / name).tables()


_ODS_HEAD = """<office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
><office:body><office:spreadsheet><table:table table:name="Sổ">"""
_ODS_TAIL = "</table:table></office:spreadsheet></office:body></office:document-content>"


def _ods(folder: Path, *rows: str) -> Path:
    with zipfile.ZipFile(folder / "so.ods", "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", _ODS_HEAD + "".join(rows) + _ODS_TAIL)
    return folder / "so.ods"


def _ods_row(*cells: tuple[str, str], attributes: str = "") -> str:
    written = "".join(
        f"<table:table-cell {kind}><text:p>{text}</text:p></table:table-cell>" for kind, text in cells
    )
    return f"<table:table-row {attributes}>{written}</table:table-row>"


def test_an_ods_register_is_read_cell_by_cell(tmp_path: Path) -> None:
    text = 'office:value-type="string"'
    row = _ods_row(
        ('office:value-type="float" office:value="7"', "7"),
        ('office:value-type="currency" office:value="1.5"', "1,50 đ"),
        ('office:value-type="date" office:date-value="2018-11-09"', "9/11"),
        ('office:value-type="date" office:date-value="2018-11-09T08:30:00"', "9/11 8:30"),
        ('office:value-type="time" office:time-value="PT08H30M00S"', "8:30"),
        ('office:value-type="boolean" office:boolean-value="true"', "TRUE"),
        (f'{text} calcext:value-type="error"', "#REF!"),
        (f'{text} table:number-columns-repeated="2"', 'a<text:s text:c="2"/>b<text:span>c</text:span>'),
        ('office:value-type="date" office:date-value="30/2"', "30/2"),
    )

    source = _opened(_ods(tmp_path, _ods_row((text, "Số")), row), header_row=1)

    moments = (date(2018, 11, 9), datetime(2018, 11, 9, 8, 30), time(8, 30))
    assert source.tables()[0].columns == ("Số", *"BCDEFGHIJ")
    assert _rows(source) == [(2, (7, 1.5, *moments, True, Fault("#REF!"), "a  bc", "a  bc", Fault("30/2")))]


def test_hidden_repeated_and_merged_rows_of_an_ods_keep_their_numbers(tmp_path: Path) -> None:
    path = _ods(
        tmp_path,
        _ods_row(('table:number-rows-spanned="3"', "Đất đai"), ("", "1")),
        _ods_row(
            ("", ""), ("", "2"), attributes='table:visibility="collapse" table:number-rows-repeated="2"'
        ),
        _ods_row(("", ""), attributes='table:number-rows-repeated="1000000"'),
        _ods_row(("", "cuối")),
    )

    source = _opened(path, merged_cells="fill_down")

    assert source.tables()[0].notes == (
        "2 dòng bị ẩn (vẫn được đọc)",
        "1 vùng ô gộp nhiều dòng (đã điền xuống)",
    )
    assert _rows(source) == [
        (1, ("Đất đai", "1", None)),
        (2, ("Đất đai", "2", "ẩn|gộp:A")),
        (3, ("Đất đai", "2", "ẩn|gộp:A")),
        (1_000_004, ("cuối", None, None)),
    ]


@pytest.mark.parametrize("repeated", ["rows-repeated", "columns-repeated"])
def test_an_ods_that_repeats_without_end_is_refused(tmp_path: Path, repeated: str) -> None:
    count = f'table:number-{repeated}="1000000"'
    cell, row = (count, "") if repeated.startswith("columns") else ("", count)

    with pytest.raises(Unreadable, match=r"lặp lại|quá nhiều cột"):
        _opened(_ods(tmp_path, _ods_row((cell, "7"), attributes=row))).tables()


def test_an_xls_register_is_read_with_a_note_of_what_is_not_seen(tmp_path: Path) -> None:
    packed = Path(__file__).parent / "data" / "register.xls.gz"
    (tmp_path / "so.xls").write_bytes(gzip.decompress(packed.read_bytes()))

    source = _opened(tmp_path / "so.xls", header_row=1, merged_cells="fill_down")
    shown, hidden = source.tables()

    assert shown.columns == ("Lĩnh vực", "Ngày nhận", "Số", MARKS)
    assert shown.notes[0] == "1 vùng ô gộp nhiều dòng (đã điền xuống)"
    assert "không cho biết dòng ẩn" in shown.notes[1]
    assert hidden.notes[0] == "trang bị ẩn"
    assert _rows(source) == [
        (2, ("Đất đai", date(2018, 11, 9), 1, None)),
        (3, ("Đất đai", date(2018, 11, 10), 2, "gộp:Lĩnh vực")),
        (4, (None, date(2018, 11, 11), 1.5, None)),
    ]
