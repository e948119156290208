"""Writes a register as a workbook as units keep them: a title above, headings on row 5, a hidden sheet behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from migration_tools.faults.generate import register
from migration_tools.faults.generate.draft import Draft, Mark
from migration_tools.faults.generate.style import Cells, Handwritten

SHEET = "HS"
HIDDEN_SHEET = "Nhap"
HEADER_ROW = 5
_FIELDS = list(register.HEADINGS)
_FEE, _UNIT = _FIELDS.index("fee"), _FIELDS.index("unit")


@contextmanager
def workbook(path: Path) -> Iterator["WorkbookRegister"]:
    """Begin a workbook; positions are the rows of the sheet, counted from 1 as a person sees them."""
    # Constant memory: a row is written out when the next begins.
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(SHEET)
        sheet.write(0, 0, "SỔ THEO DÕI HỒ SƠ")
        sheet.write(2, 0, "Đơn vị: các xã, phường (dữ liệu tự tạo)")
        for column, heading in enumerate(register.HEADINGS.values()):
            sheet.write(HEADER_ROW - 1, column, heading)
        yield WorkbookRegister(sheet)
        hidden = book.add_worksheet(HIDDEN_SHEET)
        hidden.write(0, 0, "Bảng nháp")
        hidden.hide()


class WorkbookRegister:
    """Everything is typed as text, but for fees that are formulas."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._position = HEADER_ROW
        self.style = Handwritten(holds_bytes=False)

    def add(self, draft: Draft) -> list[tuple[str, int]]:
        """Write the dossier's rows."""
        places = [self._row(draft.cells, draft.mark)]
        if draft.twin is not None:
            places.append(self._row(draft.twin, None))
        return places

    def _row(self, cells: Cells, mark: Mark | None) -> tuple[str, int]:
        at = self._position
        for column, cell in enumerate(register.row(cells)):
            if cell not in (None, ""):
                self._sheet.write_string(at, column, str(cell))
        if mark is Mark.HIDDEN:
            self._sheet.set_row(at, None, None, {"hidden": True})
        elif mark is Mark.FORMULA:
            self._sheet.write_formula(
                at, _FEE, f"=2000*{int(str(cells['fee'])) // 2000}", None, str(cells["fee"])
            )
        elif mark is Mark.FORMULA_ERROR:
            self._sheet.write_formula(at, _FEE, "=#REF!*2", None, "#REF!")
        elif mark is Mark.MERGED:
            # Last of its row: merging writes into the row below, and with that this one is gone from memory.
            self._sheet.merge_range(at, _UNIT, at + 1, _UNIT, str(cells["unit"]))
        self._position += 1
        return SHEET, self._position
