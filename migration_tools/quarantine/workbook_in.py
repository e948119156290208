"""Read the unit's answers; of the whole workbook only the cells that were open to them count."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from migration_tools.cell import Cell
from migration_tools.errors import Unreadable
from migration_tools.quarantine.sheet_words import (
    BASIS,
    BY,
    COLUMN,
    EMPTY,
    HEADINGS,
    KEY,
    LIST_SHEET,
    RIGHT,
    SEAL,
)

MAX_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What the unit wrote on one line of the sheet; `line` is where it stands there."""

    line: int
    key: str
    seal: str
    column: str
    right: Cell
    by: str
    basis: str


def read_file(path: Path) -> Iterator[Answer]:
    """Yield the lines of a file that were answered; see `read`."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Unreadable("quarantine.unreadable", f"Không đọc được «{path}»: {error.strerror}.") from error
    return read(content, path.name)


def read(content: bytes, name: str) -> Iterator[Answer]:
    """Yield the lines that were answered. Raises Unreadable for what is not our workbook."""
    if len(content) > MAX_BYTES:
        raise Unreadable("quarantine.too_large", f"Tệp lớn quá {MAX_BYTES // 1_000_000} MB.")
    try:
        rows = (
            CalamineWorkbook.from_filelike(BytesIO(content))
            .get_sheet_by_name(LIST_SHEET)
            .to_python(skip_empty_area=False)
        )
    except Exception as error:  # calamine has no error class of its own for each of its faults
        raise Unreadable(
            "quarantine.unreadable", f"Không mở được «{name}»; hãy gửi lại đúng tệp đã xuất, dạng .xlsx."
        ) from error
    heading = [str(cell) for cell in rows[0]] if rows else []
    if heading[: len(HEADINGS)] != list(HEADINGS):
        raise Unreadable(
            "quarantine.other_sheet", f"Tiêu đề cột của «{name}» đã bị đổi; hãy dùng lại tệp đã xuất."
        )
    at = {name: HEADINGS.index(name) for name in (KEY, SEAL, COLUMN, RIGHT, BY, BASIS)}
    for number, row in enumerate(rows[1:], start=2):
        right = row[at[RIGHT]]
        if right == "" or (isinstance(right, str) and not right.strip()):
            continue
        words = {name: str(row[at[name]]).strip() for name in (KEY, SEAL, COLUMN, BY, BASIS)}
        yield Answer(number, words[KEY], words[SEAL], words[COLUMN], _cell(right), words[BY], words[BASIS])


def _cell(value: Any) -> Cell:
    if isinstance(value, str):
        return None if value.strip() == EMPTY else value.strip()
    if isinstance(value, bool | datetime | date):
        return value
    number = Decimal(str(value))
    return int(number) if number == number.to_integral_value() else number
