"""Copy a source row by row before anybody interprets it; the copy is never changed afterwards."""

from collections.abc import Iterator
from hashlib import sha256
from itertools import islice

from sqlalchemy import Engine as Database

from engine.store.work import begin, reading
from migration_tools.cell import dump_row
from migration_tools.failpoints import Failpoints, Point
from migration_tools.progress import Meter
from migration_tools.sources.base import Source, SourceRow
from migration_tools.sources.secrets import without_secrets
from migration_tools.store import batches, raw
from migration_tools.store.batches import Batch, StoredTable
from migration_tools.store.raw import Mark, RawRow

CHUNK_ROWS = 5_000


class SourceChanged(Exception):
    """A source is not what it was when its copy began; somebody still works in it, or it is another one."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.source = source


class Snapshot:
    """Copies one source of a batch. `label` names the source within the batch, the same at every run."""

    def __init__(self, database: Database, batch: Batch, label: str, source: Source) -> None:
        self._database, self._batch, self._label = database, batch, label
        self._source = without_secrets(source)
        self._failpoints = Failpoints()

    def run(self, meter: Meter, failpoints: Failpoints) -> None:
        """Copy what is not copied yet.

        Raises SourceChanged where the source is not what it was when the copy began, Unreadable where it cannot
        be read to its end; what was copied until then stays, and the step goes on from there.
        """
        self._failpoints = failpoints
        self._register()
        with reading(self._database) as work:
            tables = batches.tables(work, self._batch.id, self._label)
        for table in tables:
            self._copy(table, meter)
        self._compare_manifest()
        meter.finish()

    def _register(self) -> None:
        with begin(self._database) as work:
            known = batches.tables(work, self._batch.id, self._label)
            if not known:
                batches.add_files(work, self._batch.id, self._label, self._source.files())
                batches.add_tables(work, self._batch.id, self._label, self._source.tables())
        if known:
            self._compare_manifest()
            if [(t.name, t.columns) for t in known] != [(t.name, t.columns) for t in self._source.tables()]:
                raise SourceChanged(self._label)

    def _compare_manifest(self) -> None:
        with reading(self._database) as work:
            before = batches.files(work, self._batch.id, self._label)
        if before != set(self._source.files()):
            raise SourceChanged(self._label)

    def _copy(self, table: StoredTable, meter: Meter) -> None:
        with reading(self._database) as work:
            marks = raw.marks(work, table.id)
        mark = marks[-1] if marks else raw.NOTHING_READ
        if not self._source.files():
            # Nothing but the rows themselves can tell that a live database is what it was.
            self._compare_rows(table, marks)
        if not mark.is_last:
            for chunk, is_last in _chunks(self._source.rows(table.name, mark.last_position)):
                mark = self._write(table, mark, chunk, is_last)
                meter.add(mark.rows)

    def _write(self, table: StoredTable, mark: Mark, rows: list[RawRow], is_last: bool) -> Mark:
        after = _mark_behind(mark, rows, is_last)
        with begin(self._database) as work:
            raw.add_rows(work, table.id, rows)
            self._failpoints.pass_by(Point.SNAPSHOT_ROWS_WRITTEN)
            raw.add_mark(work, table.id, after)
            self._failpoints.pass_by(Point.SNAPSHOT_MARK_WRITTEN)
        return after

    def _compare_rows(self, table: StoredTable, marks: list[Mark]) -> None:
        rows = self._source.rows(table.name)
        before = raw.NOTHING_READ
        for mark in marks:
            read = [_written(row) for row in islice(rows, mark.rows)]
            before = _mark_behind(before, read, mark.is_last)
            if before != mark or (mark.is_last and next(rows, None) is not None):
                raise SourceChanged(self._label)


def _chunks(rows: Iterator[SourceRow]) -> Iterator[tuple[list[RawRow], bool]]:
    """Yield chunks; the last one says so, and is empty where the table or its rest is."""
    chunk = [_written(row) for row in islice(rows, CHUNK_ROWS)]
    while len(chunk) == CHUNK_ROWS:
        yield chunk, False
        chunk = [_written(row) for row in islice(rows, CHUNK_ROWS)]
    yield chunk, True


def _written(row: SourceRow) -> RawRow:
    payload = dump_row(row.row)
    return RawRow(row.position, payload, sha256(payload).digest())


def _mark_behind(mark: Mark, rows: list[RawRow], is_last: bool) -> Mark:
    digest = sha256(mark.digest)
    for row in rows:
        digest.update(row.position.to_bytes(8))
        digest.update(row.sha256)
    last_position = rows[-1].position if rows else mark.last_position
    return Mark(mark.number + 1, last_position, len(rows), digest.digest(), is_last)
