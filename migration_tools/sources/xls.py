"""An xls workbook through python-calamine, which holds a sheet whole: its size is bounded first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from migration_tools.cell import Cell
from migration_tools.errors import Unreadable
from migration_tools.sources.limits import MAX_IN_MEMORY_BYTES, MIB
from migration_tools.sources.sheet import Line, Merged, Sheet, is_blank


@dataclass(frozen=True, slots=True)
class XlsBook:
    """One workbook."""

    path: Path
    remark: str = "định dạng này không cho biết dòng ẩn; ô công thức lỗi (#REF!…) đọc ra là ô trống"

    def sheets(self) -> Sequence[Sheet]:
        """Return the sheets with cells."""
        size = self.path.stat().st_size
        if size > MAX_IN_MEMORY_BYTES:
            raise Unreadable(
                "source.too_large",
                f"Bảng tính «{self.path.name}» là {size // MIB} MB, quá {MAX_IN_MEMORY_BYTES // MIB} MB của định dạng "
                "này; hãy lưu lại thành .xlsx rồi chạy lại.",
            )
        return [
            XlsSheet(self.path, sheet.name, sheet.visible != SheetVisibleEnum.Visible)
            for sheet in _opened(self.path).sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet
        ]


@dataclass(frozen=True, slots=True)
class XlsSheet:
    """One sheet of an xls workbook."""

    path: Path
    name: str
    is_hidden: bool

    def lines(self) -> Iterator[Line]:
        """Yield the lines that hold something, dates as the library understands them."""
        for number, row in enumerate(self._sheet().iter_rows(), start=1):
            cells = [_cell(value) for value in row]
            if not is_blank(cells):
                yield Line(number, cells)

    def merged(self) -> Sequence[Merged]:
        """Return the ranges of several rows merged into one cell."""
        return [
            Merged(first + 1, last + 1, column)
            for (first, column), (last, _) in self._sheet().merged_cell_ranges or ()
            if last > first
        ]

    def _sheet(self) -> CalamineSheet:
        try:
            return _opened(self.path).get_sheet_by_name(self.name)
        except CalamineError as wrong:
            raise _damaged(self.path) from wrong


def _opened(path: Path) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(path)
    except (CalamineError, OSError) as wrong:
        raise _damaged(path) from wrong


def _cell(value: object) -> Cell:
    match value:
        case "":
            return None
        case timedelta():
            # A length of time stays the number of days that the sheet holds.
            return value / timedelta(days=1)
        case float() if value.is_integer() and abs(value) < 1e15:
            return int(value)
        case _:
            return value  # type: ignore[return-value]


def _damaged(path: Path) -> Unreadable:
    return Unreadable(
        "source.damaged",
        f"Không mở được bảng tính «{path.name}» (hỏng hoặc đặt mật khẩu); hãy mở bằng phần mềm bảng tính rồi lưu lại.",
    )
