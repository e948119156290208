"""Where a dossier in the city came from: its raw rows, the corrections on them, and the mapping that read them."""

from typing import NamedTuple

from engine.store.work import Work
from migration_tools.store.batches import Batch


class Origin(NamedTuple):
    """One raw row that became part of a dossier."""

    batch: Batch
    source: str
    table_id: int
    table: str
    columns: tuple[str, ...]
    files: tuple[str, ...]
    position: int
    payload: bytes
    outcome: str
    mapping_id: int
    mapping_number: int
    mapping_text: str


def of_dossier(work: Work, code: str) -> list[Origin]:
    """Return the rows of kind dossier behind a code, or behind a number of the old system; loaded ones first."""
    found = work.run(
        """
        WITH named AS (SELECT id FROM dossier WHERE code = :code
                       UNION SELECT dossier_id FROM dossier_alias WHERE alias = :code)
        SELECT b.id, b.name, b.unit_code, b.system, t.source, t.id AS table_id, t.name AS "table", t.columns,
               ARRAY(SELECT f.name FROM legacy_file f WHERE f.batch_id = b.id AND f.source = t.source ORDER BY 1)
                   AS files,
               o.position, r.payload, o.kind AS outcome, v.id AS mapping_id, v.number AS mapping_number,
               v.text AS mapping_text
        FROM outcome o
        JOIN legacy_table t ON t.id = o.table_id
        JOIN legacy_batch b ON b.id = t.batch_id
        JOIN raw_row r ON r.table_id = o.table_id AND r.position = o.position
        JOIN mapped_row m ON m.table_id = o.table_id AND m.position = o.position AND m.kind = 'dossier'
        JOIN legacy_run u ON u.id = m.run_id
        JOIN legacy_mapping v ON v.id = u.mapping_id
        WHERE (o.table_id, o.position) IN (
            SELECT x.table_id, x.position FROM named JOIN mapped_row x ON x.dossier_id = named.id AND x.kind = 'dossier'
            UNION
            SELECT x.table_id, x.position FROM named JOIN outcome x ON x.dossier_id = named.id AND x.kind = 'merged')
          AND o.dossier_id IN (SELECT id FROM named)
        ORDER BY o.kind, t.id, o.position
        """,
        {"code": code},
    )
    return [
        Origin(
            Batch(row.id, row.name, row.unit_code, row.system),
            row.source,
            row.table_id,
            row.table,
            tuple(row.columns),
            tuple(row.files),
            row.position,
            bytes(row.payload),
            row.outcome,
            row.mapping_id,
            row.mapping_number,
            row.mapping_text,
        )
        for row in found
    ]
