"""Legacy batches: the raw copy of every row, patches on top of it, and exactly one outcome for each."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables."""
    for part in (_BATCH, _RAW, _RUN, _MAPPED, _OUTCOME, _TARGET):
        op.execute(part)


def downgrade() -> None:
    """Going back is restoring the backup taken before (README)."""
    raise NotImplementedError


_BATCH = """
CREATE TABLE legacy_batch (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE,
    unit_code text NOT NULL,
    system text NOT NULL,
    begun_at timestamptz NOT NULL
);
CREATE TABLE legacy_file (
    batch_id integer NOT NULL REFERENCES legacy_batch,
    source text NOT NULL,
    name text NOT NULL,
    size bigint NOT NULL,
    sha256 text NOT NULL,
    PRIMARY KEY (batch_id, source, name)
);
CREATE TABLE legacy_table (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    batch_id integer NOT NULL REFERENCES legacy_batch,
    source text NOT NULL,
    name text NOT NULL,
    columns jsonb NOT NULL,
    notes jsonb NOT NULL,
    UNIQUE (batch_id, source, name)
);
"""

# A mark is the checkpoint of one chunk of the copy; its digest covers every row up to it.
_RAW = """
CREATE TABLE raw_row (
    table_id integer NOT NULL,
    position bigint NOT NULL,
    payload bytea NOT NULL,
    sha256 bytea NOT NULL,
    PRIMARY KEY (table_id, position)
);
CREATE TABLE raw_mark (
    table_id integer NOT NULL REFERENCES legacy_table,
    number integer NOT NULL,
    last_position bigint NOT NULL,
    rows integer NOT NULL,
    digest bytea NOT NULL,
    is_last boolean NOT NULL,
    PRIMARY KEY (table_id, number)
);
CREATE TABLE raw_patch (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    table_id integer NOT NULL,
    position bigint NOT NULL,
    column_name text NOT NULL,
    old bytea NOT NULL,
    new bytea NOT NULL,
    by text NOT NULL,
    basis text NOT NULL,
    at timestamptz NOT NULL,
    FOREIGN KEY (table_id, position) REFERENCES raw_row
);
CREATE INDEX raw_patch_of_row ON raw_patch (table_id, position);
CREATE TRIGGER raw_row_append_only BEFORE UPDATE OR DELETE ON raw_row
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER raw_row_no_truncate BEFORE TRUNCATE ON raw_row
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER raw_mark_append_only BEFORE UPDATE OR DELETE ON raw_mark
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER raw_patch_append_only BEFORE UPDATE OR DELETE ON raw_patch
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER raw_patch_no_truncate BEFORE TRUNCATE ON raw_patch
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER legacy_file_append_only BEFORE UPDATE OR DELETE ON legacy_file
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""

# A run is a step over one state of its inputs (`basis`); its chunks are done one by one, by any number of workers.
_RUN = """
CREATE TABLE legacy_mapping (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    batch_id integer NOT NULL REFERENCES legacy_batch,
    number integer NOT NULL,
    sha256 text NOT NULL,
    text text NOT NULL,
    added_at timestamptz NOT NULL,
    UNIQUE (batch_id, number),
    UNIQUE (batch_id, sha256)
);
CREATE TABLE legacy_run (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    batch_id integer NOT NULL REFERENCES legacy_batch,
    step text NOT NULL,
    basis text NOT NULL,
    mapping_id integer NOT NULL REFERENCES legacy_mapping,
    last_patch integer NOT NULL,
    begun_at timestamptz NOT NULL,
    UNIQUE (batch_id, step, basis)
);
CREATE TABLE legacy_chunk (
    run_id integer NOT NULL REFERENCES legacy_run,
    number integer NOT NULL,
    table_id integer,
    first bigint NOT NULL,
    last bigint NOT NULL,
    is_done boolean NOT NULL DEFAULT false,
    PRIMARY KEY (run_id, number)
);
CREATE INDEX legacy_chunk_open ON legacy_chunk (run_id, number) WHERE NOT is_done;
"""

# What the mapping made of a row: derived, so it may be made anew. A bucket is a share of the dossiers by id.
_MAPPED = """
CREATE TABLE mapped_row (
    table_id integer NOT NULL,
    position bigint NOT NULL,
    batch_id integer NOT NULL,
    run_id integer NOT NULL REFERENCES legacy_run,
    kind text NOT NULL,
    bucket smallint NOT NULL,
    dossier_id uuid NOT NULL,
    twin uuid,
    unit_code text,
    received_on date,
    is_quarantined boolean NOT NULL,
    fields json NOT NULL,
    problems json NOT NULL,
    PRIMARY KEY (table_id, position)
);
CREATE INDEX mapped_row_bucket ON mapped_row (batch_id, bucket);
CREATE INDEX mapped_row_dossier ON mapped_row (dossier_id) WHERE kind = 'dossier';
CREATE INDEX mapped_row_twin ON mapped_row (twin) WHERE twin IS NOT NULL;
CREATE TABLE legacy_objection (
    table_id integer NOT NULL,
    position bigint NOT NULL,
    batch_id integer NOT NULL,
    code text NOT NULL,
    merged_into uuid,
    PRIMARY KEY (table_id, position)
);
CREATE TABLE legacy_remark (
    table_id integer NOT NULL,
    position bigint NOT NULL,
    batch_id integer NOT NULL REFERENCES legacy_batch,
    code text NOT NULL,
    PRIMARY KEY (table_id, position, code)
);
CREATE TABLE legacy_survey (
    table_id integer NOT NULL REFERENCES legacy_table,
    mapping_id integer NOT NULL REFERENCES legacy_mapping,
    taken_on date NOT NULL,
    content jsonb NOT NULL,
    PRIMARY KEY (table_id, mapping_id)
);
CREATE TABLE legacy_exclusion (
    batch_id integer NOT NULL REFERENCES legacy_batch,
    rule text NOT NULL,
    approver text NOT NULL,
    basis text NOT NULL,
    approved_at timestamptz NOT NULL,
    PRIMARY KEY (batch_id, rule)
);
"""

# One row a raw row is the current outcome; what it was before moves to the past by itself, and nothing is deleted.
_OUTCOME = """
CREATE TABLE outcome (
    table_id integer NOT NULL,
    position bigint NOT NULL,
    generation integer NOT NULL,
    run_id integer NOT NULL REFERENCES legacy_run,
    kind text NOT NULL,
    dossier_id uuid,
    reason text,
    approver text,
    unit_code text,
    month date,
    PRIMARY KEY (table_id, position),
    CHECK (generation >= 1),
    CHECK (CASE kind
        WHEN 'loaded' THEN dossier_id IS NOT NULL AND reason IS NULL AND approver IS NULL
        WHEN 'merged' THEN dossier_id IS NOT NULL AND reason IS NOT NULL AND approver IS NULL
        WHEN 'quarantined' THEN dossier_id IS NULL AND reason IS NOT NULL AND approver IS NULL
        WHEN 'excluded' THEN dossier_id IS NULL AND reason IS NOT NULL AND approver IS NOT NULL
        ELSE false END)
);
CREATE INDEX outcome_merged_into ON outcome (dossier_id) WHERE kind = 'merged';
CREATE TABLE outcome_past (LIKE outcome, PRIMARY KEY (table_id, position, generation));
CREATE FUNCTION outcome_of_a_raw_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM fresh f LEFT JOIN raw_row r USING (table_id, position) WHERE r.table_id IS NULL) THEN
        RAISE EXCEPTION 'outcome of a row that was never read' USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE FUNCTION outcome_moves_to_the_past() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.generation <> OLD.generation + 1
       OR (NEW.table_id, NEW.position) IS DISTINCT FROM (OLD.table_id, OLD.position) THEN
        RAISE EXCEPTION 'an outcome is superseded by its next generation' USING ERRCODE = 'restrict_violation';
    END IF;
    INSERT INTO outcome_past SELECT OLD.*;
    RETURN NEW;
END
$$;
CREATE TRIGGER outcome_has_a_row AFTER INSERT ON outcome REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION outcome_of_a_raw_row();
CREATE TRIGGER outcome_superseded BEFORE UPDATE ON outcome
    FOR EACH ROW EXECUTE FUNCTION outcome_moves_to_the_past();
CREATE TRIGGER outcome_kept BEFORE DELETE ON outcome FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER outcome_no_truncate BEFORE TRUNCATE ON outcome
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER outcome_past_append_only BEFORE UPDATE OR DELETE ON outcome_past
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER outcome_past_no_truncate BEFORE TRUNCATE ON outcome_past
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

# The legacy number stays an alias for ever; the code given here is kept apart, so that a repeated load gives the same.
_TARGET = """
CREATE TABLE dossier_alias (
    dossier_id uuid NOT NULL REFERENCES dossier,
    system text NOT NULL,
    alias text NOT NULL,
    PRIMARY KEY (dossier_id, system, alias)
);
CREATE INDEX dossier_alias_written ON dossier_alias (alias);
CREATE TABLE legacy_code (
    dossier_id uuid PRIMARY KEY,
    batch_id integer NOT NULL REFERENCES legacy_batch,
    unit_code text NOT NULL,
    received_on date NOT NULL,
    number integer NOT NULL,
    UNIQUE (unit_code, received_on, number)
);
"""
