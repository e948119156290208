"""What an administrator changes: every change dated and kept, and what stands on a unit's papers."""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the tables."""
    for part in (_CHANGE, _HEADING, _FIRST_SIGN_IN):
        op.execute(part)


def downgrade() -> None:
    """Going back is restoring the backup taken before (README)."""
    raise NotImplementedError


# A password that an administrator handed out opens nothing but the page where its owner chooses another.
_FIRST_SIGN_IN = """
ALTER TABLE credential ADD COLUMN one_time boolean NOT NULL DEFAULT false;
"""

_CHANGE = """
CREATE TABLE directory_change (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    directory text NOT NULL,
    entry text NOT NULL,
    unit_code text,
    at timestamptz NOT NULL,
    actor text NOT NULL REFERENCES person,
    basis text NOT NULL,
    before jsonb,
    after jsonb
);
CREATE INDEX directory_change_latest ON directory_change (directory, id DESC);
CREATE TRIGGER directory_change_append_only BEFORE UPDATE OR DELETE ON directory_change
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER directory_change_no_truncate BEFORE TRUNCATE ON directory_change
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

_HEADING = """
CREATE TABLE unit_heading (
    unit_code text NOT NULL,
    valid_from date NOT NULL,
    above text NOT NULL,
    desk text NOT NULL,
    place text NOT NULL,
    address text NOT NULL,
    phone text NOT NULL,
    email text NOT NULL,
    note text NOT NULL,
    PRIMARY KEY (unit_code, valid_from)
);
"""
