"""A small mysqldump: writes tables as that program does, so that reading them back can be compared."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from migration_tools.cell import Cell, Row

HEADER = b"-- MySQL dump 10.13  Distrib 5.7.24, for Linux (x86_64)\n--\n-- Host: localhost    Database: opencps\n\n"
FOOTER = b"-- Dump completed on 2018-11-16 23:59:59\n"
SETTINGS = b"/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;\n/*!40103 SET TIME_ZONE='+00:00' */;\n\n"
_ESCAPES = {0: b"\\0", 10: b"\\n", 13: b"\\r", 26: b"\\Z", 34: b'\\"', 39: b"\\'", 92: b"\\\\"}


@dataclass(frozen=True, slots=True)
class DumpedTable:
    """One table to write: `types` are SQL types by column name, in order."""

    name: str
    types: dict[str, str]
    rows: Sequence[Row] = ()


def dump(*tables: DumpedTable, rows_an_insert: int = 1000, names_columns: bool = False) -> bytes:
    """Return a whole dump, heading and last line included."""
    written = b"".join(_table(table, rows_an_insert, names_columns) for table in tables)
    return HEADER + SETTINGS + written + FOOTER


def create(table: DumpedTable) -> bytes:
    """Return a table's DROP and CREATE."""
    columns = b"".join(
        b"  `%b` %b,\n" % (name.encode(), type_.encode()) for name, type_ in table.types.items()
    )
    key = next(iter(table.types)).encode()
    name = table.name.encode()
    return b"DROP TABLE IF EXISTS `%b`;\nCREATE TABLE `%b` (\n%b  PRIMARY KEY (`%b`)\n) ENGINE=InnoDB;\n" % (
        name,
        name,
        columns,
        key,
    )


def insert(table: DumpedTable, rows: Iterable[Row], names_columns: bool = False) -> bytes:
    """Return one extended INSERT."""
    columns = b" (%b)" % b", ".join(b"`%b`" % name.encode() for name in table.types) if names_columns else b""
    values = b",".join(b"(%b)" % b",".join(_value(cell) for cell in row) for row in rows)
    return b"INSERT INTO `%b`%b VALUES %b;\n" % (table.name.encode(), columns, values)


def _table(table: DumpedTable, rows_an_insert: int, names_columns: bool) -> bytes:
    name = table.name.encode()
    parts = [table.rows[at : at + rows_an_insert] for at in range(0, len(table.rows), rows_an_insert)]
    inserts = b"".join(insert(table, part, names_columns) for part in parts)
    return create(table) + b"\nLOCK TABLES `%b` WRITE;\n" % name + inserts + b"UNLOCK TABLES;\n\n"


def _value(cell: Cell) -> bytes:
    match cell:
        case None:
            return b"NULL"
        case bytes():
            return b"'" + b"".join(_ESCAPES.get(byte, bytes((byte,))) for byte in cell) + b"'"
        case int() | Decimal():
            return str(cell).encode()
        case _:
            raise TypeError(cell)
