"""Where a page of the worklist ended, as the opaque text that asks for the next one, on pages and over REST."""

import base64
from datetime import datetime
from uuid import UUID

from engine.errors import Refused
from engine.reports.worklist import After, Row


def write(row: Row) -> str:
    """Return the text for the last row shown."""
    text = f"{'' if row.due_at is None else row.due_at.isoformat()}~{row.id}"
    return base64.urlsafe_b64encode(text.encode()).decode()


def read(cursor: str) -> After:
    """Return what `write` wrote. Refused `list.cursor_unreadable` for anything else."""
    try:
        due_at, _, task = base64.urlsafe_b64decode(cursor.encode()).decode().partition("~")
        return After(datetime.fromisoformat(due_at) if due_at else None, UUID(task))
    except ValueError as error:
        raise Refused("list.cursor_unreadable") from error
