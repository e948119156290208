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

# What each deployment listens to, what each dossier waits to hear, and what is on its way between dossiers. The
# identities give the order: messages of one moment arrive as they were sent.
_MESSAGES = """
ALTER TABLE dossier ADD COLUMN conversation text;
CREATE TABLE heard (
    digest text NOT NULL REFERENCES deployment,
    kind text NOT NULL,
    name text NOT NULL,
    opens boolean NOT NULL,
    PRIMARY KEY (kind, name, digest, opens)
);
CREATE TABLE awaited (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    dossier_id uuid NOT NULL REFERENCES dossier,
    process integer NOT NULL,
    instance integer NOT NULL,
    node integer NOT NULL,
    element text NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    correlation text NOT NULL,
    since timestamptz NOT NULL,
    UNIQUE (dossier_id, process, instance, node, kind, name)
);
CREATE INDEX awaited_by_name ON awaited (name, correlation, kind, seq);
CREATE TABLE message (
    id uuid PRIMARY KEY,
    seq bigint GENERATED ALWAYS AS IDENTITY,
    kind text NOT NULL,
    name text NOT NULL,
    correlation text NOT NULL,
    conversation text,
    unit_code text NOT NULL,
    place_code text NOT NULL,
    element text,
    data jsonb NOT NULL,
    from_dossier uuid REFERENCES dossier,
    sent_by text,
    sent_at timestamptz NOT NULL,
    state text NOT NULL,
    listener bigint,
    opens text REFERENCES deployment,
    problem jsonb,
    to_dossier uuid REFERENCES dossier,
    arrived_at timestamptz
);
CREATE INDEX message_waiting ON message (seq) WHERE state IN ('waiting', 'held');
CREATE INDEX message_to_listener ON message (listener) WHERE state = 'waiting';
CREATE INDEX message_from_dossier ON message (from_dossier);
CREATE INDEX message_to_dossier ON message (to_dossier);
CREATE TABLE delivery (
    id uuid PRIMARY KEY,
    dossier_id uuid NOT NULL REFERENCES dossier,
    process integer NOT NULL,
    instance integer NOT NULL,
    node integer NOT NULL,
    element text NOT NULL,
    connector text NOT NULL,
    recipient text,
    subject text NOT NULL,
    data jsonb NOT NULL,
    asked_at timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    next_at timestamptz NOT NULL,
    state text NOT NULL,
    problem text,
    ended_at timestamptz
);
CREATE INDEX delivery_due ON delivery (next_at, id) WHERE state = 'waiting';
CREATE INDEX delivery_of_dossier ON delivery (dossier_id);
"""

# Everything stored as JSON says in which format; what is there is of the first (engine/store/formats.py).
_FORMATS = "".join(
    f"ALTER TABLE {table} ADD COLUMN format smallint NOT NULL DEFAULT 1;"
    for table in (
        "dossier",
        "task",
        "due_ledger",
        "journal",
        "incident",
        "answer",
        "form_draft",
        "package_draft",
        "message",
        "delivery",
    )
)


def upgrade() -> None:
    """Make the tables."""
    op.execute(_DDL)
    op.execute(_MESSAGES)
    op.execute(_FORMATS)


def downgrade() -> None:
    """Going back is restoring the backup taken before (README)."""
    raise NotImplementedError
