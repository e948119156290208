"""Asks a whole table what one of its cells cannot tell: which number is the day, in what a column was written.

The answer depends on the rows alone, never on their order, so every worker and every run reads a cell alike.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

from migration_tools.cell import Cell, Row
from migration_tools.mapping.columns import Columns
from migration_tools.mapping.compiled import Surveyed
from migration_tools.mapping.evidence import Evidence, tell
from migration_tools.mapping.model import Join, LegacyMapping
from migration_tools.mapping.operators.result import as_text
from migration_tools.text.clean import clean
from migration_tools.text.detect import detect

CHUNK_ROWS = 5_000

Content = Mapping[str, Any]
"""A survey as it is stored: `columns` holds counts by column, `joined` the code tables that the table is."""


def survey(mapping: LegacyMapping, table: str, columns: Sequence[str], rows: Iterable[Row]) -> Content:
    """Return what the rows of a table say of its columns, and the code tables that the mapping reads in it."""
    found = mapping.table(table)
    candidates = () if found is None else found.decode.candidates
    counts = [_Counts(name, candidates) for name in columns]
    joins = {name: join for name, join in mapping.joins.items() if join.table == table}
    joined: dict[str, dict[str, str]] = {name: {} for name in joins}
    at = Columns(columns)
    for chunk in _chunks(rows):
        if found is not None:
            for count, cells in zip(counts, zip(*chunk, strict=False), strict=False):
                count.add(cells)
        for name, join in joins.items():
            _join(joined[name], join, at, chunk)
    return {
        "columns": {each.name: each.content() for each in counts if each.says_something},
        "joined": joined,
    }


def surveyed(contents: Iterable[Content], own: Content | None, taken_on: date | None) -> Surveyed:
    """Return what is known while one table is read: its own survey, and the code tables of all."""
    evidence = {name: _evidence(each) for name, each in (own or {}).get("columns", {}).items()}
    joined = {name: entries for content in contents for name, entries in content["joined"].items()}
    return Surveyed(evidence, taken_on, joined)


class _Counts:
    """What the cells of one column said so far."""

    def __init__(self, name: str, candidates: Sequence[str]) -> None:
        self.name, self._candidates = name, tuple(candidates)
        self._said: Counter[str] = Counter()
        self._encodings: Counter[str] = Counter()
        self._misread: Counter[str] = Counter()

    def add(self, cells: Iterable[Cell]) -> None:
        # A column says most things often, and each of them needs to be looked at once.
        texts = [cell for cell in cells if cell.__class__ is str or cell.__class__ is bytes]
        for text, times in Counter(texts).items():
            self._add(text, times)

    def _add(self, text: str | bytes, times: int) -> None:
        if isinstance(text, bytes):
            if not text.isascii():
                self._weigh(text, times)
                return
            text = text.decode("ascii")
        if not text.isascii():
            self._misread[clean(text).was] += times
        elif said := tell(text):
            self._said[said] += times

    def _weigh(self, cell: bytes, times: int) -> None:
        if "viqr" in self._candidates:
            return
        found = detect(cell, self._candidates)
        # Bytes that are the same text in two encodings say nothing of the column.
        if found.encoding is not None and not found.same_as:
            self._encodings[found.encoding] += times

    @property
    def says_something(self) -> bool:
        return bool(self._said or self._encodings or self._misread)

    def content(self) -> Content:
        return {"said": self._said, "encodings": self._encodings, "misread": self._misread}


def _evidence(content: Content) -> Evidence:
    encodings, misread = (tuple(sorted(content[name].items())) for name in ("encodings", "misread"))
    return Evidence(**content["said"])._replace(encodings=encodings, misread=misread)


def _join(entries: dict[str, str], join: Join, at: Columns, rows: Iterable[Row]) -> None:
    key, value = at.index(join.key), at.index(join.value)
    if key is not None and value is not None:
        entries.update((_word(row[key]), _word(row[value])) for row in rows)


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    remaining = iter(rows)
    while chunk := list(islice(remaining, CHUNK_ROWS)):
        yield chunk


def _word(cell: Cell) -> str:
    if isinstance(cell, bytes):
        cell = cell.decode("utf-8", errors="replace")
    return as_text(cell).strip()
