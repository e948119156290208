"""Dossiers with their open tasks, timers and due-date ledger: locked, read, and what a command changes of them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping

from engine.errors import Broken, Refused
from engine.model.delivery import Delivery
from engine.model.dossier import (
    ArmedTimer,
    Channel,
    Dossier,
    DossierState,
    DueEntry,
    EntryKind,
    Position,
    Task,
)
from engine.model.incident import Incident
from engine.model.message import Awaited, Message
from engine.model.request import Request
from engine.model.result import Result
from engine.store import own_work, requests, results
from engine.store.answers import answer
from engine.store.formats import require_known
from engine.store.known_as import KNOWN_AS, the_one, written
from engine.store.rows import as_json
from engine.store.work import Work

HEAD = """
    d.id, d.code, d.procedure_code, d.case_code, d.digest, d.unit_code AS unit, d.place_code AS place, d.placed_on,
    d.state, d.version, d.journal_length, d.data, d.run, d.received_at, d.due_at, d.ended_at, d.conversation,
    d.channel, d.rescheduled_due_at, d.format
"""
"""The columns that `head` reads, of a dossier called d."""

_FIND = f"SELECT {HEAD} FROM dossier d"


@dataclass(frozen=True, slots=True)
class Parts:
    """What belongs to a dossier besides its head, read after the head was locked."""

    tasks: tuple[Task, ...]
    timers: tuple[ArmedTimer, ...]
    entries: tuple[DueEntry, ...]
    answer: Any
    """(command digest, answer) stored under the caller's idempotency key, or None."""

    incidents: tuple[Incident, ...] = ()
    """Those that are open."""

    results: tuple[Result, ...] = ()
    """Every document, oldest first."""

    requests: tuple[Request, ...] = ()
    """Every request, oldest first."""

    done_as: frozenset[str] = frozenset()
    """The roles in which the caller has had it in hand before."""


@dataclass(frozen=True, slots=True)
class ClosedTask:
    """A task that is over: by whom (None: the process itself) and how."""

    id: UUID
    by: str | None
    outcome: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Who works on a task from now on (None: everybody of its seat), given by whom, with whom beside."""

    id: UUID
    assignee: str | None
    assigned_by: str | None = None
    coordinating: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything a command changes of a dossier; `dossier` is the head as it stands afterwards."""

    dossier: Dossier
    opened: tuple[Task, ...] = ()
    closed: tuple[ClosedTask, ...] = ()
    held: tuple[Holder, ...] = ()
    armed: tuple[ArmedTimer, ...] = ()
    disarmed: tuple[UUID, ...] = ()
    released: tuple[UUID, ...] = ()
    """Timers that were held back while the handler of their event still lived."""

    entries: tuple[DueEntry, ...] = ()
    """All entries of the ledger that are new."""

    awaited: tuple[Awaited, ...] | None = None
    """Everything the dossier waits to hear, None where that did not change."""

    sent: tuple[Message, ...] = ()
    asked: tuple[Delivery, ...] = ()
    left: tuple[Position, ...] = ()
    """Places left: what was to be delivered for them is over."""

    received: UUID | None = None
    """The message that led here."""

    delivered: UUID | None = None
    """The delivery whose success is why its place was left."""

    retried: UUID | None = None
    """The delivery that is due again."""

    results: tuple[Result, ...] = ()
    """Documents that are new or changed, as they stand afterwards."""

    requests: tuple[Request, ...] = ()
    """Requests that are new or changed, as they stand afterwards."""

    moved: tuple[Task, ...] = ()
    """Open tasks that have another due date, because time stood still or was counted anew."""

    shifted: tuple[ArmedTimer, ...] = ()
    """Timers that fire at another moment, for the same reason."""


def lock(work: Work, code: str) -> Dossier:
    """Return a dossier by any code it is known by and keep others off it until the work ends.

    Refused `dossier.unknown`, `dossier.ambiguous`.
    """
    rows = work.run(f"{_FIND} WHERE {KNOWN_AS} FOR UPDATE OF d", written(code)).mappings()
    return head(the_one(rows, code))


def lock_by_task(work: Work, task: UUID) -> Dossier:
    """Return the dossier of a task, locked. Refused `task.unknown`."""
    sql = f"{_FIND} WHERE d.id = (SELECT t.dossier_id FROM task t WHERE t.id = :task) FOR UPDATE"
    row = work.run(sql, {"task": task}).mappings().first()
    if row is None:
        raise Refused("task.unknown", task=str(task))
    return head(row)


def lock_all(work: Work, ids: Sequence[UUID]) -> list[Dossier]:
    """Return many dossiers by id, locked in the order of their ids so that no two callers wait for each other."""
    if not ids:
        return []
    rows = work.run(f"{_FIND} WHERE d.id = ANY (:ids) ORDER BY d.id FOR UPDATE", {"ids": list(ids)})
    return [head(row) for row in rows.mappings()]


def parts(work: Work, dossier: Dossier, actor: str, key: str | None) -> Parts:
    """Read the rest of a locked dossier, and the answer stored under an idempotency key, in one statement."""
    row = (
        work.run(
            f"""
            SELECT
              (SELECT COALESCE(jsonb_agg(to_jsonb(t) ORDER BY t.opened_at, t.id), '[]') FROM task t
                WHERE t.dossier_id = :id AND t.closed_at IS NULL) AS tasks,
              (SELECT COALESCE(jsonb_agg(to_jsonb(t) ORDER BY t.due_at, t.id), '[]') FROM timer t
                WHERE t.dossier_id = :id) AS timers,
              (SELECT COALESCE(jsonb_agg(to_jsonb(l) ORDER BY l.seq), '[]') FROM due_ledger l
                WHERE l.dossier_id = :id) AS entries,
              (SELECT COALESCE(jsonb_agg(to_jsonb(i) ORDER BY i.opened_at, i.id), '[]') FROM incident i
                WHERE i.dossier_id = :id AND i.closed_at IS NULL) AS incidents,
              {results.OF_DOSSIER} AS results,
              {own_work.OF_DOSSIER} AS done_as,
              {requests.OF_DOSSIER} AS requests,
              (SELECT to_jsonb(a) FROM answer a
                WHERE a.actor = :actor AND a.key = :key) AS answer
            """,
            {"id": dossier.id, "actor": actor, "key": key or ""},
        )
        .mappings()
        .one()
    )
    return Parts(
        tuple(map(_task, row["tasks"])),
        tuple(map(_timer, row["timers"])),
        tuple(map(_entry, row["entries"])),
        None if row["answer"] is None else answer(row["answer"]),
        tuple(map(_incident, row["incidents"])),
        tuple(map(results.read, row["results"])),
        tuple(map(requests.read, row["requests"])),
        frozenset(row["done_as"]),
    )


def next_number(work: Work, unit: str, day: date) -> int:
    """Take the next number of a unit's day; taken numbers are never given again."""
    row = work.run(
        """
        INSERT INTO number_series (unit_code, day, last) VALUES (:unit, :day, 1)
        ON CONFLICT (unit_code, day) DO UPDATE SET last = number_series.last + 1 RETURNING last
        """,
        {"unit": unit, "day": day},
    ).one()
    return int(row.last)


def insert(work: Work, dossier: Dossier) -> None:
    """Store a new head."""
    work.run(
        """
        INSERT INTO dossier (id, code, procedure_code, case_code, digest, unit_code, place_code, state, version,
                             journal_length, data, run, received_at, due_at, ended_at, conversation, channel, search)
        VALUES (:id, :code, :procedure_code, :case_code, :digest, :unit, :place, :state, :version,
                :journal_length, CAST(:data AS jsonb), CAST(:run AS jsonb), :received_at, :due_at, :ended_at,
                :conversation, :channel, :search)
        """,
        _head_row(dossier),
    )


def update(work: Work, before: Dossier, after: Dossier) -> None:
    """Store a changed head, exactly one version on; Broken where the lock was not held after all."""
    result = work.run(
        """
        UPDATE dossier SET state = :state, version = :version, journal_length = :journal_length,
               data = CAST(:data AS jsonb), run = CAST(:run AS jsonb), due_at = :due_at, ended_at = :ended_at,
               rescheduled_due_at = :rescheduled_due_at, place_code = :place, placed_on = :placed_on, search = :search
        WHERE id = :id AND version = :was
        """,
        _head_row(after) | {"was": before.version},
    )
    if result.rowcount != 1:
        raise Broken("dossier.version_lost", dossier=before.code, version=before.version)


def _head_row(dossier: Dossier) -> dict[str, Any]:
    written = {"data": as_json(dossier.data), "run": as_json(dossier.run), "search": dossier.search_text}
    return asdict(dossier) | written


def head(row: RowMapping) -> Dossier:
    """Return the head that a row with the columns of `HEAD` tells."""
    require_known("dossier", row)
    values = {name: row[name] for name in Dossier.__slots__}
    return Dossier(**values | {"state": DossierState(row["state"]), "channel": Channel(row["channel"])})


def _task(row: dict[str, Any]) -> Task:
    require_known("task", row)
    return Task(
        id=UUID(row["id"]),
        position=Position(row["process"], row["instance"], row["node"]),
        element=row["element"],
        name=row["name"],
        unit=row["unit_code"],
        role=row["role"],
        field=row["field"],
        assignee=row["assignee"],
        opened_at=datetime.fromisoformat(row["opened_at"]),
        due_at=None if row["due_at"] is None else datetime.fromisoformat(row["due_at"]),
        derivation=tuple(row["derivation"]),
    )


def _timer(row: dict[str, Any]) -> ArmedTimer:
    position = Position(row["process"], row["instance"], row["node"])
    return ArmedTimer(
        UUID(row["id"]),
        position,
        row["element"],
        datetime.fromisoformat(row["due_at"]),
        held=row["held"],
        number=row["number"],
        text=row["text"],
        left=row["firings"],
    )


def _incident(row: dict[str, Any]) -> Incident:
    require_known("incident", row)
    return Incident.from_row(row)


def _entry(row: dict[str, Any]) -> DueEntry:
    require_known("due_ledger", row)
    due_at = None if row["due_at"] is None else datetime.fromisoformat(row["due_at"])
    return DueEntry(
        EntryKind(row["kind"]), datetime.fromisoformat(row["at"]), due_at, tuple(row["derivation"])
    )
