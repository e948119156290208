"""What reconciling found: differences between both sides, control sums of both sides, and records kept apart."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables."""
    for part in (_DIFFERENCE, _CONTROL, _SEPARATION):
        op.execute(part)


def downgrade() -> None:
    """Going back is restoring the backup taken before (README)."""
    raise NotImplementedError


# `table_id` and `position` are empty for what stands in the city and no raw row accounts for.
_DIFFERENCE = """
CREATE TABLE legacy_difference (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id integer NOT NULL REFERENCES legacy_run,
    code text NOT NULL,
    table_id integer,
    position bigint,
    dossier_id uuid NOT NULL,
    field text NOT NULL,
    expected text,
    found text
);
CREATE INDEX legacy_difference_of_run ON legacy_difference (run_id, code);
CREATE TRIGGER legacy_difference_append_only BEFORE UPDATE OR DELETE ON legacy_difference
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""

# Each chunk adds its own share; a sum is read over all of them.
_CONTROL = """
CREATE TABLE legacy_control (
    run_id integer NOT NULL REFERENCES legacy_run,
    control text NOT NULL,
    part text NOT NULL,
    side text NOT NULL,
    amount numeric NOT NULL
);
CREATE INDEX legacy_control_of_run ON legacy_control (run_id);
CREATE TRIGGER legacy_control_append_only BEFORE UPDATE OR DELETE ON legacy_control
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""

# A person's word that a row is no second record of the dossier it was merged into.
_SEPARATION = """
CREATE TABLE legacy_separation (
    table_id integer NOT NULL,
    position bigint NOT NULL,
    by text NOT NULL,
    basis text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (table_id, position),
    FOREIGN KEY (table_id, position) REFERENCES raw_row
);
CREATE TRIGGER legacy_separation_append_only BEFORE UPDATE OR DELETE ON legacy_separation
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
