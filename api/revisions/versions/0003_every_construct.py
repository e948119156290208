"""What the engine needs for every construct: messages between dossiers, incidents that people mend."""

from alembic import op

revision = "0003"
down_revision = "0002"

# A timer that repeats knows what it says and how often more it fires (NULL: for ever). An incident keeps the
# command that found it, so that the same can be asked again once it is mended.
_DDL = """
ALTER TABLE timer ADD COLUMN number integer NOT NULL DEFAULT 0;
ALTER TABLE timer ADD COLUMN text text NOT NULL DEFAULT '';
ALTER TABLE timer ADD COLUMN firings integer DEFAULT 1;
DROP INDEX timer_due;
CREATE INDEX timer_due ON timer (due_at, id) WHERE NOT held;
ALTER TABLE incident ADD COLUMN asked jsonb NOT NULL DEFAULT '{}';
ALTER TABLE incident ADD COLUMN closed_by text;
ALTER TABLE incident ADD COLUMN outcome text;
CREATE INDEX incident_open ON incident (opened_at, id) WHERE closed_at IS NULL;
"""


def upgrade() -> None:
    """Make the tables."""
    op.execute(_DDL)


def downgrade() -> None:
    """Going back is restoring the backup taken before (README)."""
    raise NotImplementedError
