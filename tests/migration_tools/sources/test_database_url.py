"""A live database is read through any driver, by primary key, and cannot be written to."""

import sqlite3
from pathlib import Path

import pytest

from migration_tools.errors import Unreadable
from migration_tools.sources.base import Place
from migration_tools.sources.database_url import DatabaseUrl


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "motcua.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE hoso (id INTEGER PRIMARY KEY, ten TEXT, le_phi NUMERIC, tep BLOB)")
        rows = [(3, "Ánh", 1.5, b"\xff"), (1, "Bình", None, None), (2, "", 7, b"")]
        connection.executemany("INSERT INTO hoso VALUES (?, ?, ?, ?)", rows)
        connection.execute("CREATE TABLE nhat_ky (luc TEXT, viec TEXT)")
        connection.executemany("INSERT INTO nhat_ky VALUES (?, ?)", [("2", "b"), ("1", "z"), ("1", "a")])
    connection.close()
    return path


def _source(path: Path) -> DatabaseUrl:
    return DatabaseUrl(Place(None, f"sqlite:///{path}"))


def test_tables_come_by_name_with_their_columns(database: Path) -> None:
    hoso, log = _source(database).tables()

    assert (hoso.name, hoso.columns, hoso.notes) == ("hoso", ("id", "ten", "le_phi", "tep"), ())
    assert log.notes == ("không có khoá chính; xếp theo mọi cột",)


def test_rows_come_in_the_order_of_the_key(database: Path) -> None:
    rows = list(_source(database).rows("hoso"))

    assert [(row.position, row.row[0], row.row[3]) for row in rows] == [
        (1, 1, None),
        (2, 2, b""),
        (3, 3, b"\xff"),
    ]
    assert list(_source(database).rows("hoso", after=2)) == rows[2:]


def test_a_table_without_a_key_still_has_one_order(database: Path) -> None:
    assert [row for _, row in _source(database).rows("nhat_ky")] == [("1", "a"), ("1", "z"), ("2", "b")]


def test_the_database_is_not_changed_by_reading(database: Path) -> None:
    before = database.read_bytes()

    source = _source(database)
    [list(source.rows(table.name)) for table in source.tables()]

    assert database.read_bytes() == before
    assert source.files() == ()


@pytest.mark.parametrize("url", ["", "no url", "nothing://host/db"])
def test_an_address_nobody_can_use_is_refused(url: str) -> None:
    with pytest.raises(Unreadable) as refused:
        DatabaseUrl(Place(None, url))
    assert refused.value.code == "source.setting"


def test_the_password_is_in_no_sentence() -> None:
    source = DatabaseUrl(Place(None, "postgresql+psycopg://motcua:bi-mat@127.0.0.1:1/db?connect_timeout=1"))

    with pytest.raises(Unreadable) as refused:
        source.tables()

    assert "bi-mat" not in str(refused.value)
    assert refused.value.code == "source.database"
