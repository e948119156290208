"""What only all rows together can tell: keys that stand twice, records of one dossier, numbers given twice."""

from engine.store.work import Work


def find(work: Work, batch: int) -> None:
    """Find every objection of a batch anew.

    The same key or the same dossier with equal fields is merged; with different fields both rows go to people.
    The order in which rows were read decides nothing that is loaded. A row that people keep apart is merged into
    none: with a key of its own it is a dossier, without one it waits until its key is corrected.
    """
    # Rows by the hundred thousand came a moment ago; without figures of them every join would be a guess.
    work.run("ANALYZE raw_row, mapped_row, outcome")
    work.run("DELETE FROM legacy_objection WHERE batch_id = :batch", {"batch": batch})
    for rule in (_TWO_OPEN, _SAME_KEY, _TWINS, _TRANSFERS, _SAME_NUMBER):
        work.run(rule, {"batch": batch})


_SAME_KEY = """
    WITH repeated AS (
        SELECT table_id, position, dossier_id,
               min(fields::text) OVER w <> max(fields::text) OVER w AS differs,
               row_number() OVER (PARTITION BY dossier_id ORDER BY table_id, position) AS nth,
               count(*) OVER w AS times
        FROM mapped_row m WHERE batch_id = :batch AND kind = 'dossier' AND NOT is_quarantined
          AND NOT EXISTS (
              SELECT 1 FROM legacy_objection b WHERE (b.table_id, b.position) = (m.table_id, m.position))
        WINDOW w AS (PARTITION BY dossier_id)
    )
    INSERT INTO legacy_objection (table_id, position, batch_id, code, merged_into)
    SELECT table_id, position, :batch,
           CASE WHEN stays THEN 'key.twice_in_unit' ELSE 'key.twice_identical' END,
           CASE WHEN stays THEN NULL ELSE dossier_id END
    FROM (SELECT *, differs OR EXISTS (
              SELECT 1 FROM legacy_separation s WHERE (s.table_id, s.position) = (r.table_id, r.position)) AS stays
          FROM repeated r) told
    WHERE times > 1 AND (differs OR nth > 1)
"""

# A twin may stand in an earlier batch, where it was loaded: that one stays.
_TWINS = """
    WITH shared AS MATERIALIZED (
        SELECT DISTINCT m.twin FROM mapped_row m
        WHERE m.batch_id = :batch AND m.kind = 'dossier' AND EXISTS (
            SELECT 1 FROM mapped_row x WHERE x.twin = m.twin AND x.dossier_id <> m.dossier_id)
    ), candidate AS (
        SELECT m.table_id, m.position, m.batch_id, m.twin, m.dossier_id,
               EXISTS (SELECT 1 FROM outcome o WHERE (o.table_id, o.position) = (m.table_id, m.position)
                       AND o.kind = 'loaded') AS is_loaded
        FROM mapped_row m LEFT JOIN legacy_objection b USING (table_id, position)
        WHERE m.kind = 'dossier' AND NOT m.is_quarantined AND b.table_id IS NULL
          AND m.twin IN (SELECT twin FROM shared)
          AND NOT EXISTS (
              SELECT 1 FROM legacy_separation s WHERE (s.table_id, s.position) = (m.table_id, m.position))
          AND (m.batch_id = :batch OR EXISTS (
              SELECT 1 FROM outcome o WHERE (o.table_id, o.position) = (m.table_id, m.position)
              AND o.kind = 'loaded'))
    ), ranked AS (
        SELECT *, first_value(dossier_id) OVER (PARTITION BY twin ORDER BY NOT is_loaded, dossier_id) AS keeper
        FROM candidate
    )
    INSERT INTO legacy_objection (table_id, position, batch_id, code, merged_into)
    SELECT table_id, position, :batch, 'key.twice_identical', keeper FROM ranked
    WHERE batch_id = :batch AND dossier_id <> keeper
"""

# A dossier that went up a level names, at its second office, the number that the first one gave it.
_TRANSFERS = """
    WITH free AS (
        SELECT m.table_id, m.position, m.dossier_id, m.unit_code, m.received_on, m.fields ->> 'number' AS number,
               COALESCE(m.fields ->> 'extra.reference', '') AS reference, m.fields ->> 'procedure_code' AS procedure,
               m.fields ->> 'applicant' AS applicant
        FROM mapped_row m LEFT JOIN legacy_objection b USING (table_id, position)
        WHERE m.batch_id = :batch AND m.kind = 'dossier' AND NOT m.is_quarantined AND b.table_id IS NULL
          AND NOT EXISTS (
              SELECT 1 FROM legacy_separation s WHERE (s.table_id, s.position) = (m.table_id, m.position))
    )
    INSERT INTO legacy_objection (table_id, position, batch_id, code, merged_into)
    SELECT DISTINCT ON (t.table_id, t.position) t.table_id, t.position, :batch, 'process.transfer_twice', s.dossier_id
    FROM free t JOIN free s ON s.number = t.reference AND s.reference = '' AND s.unit_code <> t.unit_code
        AND (s.procedure, s.applicant, s.received_on) = (t.procedure, t.applicant, t.received_on)
    WHERE t.reference <> '' ORDER BY t.table_id, t.position, s.dossier_id
"""

# Whether two steps may run side by side the old system does not say, so a person does.
_TWO_OPEN = """
    WITH open_twice AS (
        SELECT dossier_id FROM mapped_row
        WHERE batch_id = :batch AND kind = 'history' AND NOT is_quarantined AND fields ->> 'is_open' = 'true'
        GROUP BY dossier_id HAVING count(*) > 1
        UNION ALL
        SELECT dossier_id FROM mapped_row
        WHERE batch_id = :batch AND kind = 'dossier' AND fields ->> 'steps' IS NOT NULL AND (
            SELECT count(*) FROM json_array_elements((fields ->> 'steps')::json) s
            WHERE s ->> 'is_open' = 'true') > 1
    )
    INSERT INTO legacy_objection (table_id, position, batch_id, code)
    SELECT m.table_id, m.position, :batch, 'process.two_open_steps' FROM mapped_row m
    WHERE m.batch_id = :batch AND m.kind = 'dossier' AND NOT m.is_quarantined
      AND m.dossier_id IN (SELECT dossier_id FROM open_twice)
"""

# Numbers begin anew each year and are counted apart for each procedure.
_SAME_NUMBER = """
    WITH numbered AS (
        SELECT m.table_id, m.position, count(*) OVER (
            PARTITION BY m.unit_code, m.fields ->> 'procedure_code', m.fields ->> 'number',
                         date_trunc('year', m.received_on)) AS times
        FROM mapped_row m LEFT JOIN legacy_objection b USING (table_id, position)
        WHERE m.batch_id = :batch AND m.kind = 'dossier' AND NOT m.is_quarantined AND b.table_id IS NULL
          AND m.twin IS NOT NULL
          AND NOT EXISTS (
              SELECT 1 FROM legacy_separation s WHERE (s.table_id, s.position) = (m.table_id, m.position))
    )
    INSERT INTO legacy_objection (table_id, position, batch_id, code)
    SELECT table_id, position, :batch, 'key.twice_in_unit' FROM numbered WHERE times > 1
"""
