"""The journal as stored: append-only, numbered within each dossier; it is also the outbox."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping

from engine.events import Event
from engine.model.dossier import Dossier
from engine.store.formats import require_known
from engine.store.rows import as_json
from engine.store.work import Work


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it was written; `kind` may be one that this version does not know yet."""

    seq: int
    kind: str
    at: datetime
    digest: str
    facts: Mapping[str, Any]


def read(work: Work, dossier: UUID) -> list[Entry]:
    """Return the whole journal of a dossier, oldest entry first."""
    rows = work.run(
        "SELECT seq, kind, at, digest, facts, format FROM journal WHERE dossier_id = :id ORDER BY seq",
        {"id": dossier},
    )
    return [_entry(row) for row in rows.mappings()]


def _entry(row: RowMapping) -> Entry:
    require_known("journal", row)
    return Entry(row["seq"], row["kind"], row["at"], row["digest"], row["facts"])


def append(work: Work, dossier: Dossier, events: Sequence[Event], at: datetime, actor: str | None) -> None:
    """Write the events of one command, the last of which is the dossier's `journal_length`-th."""
    first = dossier.journal_length - len(events) + 1
    rows = [
        {
            "seq": seq,
            "kind": event.kind,
            "actor": event.actor or actor,
            "unit": event.unit,
            "facts": dict(event.facts),
        }
        for seq, event in enumerate(events, start=first)
    ]
    work.run(
        """
        INSERT INTO journal (dossier_id, seq, kind, at, actor, unit_code, digest, facts)
        SELECT :id, r.seq, r.kind, :at, r.actor, r.unit, :digest, r.facts
        FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS r(
            seq integer, kind text, actor text, unit text, facts jsonb)
        """,
        {"id": dossier.id, "at": at, "digest": dossier.digest, "rows": as_json(rows)},
    )
