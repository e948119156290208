"""Many copies of one dossier as it stands, without its past: what benches are run on."""

from datetime import datetime, timedelta

from engine.store.work import Work


def add_copies(work: Work, code: str, count: int, due: tuple[datetime, timedelta]) -> None:
    """Copy a dossier with its open tasks, its ledger and its timers, of which each copy's fall due a step later.

    `due` is when the timers of the first copy fall due, and the step. The journal is not copied.
    """
    first, step = due
    parameters = {"code": code, "count": count, "first": first, "step": step}
    for sql in (_NUMBERS, _HEADS, _TASKS, _LEDGER, _TIMERS):
        work.run(sql, parameters)
    work.run("DROP TABLE copied")


_NUMBERS = """
    CREATE TEMPORARY TABLE copied AS
    SELECT n, gen_random_uuid() AS id, d.id AS source FROM dossier d, generate_series(1, :count) n
    WHERE d.code = :code
"""

_HEADS = """
    INSERT INTO dossier (id, code, procedure_code, case_code, digest, unit_code, place_code, state, version,
                         journal_length, data, run, received_at, due_at, search)
    SELECT c.id, left(c.id::text, 18), d.procedure_code, d.case_code, d.digest, d.unit_code, d.place_code,
           d.state, d.version, d.journal_length, d.data, d.run, d.received_at, d.due_at, d.search
    FROM copied c JOIN dossier d ON d.id = c.source
"""

_TASKS = """
    INSERT INTO task (id, dossier_id, procedure_code, process, instance, node, element, name, unit_code, role, field,
                      opened_at, due_at, derivation)
    SELECT gen_random_uuid(), c.id, t.procedure_code, t.process, t.instance, t.node, t.element, t.name, t.unit_code,
           t.role, t.field, t.opened_at, t.due_at, t.derivation
    FROM copied c JOIN task t ON t.dossier_id = c.source AND t.closed_at IS NULL
"""

_LEDGER = """
    INSERT INTO due_ledger (dossier_id, seq, kind, at, due_at, derivation)
    SELECT c.id, l.seq, l.kind, l.at, l.due_at, l.derivation
    FROM copied c JOIN due_ledger l ON l.dossier_id = c.source
"""

_TIMERS = """
    INSERT INTO timer (id, dossier_id, process, instance, node, element, due_at, held, number, text, firings)
    SELECT gen_random_uuid(), c.id, t.process, t.instance, t.node, t.element, :first + (c.n - 1) * :step,
           t.held, t.number, t.text, t.firings
    FROM copied c JOIN timer t ON t.dossier_id = c.source
"""
