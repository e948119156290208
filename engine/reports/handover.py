"""One handing-over of tasks, as the journal tells it: what both sides sign."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from engine.model.actor import Actor
from engine.store.work import Work


@dataclass(frozen=True, slots=True)
class HandedOver:
    """One task of the list; `receiver` is None where it went to the next shift."""

    step: str
    dossier: str
    applicant: str
    unit: str
    giver: str
    receiver: str | None
    behalf: str | None
    at: datetime
    due_at: datetime | None
    dossier_due_at: datetime | None
    note: str


def handed_over(work: Work, handover: UUID, actor: Actor, on: date) -> Sequence[HandedOver]:
    """Return the tasks of a list, earliest due first; those of units that the actor works in."""
    rows = work.run(
        """
        SELECT j.facts ->> 'name' AS step, d.code AS dossier, COALESCE(d.data ->> 'ho_ten', '') AS applicant,
               j.unit_code AS unit, g.name AS giver, r.name AS receiver, b.name AS behalf, j.at,
               CAST(j.facts ->> 'due_at' AS timestamptz) AS due_at, d.due_at AS dossier_due_at,
               j.facts ->> 'note' AS note
        FROM journal j JOIN dossier d ON d.id = j.dossier_id JOIN person g ON g.id = j.actor
        LEFT JOIN person r ON r.id = j.facts ->> 'to' LEFT JOIN person b ON b.id = j.facts ->> 'on_behalf_of'
        WHERE j.kind = 'task_handed_over' AND j.facts ->> 'handover' = :handover AND j.unit_code = ANY (:units)
        ORDER BY 9 NULLS LAST, d.code
        """,
        {"handover": str(handover), "units": [each.unit_code for each in actor.held_on(on)]},
    ).mappings()
    return [HandedOver(**row) for row in rows]
