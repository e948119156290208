"""Writes a register as csv, in UTF-8 or in one legacy encoding throughout."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from migration_tools.cell import Cell
from migration_tools.faults.generate import register
from migration_tools.faults.generate.draft import Draft
from migration_tools.faults.generate.style import Cells, Handwritten
from migration_tools.text.decode import encode


@contextmanager
def csv_register(path: Path, encoding: str) -> Iterator["CsvRegister"]:
    """Begin a register with its headings; a row's position is the line on which it begins."""
    with path.open("wb") as out:
        sink = CsvRegister(out, path.stem, encoding)
        sink.write_line(list(register.HEADINGS.values()))
        yield sink


class CsvRegister:
    """Every cell stands in quotation marks, so that a cell may hold a line break or any byte."""

    def __init__(self, out: BinaryIO, table: str, encoding: str) -> None:
        self._out = out
        self._table = table
        self._encoding = encoding
        self._line = 1
        self.style = Handwritten(holds_bytes=encoding == "utf-8")

    def add(self, draft: Draft) -> list[tuple[str, int]]:
        """Write the dossier's rows."""
        return [self._row(cells) for cells in (draft.cells, draft.twin) if cells is not None]

    def write_line(self, cells: list[Cell]) -> None:
        """Write one record, which takes more than one line where a cell holds a line break."""
        quoted = [b'"' + self._bytes(cell).replace(b'"', b'""') + b'"' for cell in cells]
        record = b",".join(quoted) + b"\r\n"
        self._out.write(record)
        self._line += record.count(b"\n")

    def _row(self, cells: Cells) -> tuple[str, int]:
        begins_at = self._line
        self.write_line(register.row(cells))
        return self._table, begins_at

    def _bytes(self, cell: Cell) -> bytes:
        if isinstance(cell, bytes):
            return cell
        text = "" if cell is None else str(cell)
        # A text without marks is the same in every one of these encodings.
        return text.encode() if self._encoding == "utf-8" or text.isascii() else encode(text, self._encoding)
