"""The first rows of a register nobody has described yet, as they stand, headings among them."""

from itertools import islice
from pathlib import Path
from typing import NamedTuple

from migration_tools.cell import Row
from migration_tools.errors import Unreadable
from migration_tools.sources.base import Place, Table
from migration_tools.sources.open import kind_of, open_source
from migration_tools.sources.spreadsheet import MARKS

MOST_ROWS = 2_000
"""Rows of a sheet that are looked at; what they do not tell is found when the rows are mapped."""

_SHEETS = ("xlsx", "xls", "ods")
_NEEDS_A_PRESET = ("mysqldump", "folder", "")


class Sample(NamedTuple):
    """Rows by sheet. `fills_down` says that cells are merged over several rows, whose value is each row's."""

    adapter: str
    sheets: dict[str, list[Row]]
    fills_down: bool = False


def sample(path: Path) -> Sample:
    """Return the beginning of every sheet or table of a file. Raises Unreadable."""
    adapter = kind_of(Place(path))
    if adapter in _NEEDS_A_PRESET:
        raise Unreadable(
            "propose.needs_preset",
            f"Chỉ đề xuất được ánh xạ cho sổ (xlsx, xls, ods, csv, dbf, mdb, json, xml); với «{path.name}» hãy viết "
            "tệp ánh xạ có «extends: preset/opencps1@1», «preset/opencps2@1» hoặc «preset/epar@1».",
        )
    settings: tuple[tuple[str, object], ...] = ()
    if adapter == "csv":
        settings = (("header_row", 0),)
    elif adapter in _SHEETS:
        settings = (("merged_cells", "fill_down"),)
    source = open_source(Place(path, settings=settings))
    has_heading_rows = bool(settings)
    sheets: dict[str, list[Row]] = {}
    fills_down = False
    for table in source.tables():
        rows: list[Row] = [] if has_heading_rows else [table.columns]
        sheets[table.name] = rows
        for position, row in islice(source.rows(table.name), MOST_ROWS):
            if has_heading_rows:
                rows.extend([()] * (position - len(rows) - 1))
            rows.append(row)
        fills_down |= _is_filled(table, rows)
    return Sample(adapter, sheets, fills_down)


def _is_filled(table: Table, rows: list[Row]) -> bool:
    return table.columns[-1:] == (MARKS,) and any("gộp:" in str(row[-1]) for row in rows if row)
