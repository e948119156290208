"""Incidents as stored: a dossier that cannot go on until the process owner mends something."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from engine.store.rows import as_json
from engine.store.work import Work


def is_open(work: Work, dossier: UUID, code: str, element: str | None) -> bool:
    """Tell whether the same thing is already reported and not yet mended."""
    row = work.run(
        """
        SELECT 1 FROM incident WHERE dossier_id = :dossier AND code = :code AND closed_at IS NULL
           AND element IS NOT DISTINCT FROM :element
        """,
        {"dossier": dossier, "code": code, "element": element},
    )
    return row.first() is not None


def add(work: Work, incident: UUID, dossier: UUID, facts: Mapping[str, Any], at: datetime) -> None:
    """Store an incident; `facts` hold at least its `code` and, where one is to blame, its `element`."""
    work.run(
        """
        INSERT INTO incident (id, dossier_id, code, element, facts, opened_at)
        VALUES (:id, :dossier, :code, :element, CAST(:facts AS jsonb), :at)
        """,
        {
            "id": incident,
            "dossier": dossier,
            "code": facts["code"],
            "element": facts.get("element"),
            "facts": as_json(facts),
            "at": at,
        },
    )
