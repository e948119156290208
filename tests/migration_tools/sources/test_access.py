"""Access databases through mdbtools: two registers made by a Java library of Access's format, not by mdbtools."""

import gzip
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from migration_tools.errors import Unreadable
from migration_tools.sources.access import Access
from migration_tools.sources.base import Place

DATA = Path(__file__).parent / "data"
needs_mdbtools = pytest.mark.skipif(shutil.which("mdb-json") is None, reason="mdbtools is not installed here")


@pytest.fixture(params=["register.mdb", "register.accdb"])
def register(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / str(request.param)
    path.write_bytes(gzip.decompress((DATA / f"{request.param}.gz").read_bytes()))
    return path


@needs_mdbtools
def test_tables_and_their_columns_are_found(register: Path) -> None:
    tables = Access(Place(register)).tables()

    assert [table.name for table in tables] == ["Hồ sơ", "Trống"]
    assert tables[0].columns == ("Số", "Họ tên", "Lệ phí", "Ngày nhận", "Xong", "Ghi chú", "Tệp")


@needs_mdbtools
def test_cells_come_as_access_holds_them(register: Path) -> None:
    first, second, third = Access(Place(register)).rows("Hồ sơ")

    note = 'dòng 1\ndòng "2"'
    assert first.row == (
        *(1, "Nguyễn Thị Ánh", Decimal("15000.50"), "2018-11-09T08:30:00", 1),
        *(note, b"\x00\x01\xff"),
    )
    assert second.row == (2, "TrÇn V¨n B×nh", None, None, 0, None, None)
    assert third.row[5] == "x" * 5000


@needs_mdbtools
def test_reading_on_gives_exactly_the_rest(register: Path) -> None:
    source = Access(Place(register))

    assert [row.position for row in source.rows("Hồ sơ", after=1)] == [2, 3]
    assert list(source.rows("Trống")) == []


@needs_mdbtools
def test_a_reader_that_stops_early_leaves_no_program_behind(register: Path) -> None:
    rows = Access(Place(register)).rows("Hồ sơ")

    next(rows)
    rows.close()  # type: ignore[attr-defined]

    assert next(rows, None) is None


@needs_mdbtools
def test_a_database_cut_short_stops(register: Path) -> None:
    register.write_bytes(register.read_bytes()[:9000])

    with pytest.raises(Unreadable):
        list(Access(Place(register)).rows("Hồ sơ"))


def test_a_file_that_is_no_access_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.mdb").write_bytes(b"PK\x03\x04" + bytes(100))

    with pytest.raises(Unreadable) as refused:
        Access(Place(tmp_path / "a.mdb"))
    assert refused.value.code == "source.damaged"


def test_without_mdbtools_the_sentence_says_how_to_get_them(
    register: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(Unreadable, match="apt-get install mdbtools"):
        Access(Place(register)).tables()
