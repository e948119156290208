"""dBase and FoxPro tables: typed cells, bytes where a cell is no such thing, memo files, deleted records counted."""

import struct
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from migration_tools.cell import Cell, Fault
from migration_tools.errors import Unreadable
from migration_tools.sources.base import Place
from migration_tools.sources.dbase import Dbase
from tests.support.dbf import (
    DBASE_3_MEMO,
    DBASE_4_MEMO,
    FOXPRO,
    DbfField,
    write_dbf,
    write_dbt3,
    write_dbt4,
    write_fpt,
)

NAME, FEE, DAY, DONE = (
    DbfField("HOTEN", "C", 10),
    DbfField("LEPHI", "N", 8, 2),
    DbfField("NGAY", "D", 8),
    DbfField("XONG", "L", 1),
)
NOTE = DbfField("GHICHU", "M", 10)


def _one(folder: Path, field: DbfField, raw: bytes, version: int = 0x03) -> Cell:
    source = Dbase(Place(write_dbf(folder / "a.dbf", [field], [[raw]], version=version)))
    ((_, (cell,)),) = source.rows("a")
    return cell


def test_a_table_is_read_field_by_field(tmp_path: Path) -> None:
    record = [b"Nguy\xd4n", b"15000.50", b"20181109", b"T"]
    source = Dbase(Place(write_dbf(tmp_path / "HOSO.DBF", [NAME, FEE, DAY, DONE], [record])))

    assert source.tables()[0].columns == ("HOTEN", "LEPHI", "NGAY", "XONG")
    assert list(source.rows("HOSO")) == [(1, (b"Nguy\xd4n", Decimal("15000.50"), date(2018, 11, 9), True))]


@pytest.mark.parametrize(
    ("field", "raw", "cell"),
    [
        (NAME, b"", b""),
        (FEE, b"", None),
        (FEE, b"12", 12),
        (FEE, b"1,5", Decimal("1.5")),
        (FEE, b"********", b"********"),
        (FEE, b"nan", b"nan     "),
        (DAY, b"", None),
        (DAY, b"20060230", b"20060230"),
        (DAY, b"00000000", b"00000000"),
        (DONE, b"n", False),
        (DONE, b"?", None),
        (DONE, b"x", b"x"),
        (DbfField("SO", "I", 4), struct.pack("<i", -7), -7),
        (DbfField("TIEN", "Y", 8), struct.pack("<q", 15_000_5000), Decimal("15000.5000")),
        (DbfField("LUC", "T", 8), struct.pack("<LL", 2_458_432, 30_600_000), datetime(2018, 11, 9, 8, 30)),
        (DbfField("LUC", "T", 8), bytes(8), None),
        (DbfField("LUC", "T", 8), b"\xff" * 8, b"\xff" * 8),
        (DbfField("LA", "Q", 2), b"zz", b"zz"),
    ],
)
def test_a_cell_that_does_not_fit_its_type_stays_bytes(
    tmp_path: Path, field: DbfField, raw: bytes, cell: Cell
) -> None:
    assert _one(tmp_path, field, raw) == cell


def test_deleted_records_are_counted_and_not_read(tmp_path: Path) -> None:
    records = [[b"a"], [b"b"], [b"c"], [b"d"]]
    source = Dbase(Place(write_dbf(tmp_path / "a.dbf", [NAME], records, deleted=frozenset({2, 4}))))

    assert source.tables()[0].notes == ("2 bản ghi đã đánh dấu xoá (không đọc)",)
    assert list(source.rows("a")) == [(1, (b"a",)), (3, (b"c",))]
    assert list(source.rows("a", after=1)) == [(3, (b"c",))]
    assert list(source.rows("a", after=3)) == []


@pytest.mark.parametrize(
    ("version", "write", "suffix"),
    [(DBASE_3_MEMO, write_dbt3, ".dbt"), (DBASE_4_MEMO, write_dbt4, ".DBT"), (FOXPRO, write_fpt, ".fpt")],
)
def test_memo_texts_of_every_kind_come_whole(
    tmp_path: Path, version: int, write: object, suffix: str
) -> None:
    texts = [b"d\xd2ng 1\r\nd\xd2ng 2", b"x" * 400]
    write_dbf(tmp_path / "a.dbf", [NOTE], [[b"2"], [b"1"], [b""], [b"99"], [b"?"]], version=version)
    write(tmp_path / f"a{suffix}", texts)  # type: ignore[operator]

    source = Dbase(Place(tmp_path / "a.dbf"))

    assert [row[0] for _, row in source.rows("a")] == [
        texts[1],
        texts[0],
        None,
        Fault("memo 99"),
        Fault("memo b'?         '"),
    ]
    assert [file.name for file in source.files()] == ["a.dbf", f"a{suffix}"]


def test_a_missing_memo_file_stops_before_anything_is_read(tmp_path: Path) -> None:
    path = write_dbf(tmp_path / "a.dbf", [NOTE], [[b"1"]], version=DBASE_3_MEMO)

    with pytest.raises(Unreadable, match=r"\.fpt"):
        Dbase(Place(path))


def test_a_table_cut_short_stops(tmp_path: Path) -> None:
    path = write_dbf(tmp_path / "a.dbf", [NAME], [[b"a"], [b"b"]])
    path.write_bytes(path.read_bytes()[:-5])

    with pytest.raises(Unreadable) as stopped:
        list(Dbase(Place(path)).rows("a"))
    assert stopped.value.code == "source.truncated"


@pytest.mark.parametrize("content", [b"", b"\x03", b"\x00" * 64, b"PK\x03\x04" + bytes(100), b"\x03" * 31])
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.dbf").write_bytes(content)

    with pytest.raises(Unreadable) as refused:
        Dbase(Place(tmp_path / "a.dbf"))
    assert refused.value.code == "source.damaged"


def test_fields_longer_than_their_record_are_refused(tmp_path: Path) -> None:
    path = write_dbf(tmp_path / "a.dbf", [NAME], [[b"a"]])
    content = bytearray(path.read_bytes())
    content[10:12] = (3).to_bytes(2, "little")
    path.write_bytes(content)

    with pytest.raises(Unreadable):
        Dbase(Place(path))
