"""A mapping's own code tables as a page of its workbook: a word of the register, and what it means."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from migration_tools.mapping.problems import MappingProblem
from migration_tools.mapping.statuses import STATUSES
from migration_tools.mapping.yaml_text import Data

LOOKUPS_SHEET = "Bảng tra"
LOOKUPS_HEADINGS = ("Bảng tra", "Chữ trong sổ", "Nghĩa", "", "Các nghĩa của trạng thái")
_MEANING, _GUIDE = 2, 4
_MEANT = {word: status for status, word in STATUSES.items()}
_STATUS_FIELDS = ("status", "from_status", "to_status")


def plain_lookups(data: Mapping[str, Data]) -> dict[str, Data]:
    """Return the code tables that can stand on the page: words and their meanings on one line each."""
    tables = data.get("lookups")
    if not isinstance(tables, dict):
        return {}
    return {name: table for name, table in tables.items() if _is_word(name) and _is_plain(table)}


def write_lookups(sheet: Worksheet, data: Mapping[str, Data], bold: xlsxwriter.format.Format) -> None:
    """Fill the page; statuses are chosen from a list."""
    sheet.set_column(0, _MEANING, 30)
    sheet.set_column(_GUIDE, _GUIDE, 30)
    sheet.write_row(0, 0, LOOKUPS_HEADINGS, bold)
    sheet.freeze_panes(1, 0)
    for at, word in enumerate(STATUSES.values(), start=1):
        sheet.write_string(at, _GUIDE, word)
    offered = xlsxwriter.utility.xl_range_abs(1, _GUIDE, len(STATUSES), _GUIDE)
    of_statuses = _status_tables(data)
    for at, (name, word, meaning) in enumerate(_rows(data), start=1):
        shown = STATUSES.get(meaning, meaning) if name in of_statuses else meaning
        for column, text in enumerate((name, word, shown)):
            sheet.write_string(at, column, text)
        if name in of_statuses:
            choice = {"validate": "list", "source": f"={offered}", "error_type": "warning"}
            sheet.data_validation(at, _MEANING, at, _MEANING, choice)


def read_lookups(
    rows: Sequence[Sequence[Any]], data: Mapping[str, Data], problems: list[MappingProblem]
) -> dict[str, dict[str, Data]]:
    """Return the code tables of the page, of a mapping whose other parts are read; an empty meaning is unknown yet."""
    of_statuses = _status_tables(data)
    tables: dict[str, dict[str, Data]] = {}
    for at, row in enumerate(rows[1:], start=2):
        name, word, meaning = (str(cell).strip() for cell in row[:3])
        if not word:
            continue
        entries = tables.setdefault(name, {})
        if not name or word in entries:
            problems.append(MappingProblem(LOOKUPS_SHEET, f"“{word}” thiếu tên bảng hoặc ghi hai lần.", at))
        entries[word] = (_MEANT.get(meaning, meaning) if name in of_statuses else meaning) or None
    return tables


def _rows(data: Mapping[str, Data]) -> Iterator[tuple[str, str, str]]:
    for name, table in plain_lookups(data).items():
        assert isinstance(table, dict)
        for word, meaning in table.items():
            yield name, word, "" if meaning is None else str(meaning)


def _status_tables(data: Mapping[str, Data]) -> set[str]:
    """Return the names of code tables by which statuses are read."""
    tables = data.get("tables")
    found = set()
    for part in (data, *(tables.values() if isinstance(tables, dict) else ())):
        fields = part.get("fields") if isinstance(part, dict) else None
        for name in _STATUS_FIELDS:
            field = fields.get(name) if isinstance(fields, dict) else None
            lookup = field.get("lookup") if isinstance(field, dict) else None
            if isinstance(lookup, str):
                found.add(lookup)
    return found


def _is_plain(table: Data) -> bool:
    if not isinstance(table, dict) or not table:
        return False
    return all(
        _is_word(word) and (meaning is None or (_is_word(meaning) and meaning not in _MEANT))
        for word, meaning in table.items()
    )


def _is_word(text: Data) -> bool:
    return isinstance(text, str) and bool(text) and text == text.strip() and text.isprintable()
