"""The plainest way of writing rows into the same PostgreSQL: what a bench compares with."""

from collections.abc import Iterable
from typing import Any

from engine.store.work import Work


def copy_rows(work: Work, rows: Iterable[Iterable[Any]]) -> None:
    """Write rows of (table, position, payload) into a table of this transaction by COPY, nothing else."""
    work.run("CREATE TEMPORARY TABLE plain_copy (name text, position bigint, payload text) ON COMMIT DROP")
    work.copy("plain_copy (name, position, payload)", (tuple(row) for row in rows))
