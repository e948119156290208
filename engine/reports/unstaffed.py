"""Open tasks about whose seat something has to be said: nobody holds it today, or somebody does again."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from engine.commands.report_unstaffed import NOBODY
from engine.store.work import Work

MAX_ROWS = 500


def unstaffed(work: Work, on: date) -> Sequence[UUID]:
    """Return tasks that nobody could do on a day and that no open incident tells of, and the other way round."""
    rows = work.run(
        """
        WITH seat AS (
            SELECT DISTINCT unit_code, role, field FROM task WHERE closed_at IS NULL
        ), vacant AS (
            SELECT s.* FROM seat s WHERE NOT EXISTS (
                SELECT 1 FROM appointment a WHERE a.unit_code = s.unit_code AND a.role = s.role
                   AND (a.fields = '[]' OR s.field = '' OR a.fields ? s.field)
                   AND COALESCE(a.valid_from, '-infinity') <= :on AND :on <= COALESCE(a.valid_until, 'infinity'))
        ), told AS (
            SELECT CAST(asked -> 'values' ->> 'task' AS uuid) AS id FROM incident
            WHERE closed_at IS NULL AND code = :code
        )
        SELECT t.id FROM task t LEFT JOIN vacant v USING (unit_code, role, field) LEFT JOIN told ON told.id = t.id
        WHERE t.closed_at IS NULL AND (v.role IS NOT NULL) <> (told.id IS NOT NULL)
        ORDER BY t.opened_at, t.id LIMIT :limit
        """,
        {"on": on, "code": NOBODY, "limit": MAX_ROWS},
    )
    return [row.id for row in rows]
