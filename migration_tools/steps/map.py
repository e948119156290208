"""Make of every raw row, with its patches, what the mapping says; nothing is decided about rows together yet."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import Engine as Database

from engine.clock import in_hanoi
from engine.errors import Refused
from engine.store.work import Work, begin
from migration_tools.cell import Row, load_row
from migration_tools.failpoints import Failpoints, Point
from migration_tools.faults.rules.finding import Known
from migration_tools.faults.rules.judge import judge
from migration_tools.faults.rules.marks import problems_of
from migration_tools.identity import bucket_of, row_id, twin_id
from migration_tools.mapping.record import Mapped, Problem, Treatment
from migration_tools.sources.attachments import COLUMNS as FOLDER
from migration_tools.sources.attachments import file_of
from migration_tools.sources.spreadsheet import MARKS
from migration_tools.steps import survey
from migration_tools.store import batches, mapped, raw, runs
from migration_tools.store.batches import Batch, StoredTable
from migration_tools.store.holding import FILE
from migration_tools.store.mapped import MappedRow
from migration_tools.store.raw import Patch
from migration_tools.store.runs import Run, Stretch
from migration_tools.surroundings import known_city
from migration_tools.understanding import Understanding
from migration_tools.workers import Chunk

STEP = "map"
LEFT_OUT = "table.left_out"
"""A row of a table that the mapping says nothing of."""


@dataclass(frozen=True, slots=True)
class MapRows:
    """What the map step does with its chunks."""

    batch: Batch
    run: int
    mapping: int
    understanding: Understanding

    def prepare(self, work: Work) -> Chunk:
        """Read what is known of the city, and the batch's tables."""
        tables = {table.id: table for table in batches.tables(work, self.batch.id)}
        reader = row_reader(work, self.batch, self.mapping, self.understanding)

        def chunk(work: Work, stretch: Stretch, failpoints: Failpoints) -> int:
            assert stretch.table is not None
            failpoints.pass_by(Point.MAP_CHUNK_CLAIMED)
            table = tables[stretch.table]
            rows = raw.rows(work, table.id, stretch.first, stretch.last)
            patches = raw.patches(work, table.id, stretch.first, stretch.last)
            read = reader.mapped_rows(table, list(patched(table.columns, rows, patches)))
            mapped.replace(work, self.batch.id, self.run, stretch, read)
            failpoints.pass_by(Point.MAP_ROWS_WRITTEN)
            return len(rows)

        return chunk


def begin_run(database: Database, batch: Batch, understanding: Understanding, at: datetime) -> Run:
    """Return the run of mapping a batch as it is now; the same mapping over the same rows is the same run.

    A patch opens only the chunks that hold patched rows. Refused `batch.not_read` where a table was not read to
    its end; raises what the mapping raises where a table lacks what it needs.
    """
    with begin(database) as work:
        for table in batches.tables(work, batch.id):
            if understanding.space(table.name) is not None:
                understanding.make_ready(table.name, table.columns)
        kept = runs.keep_mapping(work, batch.id, understanding.digest, understanding.text, at)
        patch = raw.last_patch(work, batch.id)
        stretches = _stretches(work, batch)
        survey.take(work, batch, kept.id, understanding, in_hanoi(at).date())
        basis = f"mapping {kept.number}, patch {patch}, {len(stretches)} stretches"
        before = runs.last_run(work, batch.id, STEP)
        if before is not None and before.basis.startswith(basis):
            return before
        if before is not None:
            # Going back to an earlier mapping is a run of its own: the rows hold the later one's values.
            basis = f"{basis}, after {before.id}"
        if before is not None and before.mapping == kept.id and runs.open_chunks(work, before.id)[0] == 0:
            stretches = runs.stretches_to_repeat(work, before, stretches)
        return runs.add_run(work, Run(0, batch.id, STEP, basis, kept.id, patch, at), stretches)


def _stretches(work: Work, batch: Batch) -> list[Stretch]:
    found = []
    for table in batches.tables(work, batch.id):
        after = 0
        marks = raw.marks(work, table.id)
        if not marks or not marks[-1].is_last:
            raise Refused("batch.not_read", batch=batch.name, table=table.name)
        for mark in marks:
            if mark.rows:
                found.append(Stretch(table.id, after, mark.last_position))
            after = mark.last_position
    return found


def patched(
    columns: tuple[str, ...], rows: Iterable[tuple[int, bytes]], patches: Iterable[Patch]
) -> Iterable[tuple[int, Row]]:
    """Yield rows with the corrections that lie on them, the newest of a cell on top."""
    corrections: defaultdict[int, dict[int, bytes]] = defaultdict(dict)
    for patch in patches:
        corrections[patch.position][columns.index(patch.column)] = patch.new
    for position, payload in rows:
        row = load_row(payload)
        if position in corrections:
            cells = list(row)
            for column, new in corrections[position].items():
                (cells[column],) = load_row(new)
            row = tuple(cells)
        yield position, row


def row_reader(work: Work, batch: Batch, mapping: int, understanding: Understanding) -> "RowReader":
    """Return the reader of a batch's rows by one stored mapping; it reads a row alike whenever it is asked."""
    informed = survey.informed(work, batch, mapping, understanding)
    return RowReader(batch, informed, known_city(work, batch, informed))


class RowReader:
    """Reads one row after the other into the form that is stored."""

    def __init__(self, batch: Batch, understanding: Understanding, known: Known) -> None:
        self._batch, self._understanding, self._known = batch, understanding, known
        self._known_to: dict[str, Known] = {}

    def mapped_rows(self, table: StoredTable, rows: Sequence[tuple[int, Row]]) -> Iterator[MappedRow]:
        """Yield what each row of a table means, whose it is, and whether people must look at it."""
        space = self._understanding.space(table.name)
        if space is None:
            aside = self._file if table.columns == FOLDER else self._left_out
            yield from (aside(table, position, row) for position, row in rows)
            return
        records = self._understanding.read_all(table.name, table.columns, [row for _, row in rows])
        has_marks = table.columns[-1] == MARKS
        for (position, row), record in zip(rows, records, strict=True):
            marks = str(row[-1] or "") if has_marks else ""
            yield self._mapped(table, space, position, _marked(record, marks) if marks else record)

    def _file(self, table: StoredTable, position: int, row: Row) -> MappedRow:
        """A file is whose row names it, which is known once all rows are loaded (`files.settle`)."""
        values = file_of(row)
        return self._stored(
            table, position, Mapped(FILE, "", values, (), {}), self._id(table.name, f"#{position}")
        )

    def _left_out(self, table: StoredTable, position: int, _: Row) -> MappedRow:
        problem = Problem(LEFT_OUT, Treatment.QUARANTINE, "", "", table.name)
        record = Mapped("left_out", "", {}, (problem,), {})
        return self._stored(table, position, record, self._id(table.name, f"#{position}"))

    def _mapped(self, table: StoredTable, space: str, position: int, record: Mapped) -> MappedRow:
        # A row without a key is nobody's; it stands for itself until people have looked at it.
        key = record.key or f"#{position}"
        if record.kind == "dossier":
            return self._dossier(table, position, record, self._id(space, key))
        # What names no dossier (a citizen's account) is nobody's, though some dossier may have the same key.
        belongs_to = record.values.get("dossier_key")
        owner = self._id(space, key) if belongs_to is None else self._owner(str(belongs_to))
        return self._stored(table, position, record, owner)

    def _owner(self, dossier_key: str) -> UUID:
        return self._id(self._understanding.dossiers_of, dossier_key)

    def _id(self, space: str, key: str) -> UUID:
        return row_id(self._batch.system, self._batch.unit, space, key)

    def _dossier(self, table: StoredTable, position: int, record: Mapped, dossier: UUID) -> MappedRow:
        record = judge(_with_known_day(record, self._batch.unit), self._known_of(table.name))
        unit = str(record.values["unit"])
        received_on = reception_day(record.values)
        if received_on is None:
            if not record.is_quarantined:
                nothing = Problem("date.unreadable", Treatment.QUARANTINE, "received_on", "", "")
                record = replace(record, problems=(*record.problems, nothing))
            return self._stored(table, position, record, dossier)._replace(unit=unit)
        number = str(record.values.get("number") or "")
        twin = None
        if number:
            procedure = str(record.values.get("procedure_code") or record.values.get("procedure_name") or "")
            twin = twin_id(unit, number, procedure, str(record.values.get("applicant") or ""), received_on)
        return self._stored(table, position, record, dossier)._replace(
            twin=twin, unit=unit, received_on=received_on
        )

    def _known_of(self, table: str) -> Known:
        if table not in self._known_to:
            on = self._understanding.surveyed_on(table)
            self._known_to[table] = replace(self._known, snapshot_on=on)
        return self._known_to[table]

    def _stored(self, table: StoredTable, position: int, record: Mapped, dossier: UUID) -> MappedRow:
        return MappedRow(
            table.id,
            position,
            record.kind,
            bucket_of(dossier),
            dossier,
            None,
            None,
            None,
            record.is_quarantined,
            written(record.values),
            written([asdict(problem) for problem in record.problems]) if record.problems else "[]",
        )


def _marked(record: Mapped, marks: str) -> Mapped:
    return replace(record, problems=(*record.problems, *problems_of(marks, record)))


def _with_known_day(record: Mapped, unit: str) -> Mapped:
    """Give a dossier what it must have to be found: its unit, and the first day of a month that stands for a day."""
    values = dict(record.values)
    if not values.get("unit"):
        values["unit"] = unit
    for problem in record.problems:
        if problem.code == "date.period" and problem.field in ("received_on", "received_at"):
            values |= {"received_on": date.fromisoformat(f"{problem.note}-01"), "received_in": problem.note}
    return Mapped(record.kind, record.key, values, record.problems, {})


def reception_day(values: Any) -> date | None:
    """Return the day on which a dossier was received, on Hanoi's wall clock."""
    on, at = values.get("received_on"), values.get("received_at")
    if on is not None:
        assert isinstance(on, date)
        return in_hanoi(on).date() if isinstance(on, datetime) else on
    return in_hanoi(at).date() if isinstance(at, datetime) else None


def written(value: Any) -> str:
    """Write mapped values as JSON: moments and days as ISO 8601, amounts as text."""
    return orjson.dumps(value, default=str, option=orjson.OPT_SORT_KEYS).decode()
