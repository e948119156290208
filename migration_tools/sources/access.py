"""Access databases (.mdb, .accdb) through Debian's mdbtools, outside programs bounded in time."""

import base64
import csv
import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from functools import cached_property
from threading import Timer
from typing import IO

from migration_tools.cell import Cell
from migration_tools.errors import Unreadable
from migration_tools.sources.base import Place, SourceFile, SourceRow, Table
from migration_tools.sources.chosen import chosen
from migration_tools.sources.fingerprint import existing, fingerprint, unchanged
from migration_tools.sources.limits import MAX_EXPANDED_BYTES, MAX_RECORD_BYTES, MAX_TOOL_SECONDS

_MOMENT = "%Y-%m-%dT%H:%M:%S"
_JET_VERSION_AT = 0x14
# Access 97 keeps text in the typist's code page: Latin-1 brings every byte through, and back to what it was.
_ENVIRONMENT = {"LC_ALL": "C.UTF-8", "MDB_JET3_CHARSET": "ISO-8859-1", "MDBICONV": "UTF-8"}


class Access:
    """One database. A row's position is its number in the order in which the file keeps its rows."""

    def __init__(self, place: Place) -> None:
        self._path = existing(place.path)
        with self._path.open("rb") as file:
            begin = file.read(_JET_VERSION_AT + 1)
        if len(begin) <= _JET_VERSION_AT or not begin.startswith(b"\x00\x01\x00\x00Standard "):
            raise Unreadable("source.damaged", f"Tệp «{self._path.name}» không phải cơ sở dữ liệu Access.")
        self._is_access_97 = begin[_JET_VERSION_AT] == 0

    def files(self) -> Sequence[SourceFile]:
        """Return the database."""
        return (fingerprint(self._path),)

    def tables(self) -> Sequence[Table]:
        """Return the tables that are not Access's own."""
        return self._tables

    def rows(self, table: str, after: int = 0) -> Iterator[SourceRow]:
        """Yield a table's rows; those up to `after` are passed over unread."""
        columns = chosen(self._tables, table).columns
        with unchanged(self._path), _output("mdb-json", *self._arguments(table)) as lines:
            for position, line in enumerate(_lines(lines), start=1):
                if position > after:
                    yield SourceRow(position, self._row(line, columns))

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        with _output("mdb-tables", "-1", "-t", "table", str(self._path)) as lines:
            names = [line.decode("utf-8").rstrip("\n") for line in _lines(lines)]
        return tuple(Table(name, self._columns(name)) for name in names if name)

    def _columns(self, table: str) -> tuple[str, ...]:
        with _output("mdb-export", "-b", "strip", *self._arguments(table)) as lines:
            # Read to the end, so that a table which cannot be read is found before its rows are asked for.
            heading, *_ = [line for at, line in enumerate(_lines(lines)) if at == 0] or [b""]
        return tuple(next(csv.reader([heading.decode("utf-8")]), ()))

    def _arguments(self, table: str) -> Sequence[str]:
        return "-D", _MOMENT, "-T", _MOMENT, "--", str(self._path), table

    def _row(self, line: bytes, columns: Sequence[str]) -> tuple[Cell, ...]:
        try:
            record = json.loads(line, parse_float=Decimal)
        except ValueError as wrong:
            raise Unreadable(
                "source.damaged",
                f"mdbtools không đọc trọn được «{self._path.name}»; hãy nén sửa (compact) bằng Access.",
            ) from wrong
        return tuple(self._cell(record.get(column)) for column in columns)

    def _cell(self, value: object) -> Cell:
        match value:
            case str() if self._is_access_97:
                return value.encode("latin-1", errors="replace")
            case dict():
                return base64.b64decode(str(value.get("$binary", "")))
            case _:
                return value  # type: ignore[return-value]


@contextmanager
def _output(tool: str, *arguments: str) -> Iterator[IO[bytes]]:
    """Run one of mdbtools and hand over what it prints; it is ended when the reader stops or time is up."""
    program = shutil.which(tool)
    if program is None:
        raise Unreadable(
            "source.tool_missing",
            "Máy này chưa có mdbtools; hãy chạy `apt-get install mdbtools` rồi chạy lại bước này.",
        )
    command = [program, *arguments]
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_ENVIRONMENT
    ) as process:
        timer = Timer(MAX_TOOL_SECONDS, process.kill)
        timer.start()
        try:
            assert process.stdout is not None
            yield process.stdout
            ended_well = not process.stdout.read(1) and process.wait() == 0
        except GeneratorExit:
            ended_well = True
            raise
        finally:
            timer.cancel()
            process.kill()
    if not ended_well:
        raise Unreadable("source.damaged", f"{tool} dừng giữa chừng khi đọc tệp Access; tệp có thể đã hỏng.")


def _lines(output: IO[bytes]) -> Iterator[bytes]:
    total = 0
    while line := output.readline(MAX_RECORD_BYTES):
        total += len(line)
        if len(line) == MAX_RECORD_BYTES or total > MAX_EXPANDED_BYTES:
            raise Unreadable(
                "source.too_large", "mdbtools in ra quá nhiều dữ liệu cho một bảng; tệp có thể đã hỏng."
            )
        yield line
