"""What the unit is asked: one line for each fault of each row that waits, with what stands there and what to do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

import orjson

from engine.store.work import Work
from migration_tools.cell import Cell, Fault, load_row
from migration_tools.mapping.targets import TARGETS
from migration_tools.record.words import reason_in_words
from migration_tools.steps.load import HELD
from migration_tools.store import waiting
from migration_tools.store.batches import Batch
from migration_tools.store.holding import FILE
from migration_tools.store.raw import Patch
from migration_tools.store.waiting import WaitingRow

_WHOLE_ROW = "cả dòng"


@dataclass(frozen=True, slots=True)
class Line:
    """One question to the unit. `columns` are those that may be corrected; with one it is this very cell.

    `key` and `seal` find the row again and tell whether it is still what was asked about.
    """

    key: str
    seal: str
    batch: str
    file: str
    table: str
    position: int
    field: str
    code: str
    message: str
    raw: str
    row: str
    columns: tuple[str, ...]


def lines(work: Work, batch: Batch) -> Iterator[Line]:
    """Yield every question of a batch.

    A row that waits only for its dossier is no question: it comes along when that one is let in.
    """
    patches = waiting.patches(work, batch.id)
    # About files of nobody people decide one by one; no cell of theirs can be corrected.
    rows = (row for row in waiting.rows(work, batch.id, HELD) if row.kind != FILE)
    for row in rows:
        yield from _lines_of(batch, row, seal(row.sha256, patches.get((row.table.id, row.position), ())))


def seal(raw_sha256: bytes, patches: Sequence[Patch]) -> str:
    """Return the hash of a row with the corrections that lie on it."""
    total = sha256(raw_sha256)
    for patch in patches:
        total.update(b"%d\0" % patch.id)
    return total.hexdigest()


def key_of(table: int, position: int) -> str:
    """Return what names a row within all batches."""
    return f"{table}:{position}"


def shown(cell: Cell) -> str:
    """Return a cell as a person reads it; bytes of unknown encoding as `\\x..`."""
    if isinstance(cell, bytes):
        return repr(cell)[2:-1]
    if isinstance(cell, Fault):
        return cell.text
    return "" if cell is None else str(cell)


def _lines_of(batch: Batch, row: WaitingRow, sealed: str) -> Iterator[Line]:
    problems = [each for each in orjson.loads(row.problems) if each["treatment"] == "quarantine"]
    known = {each["code"] for each in problems}
    # What only all rows together tell is no problem of the row itself, so it stands in the reason alone.
    together = [
        {"code": code, "field": "", "column": "", "raw": ""}
        for code in row.reason.split(", ")
        if code not in known
    ]
    cells = load_row(row.payload)
    whole = " | ".join(f"{name}: {shown(cell)}" for name, cell in zip(row.table.columns, cells, strict=True))
    for problem in problems + together:
        column = problem["column"]
        yield Line(
            key=key_of(row.table.id, row.position),
            seal=sealed,
            batch=batch.name,
            file=", ".join(row.files) or row.table.source,
            table=row.table.name,
            position=row.position,
            field=_label(row.kind, problem["field"]),
            code=problem["code"],
            message=reason_in_words(problem["code"]),
            raw=problem["raw"],
            row=whole,
            columns=(column,) if column in row.table.columns else row.table.columns,
        )


def _label(kind: str, field: str) -> str:
    target = TARGETS.get(kind, {}).get(field)
    return target.label if target else field or _WHOLE_ROW
