"""Requests on dossiers as rows."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from engine.model.request import Request, RequestKind, RequestState
from engine.store.formats import require_known
from engine.store.work import Work

FOLLOW = """
    requested AS (
        INSERT INTO dossier_request (id, dossier_id, kind, state, facts, asked_by, asked_at, decided_by, decided_at,
                                     expires_at, closed_by, closed_at)
        SELECT r.id, :id, r.kind, r.state, r.facts, r.asked_by, r.asked_at, r.decided_by, r.decided_at,
               r.expires_at, r.closed_by, r.closed_at
        FROM jsonb_to_recordset(CAST(:requests AS jsonb)) AS r(
            id uuid, kind text, state text, facts jsonb, asked_by text, asked_at timestamptz, decided_by text,
            decided_at timestamptz, expires_at timestamptz, closed_by text, closed_at timestamptz)
        ON CONFLICT (id) DO UPDATE SET state = excluded.state, facts = excluded.facts,
            decided_by = excluded.decided_by, decided_at = excluded.decided_at, expires_at = excluded.expires_at,
            closed_by = excluded.closed_by, closed_at = excluded.closed_at
    )
"""
"""Part of the statement that writes a dossier's parts, with the parameters `id` and `requests`."""

OF_DOSSIER = """(SELECT COALESCE(jsonb_agg(to_jsonb(q) ORDER BY q.asked_at, q.id), '[]') FROM dossier_request q
                WHERE q.dossier_id = :id)"""
"""The requests on the dossier `id`, oldest first; each is what `read` reads."""

STANDS_STILL = """EXISTS (SELECT 1 FROM dossier_request q WHERE q.dossier_id = d.id AND q.state = 'open')"""
"""A condition on dossier `d`: it waits for the applicant, so nothing of its process falls due meanwhile."""


def read(stored: Mapping[str, Any]) -> Request:
    """Return the request of a row as JSON."""
    require_known("dossier_request", stored)
    return Request(
        id=UUID(stored["id"]),
        kind=RequestKind(stored["kind"]),
        state=RequestState(stored["state"]),
        facts=stored["facts"],
        asked_by=stored["asked_by"],
        asked_at=datetime.fromisoformat(stored["asked_at"]),
        decided_by=stored["decided_by"],
        decided_at=_moment(stored["decided_at"]),
        expires_at=_moment(stored["expires_at"]),
        closed_by=stored["closed_by"],
        closed_at=_moment(stored["closed_at"]),
    )


def of_dossier(work: Work, code: str) -> list[Request]:
    """Return the requests on a dossier by code, oldest first; who asks must have been checked before."""
    rows = work.run(
        """
        SELECT to_jsonb(q) FROM dossier_request q JOIN dossier d ON d.id = q.dossier_id
        WHERE d.code = :code ORDER BY q.asked_at, q.id
        """,
        {"code": code},
    )
    return [read(each) for each in rows.scalars()]


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
