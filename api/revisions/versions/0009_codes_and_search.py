"""Code schemes and numbered series as dated data, and the one column that search reads."""

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Going back is restoring the backup taken before (README)."""
    raise NotImplementedError
