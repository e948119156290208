"""Messages and signals between dossiers as stored: sent once, kept until somebody awaits them, acted on once."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping

from engine.errors import EngineError
from engine.model.dossier import Dossier, Position
from engine.model.message import Message
from engine.store.deployments import IN_FORCE
from engine.store.dossiers import HEAD, head
from engine.store.rows import as_json, as_rows
from engine.store.work import Work

_COLUMNS = """
    m.id AS message_id, m.kind, m.name, m.correlation, m.conversation AS talk, m.unit_code AS sent_unit,
    m.place_code AS sent_place, m.sent_at, m.element AS sent_element, m.data AS carried,
    (SELECT s.code FROM dossier s WHERE s.id = m.from_dossier) AS sender
"""

_FITS = """
    a.kind = m.kind AND a.name = m.name AND a.correlation = m.correlation
    AND a.dossier_id IS DISTINCT FROM m.from_dossier AND (m.kind = 'message' OR a.seq = m.listener)
"""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message and the place of a dossier that waits for it."""

    message: Message
    position: Position


@dataclass(frozen=True, slots=True)
class Start:
    """A locked message that no dossier awaits, and the deployments in force that one of its name opens."""

    message: Message
    digests: tuple[str, ...]


def send(work: Work, sender: UUID, sent: Sequence[Message], at: datetime) -> None:
    """Store what a dossier sent.

    A message waits for one receiver. A signal goes at once, a row each, to everybody who listens now and to every
    procedure in force that it opens; who listens later does not hear it (BPMN 2.0.2 §10.5.1).
    """
    work.run(
        f"""
        WITH sent AS (
            SELECT * FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS r(
                id uuid, kind text, name text, correlation text, conversation text, unit text, place text,
                element text, data jsonb)
        ), copies AS (
            SELECT s.id AS source, s.id, s.correlation, CAST(NULL AS bigint) AS listener, CAST(NULL AS text) AS opens
            FROM sent s WHERE s.kind = 'message'
            UNION ALL
            SELECT s.id, CAST(md5(s.id || '.' || a.seq) AS uuid), a.correlation, a.seq, NULL
            FROM sent s JOIN awaited a ON a.kind = s.kind AND a.name = s.name
                 AND a.correlation IN ('', s.correlation) AND a.dossier_id <> :sender
            WHERE s.kind = 'signal'
            UNION ALL
            SELECT s.id, CAST(md5(s.id || '.' || h.digest) AS uuid), s.correlation, NULL, h.digest
            FROM sent s JOIN heard h ON h.kind = s.kind AND h.name = s.name AND h.opens
            WHERE s.kind = 'signal' AND h.digest IN ({IN_FORCE})
        )
        INSERT INTO message (id, kind, name, correlation, conversation, unit_code, place_code, element, data,
                             from_dossier, sent_at, state, listener, opens)
        SELECT c.id, s.kind, s.name, c.correlation, s.conversation, s.unit, s.place, s.element, s.data,
               :sender, :at, 'waiting', c.listener, c.opens
        FROM copies c JOIN sent s ON s.id = c.source
        """,
        {"sender": sender, "at": at} | as_rows(asdict(each) for each in sent),
    )


def hand_in(work: Work, message: Message, person: str) -> bool:
    """Store a message from outside, once for its id; tell whether it is there with just this content."""
    row = asdict(message) | {"data": as_json(message.data), "person": person}
    work.run(
        """
        INSERT INTO message (id, kind, name, correlation, conversation, unit_code, place_code, data, sent_by,
                             sent_at, state)
        VALUES (:id, :kind, :name, :correlation, :conversation, :unit, :place, CAST(:data AS jsonb), :person,
                :sent_at, 'waiting')
        ON CONFLICT (id) DO NOTHING
        """,
        row,
    )
    same = work.run(
        """
        SELECT 1 FROM message WHERE id = :id AND (name, correlation, unit_code, data)
               = (:name, :correlation, :unit, CAST(:data AS jsonb))
        """,
        row,
    )
    return same.first() is not None


def lock_arrival(work: Work) -> tuple[UUID, Dossier] | None:
    """Return the oldest message that a dossier awaits, with it, both locked, among those nobody else is at work on.

    Of several dossiers the one that has waited longest gets it. What was handed in from outside at a unit reaches
    the dossiers of that unit only: a clerk speaks for no other.
    """
    row = (
        work.run(
            f"""
            SELECT m.id AS message_id, {HEAD}
            FROM message m JOIN awaited a ON {_FITS} JOIN dossier d ON d.id = a.dossier_id
            WHERE m.state = 'waiting' AND (m.from_dossier IS NOT NULL OR d.unit_code = m.unit_code)
            ORDER BY m.seq, a.seq LIMIT 1 FOR UPDATE OF m, d SKIP LOCKED
            """
        )
        .mappings()
        .first()
    )
    return None if row is None else (row["message_id"], head(row))


def receivable(work: Work, message: UUID, dossier: UUID) -> Arrival | None:
    """Return a message that has not arrived yet with the place of a locked dossier that awaits it now."""
    row = (
        work.run(
            f"""
            SELECT {_COLUMNS}, a.process, a.instance, a.node FROM message m JOIN awaited a ON {_FITS}
            WHERE m.id = :message AND m.state IN ('waiting', 'held') AND a.dossier_id = :dossier
            ORDER BY a.seq LIMIT 1
            """,
            {"message": message, "dossier": dossier},
        )
        .mappings()
        .first()
    )
    if row is None:
        return None
    return Arrival(_message(row), Position(row["process"], row["instance"], row["node"]))


def lock_start(work: Work, at: datetime) -> Start | None:
    """Return the oldest free message that opens a procedure in force and that no dossier awaits."""
    row = (
        work.run(
            f"""
            WITH openings AS (
                SELECT h.kind, h.name, h.digest FROM heard h WHERE h.opens AND h.digest IN ({IN_FORCE})
            )
            SELECT {_COLUMNS}, CASE WHEN m.opens IS NOT NULL THEN ARRAY[m.opens] ELSE ARRAY(
                SELECT o.digest FROM openings o WHERE (o.kind, o.name) = (m.kind, m.name) ORDER BY 1) END AS digests
            FROM message m
            WHERE m.state = 'waiting' AND (m.opens IS NOT NULL OR m.kind = 'message'
                  AND EXISTS (SELECT 1 FROM openings o WHERE (o.kind, o.name) = (m.kind, m.name))
                  AND NOT EXISTS (SELECT 1 FROM awaited a WHERE {_FITS}))
            ORDER BY m.seq LIMIT 1 FOR UPDATE OF m SKIP LOCKED
            """,
            {"at": at},
        )
        .mappings()
        .first()
    )
    return None if row is None else Start(_message(row), tuple(row["digests"]))


def hold(work: Work, message: UUID, problem: EngineError) -> None:
    """Keep a message that its receiver cannot take until somebody mends that."""
    stored: Mapping[str, Any] = {**problem.facts, "code": problem.code}
    work.run(
        "UPDATE message SET state = 'held', problem = CAST(:problem AS jsonb) WHERE id = :id",
        {"id": message, "problem": as_json(stored)},
    )


def release(work: Work, message: UUID) -> str | None:
    """Let a held message go on its way again; return the unit it came from, None where none is held."""
    row = work.run(
        """
        UPDATE message SET state = 'waiting', problem = NULL WHERE id = :id AND state = 'held'
        RETURNING unit_code
        """,
        {"id": message},
    ).first()
    return None if row is None else str(row.unit_code)


def _message(row: RowMapping) -> Message:
    return Message(
        id=row["message_id"],
        kind=row["kind"],
        name=row["name"],
        correlation=row["correlation"],
        conversation=row["talk"],
        unit=row["sent_unit"],
        place=row["sent_place"],
        sent_at=row["sent_at"],
        sender=row["sender"],
        element=row["sent_element"],
        data=row["carried"],
    )
