"""Requests on a dossier: supplements, extensions, stops, withdrawals, voidings, and the papers that go with them."""

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Going back is restoring the backup taken before (README)."""
    raise NotImplementedError
