"""Writes a register as a dBase III table in one legacy encoding."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from migration_tools.faults.generate import register
from migration_tools.faults.generate.draft import Draft
from migration_tools.faults.generate.style import Cells, Handwritten
from migration_tools.text.decode import encode

_WIDTH = 120
_HEAD = struct.Struct("<B3BIHH20x")
_FIELD = struct.Struct("<11sc4xBB14x")
_END_OF_FIELDS, _END_OF_FILE = b"\r", b"\x1a"
_KEPT, _DELETED = b" ", b"*"


@contextmanager
def dbf_register(path: Path, encoding: str) -> Iterator["DbfRegister"]:
    """Begin a table; the number of records goes into its head when the block ends."""
    with path.open("wb") as out:
        out.write(_head(0))
        sink = DbfRegister(out, path.stem, encoding)
        yield sink
        out.write(_END_OF_FILE)
        out.seek(0)
        out.write(_head(sink.records))


class DbfRegister:
    """All columns are characters of one width; `records` counts the deleted ones too."""

    def __init__(self, out: BinaryIO, table: str, encoding: str) -> None:
        self._out = out
        self._table = table
        self._encoding = encoding
        self.records = 0
        self.style = Handwritten(holds_bytes=False)

    def add(self, draft: Draft) -> list[tuple[str, int]]:
        """Write the dossier's rows; a position is the number of the record, counted from 1."""
        return [self._record(_KEPT, cells) for cells in (draft.cells, draft.twin) if cells is not None]

    def add_deleted(self, draft: Draft) -> None:
        """Write a record that the system has marked as deleted."""
        self._record(_DELETED, draft.cells)

    def _record(self, mark: bytes, cells: Cells) -> tuple[str, int]:
        texts = ["" if cell is None else str(cell) for cell in register.row(cells)]
        self._out.write(
            mark + b"".join([encode(text, self._encoding)[:_WIDTH].ljust(_WIDTH) for text in texts])
        )
        self.records += 1
        return self._table, self.records


def _head(records: int) -> bytes:
    fields = b"".join(
        _FIELD.pack(name.encode("ascii"), b"C", _WIDTH, 0) for name in register.DBF_NAMES.values()
    )
    head_bytes = _HEAD.size + len(fields) + 1
    record_bytes = 1 + _WIDTH * len(register.DBF_NAMES)
    return _HEAD.pack(3, 125, 6, 20, records, head_bytes, record_bytes) + fields + _END_OF_FIELDS
