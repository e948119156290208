"""What makes the balance of a legacy batch cheap to read and its rows cheap to write."""

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the tally of outcomes, and have what holds for all rows of a statement checked once."""
    for part in (_TALLY, _ONCE_A_STATEMENT, _WAITING, _COMPARED):
        op.execute(part)


def downgrade() -> None:
    """Going back is restoring the backup taken before (README)."""
    raise NotImplementedError


# What a statement changed in the ledger of outcomes, by unit, month and kind. Only ever added to, so that workers do
# not wait for each other; the balance is the sum. The ledger itself keeps it, whoever writes there.
_TALLY = """
CREATE TABLE outcome_tally (
    table_id integer NOT NULL,
    unit_code text,
    month date,
    kind text NOT NULL,
    rows bigint NOT NULL
);
CREATE INDEX outcome_tally_of_table ON outcome_tally (table_id);
INSERT INTO outcome_tally
    SELECT table_id, unit_code, month, kind, count(*) FROM outcome GROUP BY table_id, unit_code, month, kind;
CREATE FUNCTION outcome_is_tallied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO outcome_tally
        SELECT table_id, unit_code, month, kind, sum(n) FROM (
            SELECT table_id, unit_code, month, kind, 1 AS n FROM fresh
            UNION ALL SELECT table_id, unit_code, month, kind, -1 FROM stale) changed
        GROUP BY table_id, unit_code, month, kind HAVING sum(n) <> 0;
    RETURN NULL;
END
$$;
CREATE TRIGGER outcome_tallied AFTER UPDATE ON outcome REFERENCING NEW TABLE AS fresh OLD TABLE AS stale
    FOR EACH STATEMENT EXECUTE FUNCTION outcome_is_tallied();
CREATE TRIGGER outcome_tally_append_only BEFORE UPDATE OR DELETE ON outcome_tally
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER outcome_tally_no_truncate BEFORE TRUNCATE ON outcome_tally
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

# A foreign key asks for the run of every row anew, six million times; all rows of a statement have one.
_ONCE_A_STATEMENT = """
ALTER TABLE mapped_row DROP CONSTRAINT mapped_row_run_id_fkey;
ALTER TABLE outcome DROP CONSTRAINT outcome_run_id_fkey;
CREATE OR REPLACE FUNCTION outcome_of_a_raw_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM fresh f LEFT JOIN raw_row r USING (table_id, position) WHERE r.table_id IS NULL) THEN
        RAISE EXCEPTION 'outcome of a row that was never read' USING ERRCODE = 'foreign_key_violation';
    END IF;
    IF EXISTS (SELECT run_id FROM fresh EXCEPT SELECT id FROM legacy_run) THEN
        RAISE EXCEPTION 'outcome of a run that was never begun' USING ERRCODE = 'foreign_key_violation';
    END IF;
    INSERT INTO outcome_tally
        SELECT table_id, unit_code, month, kind, count(*) FROM fresh GROUP BY table_id, unit_code, month, kind;
    RETURN NULL;
END
$$;
"""

_WAITING = "CREATE INDEX outcome_quarantined ON outcome (table_id, position) WHERE kind = 'quarantined'"

# How many rows a chunk had, known when it is done. Reconciliations of before compared every mapped row.
_COMPARED = """
ALTER TABLE legacy_chunk ADD COLUMN rows integer;
UPDATE legacy_chunk c SET rows = (SELECT count(*) FROM mapped_row m WHERE m.batch_id = r.batch_id)
FROM legacy_run r WHERE r.id = c.run_id AND r.step = 'reconcile' AND c.number = 1 AND c.is_done;
"""
