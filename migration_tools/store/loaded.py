"""What a batch brought into the city's own tables, as lines of text in an order of their own."""

from collections.abc import Iterator

from engine.store.work import Work

_OF_BATCH = """
    SELECT DISTINCT o.dossier_id AS id FROM outcome o JOIN legacy_table t ON t.id = o.table_id
    WHERE t.batch_id = :batch AND o.kind = 'loaded'
"""
_LINES = (
    f"""
    SELECT jsonb_build_array(d.id, d.code, d.procedure_code, d.case_code, d.digest, d.unit_code, d.place_code, d.state,
                             d.data, d.received_at, d.due_at, d.ended_at, d.search)::text AS line
    FROM dossier d JOIN ({_OF_BATCH}) b ON b.id = d.id ORDER BY d.id
    """,
    f"""
    SELECT jsonb_build_array(a.dossier_id, a.system, a.alias)::text AS line
    FROM dossier_alias a JOIN ({_OF_BATCH}) b ON b.id = a.dossier_id ORDER BY a.dossier_id, a.system, a.alias
    """,
    f"""
    SELECT jsonb_build_array(l.dossier_id, l.seq, l.kind, l.at, l.due_at, l.derivation)::text AS line
    FROM due_ledger l JOIN ({_OF_BATCH}) b ON b.id = l.dossier_id ORDER BY l.dossier_id, l.seq
    """,
    f"""
    SELECT jsonb_build_array(j.dossier_id, j.seq, j.kind, CASE WHEN j.kind <> 'dossier_imported' THEN j.at END,
                             j.unit_code, j.digest, j.facts)::text AS line
    FROM journal j JOIN ({_OF_BATCH}) b ON b.id = j.dossier_id ORDER BY j.dossier_id, j.seq
    """,
    """
    SELECT jsonb_build_array(t.source, t.name, o.kind, o.dossier_id, o.reason, o.unit_code, o.month, count(*))::text
           AS line
    FROM outcome o JOIN legacy_table t ON t.id = o.table_id WHERE t.batch_id = :batch
    GROUP BY t.source, t.name, o.kind, o.dossier_id, o.reason, o.unit_code, o.month ORDER BY 1
    """,
)


def lines(work: Work, batch: int) -> Iterator[str]:
    """Yield every line; the same content gives the same lines."""
    for sql in _LINES:
        for row in work.run(sql, {"batch": batch}).yield_per(10_000):
            yield row.line
