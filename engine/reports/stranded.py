"""Open tasks of units that have ended: what follows a closing, a merger or a division."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from engine.store.work import Work

MAX_ROWS = 500


def stranded(work: Work, on: date) -> Sequence[UUID]:
    """Return open tasks whose unit no longer exists on a day and of which no open incident tells, oldest first.

    The unit is the one that bore the code when the task was opened: another may bear it since.
    """
    rows = work.run(
        """
        WITH ended AS (
            SELECT code, valid_from, valid_until FROM unit WHERE valid_until < :on
        ), told AS (
            SELECT asked -> 'values' ->> 'task' AS id FROM incident
            WHERE closed_at IS NULL AND asked ->> 'command' = 'FollowUnit'
        )
        SELECT t.id FROM ended u JOIN task t ON t.unit_code = u.code AND t.closed_at IS NULL
             AND (t.opened_at AT TIME ZONE INTERVAL '07:00')::date BETWEEN u.valid_from AND u.valid_until
        WHERE t.id::text NOT IN (SELECT id FROM told)
        ORDER BY t.opened_at, t.id LIMIT :limit
        """,
        {"on": on, "limit": MAX_ROWS},
    )
    return [row.id for row in rows]
