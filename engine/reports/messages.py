"""Messages between dossiers: those of one dossier, and those that nobody has taken yet, with the reason."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from engine.model.message import UNAWAITED_AFTER
from engine.reports.incidents import Mender, mended_units
from engine.store.deployments import IN_FORCE
from engine.store.work import Work

MAX_ROWS = 200


@dataclass(frozen=True, slots=True)
class Passed:
    """A message or signal of one dossier. `other` is the dossier at its other end, None where there is none yet.

    `state` is waiting, delivered, nobody (a listener that left before a signal came) or held.
    """

    is_sent: bool
    kind: str
    name: str
    other: str | None
    state: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Unawaited:
    """A message that nobody has taken. `reason` is not_yet (somebody may), unheard (no procedure in force knows the
    name) or held (its receiver cannot take it); `problem` are the code and facts of what holds it.

    `sender` is a dossier, None for one handed in from outside; `is_overdue` after `UNAWAITED_AFTER`.
    """

    id: UUID
    name: str
    correlation: str
    sender: str | None
    unit: str
    sent_at: datetime
    reason: str
    problem: dict[str, Any] | None
    is_overdue: bool


def messages_of(work: Work, dossier: str) -> list[Passed]:
    """Return every message and signal that a dossier sent to others or got from them, oldest first."""
    rows = work.run(
        """
        SELECT m.from_dossier = d.id AS is_sent, m.kind, m.name, o.code AS other, m.state,
               CASE WHEN m.from_dossier = d.id THEN m.sent_at ELSE m.arrived_at END AS at
        FROM dossier d JOIN message m ON d.id IN (m.from_dossier, m.to_dossier)
        LEFT JOIN dossier o ON o.id = CASE WHEN m.from_dossier = d.id THEN m.to_dossier ELSE m.from_dossier END
        WHERE d.code = :dossier ORDER BY at, m.seq
        """,
        {"dossier": dossier},
    )
    return [Passed(bool(row.is_sent), row.kind, row.name, row.other, row.state, row.at) for row in rows]


def unawaited(work: Work, who: Mender, now: datetime) -> list[Unawaited]:
    """Return the messages that nobody has taken, of the units whose process a person may mend, oldest first."""
    rows = work.run(
        f"""
        SELECT m.id, m.name, m.correlation, s.code AS sender, m.unit_code AS unit, m.sent_at, m.problem,
               m.sent_at <= :overdue_since AS is_overdue,
               CASE WHEN m.state = 'held' THEN 'held'
                    WHEN EXISTS (SELECT 1 FROM heard h WHERE h.kind = m.kind AND h.name = m.name
                                 AND h.digest IN ({IN_FORCE})) THEN 'not_yet'
                    ELSE 'unheard' END AS reason
        FROM message m LEFT JOIN dossier s ON s.id = m.from_dossier
        WHERE m.state IN ('waiting', 'held') AND (:everywhere OR m.unit_code = ANY (:units))
        ORDER BY m.seq LIMIT :limit
        """,
        mended_units(who) | {"at": now, "overdue_since": now - UNAWAITED_AFTER, "limit": MAX_ROWS},
    )
    return [Unawaited(**row) for row in rows.mappings()]
