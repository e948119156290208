"""Sign-in, drafts of forms and of packages, assignment, looking dossiers up, and the demo city's date."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    for part in (_AUTH, _DRAFTS, _ATTACHMENTS, _ASSIGNMENT, _LOOK_UP):
        op.execute(part)


# Of a session or token only a hash is kept: who reads this table cannot sign in with it.
_AUTH = """
CREATE TABLE credential (
    person_id text PRIMARY KEY REFERENCES person,
    password_hash text NOT NULL,
    changed_at timestamptz NOT NULL
);
CREATE TABLE session (
    token_hash text PRIMARY KEY,
    person_id text NOT NULL REFERENCES person,
    kind text NOT NULL,
    csrf text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz
);
CREATE INDEX session_of_person ON session (person_id) WHERE revoked_at IS NULL;
CREATE TABLE sign_in_failure (
    account text NOT NULL,
    address text NOT NULL,
    at timestamptz NOT NULL
);
CREATE INDEX sign_in_failure_recent ON sign_in_failure (account, at);
CREATE TABLE city_setting (
    name text PRIMARY KEY,
    value jsonb NOT NULL
);
"""

_DRAFTS = """
CREATE TABLE form_draft (
    person_id text NOT NULL REFERENCES person,
    subject text NOT NULL,
    data jsonb NOT NULL,
    saved_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, subject)
);
CREATE TABLE package_draft (
    id uuid PRIMARY KEY,
    unit_code text NOT NULL,
    digest text NOT NULL,
    name text NOT NULL,
    procedure_code text,
    case_code text,
    field text,
    files jsonb NOT NULL,
    findings jsonb NOT NULL,
    state text NOT NULL,
    drawn_by text NOT NULL REFERENCES person,
    drawn_at timestamptz NOT NULL,
    submitted_by text REFERENCES person,
    submitted_at timestamptz,
    reviewed_by text REFERENCES person,
    reviewed_at timestamptz,
    accepted jsonb NOT NULL,
    note text,
    published_by text REFERENCES person,
    published_at timestamptz,
    in_force_from timestamptz
);
CREATE INDEX package_draft_of_unit ON package_draft (unit_code, drawn_at DESC);
CREATE INDEX package_draft_waiting ON package_draft (state, drawn_at DESC);
CREATE TABLE package_event (
    draft_id uuid NOT NULL REFERENCES package_draft,
    seq integer NOT NULL,
    kind text NOT NULL,
    at timestamptz NOT NULL,
    actor text NOT NULL REFERENCES person,
    digest text NOT NULL,
    facts jsonb NOT NULL,
    PRIMARY KEY (draft_id, seq)
);
CREATE TRIGGER package_event_append_only BEFORE UPDATE OR DELETE ON package_event
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER package_event_no_truncate BEFORE TRUNCATE ON package_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

# Content is stored once, whoever hands it in; who may read it follows from who did, and from the dossiers it is in.
_ATTACHMENTS = """
CREATE TABLE attachment (
    digest text PRIMARY KEY,
    media_type text NOT NULL,
    content bytea NOT NULL,
    stored_at timestamptz NOT NULL
);
CREATE TABLE attachment_giver (
    digest text NOT NULL REFERENCES attachment,
    person_id text NOT NULL REFERENCES person,
    PRIMARY KEY (digest, person_id)
);
"""

_ASSIGNMENT = """
ALTER TABLE task ADD COLUMN name text NOT NULL DEFAULT '';
ALTER TABLE task ADD COLUMN assigned_by text REFERENCES person;
ALTER TABLE task ADD COLUMN coordinating jsonb NOT NULL DEFAULT '[]';
CREATE INDEX task_of_assignee ON task (assignee, due_at, id) WHERE closed_at IS NULL;
"""

# The key in a slip's QR code is made by the database: 48 random bits that nobody can work out from the code.
_LOOK_UP = """
ALTER TABLE dossier ADD COLUMN search text NOT NULL DEFAULT '';
ALTER TABLE dossier ADD COLUMN lookup_key text NOT NULL DEFAULT right(gen_random_uuid()::text, 12);
CREATE INDEX dossier_of_unit ON dossier (unit_code, received_at DESC);
CREATE INDEX dossier_by_reception ON dossier (received_at DESC, code);
CREATE INDEX task_of_unit ON task (unit_code, dossier_id);
CREATE INDEX task_of_dossier ON task (dossier_id);
CREATE TABLE lookup_failure (
    code text NOT NULL,
    address text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX lookup_failure_of_code ON lookup_failure (code, at);
CREATE INDEX lookup_failure_from_address ON lookup_failure (address, at);
"""
