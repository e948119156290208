"""The desk: substitutes, handing over in batches, and what the worklist reads."""

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Going back is restoring the backup taken before (README)."""
    raise NotImplementedError
