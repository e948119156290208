"""Everything that a command changed of a dossier besides its head, written in one statement."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from engine.store import awaited, deliveries, requests, results, task_kinds
from engine.store.dossiers import Changes
from engine.store.rows import as_json
from engine.store.work import Work


def write_parts(work: Work, changes: Changes, known_entries: int, at: datetime) -> None:
    """Store tasks, timers, ledger entries, deliveries and what is awaited as they came, went or changed."""
    dossier = changes.dossier
    numbered = enumerate(changes.entries, start=known_entries + 1)
    work.run(
        _WRITE_PARTS,
        {
            "id": dossier.id,
            "procedure": dossier.procedure_code,
            "at": at,
            "closed": as_json([asdict(closed) for closed in changes.closed]),
            "held": as_json([asdict(holder) for holder in changes.held]),
            "opened": as_json([_flat(asdict(task)) for task in changes.opened]),
            "disarmed": as_json(list(changes.disarmed)),
            "released": as_json(list(changes.released)),
            "armed": as_json([_flat(asdict(timer)) for timer in changes.armed]),
            "entries": as_json([asdict(entry) | {"seq": seq} for seq, entry in numbered]),
            "awaited": as_json([_flat(asdict(each)) for each in changes.awaited or ()]),
            "listens": changes.awaited is not None,
            "received": changes.received,
            "asked": as_json([_flat(asdict(each)) for each in changes.asked]),
            "left": as_json([each._asdict() for each in changes.left]),
            "delivered": changes.delivered,
            "retried": changes.retried,
            "requests": as_json([asdict(each) for each in changes.requests]),
            "moved": as_json([asdict(task) for task in changes.moved]),
            "shifted": as_json([asdict(timer) for timer in changes.shifted]),
            "results": as_json([results.row(each) for each in changes.results]),
        },
    )


_WRITE_PARTS = f"""
    WITH closed AS (
        UPDATE task SET closed_at = :at, closed_by = r.by, outcome = r.outcome
        FROM jsonb_to_recordset(CAST(:closed AS jsonb)) AS r(id uuid, by text, outcome text) WHERE task.id = r.id
    ), held AS (
        UPDATE task SET assignee = r.assignee, assigned_by = r.assigned_by, coordinating = r.coordinating
        FROM jsonb_to_recordset(CAST(:held AS jsonb)) AS r(
            id uuid, assignee text, assigned_by text, coordinating jsonb) WHERE task.id = r.id
    ), disarmed AS (
        DELETE FROM timer WHERE id IN (SELECT CAST(value AS uuid) FROM jsonb_array_elements_text(
            CAST(:disarmed AS jsonb)))
    ), released AS (
        UPDATE timer SET held = false WHERE id IN (SELECT CAST(value AS uuid) FROM jsonb_array_elements_text(
            CAST(:released AS jsonb)))
    ), armed AS (
        INSERT INTO timer (id, dossier_id, process, instance, node, element, due_at, held, number, text, firings)
        SELECT r.id, :id, r.process, r.instance, r.node, r.element, r.due_at, r.held, r.number, r.text, r."left"
        FROM jsonb_to_recordset(CAST(:armed AS jsonb)) AS r(
            id uuid, process integer, instance integer, node integer, element text, due_at timestamptz,
            held boolean, number integer, text text, "left" integer)
    ), entered AS (
        INSERT INTO due_ledger (dossier_id, seq, kind, at, due_at, derivation)
        SELECT :id, r.seq, r.kind, r.at, r.due_at, r.derivation
        FROM jsonb_to_recordset(CAST(:entries AS jsonb)) AS r(
            seq integer, kind text, at timestamptz, due_at timestamptz, derivation jsonb)
    ), {awaited.FOLLOW}, {deliveries.FOLLOW}, {results.FOLLOW}, {requests.FOLLOW}, moved AS (
        UPDATE task SET unit_code = r.unit, assignee = r.assignee, due_at = r.due_at, derivation = r.derivation
        FROM jsonb_to_recordset(CAST(:moved AS jsonb)) AS r(
            id uuid, unit text, assignee text, due_at timestamptz, derivation jsonb) WHERE task.id = r.id
    ), shifted AS (
        UPDATE timer SET due_at = r.due_at
        FROM jsonb_to_recordset(CAST(:shifted AS jsonb)) AS r(id uuid, due_at timestamptz) WHERE timer.id = r.id
    ), {task_kinds.FOLLOW}
    INSERT INTO task (id, dossier_id, procedure_code, process, instance, node, element, name, unit_code, role, field,
                      assignee, opened_at, due_at, derivation)
    SELECT r.id, :id, :procedure, r.process, r.instance, r.node, r.element, r.name, r.unit, r.role, r.field,
           r.assignee, r.opened_at, r.due_at, r.derivation
    FROM jsonb_to_recordset(CAST(:opened AS jsonb)) AS r(
        id uuid, process integer, instance integer, node integer, element text, name text, unit text, role text,
        field text, assignee text, opened_at timestamptz, due_at timestamptz, derivation jsonb)
"""


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    process, instance, node = row.pop("position")
    return row | {"process": process, "instance": instance, "node": node}
