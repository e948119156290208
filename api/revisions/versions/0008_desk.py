"""The desk: substitutes, handing over in batches, and what the worklist reads."""

from alembic import op

revision = "0008"
down_revision = "0007"

# Open tasks are listed earliest due first, page by page: `due_sort` puts those without a due date last and is what
# every index ends with, so that a page is the beginning of an index, never a sort. What a list can be narrowed to
# is known from `task_kind`, to which kinds of tasks are added when they first come up: no row of it is ever hot.
_WORKLIST = """
ALTER TABLE task ADD COLUMN procedure_code text NOT NULL DEFAULT '';
UPDATE task SET procedure_code = d.procedure_code FROM dossier d WHERE d.id = task.dossier_id;
ALTER TABLE task ADD COLUMN due_sort timestamptz NOT NULL
    GENERATED ALWAYS AS (COALESCE(due_at, '9999-12-31 00:00:00+00'::timestamptz)) STORED;
DROP INDEX task_worklist;
DROP INDEX task_of_assignee;
CREATE INDEX task_of_seat ON task (unit_code, role, due_sort, id) INCLUDE (assignee, field) WHERE closed_at IS NULL;
CREATE INDEX task_of_assignee ON task (assignee, due_sort, id) WHERE closed_at IS NULL AND assignee IS NOT NULL;
CREATE INDEX task_coordinated ON task USING gin (coordinating) WHERE closed_at IS NULL AND coordinating <> '[]';
CREATE INDEX task_by_due ON task (due_sort, id) WHERE closed_at IS NULL;
CREATE INDEX task_of_step ON task (procedure_code, name, due_sort, id) WHERE closed_at IS NULL;
CREATE INDEX task_of_kind ON task (unit_code, procedure_code, name, due_sort, id) WHERE closed_at IS NULL;
CREATE TABLE task_kind (
    unit_code text NOT NULL,
    role text NOT NULL,
    procedure_code text NOT NULL,
    name text NOT NULL,
    field text NOT NULL,
    PRIMARY KEY (unit_code, role, procedure_code, name, field)
);
CREATE INDEX task_kind_of_procedure ON task_kind (procedure_code, name);
INSERT INTO task_kind SELECT DISTINCT unit_code, role, procedure_code, name, field FROM task WHERE closed_at IS NULL;
"""

# Who hands over what is told by the journal; the index finds the list of one handing-over again.
_HANDOVER = """
CREATE INDEX journal_of_handover ON journal ((facts ->> 'handover')) WHERE kind = 'task_handed_over';
"""

# Somebody stands in for somebody else; what was once arranged is never taken away, it is revoked.
_SUBSTITUTION = """
CREATE TABLE substitution (
    id uuid PRIMARY KEY,
    absent text NOT NULL REFERENCES person,
    substitute text NOT NULL REFERENCES person,
    unit_code text NOT NULL,
    role text NOT NULL,
    fields jsonb NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    reason text NOT NULL,
    made_by text NOT NULL REFERENCES person,
    made_at timestamptz NOT NULL,
    revoked_by text REFERENCES person,
    revoked_at timestamptz,
    CHECK (absent <> substitute),
    CHECK (valid_from <= valid_until)
);
CREATE INDEX substitution_by ON substitution (substitute) WHERE revoked_at IS NULL;
CREATE INDEX substitution_of ON substitution (absent);
CREATE INDEX substitution_in_unit ON substitution (unit_code, role) WHERE revoked_at IS NULL;
"""


def upgrade() -> None:
    """Make the tables."""
    for part in (_WORKLIST, _HANDOVER, _SUBSTITUTION):
        op.execute(part)


def downgrade() -> None:
    """Going back is restoring the backup taken before (README)."""
    raise NotImplementedError
