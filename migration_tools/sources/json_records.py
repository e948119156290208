"""JSON exports (.json) and JSON lines (.jsonl, .ndjson): every list of objects is a table, read object by object."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import IO

import ijson  # type: ignore[import-untyped]

from migration_tools.cell import Cell
from migration_tools.errors import Unreadable
from migration_tools.sources.base import Place, SourceFile, SourceRow, Table
from migration_tools.sources.chosen import chosen
from migration_tools.sources.fingerprint import existing, fingerprint, unchanged
from migration_tools.sources.limits import MAX_COLUMNS, MAX_DEPTH, MAX_ITEM_BYTES, READ_BYTES
from migration_tools.sources.settings import Settings

_VALUE = "value"
_LINES = (".jsonl", ".ndjson")


class JsonRecords:
    """Tables are named by their path (`data.hoSo`), the whole file's own list by the file. Positions count objects.

    Setting: `path` chooses one list.
    """

    def __init__(self, place: Place) -> None:
        self._path = existing(place.path)
        self._chosen = Settings.of(place).text("path")
        self._is_lines = self._path.suffix.lower() in _LINES

    def files(self) -> Sequence[SourceFile]:
        """Return the file."""
        return (fingerprint(self._path),)

    def tables(self) -> Sequence[Table]:
        """Return the lists in their order, with every key that any of their objects has."""
        return [Table(self._name(prefix), tuple(columns)) for prefix, columns in self._found.items()]

    def rows(self, table: str, after: int = 0) -> Iterator[SourceRow]:
        """Yield the objects of a list; a value that is itself an object or a list comes as JSON text."""
        columns = chosen(self.tables(), table).columns
        prefix = next(prefix for prefix in self._found if self._name(prefix) == table)
        with self._read() as file:
            for position, record in enumerate(
                ijson.items(file, prefix, multiple_values=self._is_lines), start=1
            ):
                file.unread = 0
                if position > after:
                    values = record if isinstance(record, dict) else {_VALUE: record}
                    yield SourceRow(position, tuple(_cell(values.get(column)) for column in columns))

    @cached_property
    def _found(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, dict[str, None]] = {}
        depth = 0
        with self._read() as file:
            for prefix, event, value in ijson.parse(file, multiple_values=self._is_lines):
                file.unread = 0
                depth += event.startswith("start_") - event.startswith("end_")
                if depth > MAX_DEPTH:
                    raise Unreadable(
                        "source.hostile", f"Tệp «{self._path.name}» lồng nhau quá {MAX_DEPTH} tầng."
                    )
                if event == "map_key" and prefix in found:
                    found[prefix][value] = None
                elif self._is_record(prefix) and not event.startswith("end_"):
                    found.setdefault(prefix, {}).update({} if event == "start_map" else {_VALUE: None})
        return self._checked(found)

    def _checked(self, found: Mapping[str, dict[str, None]]) -> Mapping[str, Sequence[str]]:
        chosen = {
            prefix: tuple(columns)
            for prefix, columns in found.items()
            if not self._chosen or self._name(prefix) == self._chosen
        }
        if not chosen or any(len(columns) > MAX_COLUMNS for columns in chosen.values()):
            raise Unreadable(
                "source.missing",
                f"Tệp «{self._path.name}» không có danh sách bản ghi đọc được; hãy kiểm tra thiết lập `path`.",
            )
        return chosen

    def _is_record(self, prefix: str) -> bool:
        """Say whether an object of the outermost list stands here; lists within a record belong to it."""
        if self._is_lines:
            return not prefix
        return prefix.split(".").count("item") == 1 and prefix.endswith("item")

    def _name(self, prefix: str) -> str:
        return prefix.removesuffix("item").rstrip(".") or self._path.stem

    @contextmanager
    def _read(self) -> Iterator["_Counted"]:
        try:
            with unchanged(self._path), self._path.open("rb") as file:
                yield _Counted(file, self._path.name)
        except (ijson.JSONError, ValueError) as wrong:
            raise Unreadable(
                "source.damaged",
                f"Tệp «{self._path.name}» không phải JSON hoàn chỉnh ({wrong}); hãy xuất lại.",
            ) from wrong


class _Counted:
    """A file that stops when too much is read without anything coming of it (`unread`, in bytes)."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self._file = file
        self._name = name
        self.unread = 0

    def read(self, size: int = READ_BYTES) -> bytes:
        """Read on. Raises `Unreadable` where one object is longer than allowed."""
        chunk = self._file.read(size)
        self.unread += len(chunk)
        if self.unread > MAX_ITEM_BYTES:
            raise Unreadable(
                "source.too_large", f"Tệp «{self._name}» có một bản ghi dài quá {MAX_ITEM_BYTES >> 20} MB."
            )
        return chunk


def _cell(value: object) -> Cell:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value  # type: ignore[return-value]
