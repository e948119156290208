"""A mysqldump (.sql, .sql.gz) read without a server: one pass finds the tables, another the rows of one of them."""

import gzip
import zlib
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import IO, cast

from migration_tools.cell import Row
from migration_tools.errors import Unreadable
from migration_tools.sources.base import Place, SourceFile, SourceRow, Table
from migration_tools.sources.byte_stream import ByteStream
from migration_tools.sources.chosen import chosen
from migration_tools.sources.fingerprint import existing, fingerprint, unchanged
from migration_tools.sources.limits import MAX_COLUMNS, MAX_TABLES
from migration_tools.sources.mysql_columns import columns_of
from migration_tools.sources.mysql_statements import Created, Inserted, insert_head, statements
from migration_tools.sources.mysql_values import ANY_ROW, NotAValue, plain_row_pattern, row_pattern, to_row

_GZIP = b"\x1f\x8b"
_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(slots=True)
class _Stored:
    """What the first pass finds of a table: its columns, and where its INSERT statements begin."""

    columns: tuple[str, ...]
    inserts: "array[int]" = field(default_factory=lambda: array("Q"))


class MysqlDump:
    """Rows are numbered from 1 within their table, as the dump has them. No row is held but the one being read."""

    def __init__(self, place: Place) -> None:
        self._path = existing(place.path)

    def files(self) -> Sequence[SourceFile]:
        """Return the dump itself, packed as it came."""
        return (fingerprint(self._path),)

    def tables(self) -> Sequence[Table]:
        """Return the tables; named `database.table` only where the dump holds several databases."""
        return [Table(name, stored.columns) for name, stored in self._found.items()]

    def rows(self, table: str, after: int = 0) -> Iterator[SourceRow]:
        """Yield a table's rows; those up to `after` are passed over unread, about four times as fast."""
        chosen(self.tables(), table)
        stored = self._found[table]
        position = 0
        with unchanged(self._path), _opened(self._path) as stream:
            for statement in stored.inserts:
                stream.seek(statement)
                for row in _rows(stream, stored.columns, max(0, after - position)):
                    position += 1
                    if row is not None:
                        yield SourceRow(position, row)

    @cached_property
    def _found(self) -> dict[str, _Stored]:
        found: dict[tuple[str, str], _Stored] = {}
        with unchanged(self._path), _opened(self._path) as stream:
            for statement in statements(stream):
                _note(found, statement)
        if len({database for database, _ in found}) <= 1:
            return {name: stored for (_, name), stored in found.items()}
        return {f"{database}.{name}": stored for (database, name), stored in found.items()}


def _note(found: dict[tuple[str, str], _Stored], statement: Created | Inserted) -> None:
    name = statement.name
    if isinstance(statement, Created):
        if name in found:
            raise _damaged(name[1], "được tạo hai lần trong cùng một tệp; hãy xuất mỗi cơ sở dữ liệu một tệp")
        columns = columns_of(statement.definition)
        if len(columns) > MAX_COLUMNS or len(found) >= MAX_TABLES:
            raise _damaged(name[1], "vượt quá số bảng hoặc số cột mà MySQL cho phép")
        found[name] = _Stored(columns)
        return
    stored = found.setdefault(name, _Stored(statement.columns))
    if not stored.columns:
        raise _damaged(name[1], "không có lệnh CREATE TABLE; hãy xuất lại kèm cấu trúc bảng")
    if unknown := set(statement.columns) - set(stored.columns):
        raise _damaged(
            name[1], f"có lệnh INSERT ghi vào cột không có trong bảng: {', '.join(sorted(unknown))}"
        )
    stored.inserts.append(statement.position)


def _rows(stream: ByteStream, columns: tuple[str, ...], passed: int) -> Iterator[Row | None]:
    """Yield the rows of the INSERT that stands here; None for each of the first `passed`."""
    head = insert_head(stream)
    places = _places(head.columns, columns)
    width = len(head.columns or columns)
    plain, pattern = plain_row_pattern(width), row_pattern(width)
    separator = b","
    while separator == b",":
        found = stream.sees(plain) or stream.match(pattern)
        if not found:
            raise _wrong_row(stream, head.name[1])
        *tokens, separator = found.groups()
        if passed:
            passed -= 1
            yield None
            continue
        try:
            row = to_row(tokens)
        except NotAValue as wrong:
            raise _damaged(head.name[1], f"có giá trị không phải là hằng: {wrong}") from wrong
        yield row if places is None else tuple(None if at is None else row[at] for at in places)


def _places(named: tuple[str, ...], columns: tuple[str, ...]) -> tuple[int | None, ...] | None:
    """Return where each of the table's columns stands in the INSERT; None where the two agree."""
    if not named or named == columns:
        return None
    return tuple(named.index(column) if column in named else None for column in columns)


def _wrong_row(stream: ByteStream, table: str) -> Unreadable:
    if stream.sees(ANY_ROW):
        return _damaged(table, f"có dòng không đúng số cột (trước byte thứ {stream.position})")
    return Unreadable(
        "source.truncated",
        f"Tệp kết xuất bị cắt ngang trong bảng «{table}»; hãy xuất lại và chép lại đủ tệp.",
    )


def _damaged(table: str, what: str) -> Unreadable:
    return Unreadable("source.damaged", f"Tệp kết xuất cơ sở dữ liệu: bảng «{table}» {what}.")


@contextmanager
def _opened(path: Path) -> Iterator[ByteStream]:
    """Open a dump, packed or not, behind its byte-order mark."""
    with path.open("rb") as raw:
        is_packed = raw.read(2) == _GZIP
        raw.seek(0)
        file = cast(IO[bytes], gzip.GzipFile(fileobj=raw) if is_packed else raw)
        try:
            stream = ByteStream(file)
            begin = stream.ahead(len(_UTF8_MARK))
            if begin.startswith(_UTF16_MARKS):
                raise Unreadable(
                    "source.encoding",
                    f"Tệp «{path.name}» là UTF-16 (thường do PowerShell ghi bằng dấu «>»), chữ tiếng Việt trong đó "
                    "có thể đã hỏng; hãy xuất lại bằng mysqldump --result-file=TỆP.",
                )
            stream.seek(len(_UTF8_MARK) if begin == _UTF8_MARK else 0)
            yield stream
        except (EOFError, gzip.BadGzipFile, zlib.error) as wrong:
            raise Unreadable(
                "source.truncated", f"Tệp nén «{path.name}» bị hỏng hoặc bị cắt ngang; hãy nén và chép lại."
            ) from wrong
