"""An ods workbook, streamed row by row: one cell may say that it repeats 16,384 times over a million rows."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from migration_tools.cell import Cell, Fault
from migration_tools.errors import Unreadable
from migration_tools.sources.limits import MAX_MERGED_RANGES, MAX_REPEATED_ROWS, MAX_SHEET_COLUMNS
from migration_tools.sources.packed import unpacked
from migration_tools.sources.sheet import Line, Merged, Sheet, is_blank
from migration_tools.sources.xml_elements import elements

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_HOUR = re.compile(r"PT(\d{1,2})H(\d{1,2})M(\d{1,2})")


class _Row(NamedTuple):
    sheet: str
    number: int
    repeated: int
    element: etree._Element


@dataclass(frozen=True, slots=True)
class OdsBook:
    """One workbook; whether a sheet is hidden is a matter of its style here and not told."""

    path: Path
    remark: str = ""

    def sheets(self) -> Sequence[Sheet]:
        """Return the sheets in order."""
        return [OdsSheet(self, name) for name in dict.fromkeys(row.sheet for row in self.rows())]

    def rows(self) -> Iterator[_Row]:
        """Yield the rows of all sheets, a repeated one once."""
        sheet, number = "", 1
        with unpacked(self.path) as package, package.open(_content(package, self.path)) as part:
            for element in elements(part, self.path.name, f"{_TABLE}table-row"):
                name = next(element.iterancestors(f"{_TABLE}table")).get(f"{_TABLE}name") or ""
                if name != sheet:
                    sheet, number = name, 1
                repeated = int(element.get(f"{_TABLE}number-rows-repeated") or 1)
                yield _Row(sheet, number, repeated, element)
                number += repeated


@dataclass(frozen=True, slots=True)
class OdsSheet:
    """One sheet of an ods workbook."""

    book: OdsBook
    name: str
    is_hidden: bool = False

    def lines(self) -> Iterator[Line]:
        """Yield the lines that hold something; a formula gives the value that was last computed."""
        for row in self._rows():
            cells = self._cells(row.element)
            if is_blank(cells):
                continue
            if row.repeated > MAX_REPEATED_ROWS:
                raise _damaged(self.book.path, f"trang «{self.name}» lặp lại một dòng {row.repeated} lần")
            is_hidden = row.element.get(f"{_TABLE}visibility", "visible") != "visible"
            for at in range(row.repeated):
                yield Line(row.number + at, list(cells), is_hidden)

    def merged(self) -> Sequence[Merged]:
        """Return the ranges of several rows merged into one cell."""
        found = []
        for row in self._rows():
            column = 0
            for cell in row.element:
                height = int(cell.get(f"{_TABLE}number-rows-spanned") or 1)
                if height > 1:
                    found.append(Merged(row.number, row.number + height - 1, column))
                column += int(cell.get(f"{_TABLE}number-columns-repeated") or 1)
            if len(found) > MAX_MERGED_RANGES:
                raise _damaged(self.book.path, f"trang «{self.name}» có quá nhiều vùng ô gộp")
        return found

    def _rows(self) -> Iterator[_Row]:
        return (row for row in self.book.rows() if row.sheet == self.name)

    def _cells(self, row: etree._Element) -> list[Cell]:
        cells: list[Cell] = []
        blanks = 0
        for element in row:
            value = _cell(element)
            repeated = int(element.get(f"{_TABLE}number-columns-repeated") or 1)
            if value is None:
                blanks += repeated
                continue
            if len(cells) + blanks + repeated > MAX_SHEET_COLUMNS:
                raise _damaged(self.book.path, f"trang «{self.name}» có quá nhiều cột")
            cells.extend([None] * blanks + [value] * repeated)
            blanks = 0
        return cells


def _cell(element: etree._Element) -> Cell:
    text = "\n".join(_text(line) for line in element.iterfind(f"{_TEXT}p"))
    if element.get(f"{_CALC}value-type") == "error":
        return Fault(text)
    value = element.get(f"{_OFFICE}value") or ""
    try:
        match element.get(f"{_OFFICE}value-type"):
            case "float" | "currency" | "percentage":
                return int(value) if value.isdecimal() else float(value)
            case "boolean":
                return element.get(f"{_OFFICE}boolean-value") == "true"
            case "date":
                written = element.get(f"{_OFFICE}date-value") or ""
                return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)
            case "time" if hour := _HOUR.match(element.get(f"{_OFFICE}time-value") or ""):
                return time(int(hour[1]), int(hour[2]), int(hour[3]))
            case None:
                return text or None
            case _:
                return element.get(f"{_OFFICE}string-value") or text
    except ValueError:
        return Fault(text or value)


def _text(line: etree._Element) -> str:
    """Return a paragraph's text; spaces beyond the first and tabs are elements of their own."""
    found = line.text or ""
    for part in line:
        match part.tag:
            case tag if tag == f"{_TEXT}s":
                found += " " * min(int(part.get(f"{_TEXT}c") or 1), 1000)
            case tag if tag == f"{_TEXT}tab":
                found += "\t"
            case tag if tag == f"{_TEXT}line-break":
                found += "\n"
            case _:
                found += _text(part)
        found += part.tail or ""
    return found


def _content(package: zipfile.ZipFile, path: Path) -> str:
    if "content.xml" not in package.namelist():
        raise _damaged(path, "thiếu phần content.xml")
    return "content.xml"


def _damaged(path: Path, what: str) -> Unreadable:
    return Unreadable("source.damaged", f"Bảng tính «{path.name}» bị hỏng: {what}; hãy mở và lưu lại tệp.")
