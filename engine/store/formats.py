"""The format of everything that is stored as JSON, row by row: plain columns are the revisions' affair.

Every table of these has a column `format` with 1 as its default. Who changes what a thing's JSON looks like writes
the next number into new rows, and teaches the readers both.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping

from engine.errors import Broken
from engine.events import JOURNAL_FORMAT

FILES_FORMAT = 1
FORMATS: Mapping[str, int] = {
    "answer": 1,
    "deployment": FILES_FORMAT,
    "dossier": 1,
    "dossier_request": 1,
    "due_ledger": 1,
    "form_draft": 1,
    "incident": 1,
    "journal": JOURNAL_FORMAT,
    "package_draft": 1,
    "refusal": 1,
    "result": 1,
    "task": 1,
}
"""By table, what this version writes and reads."""


def require_known(table: str, row: Mapping[str, Any] | RowMapping) -> None:
    """Let a row pass whose format this version reads; Broken `format.unknown` where a newer one wrote it."""
    if row["format"] != FORMATS[table]:
        raise Broken("format.unknown", table=table, format=row["format"], known=FORMATS[table])
