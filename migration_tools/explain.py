"""Where a value of a dossier came from: back to file, table, row, column and the very bytes that stood there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine as Database

from engine.errors import Refused
from engine.store.work import Work, reading
from migration_tools.cell import Cell, Fault, load_row
from migration_tools.mapping.record import Problem, Trace, Value
from migration_tools.steps.map import patched
from migration_tools.steps.survey import informed
from migration_tools.store import origins, raw
from migration_tools.store.origins import Origin
from migration_tools.understanding import Understanding

Understand = Callable[[str], Understanding]
"""Reads a stored mapping."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction of a column that lies on the row."""

    old: str
    new: str
    by: str
    basis: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Explanation:
    """One source of a value. `raw` is what stood in each column, bytes as `\\x..` where they are no ASCII."""

    batch: str
    files: tuple[str, ...]
    source: str
    table: str
    row: int
    outcome: str
    columns: tuple[str, ...]
    raw: tuple[str, ...]
    operators: tuple[str, ...]
    value: Value
    mapping: str
    mapping_number: int
    corrections: tuple[Correction, ...]
    problems: tuple[Problem, ...]


def explain(database: Database, dossier: str, field: str, understand: Understand) -> list[Explanation]:
    """Return where a field of a dossier came from, each row that was merged into it included.

    `dossier` is its code or its number in the old system. Refused `dossier.not_imported`, `field.not_imported`.
    """
    with reading(database) as work:
        found = origins.of_dossier(work, dossier)
        if not found:
            raise Refused("dossier.not_imported", dossier=dossier)
        explained = [
            _explained(
                work,
                origin,
                field,
                informed(work, origin.batch, origin.mapping_id, understand(origin.mapping_text)),
            )
            for origin in found
        ]
    known = [each for each in explained if each is not None]
    if not known:
        raise Refused("field.not_imported", dossier=dossier, field=field)
    return known


def _explained(work: Work, origin: Origin, field: str, understanding: Understanding) -> Explanation | None:
    patches = raw.patches(work, origin.table_id, origin.position - 1, origin.position)
    as_read = load_row(origin.payload)
    ((_, row),) = patched(origin.columns, [(origin.position, origin.payload)], patches)
    record = understanding.read(origin.table, origin.columns, row)
    if field not in record.values:
        return None
    trace = record.traces.get(field, Trace((), "", ()))
    corrections = [
        Correction(_cell(load_row(each.old)[0]), _cell(load_row(each.new)[0]), each.by, each.basis, each.at)
        for each in patches
        if each.column in trace.columns
    ]
    return Explanation(
        batch=origin.batch.name,
        files=origin.files,
        source=origin.source,
        table=origin.table,
        row=origin.position,
        outcome=origin.outcome,
        columns=trace.columns,
        raw=tuple(_cell(as_read[origin.columns.index(column)]) for column in trace.columns),
        operators=trace.operators,
        value=record.values[field],
        mapping=understanding.digest,
        mapping_number=origin.mapping_number,
        corrections=tuple(corrections),
        problems=tuple(problem for problem in record.problems if problem.field in (field, "")),
    )


def _cell(cell: Cell) -> str:
    if isinstance(cell, bytes):
        return repr(cell)[2:-1]
    if isinstance(cell, Fault):
        return cell.text
    return "" if cell is None else str(cell)
