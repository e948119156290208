"""A unit at work on the workbook of rows that wait."""

from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from migration_tools.quarantine.sheet_words import BASIS, BY, HEADINGS, LIST_SHEET, RIGHT


def answer(path: Path, right: str, basis: str = "Sổ giấy, trang 3") -> None:
    """Write the unit's answer into every line of the workbook."""
    heading, *rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(LIST_SHEET).to_python()
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(LIST_SHEET)
        sheet.write_row(0, 0, heading)
        for at, row in enumerate(rows, start=1):
            cells = dict(zip(HEADINGS, row, strict=True)) | {RIGHT: right, BY: "Lê Thị Hoa", BASIS: basis}
            sheet.write_row(at, 0, list(cells.values()))
