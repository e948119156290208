"""Which row of a sheet holds the headings, and which target each heading means, by words known to mean it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from engine.model.folding import folded
from migration_tools.cell import Cell, Row
from migration_tools.mapping.operators.result import as_text
from migration_tools.mapping.targets import TARGETS
from migration_tools.text.decode import decode

MAX_HEADER_ROW = 30
"""Headings are looked for in the first rows only; titles and names of offices stand above them."""

_ENCODINGS = ("utf-8", "tcvn3", "vni", "viscii", "cp1258", "vps")
_ASIDE = re.compile(r"\([^)]*\)|[^\w\s]|_")


class Heading(NamedTuple):
    """Columns by the target that their heading means; `score` grows with how sure that is."""

    row: int
    names: tuple[str, ...]
    targets: dict[str, int]


def find_headings(rows: Sequence[Row], kind: str = "dossier") -> Heading | None:
    """Return the row that reads most like headings (counted from 0), None where no two cells are known words."""
    found = [
        _read(at, row, kind, encoding)
        for at, row in enumerate(rows[:MAX_HEADER_ROW])
        for encoding in (_ENCODINGS if any(isinstance(cell, bytes) for cell in row) else _ENCODINGS[:1])
    ]
    best = max(found, key=lambda each: (len(each.targets), -each.row), default=None)
    return best if best is not None and len(best.targets) >= 2 else None


def _read(at: int, row: Row, kind: str, encoding: str) -> Heading:
    names = tuple(" ".join(_name(cell).split()) for cell in row)
    pairs = sorted(
        (rank, column, target)
        for column, cell in enumerate(row)
        for rank, target in _meanings(_legible(cell, encoding), kind)
    )
    targets: dict[str, int] = {}
    for _, column, target in pairs:
        if target not in targets and column not in targets.values():
            targets[target] = column
    return Heading(at, names, targets)


def _name(cell: Cell) -> str:
    """Return the name under which a source knows the column: UTF-8 or, where it is none, byte for byte."""
    if isinstance(cell, bytes):
        try:
            return cell.decode()
        except UnicodeDecodeError:
            return as_text(cell)
    return as_text(cell)


def _legible(cell: Cell, encoding: str) -> str:
    """Return a heading as it reads in an encoding; too short to be judged alone, so the row is judged by its words."""
    try:
        return decode(cell, encoding) if isinstance(cell, bytes) else as_text(cell)
    except UnicodeDecodeError:
        return ""


def _meanings(heading: str, kind: str) -> list[tuple[int, str]]:
    """Return the targets a heading may mean with a rank, 0 the surest: the very words, then words around them."""
    words = " ".join(folded(_ASIDE.sub(" ", heading)).split())
    if not words or len(words) > 60:
        return []
    found = []
    for target in TARGETS[kind].values():
        for place, known in enumerate(target.headings):
            if words == known:
                found.append((place, target.name))
            elif len(known) > 5 and f" {known} " in f" {words} ":
                found.append((100 + len(words) - len(known), target.name))
    return found
