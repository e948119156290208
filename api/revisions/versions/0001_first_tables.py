"""The first tables: the city, deployments, dossiers and their journal."""

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    for part in (_CITY, _DEPLOYMENTS, _DOSSIERS, _RECORD, _APPEND_ONLY):
        op.execute(part)


# Periods are half of a unit's key: codes are used again. '-infinity' stands for "before our data begin".
_CITY = """
CREATE TABLE unit (
    code text NOT NULL,
    valid_from date NOT NULL DEFAULT '-infinity',
    valid_until date,
    name text NOT NULL,
    level text NOT NULL,
    body text NOT NULL,
    kind text NOT NULL,
    parent text,
    identifier text NOT NULL,
    serves jsonb NOT NULL,
    charges jsonb NOT NULL,
    PRIMARY KEY (code, valid_from)
);
CREATE TABLE succession (
    old_code text NOT NULL,
    new_code text NOT NULL,
    succeeded_on date NOT NULL,
    partly boolean NOT NULL,
    PRIMARY KEY (old_code, new_code, succeeded_on)
);
CREATE TABLE person (
    id text PRIMARY KEY,
    name text NOT NULL,
    account text NOT NULL UNIQUE
);
CREATE TABLE appointment (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id text NOT NULL REFERENCES person,
    unit_code text NOT NULL,
    role text NOT NULL,
    fields jsonb NOT NULL,
    valid_from date,
    valid_until date
);
CREATE INDEX appointment_of_person ON appointment (person_id);
CREATE INDEX appointment_in_unit ON appointment (unit_code, role);
CREATE TABLE special_day (
    "on" date PRIMARY KEY,
    kind text NOT NULL,
    name text NOT NULL,
    document text NOT NULL,
    certainty text NOT NULL
);
CREATE TABLE unit_hours (
    unit_code text NOT NULL,
    valid_from date NOT NULL,
    office jsonb NOT NULL,
    reception jsonb NOT NULL,
    document text NOT NULL,
    PRIMARY KEY (unit_code, valid_from)
);
"""

_DEPLOYMENTS = """
CREATE TABLE deployment (
    digest text PRIMARY KEY,
    format smallint NOT NULL,
    process text NOT NULL,
    procedure_code text,
    case_code text,
    files jsonb NOT NULL,
    deployed_at timestamptz NOT NULL
);
CREATE TABLE procedure_version (
    procedure_code text NOT NULL,
    case_code text NOT NULL,
    version integer NOT NULL,
    digest text NOT NULL REFERENCES deployment,
    in_force_from timestamptz NOT NULL,
    PRIMARY KEY (procedure_code, case_code, version)
);
CREATE TABLE certificate (
    key text PRIMARY KEY,
    fingerprint text NOT NULL,
    verdict text NOT NULL,
    reason text NOT NULL
);
CREATE INDEX certificate_of_definition ON certificate (fingerprint);
"""

_DOSSIERS = """
CREATE TABLE number_series (
    unit_code text NOT NULL,
    day date NOT NULL,
    last integer NOT NULL,
    PRIMARY KEY (unit_code, day)
);
CREATE TABLE dossier (
    id uuid PRIMARY KEY,
    code text NOT NULL UNIQUE,
    procedure_code text NOT NULL,
    case_code text NOT NULL,
    digest text NOT NULL REFERENCES deployment,
    unit_code text NOT NULL,
    place_code text NOT NULL,
    state text NOT NULL,
    version integer NOT NULL,
    journal_length integer NOT NULL,
    data jsonb NOT NULL,
    run jsonb NOT NULL,
    received_at timestamptz NOT NULL,
    due_at timestamptz,
    ended_at timestamptz
);
CREATE TABLE task (
    id uuid PRIMARY KEY,
    dossier_id uuid NOT NULL REFERENCES dossier,
    process integer NOT NULL,
    instance integer NOT NULL,
    node integer NOT NULL,
    element text NOT NULL,
    unit_code text NOT NULL,
    role text NOT NULL,
    field text NOT NULL,
    assignee text REFERENCES person,
    opened_at timestamptz NOT NULL,
    due_at timestamptz,
    derivation jsonb NOT NULL,
    closed_at timestamptz,
    closed_by text,
    outcome text
);
CREATE INDEX task_open_of_dossier ON task (dossier_id) WHERE closed_at IS NULL;
CREATE INDEX task_worklist ON task (unit_code, role, due_at, id) WHERE closed_at IS NULL;
CREATE TABLE timer (
    id uuid PRIMARY KEY,
    dossier_id uuid NOT NULL REFERENCES dossier,
    process integer NOT NULL,
    instance integer NOT NULL,
    node integer NOT NULL,
    element text NOT NULL,
    due_at timestamptz NOT NULL,
    held boolean NOT NULL
);
CREATE INDEX timer_due ON timer (due_at) WHERE NOT held;
CREATE INDEX timer_of_dossier ON timer (dossier_id);
CREATE TABLE incident (
    id uuid PRIMARY KEY,
    dossier_id uuid NOT NULL REFERENCES dossier,
    code text NOT NULL,
    element text,
    facts jsonb NOT NULL,
    opened_at timestamptz NOT NULL,
    closed_at timestamptz
);
CREATE INDEX incident_open_of_dossier ON incident (dossier_id) WHERE closed_at IS NULL;
"""

_RECORD = """
CREATE TABLE due_ledger (
    dossier_id uuid NOT NULL REFERENCES dossier,
    seq integer NOT NULL,
    kind text NOT NULL,
    at timestamptz NOT NULL,
    due_at timestamptz,
    derivation jsonb NOT NULL,
    PRIMARY KEY (dossier_id, seq)
);
CREATE TABLE journal (
    dossier_id uuid NOT NULL REFERENCES dossier,
    seq integer NOT NULL,
    kind text NOT NULL,
    at timestamptz NOT NULL,
    actor text,
    unit_code text,
    digest text NOT NULL,
    facts jsonb NOT NULL,
    PRIMARY KEY (dossier_id, seq)
);
CREATE TABLE answer (
    actor text NOT NULL,
    key text NOT NULL,
    command_digest text NOT NULL,
    answer jsonb NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (actor, key)
);
"""

# A due date and a journal entry are never overwritten (DESIGN D9): the database itself refuses.
_APPEND_ONLY = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER due_ledger_append_only BEFORE UPDATE OR DELETE ON due_ledger
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER due_ledger_no_truncate BEFORE TRUNCATE ON due_ledger
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE ON journal
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
