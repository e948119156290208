"""Any live database that SQLAlchemy has a driver for, read only: what is sent can only read, and is rolled back."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, time
from decimal import Decimal
from functools import cached_property

import sqlalchemy
from sqlalchemy import Connection, MetaData, Select, create_engine, make_url, select
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from migration_tools.cell import Cell, Row
from migration_tools.errors import Unreadable
from migration_tools.sources.base import Place, SourceFile, SourceRow, Table
from migration_tools.sources.chosen import chosen
from migration_tools.sources.limits import ROWS_A_FETCH
from migration_tools.sources.settings import Settings

# What makes a session unable to write, where the product knows such a thing.
_READ_ONLY = {
    "sqlite": "PRAGMA query_only = ON",
    "postgresql": "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
    "mysql": "SET SESSION TRANSACTION READ ONLY",
    "mariadb": "SET SESSION TRANSACTION READ ONLY",
    "oracle": "SET TRANSACTION READ ONLY",
}


class DatabaseUrl:
    """A row's position is its number in the order of the primary key (of all columns where there is none).

    Setting: `schema`.
    """

    def __init__(self, place: Place) -> None:
        try:
            self._url = make_url(place.url or "")
            self._database = create_engine(self._url)
        except (ArgumentError, ImportError, SQLAlchemyError) as wrong:
            raise Unreadable(
                "source.setting",
                f"Không dùng được địa chỉ cơ sở dữ liệu này ({type(wrong).__name__}): sai dạng, hoặc máy chưa có "
                "trình điều khiển; có thể xuất bằng mysqldump rồi chuyển từ tệp.",
            ) from None
        self._schema = Settings.of(place).text("schema") or None

    def files(self) -> Sequence[SourceFile]:
        """Return nothing: a live database is no file."""
        return ()

    def tables(self) -> Sequence[Table]:
        """Return the tables by name."""
        return [
            Table(name, tuple(column.name for column in table.columns), _notes(table))
            for name, table in self._tables.items()
        ]

    def rows(self, table: str, after: int = 0) -> Iterator[SourceRow]:
        """Yield a table's rows through a cursor on the server."""
        chosen(self.tables(), table)
        with self._reading() as connection:
            result = connection.execution_options(stream_results=True, yield_per=ROWS_A_FETCH).execute(
                _ordered(self._tables[table]).offset(after)
            )
            for position, row in enumerate(result, start=after + 1):
                yield SourceRow(position, _row(row))

    @cached_property
    def _tables(self) -> dict[str, sqlalchemy.Table]:
        found = MetaData(schema=self._schema)
        with self._reading() as connection:
            found.reflect(connection, resolve_fks=False)
        return {table.name: table for table in sorted(found.tables.values(), key=lambda table: table.name)}

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._database.connect() as connection:
                if statement := _READ_ONLY.get(self._database.dialect.name):
                    connection.exec_driver_sql(statement)
                yield connection
        except SQLAlchemyError as wrong:
            # The driver's own words may hold the password, so only the kind of the error is passed on.
            raise Unreadable(
                "source.database",
                f"Không đọc được {self._url.render_as_string(hide_password=True)} ({type(wrong).__name__}); "
                "hãy kiểm tra địa chỉ, quyền đọc và đường truyền rồi chạy lại.",
            ) from None


def _ordered(table: sqlalchemy.Table) -> Select[tuple[Cell, ...]]:
    return select(table).order_by(*(table.primary_key.columns or table.columns))


def _notes(table: sqlalchemy.Table) -> tuple[str, ...]:
    return () if table.primary_key.columns else ("không có khoá chính; xếp theo mọi cột",)


def _row(values: Sequence[object]) -> Row:
    return tuple(_cell(value) for value in values)


def _cell(value: object) -> Cell:
    match value:
        case None | bool() | int() | float() | str() | bytes() | Decimal() | date() | time():
            return value
        case memoryview() | bytearray():
            return bytes(value)
        case dict() | list():
            return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
        case _:
            return str(value)
