"""Files of a legacy batch that no dossier claims: where each is held, and what people decided about it."""

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Make the tables."""
    for part in (_HELD, _DECISION):
        op.execute(part)


def downgrade() -> None:
    """Going back is restoring the backup taken before (README)."""
    raise NotImplementedError


# The holding area itself is a folder in which a file's name is its hash.
_HELD = """
CREATE TABLE legacy_held_file (
    batch_id integer NOT NULL REFERENCES legacy_batch,
    sha256 text NOT NULL,
    folder text NOT NULL,
    held_at timestamptz NOT NULL,
    PRIMARY KEY (batch_id, sha256)
);
CREATE TRIGGER legacy_held_file_append_only BEFORE UPDATE OR DELETE ON legacy_held_file
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""

# A person's word on a file: part of a dossier after all, or left behind with somebody's approval. The first stands.
_DECISION = """
CREATE TABLE legacy_file_decision (
    table_id integer NOT NULL,
    position bigint NOT NULL,
    dossier_id uuid REFERENCES dossier,
    by text NOT NULL,
    basis text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (table_id, position),
    FOREIGN KEY (table_id, position) REFERENCES raw_row
);
CREATE TRIGGER legacy_file_decision_append_only BEFORE UPDATE OR DELETE ON legacy_file_decision
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
