"""What whole tables said of their columns when a mapping first met them; taken once, the same for ever after."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from engine.store.rows import as_json
from engine.store.work import Work


class Survey(NamedTuple):
    """The survey of one table; `content` is the mapping's own."""

    table: str
    taken_on: date
    content: Mapping[str, Any]


def taken(work: Work, batch: int, mapping: int) -> list[Survey]:
    """Return the surveys of a batch's tables under one mapping, in the order of the tables."""
    found = work.run(
        """
        SELECT t.name, s.taken_on, s.content::text AS content
        FROM legacy_survey s JOIN legacy_table t ON t.id = s.table_id
        WHERE t.batch_id = :batch AND s.mapping_id = :mapping ORDER BY t.id
        """,
        {"batch": batch, "mapping": mapping},
    )
    return [Survey(row.name, row.taken_on, json.loads(row.content)) for row in found]


def add(work: Work, table: int, mapping: int, survey: Survey) -> None:
    """Store the survey of a table."""
    work.run(
        """
        INSERT INTO legacy_survey (table_id, mapping_id, taken_on, content)
        VALUES (:table, :mapping, :taken_on, CAST(:content AS jsonb))
        """,
        {
            "table": table,
            "mapping": mapping,
            "taken_on": survey.taken_on,
            "content": as_json(survey.content),
        },
    )


def payloads(work: Work, table: int, share: float) -> Iterator[bytes]:
    """Yield the rows of a table, or a share of them drawn by their content: no order of theirs changes the draw."""
    found = work.run(
        """
        SELECT payload FROM raw_row
        WHERE table_id = :table AND (get_byte(sha256, 0) * 256 + get_byte(sha256, 1)) < :below
        """,
        {"table": table, "below": round(share * 65_536)},
    )
    for row in found.yield_per(5_000):
        yield bytes(row.payload)
