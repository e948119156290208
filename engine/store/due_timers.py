"""Timers that are due, claimed together with their dossiers: each by one worker only."""

from datetime import datetime
from uuid import UUID

from engine.model.dossier import Dossier
from engine.store import requests
from engine.store.dossiers import HEAD, head
from engine.store.work import Work


def claim(work: Work, due_by: datetime, limit: int) -> list[tuple[Dossier, UUID]]:
    """Lock dossiers nobody works on, each with its earliest timer due by a moment, at most `limit` of them.

    A timer whose dossier somebody else is working on is left to the next round, and so is a dossier's second one.
    """
    rows = work.run(
        f"""
        SELECT {HEAD}, t.id AS timer_id FROM timer t JOIN dossier d ON d.id = t.dossier_id
        WHERE t.due_at <= :due_by AND NOT t.held AND NOT {requests.STANDS_STILL}
        ORDER BY t.due_at, t.id LIMIT :limit FOR UPDATE OF d SKIP LOCKED
        """,
        {"due_by": due_by, "limit": limit},
    )
    earliest: dict[UUID, tuple[Dossier, UUID]] = {}
    for row in rows.mappings():
        earliest.setdefault(row["id"], (head(row), row["timer_id"]))
    return list(earliest.values())


def hold(work: Work, timer: UUID) -> None:
    """Keep a timer from firing until the incident it led to is mended."""
    work.run("UPDATE timer SET held = true WHERE id = :timer", {"timer": timer})
