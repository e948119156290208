"""Write the questions to a unit as a workbook in which only the answers can be written."""

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from migration_tools.quarantine.lines import Line
from migration_tools.quarantine.sheet_words import (
    COLUMN,
    COLUMNS_SHEET,
    HEADINGS,
    HELP,
    HELP_SHEET,
    LIST_SHEET,
    RIGHT,
    WIDTHS,
)

MAX_CELL = 2_000
"""Characters of a cell that are shown; the raw row keeps them all."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_AT_COLUMN, _AT_RIGHT = HEADINGS.index(COLUMN), HEADINGS.index(RIGHT)
_HIDDEN = 2


def write(out: Path | BinaryIO, lines: Iterable[Line]) -> int:
    """Write a workbook, row by row in bounded memory; return how many lines it has."""
    with xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(LIST_SHEET)
        choices = _Choices(book.add_worksheet(COLUMNS_SHEET))
        guide = book.add_worksheet(HELP_SHEET)
        guide.set_column(0, 0, 110, book.add_format({"text_wrap": True}))
        guide.write_column(0, 0, HELP)
        formats = _Formats(book)
        _begin(sheet, formats)
        count = 0
        for count, line in enumerate(lines, start=1):
            _write(sheet, count, line, formats)
            if len(line.columns) > 1:
                choices.offer(sheet, count, line.columns)
        sheet.autofilter(0, 0, max(count, 1), len(HEADINGS) - 1 - _HIDDEN)
        choices.sheet.hide()
    return count


class _Formats:
    def __init__(self, book: xlsxwriter.Workbook) -> None:
        top = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
        self.heading: Format = book.add_format({**top, "bold": True, "bg_color": "#DDEBF7"})
        self.locked: Format = book.add_format(top)
        # As text, so that a date or a number stays as it was typed.
        self.open: Format = book.add_format(
            {**top, "locked": False, "bg_color": "#FFF9E5", "num_format": "@"}
        )


class _Choices:
    """Lists of a table's columns on a hidden sheet: a list in the rule itself may not pass 255 characters."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self._rows: dict[tuple[str, ...], int] = {}

    def offer(self, sheet: Worksheet, row: int, columns: tuple[str, ...]) -> None:
        if columns not in self._rows:
            self._rows[columns] = at = len(self._rows)
            for index, name in enumerate(columns):
                self.sheet.write_string(at, index, name)
        source = xlsxwriter.utility.xl_range_abs(
            self._rows[columns], 0, self._rows[columns], len(columns) - 1
        )
        sheet.data_validation(
            row, _AT_COLUMN, row, _AT_COLUMN, {"validate": "list", "source": f"='{COLUMNS_SHEET}'!{source}"}
        )


def _begin(sheet: Worksheet, formats: _Formats) -> None:
    for at, width in enumerate(WIDTHS):
        sheet.set_column(at, at, width, None, {"hidden": at >= len(HEADINGS) - _HIDDEN})
    sheet.freeze_panes(1, 0)
    sheet.protect("", {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True})
    for at, heading in enumerate(HEADINGS):
        sheet.write_string(0, at, heading, formats.heading)


def _write(sheet: Worksheet, row: int, line: Line, formats: _Formats) -> None:
    column = line.columns[0] if len(line.columns) == 1 else ""
    before = (line.batch, line.file, line.table, str(line.position), line.field, line.raw, line.message)
    for at, text in enumerate(before):
        sheet.write_string(row, at, plain(text), formats.locked)
    is_known = bool(column)
    sheet.write_string(row, _AT_COLUMN, plain(column), formats.locked if is_known else formats.open)
    for at in range(_AT_RIGHT, _AT_RIGHT + 3):
        sheet.write_blank(row, at, None, formats.open)
    for at, text in enumerate((line.row, line.code, line.key, line.seal), start=_AT_RIGHT + 3):
        sheet.write_string(row, at, plain(text), formats.locked)


def plain(text: str) -> str:
    """Return a text that no program will run: `=cmd|…` is shown behind an apostrophe."""
    shown = text if len(text) <= MAX_CELL else text[:MAX_CELL] + "…"
    return f"'{shown}" if shown.startswith(_FORMULA_STARTS) else shown
