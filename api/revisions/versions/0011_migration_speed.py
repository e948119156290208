"""What makes the balance and the comparison of a legacy batch cheap to read."""

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Going back is restoring the backup taken before (README)."""
    raise NotImplementedError
