"""dBase III/IV and FoxPro tables (.dbf) with their memo file: text as bytes, deleted records counted."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import cached_property
from typing import NamedTuple

from migration_tools.cell import Cell, Fault
from migration_tools.errors import Unreadable
from migration_tools.sources.base import Place, SourceFile, SourceRow, Table
from migration_tools.sources.chosen import chosen
from migration_tools.sources.dbase_cells import READERS, memo_number
from migration_tools.sources.dbase_memo import Memo, memo_beside
from migration_tools.sources.fingerprint import existing, fingerprint, unchanged

_HEADER, _FIELD = 32, 32
_FIELDS_END = b"\r"
_DELETED = ord("*")
_VERSIONS = {0x02, 0x03, 0x30, 0x31, 0x32, 0x43, 0x63, 0x83, 0x8B, 0xCB, 0xF5, 0xFB}
_FOXPRO = {0x30, 0x31, 0x32}


class _Field(NamedTuple):
    name: str
    type: str
    begin: int
    end: int


class Dbase:
    """One table. A row's position is the number of its record, deleted ones counted in between."""

    def __init__(self, place: Place) -> None:
        self._path = existing(place.path)
        with self._path.open("rb") as file:
            header = file.read(_HEADER)
            self._version = header[0] if header else 0
            self._records = int.from_bytes(header[4:8], "little")
            self._begin = int.from_bytes(header[8:10], "little")
            self._length = int.from_bytes(header[10:12], "little")
            self._fields = tuple(_fields(file.read(max(0, self._begin - _HEADER))))
        self._check()
        has_memo = any(field.type in self._memo_types for field in self._fields)
        self._memo_path = memo_beside(self._path) if has_memo else None
        if has_memo and self._memo_path is None:
            raise Unreadable(
                "source.missing",
                f"Bảng «{self._path.name}» có trường memo nhưng không có tệp .dbt hay .fpt cùng tên bên cạnh; "
                "hãy chép đủ cả hai tệp.",
            )

    def files(self) -> Sequence[SourceFile]:
        """Return the table and its memo file."""
        return [fingerprint(path) for path in (self._path, self._memo_path) if path]

    def tables(self) -> Sequence[Table]:
        """Return the one table, named as the file."""
        notes = (f"{self._deleted} bản ghi đã đánh dấu xoá (không đọc)",) if self._deleted else ()
        return (Table(self._path.stem, tuple(field.name for field in self._fields), notes),)

    def rows(self, table: str, after: int = 0) -> Iterator[SourceRow]:
        """Yield the records that are not deleted."""
        chosen(self.tables(), table)
        with ExitStack() as stack:
            stack.enter_context(unchanged(self._path))
            memo = None
            if self._memo_path:
                stack.enter_context(unchanged(self._memo_path))
                memo_file = stack.enter_context(self._memo_path.open("rb"))
                memo = Memo(memo_file, self._memo_path.suffix.lower() == ".fpt")
            readers = [self._reader(field, memo) for field in self._fields]
            for number, record in self._raw(after):
                if record[0] != _DELETED:
                    cells = (read(record[begin:end]) for (_, _, begin, end), read in readers)
                    yield SourceRow(number, tuple(cells))

    @cached_property
    def _deleted(self) -> int:
        return sum(record[0] == _DELETED for _, record in self._raw(0))

    @property
    def _memo_types(self) -> str:
        # `B` is a memo in dBase and a number in FoxPro.
        return "MGP" if self._version in _FOXPRO else "MGPB"

    def _reader(self, field: _Field, memo: Memo | None) -> tuple[_Field, Callable[[bytes], Cell]]:
        if memo and field.type in self._memo_types:
            return field, lambda raw: _memo_text(memo, raw)
        return field, READERS.get(field.type, bytes)

    def _raw(self, after: int) -> Iterator[tuple[int, bytes]]:
        with self._path.open("rb") as file:
            file.seek(self._begin + after * self._length)
            for number in range(after + 1, self._records + 1):
                record = file.read(self._length)
                if len(record) < self._length:
                    raise Unreadable(
                        "source.truncated",
                        f"Bảng «{self._path.name}» bị cắt ngang: phần đầu ghi {self._records} bản ghi nhưng chỉ có "
                        f"{number - 1}; hãy chép lại đủ tệp.",
                    )
                yield number, record

    def _check(self) -> None:
        needed = max((field.end for field in self._fields), default=0)
        if self._version not in _VERSIONS or not self._fields or needed > self._length:
            raise Unreadable(
                "source.damaged",
                f"Tệp «{self._path.name}» không phải bảng dBase III/IV hay FoxPro, hoặc phần đầu đã hỏng.",
            )


def _fields(described: bytes) -> Iterator[_Field]:
    begin = 1  # Behind the mark of deletion.
    for at in range(0, len(described) - _FIELD + 1, _FIELD):
        field = described[at : at + _FIELD]
        if field.startswith(_FIELDS_END):
            return
        kind = chr(field[11])
        # FoxPro keeps the upper byte of a long text field where others keep its decimals.
        end = begin + field[16] + (field[17] << 8 if kind == "C" else 0)
        yield _Field(field[:11].partition(b"\0")[0].decode("latin-1"), kind, begin, end)
        begin = end


def _memo_text(memo: Memo, raw: bytes) -> Cell:
    try:
        return memo.text(memo_number(raw))
    except ValueError:
        return Fault(f"memo {raw!r}")
