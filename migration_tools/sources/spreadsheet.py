"""Registers kept as spreadsheets (xlsx, xls, ods): each sheet a table, its heading wherever the settings say."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from itertools import takewhile
from pathlib import Path

from migration_tools.cell import Cell
from migration_tools.errors import Unreadable
from migration_tools.sources.base import Place, SourceFile, SourceRow, Table
from migration_tools.sources.chosen import chosen
from migration_tools.sources.fingerprint import existing, fingerprint, unchanged
from migration_tools.sources.ods import OdsBook
from migration_tools.sources.settings import Settings
from migration_tools.sources.sheet import Book, Line, Merged, Sheet, letters
from migration_tools.sources.xls import XlsBook
from migration_tools.sources.xlsx import XlsxBook

MARKS = "(ẩn, gộp)"
"""A last column that says of a row what its cells do not: `ẩn` where it is hidden, `gộp:` and the columns filled
from a merged cell above. Only sheets that have such rows have it.
"""

_READERS: Mapping[str, Callable[[Path], Book]] = {".xls": XlsBook, ".ods": OdsBook}
"""By suffix; anything else is taken for xlsx."""


@dataclass(frozen=True, slots=True)
class _Survey:
    """What one pass over a sheet found."""

    sheet: Sheet
    columns: tuple[str, ...]
    merged: tuple[Merged, ...]
    notes: tuple[str, ...]


class Spreadsheet:
    """A row's position is its number in the sheet. Settings: `sheet` (a pattern such as `HS*`), `header_row`
    (without it columns are A, B, C…), `merged_cells`: `keep` or `fill_down`.
    """

    def __init__(self, place: Place) -> None:
        self._path = existing(place.path)
        settings = Settings.of(place)
        self._pattern = settings.text("sheet", "*")
        self._header_row = settings.number("header_row") or 0
        self._fills_down = settings.choice("merged_cells", "keep", "fill_down") == "fill_down"
        self._book = _READERS.get(self._path.suffix.lower(), XlsxBook)(self._path)

    def files(self) -> Sequence[SourceFile]:
        """Return the workbook."""
        return (fingerprint(self._path),)

    def tables(self) -> Sequence[Table]:
        """Return the sheets chosen, hidden ones too; an empty sheet has no columns."""
        return [Table(survey.sheet.name, survey.columns, survey.notes) for survey in self._surveys.values()]

    def rows(self, table: str, after: int = 0) -> Iterator[SourceRow]:
        """Yield the rows below the heading."""
        columns = chosen(self.tables(), table).columns
        has_marks = columns[-1:] == (MARKS,)
        width = len(columns) - has_marks
        survey = self._surveys[table]
        begin = max(after, self._header_row)
        with unchanged(self._path):
            for line in self._filled(survey.sheet, survey.merged):
                if line.number > begin:
                    cells = (*line.cells, *[None] * (width - len(line.cells)))
                    marks = (_marks(line, columns),) if has_marks else ()
                    yield SourceRow(line.number, (*cells, *marks))

    @cached_property
    def _surveys(self) -> dict[str, _Survey]:
        with unchanged(self._path):
            chosen = [sheet for sheet in self._book.sheets() if fnmatchcase(sheet.name, self._pattern)]
            if not chosen:
                raise Unreadable(
                    "source.missing",
                    f"Bảng tính «{self._path.name}» không có trang nào tên «{self._pattern}»; "
                    "hãy sửa thiết lập `sheet`.",
                )
            return {sheet.name: self._survey(sheet) for sheet in chosen}

    def _survey(self, sheet: Sheet) -> _Survey:
        merged = tuple(sorted(sheet.merged()))
        width = hidden = above = 0
        for line in sheet.lines():
            width = max(width, len(line.cells))
            hidden += line.is_hidden
            above += line.number < self._header_row
        remarks = (
            ("trang bị ẩn", sheet.is_hidden),
            (f"{hidden} dòng bị ẩn (vẫn được đọc)", hidden),
            (f"{above} dòng trên tiêu đề không thuộc bảng", above),
            (f"{len(merged)} vùng ô gộp nhiều dòng" + " (đã điền xuống)" * self._fills_down, merged),
            (self._book.remark, self._book.remark),
        )
        notes = tuple(text for text, applies in remarks if applies)
        columns = self._columns(sheet, merged, width)
        has_marks = hidden or (merged and self._fills_down)
        return _Survey(sheet, (*columns, MARKS) if has_marks else columns, merged, notes)

    def _columns(self, sheet: Sheet, merged: Sequence[Merged], width: int) -> tuple[str, ...]:
        upper = takewhile(lambda line: line.number <= self._header_row, self._filled(sheet, merged))
        heading = next((line.cells for line in upper if line.number == self._header_row), [])
        return named(heading, width)

    def _filled(self, sheet: Sheet, merged: Sequence[Merged]) -> Iterator[Line]:
        return fill_down(sheet.lines(), merged) if self._fills_down else sheet.lines()


def named(heading: Sequence[Cell], width: int) -> tuple[str, ...]:
    """Name `width` columns by their heading; a blank one by its letter, one that repeats by both."""
    names: dict[str, None] = {}
    for column in range(width):
        cell = heading[column] if column < len(heading) else None
        text = " ".join(str(cell).split()) if cell is not None else ""
        name = text or letters(column)
        names[name if name not in names else f"{name} ({letters(column)})"] = None
    return tuple(names)


def _marks(line: Line, columns: Sequence[str]) -> str | None:
    marks = ["ẩn"] if line.is_hidden else []
    marks += [f"gộp:{columns[column]}" for column in line.filled]
    return "|".join(marks) or None


def fill_down(lines: Iterator[Line], merged: Sequence[Merged]) -> Iterator[Line]:
    """Give every row of a merged range the value of its first row, in the range's first column only.

    `merged` is in order of first row. A title merged across columns stays in the column where it stands.
    """
    coming = list(reversed(merged))
    open_ranges: list[tuple[Merged, Cell]] = []
    for line in lines:
        open_ranges = [(range_, value) for range_, value in open_ranges if line.number <= range_.last_row]
        filled = tuple(range_.column for range_, _ in open_ranges)
        for range_, value in open_ranges:
            line.cells.extend([None] * (range_.column + 1 - len(line.cells)))
            line.cells[range_.column] = value
        while coming and coming[-1].first_row <= line.number:
            range_ = coming.pop()
            # A range whose first row is blank has no value to give.
            if range_.first_row == line.number and range_.column < len(line.cells):
                open_ranges.append((range_, line.cells[range_.column]))
        yield line._replace(filled=filled) if filled else line
