"""Incidents as stored: a dossier that cannot go on until somebody mends something."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from engine.errors import Refused
from engine.model.incident import Incident, Mended
from engine.store.rows import as_json
from engine.store.work import Work


def find_open(work: Work, dossier: UUID, code: str, element: str | None) -> UUID | None:
    """Return the incident by which the same thing is already reported and not yet mended."""
    row = work.run(
        """
        SELECT id FROM incident WHERE dossier_id = :dossier AND code = :code AND closed_at IS NULL
           AND element IS NOT DISTINCT FROM :element
        """,
        {"dossier": dossier, "code": code, "element": element},
    ).first()
    return None if row is None else UUID(str(row.id))


def add(work: Work, dossier: UUID, incident: Incident) -> None:
    """Store a new incident."""
    work.run(
        """
        INSERT INTO incident (id, dossier_id, code, element, facts, asked, opened_at)
        VALUES (:id, :dossier, :code, :element, CAST(:facts AS jsonb), CAST(:asked AS jsonb), :at)
        """,
        {
            "id": incident.id,
            "dossier": dossier,
            "code": incident.code,
            "element": incident.element,
            "facts": as_json(incident.facts),
            "asked": as_json(incident.asked),
            "at": incident.opened_at,
        },
    )


def renew(work: Work, incident: Incident) -> None:
    """Keep of an open incident what was asked last: who tries again with other data means those."""
    work.run(
        """
        UPDATE incident SET facts = CAST(:facts AS jsonb), asked = CAST(:asked AS jsonb) WHERE id = :id
        """,
        {"id": incident.id, "facts": as_json(incident.facts), "asked": as_json(incident.asked)},
    )


def close(work: Work, mended: Iterable[Mended], at: datetime, by: str) -> None:
    """Close incidents: when, by whom, and how."""
    work.run(
        """
        UPDATE incident SET closed_at = :at, closed_by = :by, outcome = r.how
        FROM jsonb_to_recordset(CAST(:mended AS jsonb)) AS r(incident uuid, how text) WHERE id = r.incident
        """,
        {"at": at, "by": by, "mended": as_json([each._asdict() for each in mended])},
    )


def dossier_of(work: Work, incident: UUID) -> str:
    """Return the code of the dossier of an incident, open or closed. Refused `incident.unknown`."""
    row = work.run(
        "SELECT d.code FROM incident i JOIN dossier d ON d.id = i.dossier_id WHERE i.id = :incident",
        {"incident": incident},
    ).first()
    if row is None:
        raise Refused("incident.unknown", incident=str(incident))
    return str(row.code)
