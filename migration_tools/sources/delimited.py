"""Text tables (.csv, .tsv, .txt): cells stay bytes, because nothing in the file says how it is encoded."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import IO, NamedTuple

from migration_tools.cell import Cell
from migration_tools.errors import Unreadable
from migration_tools.sources.base import Place, SourceFile, SourceRow, Table
from migration_tools.sources.chosen import chosen
from migration_tools.sources.fingerprint import existing, fingerprint, unchanged
from migration_tools.sources.limits import MAX_RECORD_BYTES, SNIFFED_RECORDS
from migration_tools.sources.settings import Settings
from migration_tools.sources.sheet import letters
from migration_tools.sources.text_sniff import delimiter_of, has_heading, sample

# Every byte is one letter of Latin-1 and back, so the csv module can part bytes without reading them.
_BYTE_FOR_BYTE = "latin-1"
_MARKS = ((b"\xef\xbb\xbf", _BYTE_FOR_BYTE, 3), (b"\xff\xfe", "utf-16", 0), (b"\xfe\xff", "utf-16", 0))
_NAMES = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}


class _Record(NamedTuple):
    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class _Shape:
    """How the file is written, and what one reading of it found."""

    delimiter: str
    header_line: int
    columns: tuple[str, ...]
    notes: tuple[str, ...]


class Delimited:
    """One table. A row's position is the line on which it begins; blank lines are no rows.

    Settings: `delimiter` (a sign, or tab, comma, semicolon, pipe), `quote`, `header_row` (a line, 0 for none);
    what is not set is judged by evidence. A cell beyond the heading stands in a column `+1`, `+2`, …
    """

    def __init__(self, place: Place) -> None:
        self._path = existing(place.path)
        settings = Settings.of(place)
        delimiter = settings.text("delimiter")
        self._delimiter = _NAMES.get(delimiter, delimiter)
        self._quote = settings.text("quote", '"')
        self._header_line = settings.number("header_row")
        if len(self._quote) != 1 or len(self._delimiter) > 1:
            raise Unreadable(
                "source.setting", "Thiết lập nguồn «delimiter» và «quote» phải là đúng một ký tự."
            )
        with self._path.open("rb") as file:
            begin = file.read(3)
        found = next((found for found in _MARKS if begin.startswith(found[0])), (b"", _BYTE_FOR_BYTE, 0))
        self._encoding, self._begin = found[1], found[2]

    def files(self) -> Sequence[SourceFile]:
        """Return the file."""
        return (fingerprint(self._path),)

    def tables(self) -> Sequence[Table]:
        """Return the one table, named as the file, with what was judged as its notes."""
        return (Table(self._path.stem, self._shape.columns, self._shape.notes),)

    def rows(self, table: str, after: int = 0) -> Iterator[SourceRow]:
        """Yield the rows below the heading; a short one is filled up with None."""
        shape = self._shape
        begin, width = max(after, shape.header_line), len(chosen(self.tables(), table).columns)
        with unchanged(self._path):
            for line, cells in self._records(shape.delimiter):
                if line > begin:
                    missing = width - len(cells)
                    yield SourceRow(line, (*map(self._cell, cells), *[None] * missing))

    @cached_property
    def _shape(self) -> _Shape:
        with unchanged(self._path), self._opened() as file:
            lines = list(islice(_lines(file, self._path.name), SNIFFED_RECORDS))
        delimiter = self._delimiter or delimiter_of(lines, self._quote)
        header = self._header_line
        if header is None:
            header = 1 if has_heading(sample(lines, delimiter, self._quote)) else 0
        return self._survey(delimiter, header)

    def _survey(self, delimiter: str, header: int) -> _Shape:
        heading: list[str] = []
        widths: dict[int, int] = {}
        for line, cells in self._records(delimiter):
            if line == header:
                heading = cells
            elif line > header:
                widths[len(cells)] = widths.get(len(cells), 0) + 1
        columns = self._columns(heading, max(widths, default=len(heading)))
        usual = len(heading) or max(widths, key=lambda width: widths[width], default=0)
        short = sum(count for width, count in widths.items() if width < usual)
        long = sum(count for width, count in widths.items() if width > usual)
        remarks = (
            (
                f"dấu ngăn cột {delimiter!r}, "
                + (f"tiêu đề ở dòng {header}" if header else "không có tiêu đề"),
                True,
            ),
            (f"{short} dòng thiếu ô (điền trống)", short),
            (
                f"{long} dòng thừa ô (giữ ở cột +1, +2…)" if heading else f"{long} dòng dài hơn thường lệ",
                long,
            ),
        )
        return _Shape(delimiter, header, columns, tuple(text for text, applies in remarks if applies))

    def _columns(self, heading: Sequence[str], width: int) -> tuple[str, ...]:
        if not heading:
            return tuple(letters(column) for column in range(width))
        names: dict[str, None] = {}
        for column, cell in enumerate(heading):
            name = _readable(self._cell(cell)) or letters(column)
            names[name if name not in names else f"{name} ({letters(column)})"] = None
        return (*names, *(f"+{extra}" for extra in range(1, width - len(heading) + 1)))

    def _records(self, delimiter: str) -> Iterator[_Record]:
        csv.field_size_limit(MAX_RECORD_BYTES)
        with self._opened() as file:
            lines = _Lines(_lines(file, self._path.name))
            reader = csv.reader(lines, delimiter=delimiter, quotechar=self._quote)
            line = 1
            for cells in reader:
                if lines.is_over:
                    # The reader asked for more than there is: a quotation mark was never closed.
                    raise Unreadable(
                        "source.truncated",
                        f"Tệp «{self._path.name}»: dấu nháy mở ở dòng {line} không khép lại đến hết tệp; "
                        "tệp bị cắt ngang hoặc thiếu dấu nháy.",
                    )
                if cells:
                    yield _Record(line, cells)
                line = reader.line_num + 1

    @contextmanager
    def _opened(self) -> Iterator[IO[str]]:
        try:
            # newline="" keeps a line end within quotes as it was written.
            with self._path.open(encoding=self._encoding, newline="") as file:
                file.seek(self._begin)
                yield file
        except (csv.Error, UnicodeError) as wrong:
            raise Unreadable("source.damaged", f"Không đọc được tệp «{self._path.name}»: {wrong}.") from wrong

    def _cell(self, text: str) -> Cell:
        return text.encode(_BYTE_FOR_BYTE) if self._encoding == _BYTE_FOR_BYTE else text


class _Lines:
    """An iterator of lines that says whether it was asked beyond its last one."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.is_over = False

    def __iter__(self) -> Iterator[str]:
        yield from self._lines
        self.is_over = True


def _lines(file: IO[str], name: str) -> Iterator[str]:
    while line := file.readline(MAX_RECORD_BYTES):
        if len(line) == MAX_RECORD_BYTES:
            raise Unreadable(
                "source.too_large", f"Tệp «{name}» có một dòng dài quá {MAX_RECORD_BYTES >> 20} MB."
            )
        yield line


def _readable(cell: Cell) -> str:
    """Return a heading as UTF-8 or, where it is none, byte for byte."""
    text = cell
    if isinstance(cell, bytes):
        try:
            text = cell.decode("utf-8")
        except UnicodeDecodeError:
            text = cell.decode(_BYTE_FOR_BYTE)
    return " ".join(str(text).split())
