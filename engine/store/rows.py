"""Many rows in one statement: they travel as one JSON array and come out as a record set."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any
from uuid import UUID


def as_json(value: Any) -> str:
    """Write a value for a jsonb parameter; dates and times as ISO 8601, ids as text."""
    return json.dumps(value, default=_plain, ensure_ascii=False)


def as_rows(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return the `rows` parameter of a statement that reads `jsonb_to_recordset(CAST(:rows AS jsonb))`."""
    return {"rows": as_json(list(rows))}


def _plain(value: object) -> Any:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(f"Expected a value that JSON can hold, but got {type(value).__name__}")
