"""Code schemes as dated data; what a dossier is found by, and who may see it, as columns that an index reads."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the table and the columns."""
    for part in (_CODE_SCHEME, _PLACED_ON, _WORDS, _SEEN_BY, _KEPT_SEEN_BY, _ALIASES_STAY):
        op.execute(part)


def downgrade() -> None:
    """Going back is restoring the backup taken before (README)."""
    raise NotImplementedError


# How codes are written from a day on. A scheme is never changed: a circular that decides otherwise is a row more.
_CODE_SCHEME = """
CREATE TABLE code_scheme (
    valid_from date PRIMARY KEY,
    digits integer NOT NULL CHECK (digits BETWEEN 1 AND 9),
    largest integer NOT NULL CHECK (largest BETWEEN 1 AND 999999999),
    document text NOT NULL
);
INSERT INTO code_scheme VALUES
    ('2018-01-01', 4, 9999, 'Thông tư 01/2018/TT-VPCP, Điều 19'),
    ('2025-07-01', 4, 999999999, 'Thông tư 04/2025');
CREATE TRIGGER code_scheme_append_only BEFORE UPDATE OR DELETE ON code_scheme
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER code_scheme_no_truncate BEFORE TRUNCATE ON code_scheme
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

# Codes of units are used again: one that a person chose later than at reception means the unit of that day.
_PLACED_ON = """
ALTER TABLE dossier ADD COLUMN placed_on date;
"""

# `search` holds folded words (engine.model.search_words); dossiers of before get the words they lack: what follows
# the identifier in their code, their code the other way round, and the numbers. No word is longer than 60 letters.
_WORDS = r"""
UPDATE dossier SET search = regexp_replace(concat_ws(' ', search,
    lower(substring(code from '-(.+)$')),
    lower(substring(code from '-([^-]+)$')),
    (SELECT lower(string_agg(part, '.' ORDER BY number DESC)) || lower(substring(code from '-.+$'))
     FROM unnest(string_to_array(split_part(code, '-', 1), '.')) WITH ORDINALITY AS u(part, number)
     WHERE part !~ '^0+$' AND code ~ '^[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]+-'),
    NULLIF(regexp_replace(lower(data ->> 'so_dinh_danh'), '[^0-9a-z]', '', 'g'), ''),
    NULLIF(regexp_replace(data ->> 'dien_thoai', '[^0-9]', '', 'g'), '')), '(\S{60})\S+', '\1', 'g');
ALTER TABLE dossier ADD COLUMN words tsvector NOT NULL
    GENERATED ALWAYS AS (array_to_tsvector(string_to_array(search, ' '))) STORED;
CREATE INDEX dossier_by_words ON dossier USING gin (words);
DROP INDEX dossier_by_reception;
CREATE INDEX dossier_by_reception ON dossier (received_at DESC, code DESC);
"""

# Whose seat may see a dossier (engine.reports.visible): `unit` for every field, `unit/field` for one in charge. They
# follow from the unit that received it and from its tasks, open or over, so the database itself keeps them. A set of
# lexemes is judged in a microsecond, an array of texts in five; the index serves either.
_SEEN_BY = """
ALTER TABLE dossier ADD COLUMN seen_by tsvector NOT NULL DEFAULT '';
UPDATE dossier d SET seen_by = array_to_tsvector(ARRAY(
    SELECT d.unit_code
    UNION SELECT unnest(ARRAY[t.unit_code, t.unit_code || '/' || t.field]) FROM task t WHERE t.dossier_id = d.id
    UNION SELECT d.unit_code || '/' || t.field FROM task t WHERE t.dossier_id = d.id AND t.field <> ''));
CREATE INDEX dossier_by_seen ON dossier USING gin (seen_by);
"""

_KEPT_SEEN_BY = """
CREATE FUNCTION dossier_seen_by_receiver() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.seen_by := NEW.seen_by || array_to_tsvector(ARRAY[NEW.unit_code]);
    RETURN NEW;
END
$$;
CREATE TRIGGER dossier_received BEFORE INSERT ON dossier
    FOR EACH ROW EXECUTE FUNCTION dossier_seen_by_receiver();
CREATE FUNCTION dossier_seen_by_seat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE dossier d SET seen_by = d.seen_by || n.seats
    FROM (
        SELECT array_to_tsvector(ARRAY[NEW.unit_code, NEW.unit_code || '/' || NEW.field,
            CASE NEW.field WHEN '' THEN NEW.unit_code ELSE r.unit_code || '/' || NEW.field END]) AS seats
        FROM dossier r WHERE r.id = NEW.dossier_id
    ) n
    WHERE d.id = NEW.dossier_id AND d.seen_by || n.seats <> d.seen_by;
    RETURN NULL;
END
$$;
CREATE TRIGGER task_came AFTER INSERT ON task FOR EACH ROW EXECUTE FUNCTION dossier_seen_by_seat();
CREATE TRIGGER task_moved AFTER UPDATE OF unit_code ON task FOR EACH ROW
    WHEN (OLD.unit_code <> NEW.unit_code) EXECUTE FUNCTION dossier_seen_by_seat();
"""

# A number under which a dossier was once known leads to it for ever.
_ALIASES_STAY = """
CREATE TRIGGER dossier_alias_append_only BEFORE UPDATE OR DELETE ON dossier_alias
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER dossier_alias_no_truncate BEFORE TRUNCATE ON dossier_alias
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
