"""An xlsx workbook, streamed: python-calamine takes 534 MB for 300,000 rows of 20 columns, this some 20 MB.

It also sees what that library drops: `#REF!` (read there as blank), formulas without a value, hidden rows.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import IO

from lxml import etree

from migration_tools.cell import Cell, Fault
from migration_tools.errors import Unreadable
from migration_tools.sources.limits import MAX_MERGED_RANGES, MAX_SHEET_COLUMNS, READ_BYTES
from migration_tools.sources.packed import unpacked
from migration_tools.sources.shared_strings import SharedStrings
from migration_tools.sources.sheet import Line, Merged, Sheet, is_blank
from migration_tools.sources.xlsx_styles import date_styles, moment
from migration_tools.sources.xlsx_text import plain, text_of
from migration_tools.sources.xml_elements import elements

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z0-9:]+)"')
_WORKBOOK, _STRINGS, _STYLES = "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"


@dataclass(frozen=True)
class XlsxBook:
    """One workbook; its shared strings and styles are read once, when the first line needs them."""

    path: Path
    remark: str = ""

    def sheets(self) -> Sequence[Sheet]:
        """Return the sheets with cells; charts and macro sheets have none."""
        with unpacked(self.path) as package:
            targets = self._targets(package)
            listed = self._parsed(package, _WORKBOOK).iterfind(".//{*}sheets/{*}sheet")
            return [
                XlsxSheet(self, sheet.get("name") or "", sheet.get("state", "visible") != "visible", part)
                for sheet in listed
                if (part := targets.get(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION) or ""))
            ]

    @cached_property
    def strings(self) -> SharedStrings:
        """The strings that cells refer to by number."""
        with unpacked(self.path) as package:
            if _STRINGS not in package.namelist():
                return SharedStrings(None, self.path.name)
            with package.open(_STRINGS) as part:
                return SharedStrings(part, self.path.name)

    @cached_property
    def dates(self) -> frozenset[str]:
        """The styles that make a number a date."""
        with unpacked(self.path) as package:
            return date_styles(package.read(_STYLES)) if _STYLES in package.namelist() else frozenset()

    @cached_property
    def is_1904(self) -> bool:
        """Whether days are counted from 1/1/1904, as old Macs did."""
        with unpacked(self.path) as package:
            properties = self._parsed(package, _WORKBOOK).find("{*}workbookPr")
            return properties is not None and properties.get("date1904") in ("1", "true")

    def _targets(self, package: zipfile.ZipFile) -> Mapping[str, str]:
        relations = self._parsed(package, "xl/_rels/workbook.xml.rels").iterfind("{*}Relationship")
        return {
            relation.get("Id") or "": posixpath.normpath(posixpath.join("/xl", relation.get("Target") or ""))[
                1:
            ]
            for relation in relations
            if (relation.get("Type") or "").endswith("/worksheet")
        }

    def _parsed(self, package: zipfile.ZipFile, part: str) -> etree._Element:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            return etree.fromstring(package.read(part), parser)
        except (KeyError, etree.XMLSyntaxError) as wrong:
            raise _damaged(self.path, f"thiếu hoặc hỏng phần {part}") from wrong


@dataclass(frozen=True, slots=True)
class XlsxSheet:
    """One sheet of an xlsx workbook."""

    book: XlsxBook = field(repr=False)
    name: str
    is_hidden: bool
    part: str

    def lines(self) -> Iterator[Line]:
        """Yield the lines that hold something; a formula gives the value that was last computed."""
        number = 0
        with self._opened() as part:
            for row in elements(part, self.book.path.name, "{*}row"):
                written = int(row.get("r") or number + 1)
                if written <= number:
                    raise _damaged(self.book.path, f"trang «{self.name}» có dòng {written} sau dòng {number}")
                number = written
                cells = self._cells(row)
                if not is_blank(cells):
                    yield Line(number, cells, row.get("hidden") in ("1", "true"))

    def merged(self) -> Sequence[Merged]:
        """Return the ranges of several rows merged into one cell."""
        found = []
        for begin, end in self._merged_refs():
            first, last = _row_number(begin), _row_number(end or begin)
            if last > first:
                found.append(Merged(first, last, _column(begin)))
            if len(found) > MAX_MERGED_RANGES:
                raise _damaged(self.book.path, f"trang «{self.name}» có quá nhiều vùng ô gộp")
        return found

    def _merged_refs(self) -> Iterator[tuple[str, str]]:
        """Yield the corners of the merged ranges, which stand behind all rows, without building the rows."""
        with self._opened() as part:
            rest = b""
            while chunk := part.read(READ_BYTES):
                rest += chunk
                for ref in _MERGE.findall(rest):
                    begin, _, end = ref.decode("ascii").partition(":")
                    yield begin, end
                rest = rest[rest.rfind(b">") + 1 :]

    @contextmanager
    def _opened(self) -> Iterator[IO[bytes]]:
        with unpacked(self.book.path) as package:
            if self.part not in package.namelist():
                raise _damaged(self.book.path, f"thiếu trang «{self.name}»")
            with package.open(self.part) as part:
                yield part

    def _cells(self, row: etree._Element) -> list[Cell]:
        cells: list[Cell] = []
        for element in row:
            place = element.get("r")
            column = _column(place) if place else len(cells)
            if not len(cells) <= column < MAX_SHEET_COLUMNS:
                raise _damaged(self.book.path, f"trang «{self.name}» có ô {place} sai chỗ")
            cells.extend([None] * (column - len(cells)))
            cells.append(self._cell(element))
        return cells

    def _cell(self, element: etree._Element) -> Cell:
        value = formula = None
        for part in element:
            tag = part.tag
            if tag.endswith("}v"):
                value = part.text
            elif tag.endswith("}is"):
                return text_of(part)
            elif tag.endswith("}f"):
                formula = part.text or ""
        if value is None:
            # A program wrote the formula and never computed it: not blank, but nobody knows what.
            return None if formula is None else Fault(f"={formula}")
        return self._typed(element, value)

    def _typed(self, element: etree._Element, value: str) -> Cell:
        match element.get("t", "n"):
            case "s":
                return self.book.strings[int(value)]
            case "n":
                return self._number(value, element.get("s", "0"))
            case "b":
                return value == "1"
            case "e":
                return Fault(value)
            case _:
                return plain(value)

    def _number(self, text: str, style: str) -> Cell:
        try:
            number = int(text) if text.isdigit() and text.isascii() else float(text)
        except ValueError:
            return Fault(text)
        return moment(number, self.book.is_1904) if style in self.book.dates else number


def _column(place: str) -> int:
    """Return the column of a cell such as `AB12`, counted from 0."""
    column = 0
    for letter in place:
        if not "A" <= letter <= "Z":
            break
        column = column * 26 + ord(letter) - 64
    return column - 1


def _row_number(place: str) -> int:
    digits = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ$")
    return int(digits) if digits.isdecimal() else 0


def _damaged(path: Path, what: str) -> Unreadable:
    return Unreadable("source.damaged", f"Bảng tính «{path.name}» bị hỏng: {what}; hãy mở và lưu lại tệp.")
