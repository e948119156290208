"""What stands in a table, column by column, before anything is mapped: counts, patterns, and evidence for reading."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from migration_tools.cell import Cell, Fault, Row
from migration_tools.mapping.evidence import Evidence, tell
from migration_tools.mapping.operators.result import as_text
from migration_tools.text.clean import clean
from migration_tools.text.detect import detect
from migration_tools.text.repair import AS_IT_STANDS

MOST_DISTINCT = 2_000
"""Different values counted a column; with more, `distinct` says only "at least so many"."""

MOST_PATTERNS = 200
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]+")
_LONGEST_PATTERN = 40


@dataclass(slots=True)
class ColumnProfile:
    """What was seen in one column. `values` are its commonest while there are few different ones.

    `patterns` write a run of digits as its length (`2/2/4`) and a run of letters as `a`.
    """

    name: str
    cells: int = 0
    blanks: int = 0
    faults: int = 0
    longest: int = 0
    values: Counter[str] = field(default_factory=Counter)
    has_more_values: bool = False
    patterns: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    encodings: Counter[str] = field(default_factory=Counter)
    misread: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)

    @property
    def distinct(self) -> int:
        """Return how many different values were seen, at least."""
        return len(self.values)

    @property
    def evidence(self) -> Evidence:
        """Return what this column says of how its cells are read."""
        return Evidence(
            **self.said,
            encodings=tuple(sorted(self.encodings.items())),
            misread=tuple(sorted(self.misread.items())),
        )

    def add(self, cell: Cell, candidates: Sequence[str]) -> None:
        """Count one cell; bytes are weighed among the encodings of `candidates`."""
        self.cells += 1
        self.kinds[type(cell).__name__] += 1
        if isinstance(cell, Fault):
            self.faults += 1
            return
        text = self._text(cell, candidates)
        if not text or text.isspace():
            self.blanks += 1
            return
        self.longest = max(self.longest, len(text))
        is_known = text in self.values
        if is_known or len(self.values) < MOST_DISTINCT:
            self.values[text] += 1
        else:
            self.has_more_values = True
        if isinstance(cell, str | bytes):
            self._count_form(text)

    def _text(self, cell: Cell, candidates: Sequence[str]) -> str:
        if isinstance(cell, bytes) and not cell.isascii():
            found = detect(cell, candidates)
            self.encodings[found.encoding or "?"] += 1
            return found.text if found.text is not None else as_text(cell)
        if isinstance(cell, str) and not cell.isascii():
            was = clean(cell).was
            self.misread[was] += 1
            self.encodings["unicode" if was == AS_IT_STANDS else was] += 1
        return as_text(cell)

    def _count_form(self, text: str) -> None:
        if said := tell(text):
            self.said[said] += 1
        pattern = pattern_of(text)
        if pattern in self.patterns or len(self.patterns) < MOST_PATTERNS:
            self.patterns[pattern] += 1


def pattern_of(text: str) -> str:
    """Write a text's form: `05/11/2018` is `2/2/4`, a name is `a a a`."""
    letters = _LETTERS.sub("a", text[:_LONGEST_PATTERN])
    return _DIGITS.sub(lambda digits: str(len(digits[0])), letters)


class TableProfile:
    """The profiles of all columns of a table, filled row by row in bounded memory."""

    def __init__(self, columns: Sequence[str], candidates: Sequence[str] = ("utf-8", "tcvn3", "vni")) -> None:
        self.rows = 0
        self.columns = tuple(ColumnProfile(name) for name in columns)
        self._candidates = tuple(candidates)

    def add(self, row: Row) -> None:
        """Count one row."""
        self.rows += 1
        for column, cell in zip(self.columns, row, strict=False):
            column.add(cell, self._candidates)

    @property
    def evidence(self) -> Mapping[str, Evidence]:
        """Return the evidence of every column by its name, as `compile_table` takes it."""
        return {column.name: column.evidence for column in self.columns}
