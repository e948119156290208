"""Ask every table once, before its first row is mapped, what only all of its rows together can tell."""

from datetime import date

from engine.store.work import Work
from migration_tools.cell import load_row
from migration_tools.garbage import looked_for_afterwards
from migration_tools.store import batches, raw, surveys
from migration_tools.store.batches import Batch, StoredTable
from migration_tools.store.surveys import Survey
from migration_tools.understanding import Understanding

MOST_ROWS = 40_000
"""Rows a table is asked about; of a larger one a share is drawn, which tells a habit from a slip as well."""


def take(work: Work, batch: Batch, mapping: int, understanding: Understanding, on: date) -> None:
    """Survey the tables that this mapping has not met yet."""
    known = {survey.table for survey in surveys.taken(work, batch.id, mapping)}
    for table in batches.tables(work, batch.id):
        if table.name not in known and understanding.wants_survey(table.name):
            surveys.add(work, table.id, mapping, _taken(work, table, understanding, on))


def informed(work: Work, batch: Batch, mapping: int, understanding: Understanding) -> Understanding:
    """Return the understanding that reads this batch's rows as they were read when they were mapped."""
    return understanding.informed(surveys.taken(work, batch.id, mapping))


def _taken(work: Work, table: StoredTable, understanding: Understanding, on: date) -> Survey:
    rows = sum(mark.rows for mark in raw.marks(work, table.id))
    # A code table is needed whole; what only counts may be counted on a share.
    share = 1.0 if understanding.space(table.name) is None else min(1.0, MOST_ROWS / max(rows, 1))
    rows_drawn = map(load_row, surveys.payloads(work, table.id, share))
    with looked_for_afterwards():
        return Survey(table.name, on, understanding.survey(table.name, table.columns, rows_drawn))
