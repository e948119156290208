"""Answers stored under idempotency keys: the same key gives the same answer, in whatever order requests come."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping

from engine.errors import TryAgain
from engine.store.formats import require_known
from engine.store.rows import as_json
from engine.store.work import Work


def find_exclusively(work: Work, actor: str, key: str) -> Any:
    """Return (command digest, answer) or None; whoever else uses this key waits until the work ends."""
    row = work.run(
        """
        SELECT pg_advisory_xact_lock(hashtextextended(:actor || chr(1) || :key, 0))
        """,
        {"actor": actor, "key": key},
    )
    row.close()
    found = (
        work.run(
            "SELECT command_digest, answer, format FROM answer WHERE actor = :actor AND key = :key",
            {"actor": actor, "key": key},
        )
        .mappings()
        .first()
    )
    return None if found is None else answer(found)


def answer(row: Mapping[str, Any] | RowMapping) -> list[Any]:
    """Return command digest and answer of a stored row."""
    require_known("answer", row)
    return [row["command_digest"], row["answer"]]


def store(work: Work, actor: str, key: str, digest: str, kept: tuple[Any, datetime]) -> None:
    """Store an answer with the moment it was given.

    Raises TryAgain where the key was used for another dossier at the same time; the next try is told so.
    """
    answer, at = kept
    stored = work.run(
        """
        INSERT INTO answer (actor, key, command_digest, answer, at)
        VALUES (:actor, :key, :digest, CAST(:answer AS jsonb), :at) ON CONFLICT DO NOTHING
        """,
        {"actor": actor, "key": key, "digest": digest, "answer": as_json(answer), "at": at},
    )
    if stored.rowcount == 0:
        raise TryAgain("idempotency.key_in_use")
