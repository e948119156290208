"""Requests whose last day to answer is over, claimed together with their dossiers: each by one worker only."""

from datetime import datetime
from uuid import UUID

from engine.model.dossier import Dossier
from engine.store.dossiers import HEAD, head
from engine.store.work import Work


def claim(work: Work, by: datetime) -> Dossier | None:
    """Lock a dossier nobody works on whose applicant had until a moment to answer, longest ago first."""
    row = (
        work.run(
            f"""
            SELECT {HEAD} FROM dossier_request q JOIN dossier d ON d.id = q.dossier_id
            WHERE q.state = 'open' AND q.expires_at <= :by
            ORDER BY q.expires_at, q.id LIMIT 1 FOR UPDATE OF d SKIP LOCKED
            """,
            {"by": by},
        )
        .mappings()
        .first()
    )
    return None if row is None else head(row)


def try_later(work: Work, dossier: UUID, at: datetime) -> None:
    """Leave what could not expire to a later moment, or it would be first for ever."""
    work.run(
        "UPDATE dossier_request SET expires_at = :at WHERE dossier_id = :dossier AND state = 'open'",
        {"dossier": dossier, "at": at},
    )
