"""A list that administrators keep, as a workbook out and in: the same columns, in any order on the way in."""

from collections.abc import Iterable
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

from engine.errors import Refused
from engine.model.directory import Column, Entry
from engine.model.folding import folded
from engine.store.directories.base import Directory

MAX_BYTES = 5_000_000
MAX_LINES = 5_000
SHEET = "Danh mục"
_FORMULA_STARTS = ("=", "+", "-", "@")


def written(directory: Directory, entries: Iterable[Entry]) -> bytes:
    """Return the workbook of some entries; every cell is text, so that a code keeps its zeros."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(SHEET)
        heading = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True})
        as_text = book.add_format({"num_format": "@"})
        for at, column in enumerate(directory.columns):
            sheet.set_column(at, at, max(14, len(column.heading) + 2), as_text)
            sheet.write_string(0, at, column.heading, heading)
        sheet.freeze_panes(1, 0)
        last = 0
        for last, entry in enumerate(entries, start=1):
            for at, column in enumerate(directory.columns):
                sheet.write_string(last, at, _harmless(column.show(entry.get(column.name, ""))), as_text)
        sheet.autofilter(0, 0, max(last, 1), len(directory.columns) - 1)
    return out.getvalue()


def read(directory: Directory, content: bytes) -> list[dict[str, str]]:
    """Return the lines of a workbook by column name, empty lines left out.

    Refused `directory.sheet_too_large`, `directory.sheet_unreadable`, `directory.sheet_headings` (naming the
    columns that are missing).
    """
    if len(content) > MAX_BYTES:
        raise Refused("directory.sheet_too_large", megabytes=MAX_BYTES // 1_000_000)
    try:
        rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    except Exception as error:  # calamine has no error class of its own for each of its faults
        raise Refused("directory.sheet_unreadable") from error
    if len(rows) > MAX_LINES + 1:
        raise Refused("directory.too_many", most=MAX_LINES)
    places = _places(directory.columns, rows[0] if rows else [])
    lines = ({name: _text(row[at]) for name, at in places.items() if at < len(row)} for row in rows[1:])
    return [line for line in lines if any(line.values())]


def _places(columns: tuple[Column, ...], headings: list[Any]) -> dict[str, int]:
    found = {folded(str(heading)): at for at, heading in enumerate(headings)}
    missing = [each.heading for each in columns if folded(each.heading) not in found]
    if missing:
        raise Refused("directory.sheet_headings", missing=missing)
    return {each.name: found[folded(each.heading)] for each in columns}


def _text(value: Any) -> str:
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value).strip()
    return text[1:] if text.startswith("'") else text


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
