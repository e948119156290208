"""Files of a legacy batch that no dossier claims."""

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Going back is restoring the backup taken before (README)."""
    raise NotImplementedError
