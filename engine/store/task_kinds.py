"""Which kinds of tasks a unit has had: what a worklist can be narrowed to, known without reading the tasks."""

FOLLOW = """
    kinds AS (
        INSERT INTO task_kind (unit_code, role, procedure_code, name, field)
        SELECT DISTINCT r.unit, r.role, :procedure, r.name, r.field
        FROM jsonb_to_recordset(CAST(:opened AS jsonb) || CAST(:moved AS jsonb)) AS r(
            unit text, role text, name text, field text)
        ORDER BY 1, 2, 3, 4, 5
        ON CONFLICT DO NOTHING
    )"""
"""A part of the statement that opens and moves tasks. A kind that is known costs one look at an index and no lock."""

OF_OPEN_TASKS = """
    INSERT INTO task_kind (unit_code, role, procedure_code, name, field)
    SELECT DISTINCT unit_code, role, procedure_code, name, field FROM task WHERE closed_at IS NULL
    ON CONFLICT DO NOTHING
"""
"""Learns the kinds of tasks that came in otherwise."""
