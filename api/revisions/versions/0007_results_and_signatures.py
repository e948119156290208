"""Draft results, their initials, signatures, registry numbers and seals; what is known of an attached file."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables."""
    for part in (_RESULT, _DIGITISED):
        op.execute(part)


def downgrade() -> None:
    """Going back is restoring the backup taken before (README)."""
    raise NotImplementedError


# Documents that answer dossiers; `seq` tells which came later, `draft` refers to a file by digest and name.
_RESULT = """
CREATE TABLE result (
    id uuid PRIMARY KEY,
    seq bigint GENERATED ALWAYS AS IDENTITY,
    dossier_id uuid NOT NULL REFERENCES dossier,
    unit_code text NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    state text NOT NULL,
    draft text NOT NULL,
    drafted_by text NOT NULL REFERENCES person,
    drafted_at timestamptz NOT NULL,
    facts jsonb NOT NULL,
    format integer NOT NULL DEFAULT 1
);
CREATE INDEX result_of_dossier ON result (dossier_id, seq);
CREATE INDEX result_to_sign ON result (dossier_id) WHERE state IN ('drafted', 'initialled');
"""

# Who turned paper into a file, and when: the first time that a person handed the content in.
_DIGITISED = """
ALTER TABLE attachment_giver ADD COLUMN given_at timestamptz;
"""
