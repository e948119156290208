"""Text tables: delimiter and heading by evidence, bytes untouched, long and short lines kept and told."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migration_tools.cell import Row
from migration_tools.errors import Unreadable
from migration_tools.sources.base import Place
from migration_tools.sources.delimited import Delimited


def _saved(folder: Path, content: bytes, **settings: object) -> Delimited:
    path = folder / "so.csv"
    path.write_bytes(content)
    return Delimited(Place(path, settings=tuple(settings.items())))


def _rows(source: Delimited, after: int = 0) -> list[tuple[int, Row]]:
    return [(found.position, found.row) for found in source.rows("so", after)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_and_the_heading_are_found_by_evidence(tmp_path: Path, delimiter: str) -> None:
    lines = [["Số hồ sơ", "Người nộp"], ["01", "Ánh, Hoa"], ["02", "Bình"]]
    content = "\n".join(delimiter.join(f'"{c}"' if delimiter in c else c for c in line) for line in lines)

    source = _saved(tmp_path, content.encode())

    assert source.tables()[0].columns == ("Số hồ sơ", "Người nộp")
    assert _rows(source) == [(2, (b"01", "Ánh, Hoa".encode())), (3, (b"02", "Bình".encode()))]


def test_without_a_heading_every_line_is_a_row(tmp_path: Path) -> None:
    source = _saved(tmp_path, b"01;a\n02;b\n")

    assert source.tables()[0].columns == ("A", "B")
    assert _rows(source) == [(1, (b"01", b"a")), (2, (b"02", b"b"))]


def test_bytes_of_an_old_encoding_stay_as_they_are(tmp_path: Path) -> None:
    tcvn3 = b"Nguy\xd4n V\xa8n B\xd7nh"

    assert _rows(_saved(tmp_path, b"1;" + tcvn3 + b"\0x\n", header_row=0)) == [(1, (b"1", tcvn3 + b"\0x"))]


def test_a_line_end_within_quotes_belongs_to_its_cell(tmp_path: Path) -> None:
    source = _saved(tmp_path, b'1;"a\r\nb""c"\r\n2;d\r\n', header_row=0)

    assert _rows(source) == [(1, (b"1", b'a\r\nb"c')), (3, (b"2", b"d"))]


def test_longer_lines_have_columns_of_their_own_and_shorter_ones_end_empty(tmp_path: Path) -> None:
    source = _saved(tmp_path, b"so;ten\n1;a;x;y\n2\n\n3;b\n")

    table = source.tables()[0]

    assert table.columns == ("so", "ten", "+1", "+2")
    assert "1 dòng thiếu ô (điền trống)" in table.notes
    assert "1 dòng thừa ô (giữ ở cột +1, +2…)" in table.notes
    assert _rows(source) == [
        (2, (b"1", b"a", b"x", b"y")),
        (3, (b"2", None, None, None)),
        (5, (b"3", b"b", None, None)),
    ]


def test_settings_come_before_evidence(tmp_path: Path) -> None:
    source = _saved(tmp_path, b"So theo doi\na,b\n'1;2',3\n", delimiter="comma", quote="'", header_row=2)

    assert source.tables()[0].columns == ("a", "b")
    assert _rows(source) == [(3, (b"1;2", b"3"))]


def test_a_byte_order_mark_is_no_part_of_the_heading(tmp_path: Path) -> None:
    assert _saved(tmp_path, b"\xef\xbb\xbfso;ten\n1;a\n").tables()[0].columns == ("so", "ten")


def test_unicode_text_of_excel_comes_as_text(tmp_path: Path) -> None:
    source = _saved(tmp_path, "Số\tTên\n1\tÁnh\n".encode("utf-16"))

    assert source.tables()[0].columns == ("Số", "Tên")
    assert _rows(source) == [(2, ("1", "Ánh"))]


def test_a_quotation_mark_that_never_closes_stops(tmp_path: Path) -> None:
    source = _saved(tmp_path, b'so;ten\n1;a\n2;"b\n3;c\n', delimiter=";", header_row=1)

    with pytest.raises(Unreadable, match="dòng 3") as stopped:
        source.tables()
    assert stopped.value.code == "source.truncated"


@pytest.mark.parametrize(
    "settings", [{"delimiter": "ab"}, {"quote": ""}, {"header_row": -1}, {"header_row": "5"}]
)
def test_a_wrong_setting_is_refused(tmp_path: Path, settings: dict[str, object]) -> None:
    with pytest.raises(Unreadable) as refused:
        _saved(tmp_path, b"a;b\n", **settings)
    assert refused.value.code == "source.setting"


def test_reading_on_gives_exactly_the_rest(tmp_path: Path) -> None:
    source = _saved(tmp_path, b'so;ten\n1;"a\na"\n2;b\n3;c\n')
    rows = _rows(source)

    for at, (position, _) in enumerate(rows, start=1):
        assert _rows(source, after=position) == rows[at:]


_CELLS = st.text(st.characters(codec="latin-1", exclude_characters="\r\n"), max_size=6)


@settings(deadline=None)  # The pace of the disk is no property of ours.
@given(rows=st.lists(st.lists(_CELLS, min_size=2, max_size=2), min_size=1))
def test_whatever_the_csv_module_writes_comes_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    path = tmp_path_factory.mktemp("csv") / "so.csv"
    with path.open("w", encoding="latin-1", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows(rows)

    source = Delimited(Place(path, settings=(("delimiter", ","), ("header_row", 0))))

    assert [list(row) for _, row in source.rows("so")] == [
        [cell.encode("latin-1") for cell in row] for row in rows
    ]


def test_an_empty_file_is_an_empty_table(tmp_path: Path) -> None:
    source = _saved(tmp_path, b"")

    assert source.tables()[0].columns == ()
    assert _rows(source) == []
