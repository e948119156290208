"""The documents that wait for a leader to sign: those of open steps of the leader's seats, late first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from engine.commands.deeds import may
from engine.model.actor import Actor
from engine.model.result import Deed
from engine.model.role import Role
from engine.store.deployments import Deployments
from engine.store.rows import as_json
from engine.store.work import Work

MAX_WAITING = 200


@dataclass(frozen=True, slots=True)
class Waiting:
    """One document with the step at which it is to be signed; `is_signed` where only the step is left to complete."""

    task: UUID
    element: str
    step: str
    due_at: datetime | None
    dossier: str
    digest: str
    procedure_code: str
    applicant: str
    dossier_due_at: datetime | None
    result: UUID
    title: str
    draft: str
    is_signed: bool


def waiting_results(work: Work, deployments: Deployments, actor: Actor, on: date) -> Sequence[Waiting]:
    """Return what waits for the actor's signature, earliest due first; nobody's own drafts are among it."""
    rows = work.run(
        """
        SELECT t.id AS task, t.element, t.name AS step, t.due_at, t.role, d.code AS dossier, d.digest,
               d.procedure_code, COALESCE(d.data ->> 'ho_ten', '') AS applicant, d.due_at AS dossier_due_at,
               r.id AS result, r.title, r.draft, r.state = 'signed' AS is_signed
        FROM task t
        JOIN dossier d ON d.id = t.dossier_id
        CROSS JOIN LATERAL (
            SELECT * FROM result WHERE dossier_id = t.dossier_id AND state <> 'revoked' ORDER BY seq DESC LIMIT 1
        ) AS r
        WHERE t.closed_at IS NULL AND t.unit_code = ANY (:units) AND (t.assignee IS NULL OR t.assignee = :person)
          AND EXISTS (SELECT 1 FROM jsonb_to_recordset(CAST(:seats AS jsonb)) AS s(unit text, role text, fields jsonb)
                      WHERE s.unit = t.unit_code AND s.role = t.role
                        AND (s.fields = '[]' OR t.field = '' OR s.fields ? t.field))
          AND r.drafted_by <> :person
          AND (r.state IN ('drafted', 'initialled')
               OR (r.state = 'signed' AND (r.facts -> 'signed' ->> 'at')::timestamptz >= t.opened_at))
        ORDER BY COALESCE(t.due_at, 'infinity'), d.due_at, t.id LIMIT :limit
        """,
        _seats(actor, on) | {"person": actor.person_id, "limit": MAX_WAITING},
    ).mappings()
    found = [dict(row) for row in rows]
    return [Waiting(**row) for row in found if _is_to_sign(work, deployments, row)]


def _is_to_sign(work: Work, deployments: Deployments, row: dict[str, object]) -> bool:
    element = deployments.get(work, str(row["digest"])).element(str(row["element"]))
    role = str(row.pop("role"))
    return element is not None and may(Deed.SIGN, element, Role(role))


def _seats(actor: Actor, on: date) -> dict[str, object]:
    held = [a for a in actor.appointments if (a.valid_from or on) <= on <= (a.valid_until or on)]
    seats = [{"unit": a.unit_code, "role": a.role.value, "fields": sorted(a.fields)} for a in held]
    return {"seats": as_json(seats), "units": sorted({a.unit_code for a in held})}
