"""What the engine needs for every construct: messages between dossiers, incidents that people mend."""

from alembic import op

revision = "0003"
down_revision = "0002"

# A timer that repeats knows what it says and how often more it fires (NULL: for ever).
_DDL = """
ALTER TABLE timer ADD COLUMN number integer NOT NULL DEFAULT 0;
ALTER TABLE timer ADD COLUMN text text NOT NULL DEFAULT '';
ALTER TABLE timer ADD COLUMN firings integer DEFAULT 1;
"""


def upgrade() -> None:
    """Make the tables."""
    op.execute(_DDL)


def downgrade() -> None:
    """Going back is restoring the backup taken before (README)."""
    raise NotImplementedError
