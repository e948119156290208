"""What a batch made of each of its rows, as the steps left it: for whoever compares it with the truth."""

from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from engine.store.work import Work


class ReadRow(NamedTuple):
    """One row: its fields and problems as JSON, its outcome with the reason, and what else was remarked of it.

    `merged_here` are the reasons for which other rows were merged into the dossier that this row is.
    """

    table: str
    position: int
    kind: str
    dossier: UUID
    fields: str
    problems: str
    outcome: str
    reason: str | None
    remarks: tuple[str, ...]
    merged_here: tuple[str, ...]


def rows(work: Work, batch: int) -> Iterator[ReadRow]:
    """Yield every row that was mapped, by table and position."""
    found = work.run(
        """
        WITH remarked AS (
            SELECT table_id, position, array_agg(code ORDER BY code) AS codes FROM legacy_remark
            WHERE batch_id = :batch GROUP BY 1, 2
        ), merged AS (
            SELECT o.dossier_id, array_agg(DISTINCT o.reason) AS reasons
            FROM outcome o JOIN legacy_table t ON t.id = o.table_id JOIN mapped_row m USING (table_id, position)
            WHERE t.batch_id = :batch AND o.kind = 'merged' AND m.kind = 'dossier' GROUP BY 1
        )
        SELECT t.name AS "table", m.position, m.kind, m.dossier_id AS dossier, m.fields::text AS fields,
               m.problems::text AS problems, o.kind AS outcome, o.reason,
               COALESCE(r.codes, '{}') AS remarks,
               CASE WHEN o.kind = 'loaded' AND m.kind = 'dossier' THEN COALESCE(g.reasons, '{}') ELSE '{}' END
                   AS merged_here
        FROM mapped_row m
        JOIN legacy_table t ON t.id = m.table_id
        JOIN outcome o ON o.table_id = m.table_id AND o.position = m.position
        LEFT JOIN remarked r ON r.table_id = m.table_id AND r.position = m.position
        LEFT JOIN merged g ON g.dossier_id = m.dossier_id
        WHERE m.batch_id = :batch ORDER BY t.id, m.position
        """,
        {"batch": batch},
    )
    for row in found.yield_per(5_000).mappings():
        yield ReadRow(**{**row, "remarks": tuple(row["remarks"]), "merged_here": tuple(row["merged_here"])})
