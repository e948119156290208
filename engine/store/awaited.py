"""What dossiers wait to hear, as rows: whoever brings a message finds its receiver in one indexed query."""

FOLLOW = """
    listens AS (
        SELECT * FROM jsonb_to_recordset(CAST(:awaited AS jsonb)) AS r(
            process integer, instance integer, node integer, element text, kind text, name text, correlation text)
    ), no_more AS (
        DELETE FROM awaited a WHERE a.dossier_id = :id AND CAST(:listens AS boolean) AND NOT EXISTS (
            SELECT 1 FROM listens r WHERE (r.process, r.instance, r.node, r.kind, r.name)
                                        = (a.process, a.instance, a.node, a.kind, a.name))
        RETURNING a.seq
    ), missed AS (
        UPDATE message SET state = 'nobody'
        WHERE state = 'waiting' AND listener IN (SELECT seq FROM no_more) AND id IS DISTINCT FROM :received
    ), heard_now AS (
        UPDATE message SET state = 'delivered', to_dossier = :id, arrived_at = :at, problem = NULL
        WHERE id = :received
    ), listening AS (
        INSERT INTO awaited (dossier_id, process, instance, node, element, kind, name, correlation, since)
        SELECT :id, r.process, r.instance, r.node, r.element, r.kind, r.name, r.correlation, :at FROM listens r
        ON CONFLICT (dossier_id, process, instance, node, kind, name) DO UPDATE
        SET correlation = excluded.correlation WHERE awaited.correlation <> excluded.correlation
    )
"""
"""Parts of the statement that writes a dossier's parts, with the parameters `id`, `at`, `received` and `awaited`,
which counts only where `listens` says so.

A row follows its dossier's data (context-based correlation, BPMN 2.0.2 §8.4.2) and goes with its place; a signal
that was on its way there finds nobody any more.
"""
