"""Lay a correction on one cell of a raw row, if what it would change can be changed; the row itself stays for ever."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import orjson

from engine.errors import Refused
from engine.store import dossiers
from engine.store.work import Work, begin
from migration_tools.amend import HERE_ALREADY
from migration_tools.batch import Workshop
from migration_tools.cell import Cell, Row, dump_row
from migration_tools.mapping_in_use import MappingInUse, last_used
from migration_tools.merges import Word
from migration_tools.quarantine.sheet_words import EMPTY
from migration_tools.record.words import reason_in_words
from migration_tools.steps.map import RowReader, patched, row_reader
from migration_tools.store import batches, outcomes, raw, surveys, waiting
from migration_tools.store.batches import Batch, StoredTable
from migration_tools.store.mapped import MappedRow
from migration_tools.store.outcomes import OutcomeKind
from migration_tools.store.raw import Patch

_DUE = ("due_at", "due_on")


class Wish(NamedTuple):
    """Which cells of a row, and what belongs there: a column, or a field that one column fills, with its value.

    What belongs together (a status and its day) is corrected together, since each alone would contradict the other.
    """

    table: str
    position: int
    cells: tuple[tuple[str, str], ...]


class Place(NamedTuple):
    """One cell of the raw copy."""

    table: StoredTable
    position: int
    column: str


@dataclass(frozen=True, slots=True)
class Laid:
    """A correction on its row: what is read there from now on, and before."""

    column: str
    old: Cell
    new: Cell


def patch(shop: Workshop, batch: Batch, wish: Wish, word: Word) -> tuple[Laid, ...]:
    """Lay corrections on a row, then map and load what they concern; return those that did not lie there already.

    Refused `patch.no_row`, `patch.no_column`; of a row that is loaded also `patch.unreadable`, `patch.other_key`,
    `patch.other_unit`, `patch.step_taken`, `patch.no_due`, `patch.at_work`: the sentence says what to do instead.
    """
    with begin(shop.database) as work:
        run, used = last_used(work, batch)
        table, row = _row(work, batch, wish)
        informed = used.informed(surveys.taken(work, batch.id, run.mapping))
        after, laid = _corrected(informed, table, row, wish)
        if not laid:
            return ()
        rows = [(wish.position, row), (wish.position, after)]
        _refuse_what_cannot_be(work, row_reader(work, batch, run.mapping, used), table, rows)
        for each in laid:
            lay(work, Place(table, wish.position, each.column), each.new, word, shop.clock())
    shop.map(batch, used)
    shop.load(batch)
    return laid


def lay(work: Work, place: Place, right: Cell, word: Word, at: datetime) -> None:
    """Write a correction down above those that lie on the row."""
    table, position, column = place
    ((_, row),) = _as_read(work, table, position)
    old, new = dump_row((row[table.columns.index(column)],)), dump_row((right,))
    raw.add_patch(work, table.id, Patch(0, position, column, old, new, word.by, word.basis, at))


def _row(work: Work, batch: Batch, wish: Wish) -> tuple[StoredTable, Row]:
    for table in batches.tables(work, batch.id):
        if table.name == wish.table and waiting.payload(work, table.id, wish.position) is not None:
            ((_, row),) = _as_read(work, table, wish.position)
            return table, row
    raise Refused("patch.no_row", batch=batch.name, table=wish.table, row=wish.position)


def _as_read(work: Work, table: StoredTable, position: int) -> Sequence[tuple[int, Row]]:
    rows = raw.rows(work, table.id, position - 1, position)
    return list(patched(table.columns, rows, raw.patches(work, table.id, position - 1, position)))


def _corrected(used: MappingInUse, table: StoredTable, row: Row, wish: Wish) -> tuple[Row, tuple[Laid, ...]]:
    cells, laid = list(row), []
    for name, written in wish.cells:
        column = _column(used, table, row, name)
        right: Cell = None if written.strip() == EMPTY else written.strip()
        at = table.columns.index(column)
        if cells[at] != right:
            laid.append(Laid(column, cells[at], right))
            cells[at] = right
    return tuple(cells), tuple(laid)


def _column(used: MappingInUse, table: StoredTable, row: Row, name: str) -> str:
    if name in table.columns:
        return name
    if used.space(table.name) is not None:
        trace = used.read(table.name, table.columns, row).traces.get(name)
        if trace is not None and len(trace.columns) == 1:
            return trace.columns[0]
    raise Refused("patch.no_column", table=table.name, name=name, columns=", ".join(table.columns))


def _refuse_what_cannot_be(
    work: Work, reader: RowReader, table: StoredTable, rows: Sequence[tuple[int, Row]]
) -> None:
    """Refuse a correction of a loaded row, given before and after, that the archive cannot follow."""
    outcome = outcomes.of_row(work, table.id, rows[0][0])
    if outcome is None or outcome.kind is not OutcomeKind.LOADED:
        return
    before, after = reader.mapped_rows(table, rows)
    _refuse_other_meaning(table, before, after)
    assert outcome.dossier is not None, "a loaded row is part of a dossier"
    (head,) = dossiers.lock_all(work, [outcome.dossier])
    if head.state not in HERE_ALREADY:
        raise Refused("patch.at_work", dossier=head.code)


def _refuse_other_meaning(table: StoredTable, before: MappedRow, after: MappedRow) -> None:
    facts = {"table": table.name, "row": before.position}
    if after.is_quarantined:
        codes = [each["code"] for each in orjson.loads(after.problems) if each["treatment"] == "quarantine"]
        raise Refused("patch.unreadable", why=reason_in_words(", ".join(codes)), **facts)
    if after.dossier != before.dossier:
        raise Refused("patch.other_key", **facts)
    if after.unit != before.unit:
        raise Refused("patch.other_unit", **facts)
    was, now = orjson.loads(before.fields), orjson.loads(after.fields)
    if before.kind == "history" or was.get("steps") != now.get("steps"):
        raise Refused("patch.step_taken", **facts)
    if any(was.get(name) for name in _DUE) and not any(now.get(name) for name in _DUE):
        raise Refused("patch.no_due", **facts)
