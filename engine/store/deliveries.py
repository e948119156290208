"""What is to be delivered by connectors, as stored: taken by one worker at a time, tried until it succeeds."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import RowMapping

from engine.errors import Refused
from engine.model.delivery import Delivery
from engine.model.dossier import Dossier, Position
from engine.store.work import Work

FOLLOW = """
    delivered AS (
        UPDATE delivery v SET state = CASE WHEN v.id = :delivered THEN 'done' ELSE 'dropped' END, ended_at = :at
        FROM jsonb_to_recordset(CAST(:left AS jsonb)) AS r(process integer, instance integer, node integer)
        WHERE v.dossier_id = :id AND v.state IN ('waiting', 'failed')
          AND (v.process, v.instance, v.node) = (r.process, r.instance, r.node)
    ), retried AS (
        UPDATE delivery SET state = 'waiting', attempts = 0, next_at = :at WHERE id = :retried
    ), asked AS (
        INSERT INTO delivery (id, dossier_id, process, instance, node, element, connector, recipient, subject,
                              data, asked_at, next_at, state)
        SELECT r.id, :id, r.process, r.instance, r.node, r.element, r.connector, r.recipient, r.subject, r.data,
               :at, :at, 'waiting'
        FROM jsonb_to_recordset(CAST(:asked AS jsonb)) AS r(
            id uuid, process integer, instance integer, node integer, element text, connector text,
            recipient text, subject text, data jsonb)
    )
"""
"""Parts of the statement that writes a dossier's parts, with the parameters `id`, `at`, `left` (places),
`delivered`, `retried` and `asked`.

A delivery ends with its place: it is done where that is why the place was left, else nobody needs it any more.
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """A delivery taken for one attempt, number `attempts`, by one worker."""

    delivery: Delivery
    dossier: str
    attempts: int


def take(work: Work, connectors: Collection[str], now: datetime, lease: timedelta) -> Taken | None:
    """Take the delivery due longest by one of these connectors; it falls due again unless settled within `lease`."""
    row = (
        work.run(
            """
            UPDATE delivery v SET attempts = v.attempts + 1, next_at = :lease_until
            FROM dossier d
            WHERE d.id = v.dossier_id AND v.id = (
                SELECT id FROM delivery WHERE state = 'waiting' AND next_at <= :now AND connector = ANY (:connectors)
                ORDER BY next_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING v.id, v.process, v.instance, v.node, v.element, v.connector, v.recipient, v.subject, v.data,
                      v.attempts, d.code
            """,
            {"connectors": sorted(connectors), "now": now, "lease_until": now + lease},
        )
        .mappings()
        .first()
    )
    if row is None:
        return None
    return Taken(_delivery(row), row["code"], row["attempts"])


def try_later(work: Work, delivery: UUID, problem: str, next_at: datetime) -> None:
    """Note why an attempt was in vain and when the next one is due."""
    work.run(
        "UPDATE delivery SET problem = :problem, next_at = :next_at WHERE id = :id AND state = 'waiting'",
        {"id": delivery, "problem": problem, "next_at": next_at},
    )


def give_up(work: Work, delivery: UUID, problem: str) -> None:
    """Try no more until somebody asks for it."""
    work.run(
        "UPDATE delivery SET state = 'failed', problem = :problem WHERE id = :id AND state = 'waiting'",
        {"id": delivery, "problem": problem},
    )


def find_open(work: Work, dossier: Dossier, delivery: UUID) -> Delivery:
    """Return a delivery of a dossier that is not over, tried in vain or not.

    Refused `delivery.over` where it is done or nobody needs it.
    """
    row = (
        work.run(
            """
            SELECT id, process, instance, node, element, connector, recipient, subject, data FROM delivery
            WHERE id = :id AND state IN ('waiting', 'failed')
            """,
            {"id": delivery},
        )
        .mappings()
        .first()
    )
    if row is None:
        raise Refused("delivery.over", dossier=dossier.code, delivery=str(delivery))
    return _delivery(row)


def _delivery(row: RowMapping) -> Delivery:
    named = {name: row[name] for name in ("id", "element", "connector", "recipient", "subject", "data")}
    return Delivery(position=Position(row["process"], row["instance"], row["node"]), **named)
