"""Writes one legacy database as a mysqldump, dossier by dossier, in memory that does not grow with their number."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from migration_tools.cell import Cell
from migration_tools.faults.generate import sql_dump
from migration_tools.faults.generate.draft import Draft
from migration_tools.faults.generate.history import history
from migration_tools.faults.generate.sql_dump import Inserts
from migration_tools.faults.generate.sql_system import SqlSystem, StepTable, TableForm
from migration_tools.faults.generate.style import Cells, Typed

_ORPHAN_IDS = 900_000_000
"""A row of history without a dossier points at an id behind this one."""


@contextmanager
def dump(path: Path, system: SqlSystem) -> Iterator["Dump"]:
    """Begin a dump with its reference tables; when the block ends it is closed with its history and last line."""
    # Two tables grow at once, so the history waits in a file of its own until the dossiers are all written.
    with path.open("wb") as out, TemporaryFile(dir=path.parent) as waiting:
        out.write(sql_dump.HEAD)
        for form, rows in system.reference():
            _write_whole(_inserts(out, system, form), rows)
        dossiers = _inserts(out, system, system.dossiers)
        history_of = None
        if system.steps is not None:
            history_of = _History(system.steps, _inserts(waiting, system, system.steps.form))
        yield Dump(system, dossiers, history_of)
        dossiers.end()
        if history_of is not None:
            history_of.inserts.end()
        waiting.seek(0)
        shutil.copyfileobj(waiting, out, 1 << 20)
        out.write(sql_dump.TAIL)


class Dump:
    """The dossiers and their history while both are being written."""

    def __init__(self, system: SqlSystem, dossiers: Inserts, steps: "_History | None") -> None:
        self._system = system
        self._dossiers = dossiers
        self._steps = steps
        self.style: Typed = system.style

    def add(self, draft: Draft) -> list[tuple[str, int]]:
        """Write the dossier's rows."""
        places = [self._dossier(draft, draft.cells)]
        if draft.twin is not None:
            places.append(self._dossier(draft, draft.twin))
        if draft.orphan is not None and self._steps is not None:
            row = self._steps.table.row(_ORPHAN_IDS + draft.case.serial, draft.orphan)
            places.append((self._steps.inserts.table, self._steps.inserts.add(*row)))
        return places

    def _dossier(self, draft: Draft, cells: Cells) -> tuple[str, int]:
        row_id = self._dossiers.position + 1
        position = self._dossiers.add(*self._system.dossier_row(row_id, cells, draft))
        if self._steps is not None:
            row, add = self._steps.table.row, self._steps.inserts.add
            for step in history(draft.case) if draft.history is None else draft.history:
                add(*row(row_id, step))
        return self._dossiers.table, position


class _History:
    def __init__(self, table: StepTable, inserts: Inserts) -> None:
        self.table = table
        self.inserts = inserts


def _inserts(out: BinaryIO, system: SqlSystem, form: TableForm) -> Inserts:
    columns = sql_dump.schema(system.schema)[form.name]
    inserts = Inserts(out, form, {**columns, **system.overrides.get(form.name, {})})
    inserts.begin()
    return inserts


def _write_whole(inserts: Inserts, rows: list[tuple[Cell, ...]]) -> None:
    for row in rows:
        inserts.add(*row)
    inserts.end()
