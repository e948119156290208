"""Writes tables the way mysqldump does: CREATE TABLE, extended INSERT lines, and a last line that tells the end."""

import json
import re
from collections.abc import Mapping
from typing import BinaryIO

from migration_tools.cell import Cell
from migration_tools.faults.generate.facts import DATA
from migration_tools.faults.generate.sql_system import TableForm

_TYPES = {
    "long": "bigint(20)",
    "int": "int(11)",
    "double": "double",
    "boolean": "tinyint(4)",
    "Date": "datetime(6)",
    "String": "longtext",
}
_SPECIAL = re.compile(rb"[\x00\n\r\x1a\"'\\]")
_ESCAPES = {0: b"\\0", 10: b"\\n", 13: b"\\r", 26: b"\\Z", 34: b'\\"', 39: b"\\'", 92: b"\\\\"}
_LINE_BYTES = 1 << 20

HEAD = b"""-- MySQL dump 10.13  Distrib 5.7.24, for Linux (x86_64)
--
-- Host: localhost    Database: motcua_cu
-- ------------------------------------------------------
-- Server version\t5.7.24
/*!40101 SET NAMES utf8 */;
/*!40103 SET TIME_ZONE='+07:00' */;
/*!40101 SET SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;

"""
TAIL = b"-- Dump completed on 2025-06-20 18:00:00\n"


def schema(name: str) -> Mapping[str, Mapping[str, str]]:
    """Return the tables of a system: table -> column -> type, in the order of the columns."""
    return dict(json.loads((DATA / f"{name}.json").read_text(encoding="utf-8")))


def literal(cell: Cell) -> bytes:
    """Write one value as SQL."""
    if isinstance(cell, str):
        raw = cell.encode()
    elif isinstance(cell, bytes):
        raw = cell
    elif cell is None:
        return b"NULL"
    else:
        return b"%d" % cell if isinstance(cell, int) else str(cell).encode()
    if _SPECIAL.search(raw):
        raw = _SPECIAL.sub(lambda found: _ESCAPES[found[0][0]], raw)
    return b"'" + raw + b"'"


class Inserts:
    """The INSERT lines of one table on their way to a file; `position` counts the rows written so far.

    A row brings the columns that its form names, in that order; all other columns are NULL.
    """

    def __init__(self, out: BinaryIO, form: TableForm, columns: Mapping[str, str]) -> None:
        self._out = out
        self.table = form.name
        self._columns = columns
        self._line: list[bytes] = []
        self._bytes = 0
        self.position = 0
        # The places of `_row` stand in the order of the columns, so what a row brings is sorted into it.
        self._order = [form.filled.index(name) for name in columns if name in form.filled]
        self._row = b"(%b)" % b",".join(b"%b" if name in form.filled else b"NULL" for name in columns)

    def begin(self) -> None:
        """Write how the table is made."""
        columns = ",\n".join(f"  `{name}` {_TYPES.get(kind, kind)}" for name, kind in self._columns.items())
        text = (
            f"DROP TABLE IF EXISTS `{self.table}`;\nCREATE TABLE `{self.table}` (\n{columns}\n)"
            " ENGINE=InnoDB DEFAULT CHARSET=utf8;\n\n"
            f"LOCK TABLES `{self.table}` WRITE;\n"
        )
        self._out.write(text.encode())

    def add(self, *cells: Cell) -> int:
        """Write one row; return its position."""
        row = self._row % tuple([literal(cells[at]) for at in self._order])
        self._line.append(row)
        self._bytes += len(row)
        self.position += 1
        if self._bytes > _LINE_BYTES:
            self._flush()
        return self.position

    def end(self) -> None:
        """Write what is left and close the table."""
        self._flush()
        self._out.write(b"UNLOCK TABLES;\n\n")

    def _flush(self) -> None:
        if self._line:
            self._out.write(b"INSERT INTO `%b` VALUES %b;\n" % (self.table.encode(), b",".join(self._line)))
        self._line, self._bytes = [], 0
