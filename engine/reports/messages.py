"""Messages between dossiers: those of one dossier, and those that nobody has taken yet, with the reason."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from engine.model.actor import Actor
from engine.model.message import UNAWAITED_AFTER
from engine.reports.incidents import Mender, mended_units
from engine.reports.visible import VISIBLE, rights
from engine.store.deployments import IN_FORCE
from engine.store.work import Work

MAX_ROWS = 200


@dataclass(frozen=True, slots=True)
class Passed:
    """A message or signal of one dossier. `other` is the dossier at its other end, None where there is none yet.

    `state` is waiting, delivered, nobody (a listener that left before a signal came) or held. `at` is when it was
    sent, on the other side when it was received; both moments stand beside. The first message back is the answer.
    `other_state` is how the other dossier stands, None for who may not see it.
    """

    is_sent: bool
    kind: str
    name: str
    other: str | None
    other_unit: str | None
    other_state: str | None
    state: str
    at: datetime
    sent_at: datetime
    sent_by: str | None
    arrived_at: datetime | None
    answered_at: datetime | None
    answered_by: str | None


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


def messages_of(work: Work, dossier: str, actor: Actor, on: date) -> list[Passed]:
    """Return every message and signal that a dossier sent to others or got from them, oldest first.

    Both dossiers tell the same of it. Who sent it and who answered are names of persons: for those alone who may see
    who works on the dossier.
    """
    rows = work.run(
        f"""
        SELECT m.from_dossier = h.id AS is_sent, m.kind, m.name, d.code AS other, d.unit_code AS other_unit,
               CASE WHEN {VISIBLE} THEN d.state END AS other_state, m.state, m.sent_at, m.arrived_at,
               CASE WHEN m.from_dossier = h.id THEN m.sent_at ELSE m.arrived_at END AS at,
               {_SENDER.format(message="m")} AS sent_by, n.sent_at AS answered_at,
               {_SENDER.format(message="n")} AS answered_by
        FROM dossier h JOIN message m ON h.id IN (m.from_dossier, m.to_dossier)
        LEFT JOIN dossier d ON d.id = CASE WHEN m.from_dossier = h.id THEN m.to_dossier ELSE m.from_dossier END
        LEFT JOIN LATERAL (
            SELECT * FROM message b WHERE b.from_dossier = m.to_dossier AND b.to_dossier = m.from_dossier
                   AND b.sent_at >= m.arrived_at ORDER BY b.seq LIMIT 1) n ON true
        WHERE h.code = :dossier ORDER BY at, m.seq
        """,
        {"dossier": dossier} | rights(actor, on),
    ).mappings()
    return [Passed(**{**row, "is_sent": bool(row["is_sent"])}) for row in rows]


_SENDER = """(
    SELECT p.name FROM journal j JOIN person p ON p.id = j.actor
    WHERE j.dossier_id = {message}.from_dossier AND j.at = {message}.sent_at
      AND j.kind IN ('message_sent', 'signal_sent') LIMIT 1)"""
"""Whose deed sent a message: who completed the step before it; None where nobody did."""


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
