"""Requests on a dossier: supplements, extensions, stops, withdrawals, voidings, and the papers that go with them."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables."""
    for part in (
        _DOSSIER,
        _REQUEST,
        _REFUSAL,
        _PAPER_SERIES,
    ):
        op.execute(part)


def downgrade() -> None:
    """Going back is restoring the backup taken before (README)."""
    raise NotImplementedError


# How it came in (desk, post, online), and the one new date of an apology, beside the due date of the law.
_DOSSIER = """
ALTER TABLE dossier ADD COLUMN channel text NOT NULL DEFAULT 'desk';
ALTER TABLE dossier ADD COLUMN rescheduled_due_at timestamptz;
"""

_REQUEST = """
CREATE TABLE dossier_request (
    id uuid PRIMARY KEY,
    dossier_id uuid NOT NULL REFERENCES dossier,
    kind text NOT NULL,
    state text NOT NULL,
    facts jsonb NOT NULL,
    asked_by text NOT NULL,
    asked_at timestamptz NOT NULL,
    decided_by text,
    decided_at timestamptz,
    expires_at timestamptz,
    closed_by text,
    closed_at timestamptz,
    format integer NOT NULL DEFAULT 1
);
CREATE INDEX request_of_dossier ON dossier_request (dossier_id);
CREATE INDEX request_expiring ON dossier_request (expires_at) WHERE state = 'open';
CREATE UNIQUE INDEX request_in_progress ON dossier_request (dossier_id, kind) WHERE closed_at IS NULL;
"""

# Papers that were not taken in: no dossier came of them, so what is known stands here.
_REFUSAL = """
CREATE TABLE refusal (
    id uuid PRIMARY KEY,
    unit_code text NOT NULL,
    procedure_code text NOT NULL,
    case_code text NOT NULL,
    year integer NOT NULL,
    number integer NOT NULL,
    facts jsonb NOT NULL,
    refused_by text NOT NULL REFERENCES person,
    refused_at timestamptz NOT NULL,
    format integer NOT NULL DEFAULT 1,
    UNIQUE (unit_code, year, number)
);
CREATE INDEX refusal_of_unit ON refusal (unit_code, refused_at DESC, id);
"""

# The last number given of each kind of paper: a series a unit and year.
_PAPER_SERIES = """
CREATE TABLE paper_series (
    unit_code text NOT NULL,
    kind text NOT NULL,
    year integer NOT NULL,
    last integer NOT NULL,
    PRIMARY KEY (unit_code, kind, year)
);
"""
